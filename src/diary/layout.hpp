/// The interface behind which every layout has its own small reader.
///
/// A layout says how sure it is that a file is of its kind, and opens a RowReader that turns the
/// records into entries. To add one: derive from Layout, add it to `all_layouts`.
#pragma once

#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "culprit/csv/reader.hpp"
#include "culprit/diary/read.hpp"
#include "entry_table.hpp"
#include "rejections.hpp"
#include "stamp.hpp"
#include "subjects.hpp"

namespace culprit::diary {

/// A file before its rows are read: its header and the first rows.
struct Head {
  const csv::Input* input = nullptr;
  csv::Dialect dialect;
  std::uint64_t line = 1;                        ///< of the header
  std::string raw;                               ///< the header as it stands in the file
  std::vector<std::string> names;                ///< of the columns, tidied
  std::vector<std::string> folded;               ///< likewise, folded: what columns are found by
  std::vector<std::vector<std::string>> sample;  ///< at most `sample_rows` records, fields trimmed

  static constexpr std::size_t sample_rows = 20;

  /// The first column of that folded name.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view folded_name) const;
};

/// Lines before the header that are no part of the table are passed over: `sep=;`, and titles (one
/// cell filled, or at most half of what most rows fill and no date among the names).
/// @throws InputError  `empty_file` if there is no record at all, and as `csv::Reader`.
[[nodiscard]] Head read_head(const csv::Input& input);

/// A reader that stands behind the header.
[[nodiscard]] csv::Reader open_rows(const Head& head);

/// Calls `visit` with every record after the header.
void for_each_row(const Head& head, const std::function<void(const csv::Record&)>& visit);

/// How sure a layout is.
struct Recognition {
  double confidence = 0;  ///< 0 = not at all, 1 = certain
  std::string reason;     ///< one sentence for people
};

/// What all files of one reading share.
struct SharedState {
  const ReadOptions& options;
  EntryTable entries = {};
  Rejections rejections;
  SubjectFilter subjects;
  /// By header: rows with a time that were seen, for layouts with many entries a row.
  std::map<std::string, std::unordered_set<std::string>> seen_rows = {};
  /// Rows with a time that were there before are read again: their entries are merged where they
  /// are collected, and nothing needs to be remembered.
  bool keeps_repetitions = false;
  /// From so many entries on, `drain` is called to take them away.
  std::size_t drain_at = std::numeric_limits<std::size_t>::max();
  std::function<void()> drain = {};
};

/// What a reader of one file works with.
struct FileContext {
  const Head& head;
  SharedState& shared;
  FileReport& report;
  StampReader stamps;
  /// Where the dates stand, if the layout says so when it opens: what their order is found in.
  std::optional<std::size_t> date_column = {};
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

 protected:
  [[nodiscard]] FileContext& file() noexcept { return file_; }

  /// Counts the row under the rule by which it is passed over.
  Fate skip(const char* rule);
  /// Reports a field. The row's fate is the caller's to decide.
  Fate reject(const csv::Record& record, std::size_t field, const char* code, std::string text);
  /// Reports what is wrong with the row's stamp; for `no_date` also the empty row.
  Fate reject_stamp(const csv::Record& record, StampProblem problem, std::size_t field);
  /// True if the record is the header once more.
  [[nodiscard]] bool is_header(const csv::Record& record) const;
  /// @throws InputError  `several_tables` if the record heads another table.
  void check_same_table(const csv::Record& record) const;
  /// True, and reported, if the record has more fields than the header and they are not blank.
  [[nodiscard]] bool has_surplus(const csv::Record& record);

 private:
  FileContext& file_;
};

/// One kind of export.
class Layout {
 public:
  Layout() = default;
  Layout(const Layout&) = delete;
  Layout& operator=(const Layout&) = delete;
  virtual ~Layout() = default;

  [[nodiscard]] virtual std::string_view name() const noexcept = 0;
  [[nodiscard]] virtual Recognition recognise(const Head& head) const = 0;
  /// One entry a row: repeated entries are merged rows.
  [[nodiscard]] virtual bool is_entry_per_row() const noexcept = 0;
  /// Fills the report's columns and decimal mark. The reader refers to `file`.
  /// @throws InputError  if the columns cannot be given roles.
  [[nodiscard]] virtual std::unique_ptr<RowReader> open(FileContext& file) const = 0;
};

[[nodiscard]] const Layout& long_layout();
[[nodiscard]] const Layout& wide_layout();
[[nodiscard]] const Layout& cronometer_layout();
/// The reader of everything else; asked only where no other layout is sure.
[[nodiscard]] const Layout& table_layout();
struct TableRecognition {
  Recognition recognition;
  bool beyond_wide = false;  ///< there is more in the file than the wide layout would read
};
[[nodiscard]] TableRecognition recognise_table(const Head& head, const ReadOptions& options);
/// All but the table.
[[nodiscard]] std::span<const Layout* const> all_layouts();

/// The layout that is surest of the file, or the one that the options name.
/// @throws InputError  `unknown_layout`, with the headers found and everything that is missing;
///   `unknown_format` if the options name none there is.
struct Recognised {
  const Layout* layout = nullptr;
  Recognition recognition;
};
[[nodiscard]] Recognised recognise(const Head& head, const ReadOptions& options);

}  // namespace culprit::diary
