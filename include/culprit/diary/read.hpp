/// Files to one Diary, with the fate of every row.
///
/// Neighbours: `csv/reader.hpp` gives records; `foods/resolve.hpp` and the engine take the diary.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "culprit/core/error.hpp"
#include "culprit/core/message_tally.hpp"
#include "culprit/core/number.hpp"
#include "culprit/core/word_table.hpp"
#include "culprit/csv/input.hpp"
#include "culprit/diary/diary.hpp"

namespace culprit::diary {

/// Order of the parts of a numeric date.
enum class DateOrder {
  ymd,  ///< 2024-11-20, 2024/11/20
  dmy,  ///< 20/11/2024, 20.11.2024
  mdy,  ///< 11/20/2024
};
inline constexpr Word<DateOrder> date_order_words[] = {
    {DateOrder::dmy, "dmy"}, {DateOrder::mdy, "mdy"}, {DateOrder::ymd, "ymd"}};
constexpr const auto& word_table(DateOrder /*of*/) noexcept { return date_order_words; }

/// What a column of a table can be: found by the reader, or given.
enum class Role : std::uint8_t {
  date,        ///< the day, perhaps with a clock
  time,        ///< the clock
  subject,     ///< whose row it is
  note,        ///< words for people; not read
  severity,    ///< a rating of the disease; in a table of symptoms that of the symptom named
  symptom,     ///< a rating of anything else, or a list of symptoms
  food,        ///< one food: a number, or yes and no
  foods,       ///< the names of foods
  factor,      ///< a value to adjust for, or a list of what was there
  treatment,   ///< one treatment, or a list of them
  supplement,  ///< likewise
  amount,      ///< how much of what the row names
  unit,        ///< its unit
  name,        ///< what the row is about
  type,        ///< what kind of entry the row is
  phase,       ///< of a trial of the food that its header names (`phase:apple`)
  ignored,
};

inline constexpr Word<Role> role_words[] = {{Role::date, "date"}, {Role::time, "time"},
    {Role::subject, "subject"}, {Role::note, "note"}, {Role::severity, "severity"},
    {Role::symptom, "symptom"}, {Role::food, "food"}, {Role::foods, "foods"},
    {Role::factor, "factor"}, {Role::treatment, "treatment"}, {Role::supplement, "supplement"},
    {Role::amount, "amount"}, {Role::unit, "unit"}, {Role::name, "name"}, {Role::type, "type"},
    {Role::phase, "phase"}, {Role::ignored, "ignored"}, {Role::ignored, "ignore"}};
constexpr const auto& word_table(Role /*of*/) noexcept { return role_words; }
/// The role of that word; `ignore` and `ignored` are one. Nothing for any other text.
[[nodiscard]] constexpr std::optional<Role> role_from_word(std::string_view word) noexcept {
  return value_of(role_words, word);
}

/// A column and what it is, as a person says so.
struct MappedColumn {
  std::string column;  ///< compared folded
  Role role = Role::ignored;
};

struct ReadOptions {
  /// Rows of this person only. Nothing: the files must hold one person.
  std::optional<std::string> subject;
  /// Nothing: decided from the whole file, and refused if the file leaves it open.
  std::optional<DateOrder> date_order;
  /// IANA name. Times written with an offset or `Z` are turned into this zone's clock; without it
  /// the clock is taken as written.
  std::optional<std::string> time_zone;
  /// Entries before this time of day belong to the day before.
  std::chrono::minutes day_starts{0};
  /// Wide layout: the column that holds the severity. Nothing: inferred from header and content.
  /// Long layout: not used here (see `outcome.hpp`).
  std::optional<std::string> severity;
  /// The ends of the outcome's scale: ratings beyond them are rejected. Nothing: a few ratings far
  /// beyond the scale that holds all others are.
  std::optional<std::pair<double, double>> scale = {};
  /// Wide layout: columns that are foods / factors. Empty: inferred.
  std::vector<std::string> foods;
  std::vector<std::string> factors;
  /// Numbers of mood words, by folded word, higher = worse; wins over an app's own words. Mood
  /// trackers and tables only, whose words people may rename.
  std::map<std::string, double> mood_map = {};
  /// What columns are, as a person says: files with such a column are read as tables.
  std::vector<MappedColumn> map = {};
  /// The layout of all files, by its name. Nothing: recognised.
  std::optional<std::string> format_in = {};
  /// True of a phrase that names foods and nothing else: what columns are foods by. Empty: no word
  /// is known to be a food or to be none, and what is ticked is a food unless its words say
  /// otherwise.
  std::function<bool(std::string_view)> knows_food = {};
  /// Likewise, without corrections of the spelling: what a column's header is a food by.
  std::function<bool(std::string_view)> spells_food = {};
};

/// The names that `ReadOptions::format_in` may have.
[[nodiscard]] std::vector<std::string> layout_names();

/// How one column was understood.
struct Column {
  std::string name;  ///< as in the header, tidied
  std::string role;  ///< date, time, type, name, amount, unit, note, subject, severity, symptom,
                     ///< food, foods, factor, treatment, supplement, ignored
  std::string reason = {};  ///< why, for people; empty in the layouts of apps
  /// Ignored, because nothing says what it holds: the likeliest role (`symptom`, `foods`); else
  /// empty.
  std::string offer = {};
  std::string how = {};  ///< how its cells are read, for people: `list joined by ';'`; may be empty
};

/// What became of one file. rows = used + merged + skipped + rejected, always.
struct FileReport {
  std::string path;
  std::string format;     ///< `long`, `wide` or an app's export: `cronometer-servings`
  double confidence = 0;  ///< 0–1, of the format
  std::string reason;     ///< why that format: one sentence for people
  char delimiter = ',';
  DecimalMark decimal_mark = DecimalMark::point;
  DateOrder date_order = DateOrder::ymd;
  std::string date_order_reason;  ///< `ISO dates`, `13/02/2024 at line 7`, `given`
  std::uint64_t rows = 0;         ///< records after the header, blank lines aside
  std::uint64_t used = 0;
  std::uint64_t merged = 0;    ///< exact duplicates with a time
  std::uint64_t skipped = 0;   ///< by a named rule
  std::uint64_t rejected = 0;  ///< could not be understood
  /// Cells of rows that are used without them: clocks that could not be read, values of wide rows.
  std::uint64_t rejected_cells = 0;
  /// Ratings and foods that rejected rows and cells would have given.
  std::uint64_t rejected_readings = 0;
  std::uint64_t rejected_foods = 0;
  std::map<std::string, std::uint64_t> skipped_by_rule;  ///< `amount_zero`, `other_subject`, …
  std::vector<Column> columns;
  /// What a person should know about how the file was understood: `attacks_only`, …
  std::vector<Message> notes;
};

/// Rejections of each reason that a result keeps; all are counted.
inline constexpr std::size_t shown_per_reason = 100;

struct ReadResult {
  Diary diary;
  std::vector<FileReport> files;                   ///< in the order given
  std::map<std::string, MessageGroup> rejections;  ///< by message code
  /// Sum mod 2^64 of a 64-bit hash (XXH3) of every entry's content: the same for any order of rows
  /// and any split into files.
  std::uint64_t fingerprint = 0;
};

/// Reads all files as the diary of one person.
///
/// Layouts: those of `layout_names`, recognised from header and content (docs/formats.md). Each
/// defective row or cell is a rejection, grouped in the result and, one by one, given to
/// `on_rejection` (which may be empty). Rows of other subjects are skipped by rule.
///
/// @throws InputError  `empty_file`, `header_only`; `unknown_layout` (names all missing columns at
///   once); `date_order_ambiguous`; `several_subjects` without `subject`; `unknown_subject`;
///   `unknown_column` of `options`; `unknown_time_zone`; `no_usable_rows` if no row of any file was
///   used; `no_severity` if wide files leave open which column is the severity and no other file
///   holds one.
/// @throws IoError     from the inputs.
[[nodiscard]] ReadResult read(std::span<const std::unique_ptr<csv::Input>> inputs,
    const ReadOptions& options, const std::function<void(const Message&)>& on_rejection = {});

}  // namespace culprit::diary
