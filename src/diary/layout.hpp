/// The interface behind which every layout has its own small reader.
///
/// A layout says how sure it is that a file is of its kind, and opens a RowReader that turns the
/// records into entries. To add one: define a Layout, add it to `all_layouts`.
#pragma once

#include <functional>
#include <initializer_list>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "culprit/csv/reader.hpp"
#include "culprit/diary/read.hpp"
#include "diary/cells.hpp"
#include "diary/entry_table.hpp"
#include "diary/memo.hpp"
#include "diary/one_clock.hpp"
#include "diary/stamp.hpp"
#include "diary/subjects.hpp"

namespace culprit::diary {

inline constexpr std::size_t absent = static_cast<std::size_t>(-1);  ///< cells of it are blank

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

/// A file before its rows are read: its header and the first rows.
struct Head {
  const csv::Input* input = nullptr;
  csv::Dialect dialect;
  std::string title;       ///< the record before the header, folded, if any
  std::uint64_t line = 1;  ///< of the header; 0 = none
  /// Of the table; behind it another one begins.
  std::uint64_t last_line = std::numeric_limits<std::uint64_t>::max();
  std::string raw;                               ///< the header as it stands in the file
  std::vector<std::string> names;                ///< of the columns, tidied
  std::vector<std::string> folded;               ///< likewise, folded: what columns are found by
  std::vector<std::vector<std::string>> sample;  ///< at most `sample_rows` records, fields trimmed

  static constexpr std::size_t sample_rows = 20;

  /// The first column of that folded name.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view folded_name) const;
  /// Likewise, or `absent`.
  [[nodiscard]] std::size_t column(std::string_view folded_name) const {
    return find(folded_name).value_or(absent);
  }
};

/// Lines before the header that are no part of the table are passed over: `sep=;`, and titles (one
/// cell filled, or at most half of what most rows fill and no date among the names).
/// @throws InputError  `empty_file` if there is no record at all, and as `csv::Reader`.
/// @param first_line  what stands above it is no part of the table either
[[nodiscard]] Head read_head(const csv::Input& input, std::uint64_t first_line = 1);

/// Finds the header of a further table (all words, a date among them) and ends the one before it,
/// and before its title. @return the line after; 0 = no further one
std::uint64_t end_table(Head& head);

/// A reader that stands behind the header.
[[nodiscard]] csv::Reader open_rows(
    const csv::Input& input, const csv::Dialect& dialect, std::uint64_t header);

/// Calls `visit` with every record after the header that belongs to the table.
template <typename Visit> void for_each_row(const Head& head, const Visit& visit) {
  csv::Reader reader = open_rows(*head.input, head.dialect, head.line);
  for (const csv::Record* record = reader.next();
       record != nullptr && record->line() <= head.last_line; record = reader.next())
    visit(*record);
}

/// How sure a layout is.
struct Recognition {
  double confidence = 0;     ///< 0 = not at all, 1 = certain
  std::string reason;        ///< one sentence for people
  bool is_headless = false;  ///< the first record is a row like the others
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
  /// True if a row with a time was there before, byte by byte, in a file with this header. For
  /// layouts with several entries a row.
  [[nodiscard]] bool is_repeated_row(const csv::Record& record, const Stamp& stamp);
  /// Likewise, by the cells of these fields.
  [[nodiscard]] bool is_repeated_row(
      const csv::Record& record, const Stamp& stamp, std::span<const std::size_t> fields);
  /// True, and reported, if the record has more fields than the header and they are not blank.
  [[nodiscard]] bool has_surplus(const csv::Record& record);

 private:
  Stamp without_time(const csv::Record& record, const Stamp& stamp, std::size_t field);
  /// Rows of the files with this header; null if a row with this stamp need not be remembered.
  [[nodiscard]] RowSet* seen_rows(const Stamp& stamp);

  FileContext& file_;
  RowSet* seen_rows_ = nullptr;  ///< of the files with this header, once it was needed
};

/// `date`, else `day`, else the first column.
[[nodiscard]] std::size_t usual_date_column(const Head& head);

/// The report's columns: the first of `others`, then of `columns`, with the column's index, or
/// `ignored`.
void report_roles(FileContext& file, const EntryColumns& columns,
    std::initializer_list<std::pair<std::size_t, std::string_view>> others = {});

/// One kind of export.
struct Layout {
  std::string_view name;
  Recognition (*recognise)(const Head& head);
  /// Fills the report's columns and decimal mark. The reader refers to `file`.
  /// @throws InputError  if the columns cannot be given roles.
  std::unique_ptr<RowReader> (*open)(FileContext& file);
  /// Where the order of day and month is decided.
  std::size_t (*date_column)(const Head& head) = usual_date_column;
  /// One entry a row: repeated entries are merged rows.
  bool is_entry_per_row = false;
  /// Its foods are all that was eaten, each by its name.
  bool is_food_log = false;
  /// The order in which the app writes dates, for files that leave it open.
  std::optional<DateOrder> usual_date_order = {};
};

extern const Layout long_layout;
extern const Layout wide_layout;
extern const Layout cronometer_layout;
/// The reader of everything else; asked only where no other layout is sure.
extern const Layout table_layout;
/// All but the table.
extern const Layout my_symptoms_layout;
extern const Layout bearable_layout;
extern const Layout daylio_layout;
extern const Layout flaredown_layout;
extern const Layout flaredown_dump_layout;
extern const Layout tsw_atlas_layout;
extern const Layout loop_layout;
extern const Layout perfice_layout;
extern const Layout how_we_feel_layout;
extern const Layout migraine_buddy_layout;
extern const Layout symptom_shark_layout;
extern const Layout lose_it_layout;
extern const Layout printed_diary_layout;
extern const Layout cronometer_biometrics_layout;
extern const Layout my_fitness_pal_summary_layout;
extern const Layout cronometer_summary_layout;
extern const Layout fitbit_layout;
extern const Layout loop_scores_layout;
extern const Layout loop_single_habit_layout;
/// Of equally sure layouts the first wins: the more specific stand first.
[[nodiscard]] std::span<const Layout* const> all_layouts();

struct Recognised {
  const Layout* layout = nullptr;
  Recognition recognition;
  std::shared_ptr<const TableRoles> table = {};  ///< of a file with columns, unless it is given

  /// An app's export or a long file: one table from end to end, whose columns are known.
  [[nodiscard]] bool is_app() const noexcept { return layout != nullptr && layout != &wide_layout; }
};

/// The layout that is surest of the file by header and content; none if all are sure it is not
/// theirs.
[[nodiscard]] Recognised find_claim(const Head& head);

/// What the file is read by: the layout that the options name, `claim`, or a table, whose columns
/// are understood here. @throws InputError
///   `unknown_layout`, with the headers found and everything that is missing;
///   `unknown_format` if the options name none there is.
[[nodiscard]] Recognised recognise(
    const Head& head, const ReadOptions& options, const Recognised& claim);

}  // namespace culprit::diary
