/// Elapsed time between wall-clock entries, across clock changes where the zone is known.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "culprit/core/day.hpp"

namespace culprit::engine {

/// Turns day and clock into elapsed minutes.
class ElapsedClock {
 public:
  /// @param time_zone   IANA name; nothing = every day has 24 hours.
  /// @param day_starts  minutes after midnight at which a diary's day begins.
  /// @throws InputError  `unknown_time_zone`.
  ElapsedClock(const std::optional<std::string>& time_zone, int day_starts);
  ~ElapsedClock();
  ElapsedClock(const ElapsedClock&) = delete;
  ElapsedClock& operator=(const ElapsedClock&) = delete;

  [[nodiscard]] int day_starts() const noexcept { return day_starts_; }

  /// Minutes from the start of `origin` to `minute` minutes of wall clock after the start of `day`.
  /// A clock time that a change to summer time skips counts as the moment of the change; one that
  /// comes twice counts as the first.
  [[nodiscard]] std::int64_t minutes_since(Day origin, Day day, int minute) const;

 private:
  struct Zone;
  std::unique_ptr<Zone> zone_;
  int day_starts_;
};

}  // namespace culprit::engine
