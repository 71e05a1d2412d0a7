#include "engine/elapsed.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <exception>

#include "culprit/core/error.hpp"
#include "engine/study.hpp"

namespace culprit::engine {

struct ElapsedClock::Zone {
  const date::time_zone* zone;

  [[nodiscard]] std::int64_t utc_minutes(Day day, int minute) const {
    const date::local_time<std::chrono::minutes> local{std::chrono::minutes{
        std::int64_t{day.time_since_epoch().count()} * minutes_per_day + minute}};
    const auto utc = zone->to_sys(local, date::choose::earliest);
    return std::chrono::floor<std::chrono::minutes>(utc).time_since_epoch().count();
  }
};

ElapsedClock::ElapsedClock(const std::optional<std::string>& time_zone, int day_starts)
    : day_starts_{day_starts} {
  if (!time_zone) return;
  try {
    zone_ = std::make_unique<Zone>(Zone{date::locate_zone(*time_zone)});
  } catch (const std::exception&) {
    throw InputError{Message{
        .code = "unknown_time_zone",
        .text = fmt::format(
            "time zone '{}' is not known; expected an IANA name such as Europe/Kyiv", *time_zone)}};
  }
}

ElapsedClock::~ElapsedClock() = default;

std::int64_t ElapsedClock::minutes_since(Day origin, Day day, int minute) const {
  if (!zone_) return std::int64_t{(day - origin).count()} * minutes_per_day + minute;
  return zone_->utc_minutes(day, minute + day_starts_) - zone_->utc_minutes(origin, day_starts_);
}

}  // namespace culprit::engine
