#include "diary/cells/stamp.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "culprit/core/error.hpp"
#include "diary/cells/table_cells.hpp"

namespace culprit::diary {
namespace {

const date::time_zone* find_zone(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    throw InputError({"unknown_time_zone",
        fmt::format(
            "time zone '{}' is not known; expected an IANA name such as Europe/Kyiv", name)});
  }
}

/// From 1970 to the beginning of the day.
std::chrono::minutes minutes_to(Day day) noexcept { return day.time_since_epoch(); }

}  // namespace

std::string_view date_form(DateOrder order) noexcept {
  constexpr Word<DateOrder> forms[] = {{DateOrder::dmy, "DD/MM/YYYY"},
      {DateOrder::mdy, "MM/DD/YYYY"}, {DateOrder::ymd, "YYYY-MM-DD"}};
  return word_of(forms, order);
}

StampReader::StampReader(
    const ReadOptions& options, std::function<DateOrderEvidence::Decision()> decide)
    : day_starts_{static_cast<int>(options.day_starts.count())},
      order_{options.date_order},
      reason_{options.date_order ? "given" : "ISO dates"},
      decide_{std::move(decide)} {
  if (!options.time_zone) return;
  to_local_ = [zone = find_zone(*options.time_zone)](std::chrono::minutes utc) {
    const auto local = zone->to_local(std::chrono::sys_seconds{utc});
    return std::chrono::floor<std::chrono::minutes>(local.time_since_epoch());
  };
}

Stamp StampReader::read_slow(std::string_view date, std::string_view time) {
  const auto keep = [&](Day day) {
    cached_date_ = date;
    cached_day_ = day;
    return with_time(day, time);
  };
  if (const auto day = parse_iso_day(date)) return keep(*day);
  if (const auto instant = parse_instant(date))
    return time.empty() ? from_instant(*instant) : with_time(instant->day, time);
  const auto parts = split_date(date);
  if (!parts) return Stamp{StampProblem::bad_date};
  if (!order_ && !parts->year_first) {
    auto decision = decide_();
    order_ = decision.order;
    reason_ = std::move(decision.reason);
  }
  const auto day = to_day(*parts, order());
  if (!day) return Stamp{StampProblem::bad_date};
  if (!parts->rest.empty())
    return time.empty() ? from_timestamp(*day, parts->rest) : with_time(*day, time);
  return keep(*day);
}

Stamp StampReader::with_odd_time(Day day, std::string_view time) {
  if (is_blank_in_table(time)) return {day, Stamp::untimed};
  // A whole timestamp, or a bare number, which is an hour in a column of times.
  constexpr std::size_t shortest_stamp = 12;
  const auto whole = time.size() >= shortest_stamp ? split_date(time) : std::nullopt;
  if (whole && !whole->rest.empty()) return from_timestamp(day, whole->rest);
  const auto clock = time.size() > 2 ? parse_clock(time) : parse_clock(std::string{time} + "h");
  return clock ? shifted(day, clock->minute()) : from_timestamp(day, time);
}

Stamp StampReader::from_instant(const NumericInstant& instant) {
  if (!instant.minute) return {instant.day, Stamp::untimed};
  is_utc_ = is_utc_ || (instant.is_utc && !to_local_);
  if (!instant.is_utc || !to_local_) return shifted(instant.day, *instant.minute);
  return to_zone(minutes_to(instant.day) + std::chrono::minutes{*instant.minute});
}

Stamp StampReader::from_timestamp(Day day, std::string_view rest) {
  const auto clock = parse_stamp_clock(rest);
  if (const auto part = clock ? std::nullopt : day_part_from_word(rest)) return {day, *part};
  if (!clock) return {day, Stamp::untimed, StampProblem::bad_time};
  is_utc_ = is_utc_ || (clock->offset == 0 && !to_local_);
  if (!clock->offset || !to_local_) return shifted(day, clock->time.minute());
  return to_zone(minutes_to(day) + std::chrono::minutes{clock->time.minute() - *clock->offset});
}

Stamp StampReader::to_zone(std::chrono::minutes utc) const {
  const auto local = to_local_(utc);
  const auto local_day = std::chrono::floor<Days>(local);
  return shifted(Day{local_day}, static_cast<int>((local - local_day).count()));
}

}  // namespace culprit::diary
