#include "diary/one_clock.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace culprit::diary {
namespace {

constexpr int minutes_of_day = 24 * 60;
constexpr int noon = 12 * 60;

/// Midnight of many people, and noon of hardly any: India, Moscow, Athens, Berlin.
bool is_midnight_in_utc(int minute) noexcept {
  constexpr int midnights[] = {18 * 60 + 30, 21 * 60, 22 * 60, 23 * 60};
  return std::find(std::begin(midnights), std::end(midnights), minute) != std::end(midnights);
}

/// 0 for foods, 1 for ratings; nothing for what is only adjusted for.
std::optional<std::size_t> class_of(const Entry& entry) noexcept {
  if (entry.is_eaten()) return 0;
  if (entry.kind == Kind::severity || entry.kind == Kind::symptom) return 1;
  return std::nullopt;
}

}  // namespace

void OneClock::apply(std::span<Entry> entries, std::span<Day> logged, int day_starts) const {
  const Days later{moves_on ? 1 : 0};
  for (Entry& entry : entries) {
    if (entry.time.is_known()) {
      const int wall = entry.time.minute() + day_starts;
      const int apart = (wall - minute + minutes_of_day) % minutes_of_day;
      const auto known = class_of(entry);
      const bool is_one = known ? is_shared[*known] : is_shared[0] && is_shared[1];
      if (!is_one || (apart != 0 && apart != 60)) continue;
      entry.day += Days{wall / minutes_of_day};
      entry.time = {};
      if (is_evening) entry.part = DayPart::evening;
      if (wall % minutes_of_day <= noon) continue;
    }
    entry.day += later;
  }
  if (is_shared[0])
    for (Day& day : logged) day += later + Days{minute < day_starts ? 1 : 0};
}

std::string OneClock::words() const {
  const char* what = is_shared[0] && is_shared[1] ? "foods and ratings"
                     : is_shared[0]               ? "foods"
                                                  : "ratings";
  return fmt::format(
      "the {} of the file have one clock, {:02}:{:02}, which is not a time of day; they are taken "
      "as untimed{}",
      what, minute / 60, minute % 60,
      moves_on ? ", and of the day that begins then, because it is midnight in UTC" : "");
}

void ClockTally::add(std::span<const Entry> entries, int day_starts) {
  for (const Entry& entry : entries) {
    const auto known = class_of(entry);
    if (!known || !entry.time.is_known()) continue;
    Class& one = classes_[*known];
    ++one.at[static_cast<std::size_t>((entry.time.minute() + day_starts) % minutes_of_day)];
    if (one.timed++ == 0 || one.last != entry.day) ++one.days;
    one.last = entry.day;
  }
}

/// The clock, or the earlier of two an hour apart, that nearly all of them have.
std::optional<ClockTally::Shared> ClockTally::shared_by(const Class& entries) {
  constexpr std::uint32_t fewest_days = 3;
  if (entries.days < fewest_days) return std::nullopt;
  const auto count = [&](int minute) {
    return entries.at[static_cast<std::size_t>(minute % minutes_of_day)];
  };
  const auto is_nearly_all = [&](std::uint32_t n) { return n * 20 >= entries.timed * 19; };
  for (int minute = 0; minute < minutes_of_day; ++minute)
    if (is_nearly_all(count(minute))) return Shared{minute, false};
  for (int minute = 0; minute < minutes_of_day; ++minute)
    if (is_nearly_all(count(minute) + count(minute + 60))) return Shared{minute, true};
  return std::nullopt;
}

OneClock ClockTally::decide(bool is_utc) const {
  const auto foods = shared_by(classes_[0]);
  const auto ratings = shared_by(classes_[1]);
  const bool is_same = foods && ratings && foods->minute == ratings->minute;
  const auto is_midnight_east = [](const Shared& clock) {
    return clock.minute == 22 * 60 || clock.minute == 23 * 60;
  };
  const auto is_none = [&](const std::optional<Shared>& clock) {
    if (!clock || is_same || (is_utc && clock->minute % 30 == 0)) return clock.has_value();
    return clock->has_two ? is_midnight_east(*clock) : clock->minute == 0 || clock->minute == noon;
  };
  OneClock one{.is_shared = {is_none(foods), is_none(ratings)}};
  if (!one.is_any()) return one;
  const Shared clock = one.is_shared[0] ? *foods : *ratings;
  one.minute = clock.minute;
  one.is_shared[1] = one.is_shared[1] && ratings->minute == one.minute;
  one.moves_on = is_utc ? is_midnight_in_utc(one.minute)
                        : (is_same || clock.has_two) && is_midnight_east(clock);
  one.is_evening = !is_utc && !one.moves_on && one.minute >= 17 * 60;
  return one;
}

}  // namespace culprit::diary
