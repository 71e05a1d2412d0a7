/// Dates and clock times as people and apps write them: one cell to a day, a time, or both.
///
/// Neighbours: `stamp.hpp` applies them to the rows of a file and decides the order of the parts.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "culprit/core/day.hpp"
#include "culprit/diary/diary.hpp"
#include "culprit/diary/read.hpp"

namespace culprit::diary {

/// `20:39`, `8:05`, `20:39:10` (seconds dropped), `9:00 PM`, `21.30`, `21h30`, `2130`, `0.8958` (a
/// share of the day), `21 Uhr`, `about 9 in the evening`; of `08:00-08:30` the beginning; 24:00 is
/// the last minute of the day. Words in seven languages. Nothing if the text is no time of day, and
/// for a bare number of one or two digits.
[[nodiscard]] std::optional<ClockTime> parse_clock(std::string_view text);

/// `pre`, `am`, `mid`, `pm`, `morning`, `abends`, `in the evening`, … in any case and seven
/// languages; `all day` is `DayPart::unknown`. Nothing for any other text.
[[nodiscard]] std::optional<DayPart> day_part_from_word(std::string_view text);

/// `2024-11-20` and nothing else: the form of most exports, without a search for its parts.
[[nodiscard]] std::optional<Day> parse_iso_day(std::string_view text) noexcept;

/// A day and perhaps a time, written as one number.
struct NumericInstant {
  Day day{};
  std::optional<int> minute = {};  ///< after midnight; nothing = a day only
  bool is_utc = false;             ///< counted from 1970 in UTC; else as on the clock
};

/// Seconds (10 digits) or thousandths of them (13, 16, 19 digits) since 1970, or the serial number
/// of a spreadsheet (5 digits, days since 1899-12-30, a fraction is the time): 20000–80000, which
/// is 1954–2119. Nothing for any other text.
[[nodiscard]] std::optional<NumericInstant> parse_instant(std::string_view text) noexcept;

/// A date cell taken apart: the parts of its date, and the clock and offset that may follow.
struct DateParts {
  std::array<int, 3> part{};  ///< as written
  bool year_first = false;    ///< `part` is year, month, day: the order is beyond doubt
  bool short_year = false;    ///< no part has four digits
  char separator = '-';       ///< `-`, `/` or `.`
  std::string rest = {};      ///< the clock beside the date, trimmed, perhaps with an offset
};

/// `2024-11-20`, `2024/11/20`, `20.11.2024`, `11-20-2024`, `5.3.24`, `2024. 1. 8.`, `20240108`,
/// `240108`, each perhaps followed by `T`, a comma or a space and a clock, or behind one. With the
/// month in words (`worded_dates.cpp`): `5th Jan 2022`, `8-Jan-24`, `2025 Sat Oct 4 8:09 PM`. A
/// weekday in words may stand before or behind the date (`Fr, 01.03.2024`, `1/3/2024 (Fri)`), and
/// brackets and quotes around it. Nothing if the text is not of that form.
[[nodiscard]] std::optional<DateParts> split_date(std::string_view text);

/// The text without a weekday in words at its front, or an `at` before a clock, and without the
/// marks around them.
[[nodiscard]] std::string_view behind_words(std::string_view text);

/// `24/11`, `24.11.`, `24 Nov`: a day and a month, and nothing else.
[[nodiscard]] bool lacks_year(std::string_view text);

/// The worded form alone. Months in English, German, French, Spanish, Italian, Dutch, Portuguese,
/// by their names or at least the first three letters.
[[nodiscard]] std::optional<DateParts> split_worded_date(std::string_view text);

/// The day under an order. A year with four digits in front is taken as such under every order.
/// Two-digit years: 00–68 are 2000–2068, 69–99 are 1969–1999 (POSIX strptime).
/// Nothing if there is no such day.
[[nodiscard]] std::optional<Day> to_day(const DateParts& parts, DateOrder order) noexcept;

/// The year that two digits mean: 00–68 are 2000–2068, 69–99 are 1969–1999 (POSIX strptime).
[[nodiscard]] constexpr int full_year(int two_digits) noexcept {
  return two_digits + (two_digits < 69 ? 2000 : 1900);
}

/// The clock of a timestamp: `21:30`, `21:30:00Z`, `9:30 PM GMT+1`, `21:30 +0200 (CEST)`.
struct StampClock {
  ClockTime time;
  std::optional<int> offset = {};  ///< minutes east of UTC, if written
};
[[nodiscard]] std::optional<StampClock> parse_stamp_clock(std::string_view text);

/// Collects what the dates of a whole file say about the order of their parts.
class DateOrderEvidence {
 public:
  /// Takes one date cell into account; anything that is no date says nothing.
  void add(std::string_view text, std::uint64_t line);

  /// The order and why, or nothing if the dates leave it open or contradict each other (fewer than
  /// 95 % of the decisive dates agree). What the dates one by one leave open, and whether a year of
  /// two digits stands first, is decided by the days between them: a diary goes from day to day,
  /// and in the wrong order from month to month or from year to year.
  struct Decision {
    DateOrder order = DateOrder::ymd;
    std::string reason;
  };
  [[nodiscard]] std::optional<Decision> decide() const;

  /// No date is valid in one order only.
  [[nodiscard]] bool is_silent() const noexcept;
  /// Some dates are valid in one order only, others in another.
  [[nodiscard]] bool is_contradictory() const noexcept;

  /// A date of each decisive order with its line, for the message: `13/02/2024 at line 7`.
  [[nodiscard]] const std::string& example(DateOrder order) const;

 private:
  struct Tally {
    std::uint64_t count = 0;  ///< dates that are valid in that order only
    std::string example;
    std::uint64_t valid = 0;
    std::set<Day> days;

    /// The median of the days from one to the next; nothing of fewer than two.
    [[nodiscard]] std::optional<int> usual_gap() const;
  };
  Tally& of(DateOrder order) { return tally_[static_cast<std::size_t>(order)]; }
  [[nodiscard]] const Tally& of(DateOrder order) const {
    return tally_[static_cast<std::size_t>(order)];
  }
  /// The days lie much closer together, or are no days in the other order.
  [[nodiscard]] bool is_likelier(DateOrder order, DateOrder other) const;

  std::array<Tally, 3> tally_;  ///< by DateOrder
  std::uint64_t dates_ = 0;
  bool all_dotted_ = true;
};

}  // namespace culprit::diary
