/// Clock times of a time zone, behind which the time zone library stays hidden.
#pragma once

#include <chrono>
#include <string>

namespace culprit::diary {

/// One zone of the system's IANA database.
class TimeZone {
 public:
  /// @throws InputError  `unknown_time_zone`.
  explicit TimeZone(const std::string& name);

  /// What the zone's clocks show at an instant, both in minutes since 1970-01-01 00:00.
  [[nodiscard]] std::chrono::minutes to_local(std::chrono::minutes utc) const;

 private:
  const void* zone_;  ///< of the database, which lives as long as the program
};

}  // namespace culprit::diary
