/// Calendar days and clock times, without time zones: what every later layer counts lags in.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <ratio>
#include <string>

namespace culprit {

/// A number of whole days. 32 bits, because a diary holds one per entry.
using Days = std::chrono::duration<std::int32_t, std::ratio<86400>>;

/// A calendar day as the diary's author would write it. Converts to `std::chrono::sys_days`.
using Day = std::chrono::time_point<std::chrono::system_clock, Days>;

/// The calendar day, or nothing if no such day exists (30 February) or the year lies outside
/// 1900–2199, where a date in a diary is a slip of the pen and not a date.
[[nodiscard]] std::optional<Day> make_day(int year, unsigned month, unsigned day) noexcept;

/// `2024-11-20`.
[[nodiscard]] std::string to_iso(Day day);

/// 0 = Monday … 6 = Sunday.
[[nodiscard]] int weekday_index(Day day) noexcept;

/// A time of day to the minute, or "not known". Two bytes.
class ClockTime {
 public:
  /// Not known.
  constexpr ClockTime() noexcept = default;

  /// @param minute  minutes after midnight, 0–1439.
  /// @throws std::invalid_argument  outside that range.
  explicit ClockTime(int minute);

  [[nodiscard]] constexpr bool is_known() const noexcept { return minute_ >= 0; }

  /// Minutes after midnight. Only of a known time.
  [[nodiscard]] constexpr int minute() const noexcept { return minute_; }

  /// Unknown sorts before every known time.
  friend constexpr auto operator<=>(ClockTime, ClockTime) noexcept = default;

 private:
  std::int16_t minute_ = -1;
};

}  // namespace culprit
