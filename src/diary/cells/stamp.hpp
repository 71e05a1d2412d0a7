/// The day and time of a row, out of its date and time cells: the same rules for every layout.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "diary/cells/dates.hpp"

namespace culprit::diary {

enum class StampProblem { none, no_date, bad_date, bad_time };

/// When an entry was, or why that cannot be told. One machine word, which stays in a register: as
/// three members of different sizes it cost every row a stalled load.
class Stamp {
 public:
  static constexpr int untimed = -1;

  /// There is no day.
  explicit Stamp(StampProblem problem) noexcept : bits_{static_cast<std::int64_t>(problem)} {}

  /// @param minute  after the day's start, 0–1439, or `untimed`
  Stamp(Day day, int minute, StampProblem problem = StampProblem::none) noexcept
      : bits_{std::int64_t{day.time_since_epoch().count()} * (std::int64_t{1} << 32) +
              ((minute + 1) << 8) + static_cast<int>(problem)} {}

  Stamp(Day day, DayPart part) noexcept : Stamp{day, untimed} {
    bits_ |= static_cast<std::int64_t>(part) << 24;
  }

  [[nodiscard]] Day day() const noexcept { return Day{Days{static_cast<int>(bits_ >> 32)}}; }
  [[nodiscard]] ClockTime time() const {
    const int minute = static_cast<int>(bits_ >> 8 & 0xFFFF) - 1;
    return minute == untimed ? ClockTime{} : ClockTime{minute};
  }
  /// Of untimed stamps only.
  [[nodiscard]] DayPart part() const noexcept { return static_cast<DayPart>(bits_ >> 24 & 0xFF); }
  [[nodiscard]] StampProblem problem() const noexcept {
    return static_cast<StampProblem>(bits_ & 0xFF);
  }
  [[nodiscard]] bool is_right() const noexcept { return problem() == StampProblem::none; }

 private:
  std::int64_t bits_;
};

/// Reads the stamps of one file. ISO dates need no decision; the first date of another form makes
/// it ask for the order, once.
class StampReader {
 public:
  /// @param decide  looks at the whole file; called at most once, and never if `options` give the
  ///                order. May throw InputError.
  /// @throws InputError  `unknown_time_zone`.
  StampReader(const ReadOptions& options, std::function<DateOrderEvidence::Decision()> decide);

  /// @param date  trimmed; may hold a clock and an offset
  /// @param time  trimmed; blank = untimed or in the date cell; wins over a clock in the date cell
  /// With `StampProblem::bad_time` the day is right and the time unknown.
  [[nodiscard]] Stamp read(std::string_view date, std::string_view time) {
    if (date.empty()) return Stamp{StampProblem::no_date};
    return date == cached_date_ ? with_time(cached_day_, time) : read_slow(date, time);
  }

  /// Some clocks were written in UTC and are left so.
  [[nodiscard]] bool is_utc() const noexcept { return is_utc_; }
  [[nodiscard]] DateOrder order() const noexcept { return order_.value_or(DateOrder::ymd); }
  [[nodiscard]] const std::string& order_reason() const noexcept { return reason_; }

 private:
  [[nodiscard]] Stamp with_time(Day day, std::string_view time) {
    if (time.empty()) return {day, Stamp::untimed};
    int minute = 0;
    if (time.size() == 5 && time[2] == ':' && two_digits(time, 0, minute, 60) &&
        two_digits(time, 3, minute, 1) && time[3] < '6' && minute < 24 * 60)
      return shifted(day, minute);
    return with_odd_time(day, time);
  }

  /// Adds the two digits at `at`, times `unit`, to `sum`; false if they are none.
  static bool two_digits(std::string_view text, std::size_t at, int& sum, int unit) noexcept {
    const int tens = text[at] - '0';
    const int ones = text[at + 1] - '0';
    sum += (tens * 10 + ones) * unit;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
  }

  [[nodiscard]] Stamp shifted(Day day, int minute) const {
    minute -= day_starts_;
    if (minute < 0) return {day - Days{1}, minute + 24 * 60};
    return {day, minute};
  }

  [[nodiscard]] Stamp read_slow(std::string_view date, std::string_view time);
  [[nodiscard]] Stamp from_instant(const NumericInstant& instant);
  [[nodiscard]] Stamp with_odd_time(Day day, std::string_view time);
  [[nodiscard]] Stamp from_timestamp(Day day, std::string_view rest);
  [[nodiscard]] Stamp to_zone(std::chrono::minutes utc) const;

  std::string cached_date_;  ///< the last date without a clock; blank = none
  Day cached_day_{};
  int day_starts_;
  bool is_utc_ = false;
  std::optional<DateOrder> order_;
  std::string reason_;
  /// What the zone's clocks show at an instant, both since 1970-01-01 00:00; empty = no zone.
  std::function<std::chrono::minutes(std::chrono::minutes utc)> to_local_;
  std::function<DateOrderEvidence::Decision()> decide_;
};

/// How a date is to be written under an order: `DD/MM/YYYY`.
[[nodiscard]] std::string_view date_form(DateOrder order) noexcept;

}  // namespace culprit::diary
