#include "culprit/core/day.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace culprit {

std::optional<Day> make_day(int year, unsigned month, unsigned day) noexcept {
  if (year < 1900 || year > 2199) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::time_point_cast<Days>(std::chrono::sys_days{date});
}

std::string to_iso(Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{day}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

int weekday_index(Day day) noexcept {
  return static_cast<int>(std::chrono::weekday{std::chrono::sys_days{day}}.iso_encoding()) - 1;
}

ClockTime::ClockTime(int minute) : minute_{static_cast<std::int16_t>(minute)} {
  if (minute < 0 || minute >= 24 * 60)
    throw std::invalid_argument(
        fmt::format("ClockTime: minute is {}, but must be in [0, 1439]!", minute));
}

}  // namespace culprit
