/// What every reader of rows does alike: stamps, whose rows are read, rows that are skipped,
/// rejected or repeated, and the entries that are collected.
#pragma once

#include <functional>
#include <initializer_list>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "culprit/csv/reader.hpp"
#include "culprit/diary/read.hpp"
#include "diary/cells/cells.hpp"
#include "diary/cells/stamp.hpp"
#include "diary/layouts/head.hpp"
#include "diary/one_clock.hpp"
#include "diary/store/entry_table.hpp"
#include "diary/store/memo.hpp"

namespace culprit::diary {

/// The columns that most layouts share, named by their content.
struct EntryColumns {
  std::size_t subject = absent;
  std::size_t date = absent;
  std::size_t time = absent;
  std::size_t type = absent;
  std::size_t name = absent;
  std::size_t amount = absent;
  std::size_t unit = absent;
};

/// Rated rather than taken: an entry needs a value.
[[nodiscard]] constexpr bool needs_value(Kind kind) noexcept {
  return kind == Kind::severity || kind == Kind::symptom || kind == Kind::factor;
}

/// Tells the rows of the wanted person from those of others. A row with a blank cell
/// belongs to the diary. Subjects are compared byte by byte, trimmed.
class SubjectFilter {
 public:
  explicit SubjectFilter(std::optional<std::string> wanted) : wanted_{std::move(wanted)} {}

  /// @param cell  trimmed
  [[nodiscard]] bool accepts(std::string_view cell) {
    if (cell.empty()) return true;
    if (cell != last_ || seen_.empty()) remember(cell);
    return !wanted_ || last_ == *wanted_;
  }

  /// The person whose diary was read; nothing if the files have no column of people.
  /// @param files  as they were read: their columns
  /// @throws InputError  `several_subjects`; `unknown_subject` if the wanted name does not occur.
  [[nodiscard]] std::optional<std::string> finish(std::span<const FileReport> files) const;

 private:
  void remember(std::string_view cell);

  std::optional<std::string> wanted_;
  std::string last_;
  std::vector<std::string> seen_;  ///< sorted
};

struct TableRoles;

/// What all files of one reading share.
struct SharedState {
  const ReadOptions& options;
  /// Gets every rejection; may be null or empty.
  const std::function<void(const Message&)>* on_rejection = nullptr;
  SubjectFilter subjects;
  EntryTable entries = {};
  MessageTally rejections{shown_per_reason};
  /// By header: rows with a time that were seen, for layouts with many entries a row.
  std::map<std::string, RowSet> seen_rows = {};
  /// Rows with a time that were there before are read again: their entries are merged where they
  /// are collected, and nothing needs to be remembered.
  bool keeps_repetitions = false;
  /// Ratings far above those before them, by folded name and value, each with its place.
  std::multimap<std::pair<std::string, double>, Message> highest = {};
  /// From so many entries on, `drain` is called to take them away.
  std::size_t drain_at = std::numeric_limits<std::size_t>::max();
  std::function<void()> drain = {};
  /// [files] What is known of their clocks: of all where the files are read a second time.
  std::vector<OneClock> clocks = {};
  std::size_t n_read = 0;  ///< files
  /// A file is a food log: what other files tick off beside it are no foods.
  bool has_food_log = false;

  void reject(const Message& message) {
    if (on_rejection != nullptr && *on_rejection) (*on_rejection)(message);
    rejections.add(message);
  }
};

/// What a reader of one file works with.
struct FileContext {
  const Head& head;
  SharedState& shared;
  FileReport& report;
  StampReader stamps;
  /// Where the dates stand, if the layout says so when it opens: what their order is found in.
  std::optional<std::size_t> date_column = {};
  /// What the columns of a table are, if it was recognised by them.
  const TableRoles* table = nullptr;
};

/// What became of a row.
enum class Fate { used, merged, skipped, rejected };

/// Turns the records of one file into entries.
class RowReader {
 public:
  explicit RowReader(FileContext& file) : file_{file} {}
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;
  virtual ~RowReader() = default;

