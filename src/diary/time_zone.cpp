#include "diary/time_zone.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <stdexcept>

#include "culprit/core/error.hpp"

namespace culprit::diary {
namespace {

const void* find_zone(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    throw InputError({"unknown_time_zone",
                      fmt::format("time zone '{}' is not known; expected an IANA name such as "
                                  "Europe/Kyiv",
                                  name)});
  }
}

}  // namespace

TimeZone::TimeZone(const std::string& name) : zone_{find_zone(name)} {}

std::chrono::minutes TimeZone::to_local(std::chrono::minutes utc) const {
  const auto* zone = static_cast<const date::time_zone*>(zone_);
  const auto local = zone->to_local(std::chrono::sys_seconds{utc});
  return std::chrono::floor<std::chrono::minutes>(local.time_since_epoch());
}

}  // namespace culprit::diary
