#include "engine/study.hpp"

#include <date/tz.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <map>
#include <optional>
#include <utility>

#include "culprit/core/error.hpp"
#include "engine/exposure.hpp"
#include "engine/sentences.hpp"

namespace culprit::engine {
namespace {

using diary::Entry;
using diary::Kind;

constexpr int noon = 12 * 60;
constexpr int usual_evening = 21 * 60;
constexpr int usual_morning = 8 * 60;
constexpr int evening_begins = 17 * 60;

/// The minute for which the part of the day of an entry stands, after the start of the diary's
/// days; or nothing.
std::optional<int> minute_of_part(const Entry& entry, int day_starts) noexcept {
  static constexpr int minutes[] = {0, 3 * 60, usual_morning, 14 * 60, usual_evening};
  if (entry.part == diary::DayPart::unknown) return std::nullopt;
  const int wall = minutes[static_cast<std::size_t>(entry.part)];
  return (wall - day_starts + minutes_per_day) % minutes_per_day;
}

std::vector<Entry> outcome_entries(
    const diary::Diary& diary, const diary::OutcomeCandidate& outcome, const Options& options) {
  std::vector<Entry> entries;
  for (const Entry& entry : diary.entries) {
    if (!outcome.holds(entry)) continue;
    if (options.from && entry.day < *options.from) continue;
    if (options.to && entry.day > *options.to) continue;
    entries.push_back(entry);
  }
  return entries;
}

/// Lower median of the known times, or nothing.
std::optional<int> median_minute(std::vector<int> minutes) {
  if (minutes.empty()) return std::nullopt;
  const auto middle = minutes.begin() + static_cast<std::ptrdiff_t>((minutes.size() - 1) / 2);
  std::nth_element(minutes.begin(), middle, minutes.end());
  return *middle;
}

/// Entries with and without a clock time.
struct Timed {
  std::size_t foods = 0;
  std::size_t timed_foods = 0;
  std::size_t ratings = 0;
  std::size_t timed_ratings = 0;
};

Timed count_timed(const diary::Diary& diary, const std::vector<Entry>& ratings) {
  Timed count{.ratings = ratings.size()};
  for (const Entry& entry : diary.entries) {
    if (!entry.is_eaten()) continue;
    ++count.foods;
    count.timed_foods += entry.time.is_known() ? 1U : 0U;
  }
  count.timed_ratings = static_cast<std::size_t>(
      std::ranges::count_if(ratings, [](const Entry& entry) { return entry.time.is_known(); }));
  return count;
}

Align resolve_align(const Timed& count, const Options& options) {
  if (options.align != Align::automatic) return options.align;
  // At least 80 %, in whole numbers.
  const bool clock = count.foods > 0 && count.ratings > 0 &&
                     5 * count.timed_foods >= 4 * count.foods &&
                     5 * count.timed_ratings >= 4 * count.ratings;
  return clock ? Align::clock : Align::day;
}

/// @throws InputError  `hours_without_clock`, `clock_without_times`.
void require_times(const Timed& count, Align align, const Options& options) {
  const bool any_timed = count.timed_foods > 0 && count.timed_ratings > 0;
  const bool in_hours = std::holds_alternative<HourWindows>(options.lags);
  const auto refuse = [&](std::string_view expected) {
    throw InputError{say<Message>("hours_without_clock", to_string(options.lags), count.timed_foods,
        count.foods, count.timed_ratings, count.ratings, expected)};
  };
  if (in_hours && options.align == Align::day)
    throw InputError{say<Message>("hours_without_clock/days", to_string(options.lags))};
  if (in_hours && options.align == Align::clock && !any_timed) refuse("some of both");
  if (in_hours && (align != Align::clock || !any_timed))
    refuse("80 % of both, or some and --align clock");
  if (options.align == Align::clock && !any_timed)
    throw InputError{say<Message>(
        "clock_without_times", count.timed_foods, count.foods, count.timed_ratings, count.ratings)};
}

int assumed_reading_minute(
    const std::vector<Entry>& ratings, int day_starts, const Options& options) {
  std::vector<int> minutes;
  for (const Entry& entry : ratings)
    if (entry.time.is_known()) minutes.push_back(entry.time.minute());
  if (const auto median = median_minute(std::move(minutes))) return *median;
  const int wall = options.rated == Rated::evening   ? usual_evening
                   : options.rated == Rated::morning ? usual_morning
                                                     : noon;
  return (wall - day_starts + minutes_per_day) % minutes_per_day;
}

/// Readings by instant, those of one instant averaged.
std::vector<Reading> make_readings(const std::vector<Entry>& ratings, const Study& study,
    const ElapsedClock& clock, const Options& options) {
  struct Sum {
    Reading reading;
    double total = 0;
    int count = 0;
  };
  const int day_starts = clock.day_starts();
  const int assumed = assumed_reading_minute(ratings, day_starts, options);
  std::map<std::int64_t, Sum> by_instant;
  for (const Entry& entry : ratings) {
    const int untimed = minute_of_part(entry, day_starts).value_or(assumed);
    const int minute = entry.time.is_known() ? entry.time.minute() : untimed;
    Reading reading;
    reading.day = (entry.day - study.first_day).count();
    reading.minute = clock.minutes_since(study.first_day, entry.day, minute);
    reading.clock = (minute + day_starts) % minutes_per_day;
    reading.is_timed = entry.time.is_known();
    reading.is_evening = reading.is_timed || entry.part != diary::DayPart::unknown
                             ? minute + day_starts >= evening_begins
                             : options.rated == Rated::evening;
    Sum& sum = by_instant.try_emplace(reading.minute, Sum{.reading = reading}).first->second;
    sum.total += entry.amount;
    ++sum.count;
  }
  std::vector<Reading> readings;
  for (auto& [instant, sum] : by_instant) {
    sum.reading.value = sum.total / sum.count;
    readings.push_back(sum.reading);
  }
  return readings;
}

/// @param dose  NaN = the food has no doses.
void add_day(int day, double dose, FoodSeries& food) {
  const bool is_new = food.days.empty() || food.days.back() != day;
  if (is_new) food.days.push_back(day);
  if (std::isnan(dose)) return;
  if (is_new) food.day_doses.push_back(0);
  food.day_doses.back() = std::min(food.day_doses.back() + dose, largest_dose);
}

std::vector<FoodSeries> make_series(const diary::Diary& diary, const foods::Resolution& resolution,
    const Study& study, const ElapsedClock& clock) {
  std::vector<std::vector<int>> times(resolution.foods.size());
  for (const Entry& entry : diary.entries) {
    if (!entry.is_eaten() || !entry.time.is_known()) continue;
    for (const foods::Use& use : resolution.uses_of_name[entry.name])
      times[use.food].push_back(entry.time.minute());
  }
  std::vector<int> usual(resolution.foods.size());
  for (std::size_t f = 0; f < usual.size(); ++f)
    usual[f] = median_minute(std::move(times[f])).value_or(noon);
  const std::vector<double> doses = relative_doses(diary, resolution);
  auto next_dose = doses.begin();
  std::vector<FoodSeries> series(resolution.foods.size());
  std::vector<std::vector<std::pair<std::int64_t, double>>> timed(resolution.foods.size());
  for (const Entry& entry : diary.entries) {
    if (!entry.is_eaten()) continue;
    const int day = (entry.day - study.first_day).count();
    for (const foods::Use& use : resolution.uses_of_name[entry.name]) {
      const double dose = *next_dose++;
      add_day(day, dose, series[use.food]);
      const int untimed = minute_of_part(entry, clock.day_starts()).value_or(usual[use.food]);
      const int minute = entry.time.is_known() ? entry.time.minute() : untimed;
      timed[use.food].emplace_back(clock.minutes_since(study.first_day, entry.day, minute), dose);
    }
  }
  for (std::size_t food = 0; food < series.size(); ++food) {
    series[food].level = resolution.foods[food].level;
    std::sort(timed[food].begin(), timed[food].end());
    for (const auto& [minute, dose] : timed[food]) {
      series[food].minutes.push_back(minute);
      if (!std::isnan(dose)) series[food].entry_doses.push_back(dose);
    }
  }
  return series;
}

/// Days that the used lags of a reading touch, first and last, or those of each hour window.
std::vector<std::pair<int, int>> days_touched(const Study& study, const Reading& reading) {
  if (const auto* days = std::get_if<LagWindow>(&study.lags)) {
    const int extra = study.align == Align::clock ? 1 : 0;
    return {{reading.day - days->last() - extra, reading.day - study.first_used_lag(*days)}};
  }
  std::vector<std::pair<int, int>> touched;
  for (const HourWindow& window : std::get<HourWindows>(study.lags).all())
    touched.push_back(days_touched(reading, window));
  return touched;
}

/// How many days before a reading its lags begin, at most.
Days reach_of(const Lags& lags) {
  if (const auto* days = std::get_if<LagWindow>(&lags)) return Days{days->last() + 1};
  return Days{std::get<HourWindows>(lags).span().to() / 24 + 1};
}

bool has_used_lag(const Study& study) {
  const auto* days = std::get_if<LagWindow>(&study.lags);
  return days == nullptr || study.first_used_lag(*days) <= days->last();
}

void drop_readings_out_of_reach(Study& study) {
  std::erase_if(study.readings, [&](const Reading& reading) {
    const auto touched = days_touched(study, reading);
    return std::ranges::none_of(touched, [&](const auto& days) {
      const auto first = study.is_logged.begin();
      return std::count(first + days.first, first + days.second + 1, true) > 0;
    });
  });
}

}  // namespace

int Study::first_used_lag(const LagWindow& days) const noexcept {
  return lag_zero_used ? days.first() : std::max(days.first(), 1);
}

Study make_study(const diary::Diary& diary, const foods::Resolution& resolution,
    const diary::OutcomeCandidate& outcome, const Options& options) {
  const std::vector<Entry> ratings = outcome_entries(diary, outcome, options);
  Study study;
  study.lags = options.lags;
  const Timed timed = count_timed(diary, ratings);
  study.align = resolve_align(timed, options);
  study.foods.resize(resolution.foods.size());
  if (ratings.empty()) return study;
  require_times(timed, study.align, options);

  const Days reach = reach_of(options.lags);
  study.first_day = std::min(diary.entries.front().day, ratings.front().day - reach);
  const Day last_day = std::max(diary.entries.back().day, ratings.back().day);
  study.n_days = (last_day - study.first_day).count() + 1;
  const auto n_days = static_cast<std::size_t>(study.n_days);
  study.is_logged.assign(n_days, false);
  for (const Day day : diary.logged_days) {
    const auto number = (day - study.first_day).count();
    if (number >= 0 && number < study.n_days)
      study.is_logged[static_cast<std::size_t>(number)] = true;
  }

  study.is_in_reach.assign(n_days, false);
  const ElapsedClock clock{options.time_zone, static_cast<int>(diary.day_starts.count())};
  study.foods = make_series(diary, resolution, study, clock);
  study.readings = make_readings(ratings, study, clock, options);
  const auto evening = static_cast<std::size_t>(std::ranges::count_if(
      study.readings, [](const Reading& reading) { return reading.is_evening; }));
  study.recall_days = options.scale ? options.scale->recall_days : 1;
  study.lag_zero_used = study.align == Align::clock || study.recall_days > 1 ||
                        5 * evening >= 4 * study.readings.size();
  if (!has_used_lag(study)) {
    study.readings.clear();
    return study;
  }
  drop_readings_out_of_reach(study);
  for (const Reading& reading : study.readings)
    for (const auto& [first, last] : days_touched(study, reading))
      std::fill(study.is_in_reach.begin() + first, study.is_in_reach.begin() + last + 1, true);
  for (std::size_t day = 0; day < n_days; ++day)
    study.n_comparable += study.is_comparable(static_cast<int>(day)) ? 1 : 0;
  return study;
}

ElapsedClock::ElapsedClock(const std::optional<std::string>& time_zone, int day_starts)
    : day_starts_{day_starts} {
  if (!time_zone) return;
  try {
    zone_ = date::locate_zone(*time_zone);
  } catch (const std::exception&) {
    throw InputError{say<Message>("unknown_time_zone", *time_zone)};
  }
}

std::int64_t ElapsedClock::minutes_since(Day origin, Day day, int minute) const {
  if (zone_ == nullptr) return std::int64_t{(day - origin).count()} * minutes_per_day + minute;
  const auto utc_minutes = [this](Day of, int after) {
    const date::local_time<std::chrono::minutes> local{std::chrono::minutes{
        std::int64_t{of.time_since_epoch().count()} * minutes_per_day + after}};
    const auto utc = zone_->to_sys(local, date::choose::earliest);
    return std::chrono::floor<std::chrono::minutes>(utc).time_since_epoch().count();
  };
  return utc_minutes(day, minute + day_starts_) - utc_minutes(origin, day_starts_);
}

void require_food(const foods::Resolution& resolution) {
  if (!resolution.foods.empty()) return;
  Message message = say<Message>("no_food");
  message.hint = "export the food log too, and give both files";
  throw InputError{std::move(message)};
}

}  // namespace culprit::engine