  virtual Fate consume(const csv::Record& record) = 0;
  /// Called once behind the last row.
  virtual void finish() {}
  /// Counts in the report what a rejected row, or the field at which it begins and ends, would have
  /// given.
  void count_loss(const csv::Record& record, std::size_t first = 0, std::size_t last = absent);

 protected:
  [[nodiscard]] FileContext& file() noexcept { return file_; }

  /// The stamp of a row. A clock that cannot be read is reported, and the row keeps its day.
  [[nodiscard]] Stamp read_stamp(const csv::Record& record, std::size_t date, std::size_t time) {
    return settled(record, file_.stamps.read(cell_of(record, date), cell_of(record, time)),
        cell_of(record, time).empty() ? date : time);
  }
  /// Likewise, of a stamp that was read. @param field  where its clock stands
  [[nodiscard]] Stamp settled(const csv::Record& record, const Stamp& stamp, std::size_t field) {
    return stamp.problem() == StampProblem::bad_time ? without_time(record, stamp, field) : stamp;
  }

  /// Counts the row under the rule by which it is passed over.
  Fate skip(const char* rule);
  /// Reports a field. The row's fate is the caller's to decide.
  Fate reject(const csv::Record& record, std::size_t field, const char* code, std::string text);
  /// Likewise, with the cell in the place of `{}`.
  Fate reject_quoting(
      const csv::Record& record, std::size_t field, const char* code, std::string_view text);
  /// Rejects a row whose name is blank. @param what  the column: `name`, `food name`, `detail`
  Fate reject_nameless(const csv::Record& record, std::size_t field, std::string_view what);
  /// Reports what is wrong with the row's stamp; for `no_date` also the empty row.
  Fate reject_stamp(const csv::Record& record, StampProblem problem, std::size_t field);
  /// True if the record is the header once more.
  [[nodiscard]] bool is_header(const csv::Record& record) const;
  /// Reports a cell of a row that is used nevertheless.
  void reject_cell(
      const csv::Record& record, std::size_t field, const char* code, std::string text);
  /// The cell up to its thousandth item; where there are more they are rejected as one.
  [[nodiscard]] std::string_view within_items(
      const csv::Record& record, std::size_t field, std::string_view cell);
  /// Likewise: the column and the cell, and `what` is wrong with it.
  void reject_value(
      const csv::Record& record, std::size_t field, const char* code, std::string_view what);
  /// A food without the clock in front of it (`7:30 toast`), which becomes the entry's.
  [[nodiscard]] std::string_view take_clock(std::string_view name, Entry& entry) const;
  /// A new entry with its day, time, kind and name.
  Entry& add_entry(const Stamp& stamp, Kind kind, std::string_view name) {
    return add_entry(stamp, kind, file_.shared.entries.name(name));
  }
  /// Likewise, the name by its number.
  Entry& add_entry(const Stamp& stamp, Kind kind, std::uint32_t name) {
    Entry& entry = file_.shared.entries.add();
    entry.day = stamp.day();
    entry.time = stamp.time();
    entry.kind = kind;
    entry.part = stamp.part();
    entry.name = name;
    return entry;
  }
  /// True if a row with a time was there before in a file with this header, byte by byte or by the
  /// cells of these fields. For layouts with several entries a row.
  [[nodiscard]] bool is_repeated_row(const csv::Record& record, const Stamp& stamp,
      const std::vector<std::size_t>* fields = nullptr);

  /// True, and reported, if the record has more fields than the header and they are not blank.
  [[nodiscard]] bool has_surplus(const csv::Record& record);

 private:
  Stamp without_time(const csv::Record& record, const Stamp& stamp, std::size_t field);
  FileContext& file_;
  RowSet* seen_rows_ = nullptr;  ///< of the files with this header, once it was needed
};

/// What the report says of each column. @param role_of  by its index
void report_columns(FileContext& file, const std::function<std::string(std::size_t)>& role_of);

/// Likewise: the first of `others`, then of `columns`, with the column's index, or `ignored`.
void report_roles(FileContext& file, const EntryColumns& columns,
    std::initializer_list<std::pair<std::size_t, std::string_view>> others = {});

}  // namespace culprit::diary
