/// A diary as the engine sees it: dated, typed entries of one person, sorted, with what was not
/// logged kept apart from what was not eaten.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/core/word_table.hpp"

namespace culprit::diary {

/// What an entry is about. The order is the order of entries within an instant.
enum class Kind : std::uint8_t {
  food,        ///< eaten or drunk
  severity,    ///< a rating of the disease; may be the outcome
  symptom,     ///< a rating of anything else; may be the outcome
  factor,      ///< stress, sleep, weather: adjusted for
  treatment,   ///< creams, tablets, light: adjusted for
  supplement,  ///< analysed like a food
  phase,       ///< from this day on a food is to be eaten (1), avoided (0) or as usual (no amount)
};

/// `food`, `severity`, …: the word of the `type` column.
inline constexpr Word<Kind> kind_words[] = {{Kind::food, "food"}, {Kind::severity, "severity"},
    {Kind::symptom, "symptom"}, {Kind::factor, "factor"}, {Kind::treatment, "treatment"},
    {Kind::supplement, "supplement"}, {Kind::phase, "phase"}};
constexpr const auto& word_table(Kind /*of*/) noexcept { return kind_words; }
/// The kind of that word (any case), or nothing.
[[nodiscard]] std::optional<Kind> kind_from_word(std::string_view word) noexcept;

/// The part of the day at which an entry without a clock time was made, if the file says so.
enum class DayPart : std::uint8_t { unknown, night, morning, midday, evening };

/// `morning`, …: what a time cell may hold in place of a clock; `unknown` is blank.
inline constexpr Word<DayPart> day_part_words[] = {{DayPart::unknown, ""},
    {DayPart::night, "night"}, {DayPart::morning, "morning"}, {DayPart::midday, "midday"},
    {DayPart::evening, "evening"}};
constexpr const auto& word_table(DayPart /*of*/) noexcept { return day_part_words; }

/// One line of the diary. Names and units are indices into the diary's tables.
struct Entry {
  Day day{};
  ClockTime time;  ///< minutes after the day's start (`Diary::day_starts`); unknown = untimed
  Kind kind = Kind::food;
  DayPart part = DayPart::unknown;  ///< of untimed entries only
  std::uint32_t name = 0;           ///< index into `Diary::names`
  /// Index into `Diary::units`; 0 = none given. Of a rating: its scale (`1..4`), where known.
  std::uint32_t unit = 0;
  double amount = std::numeric_limits<double>::quiet_NaN();  ///< NaN = none given

  [[nodiscard]] bool has_amount() const noexcept { return amount == amount; }
  /// A food or a supplement: what is analysed as eaten.
  [[nodiscard]] bool is_eaten() const noexcept {
    return kind == Kind::food || kind == Kind::supplement;
  }
};

/// One person's diary.
///
/// `entries` are sorted by day, time (untimed first), part of the day, kind, spelling of the name,
/// amount, unit: a total order, so that the order of rows in the files leaves no trace. `amount` of
/// a severity, symptom or factor is its value and is never NaN; of a food, supplement or treatment
/// it is > 0 or NaN, of a phase 1, 0 or NaN. `names` and `units` are sorted by bytes and each is
/// used by an entry.
struct Diary {
  std::optional<std::string> subject;  ///< nothing = the files name nobody
  std::vector<std::string> names;      ///< distinct spellings, as in the file, tidied, valid UTF-8
  std::vector<std::string> units;      ///< [0] is empty
  std::vector<Entry> entries;
  /// Days on which foods were recorded, sorted, distinct: days with a food entry, and days on which
  /// the file says in so many words that nothing was eaten (a wide row of zeros, an amount of 0).
  std::vector<Day> logged_days;
  /// The time of day at which a day begins. With 04:00 an entry written as 21 March 01:30 has the
  /// day 20 March and the time 21:30 (minutes after 20 March 04:00), so that differences of
  /// (day, time) remain elapsed time; the clock on the wall is (time + day_starts) mod 24 h.
  std::chrono::minutes day_starts{0};

  [[nodiscard]] const std::string& name_of(const Entry& entry) const { return names[entry.name]; }
};

/// The first and the last day of a diary that holds an entry, logged days without one included.
[[nodiscard]] std::pair<Day, Day> days_of(const Diary& diary);

/// Sorts the entries, of which some were changed or added.
void restore_order(Diary& diary);

}  // namespace culprit::diary
