/// A diary laid out for analysis: one row per reading, days counted from 0, foods as days and
/// times. Elapsed time between wall-clock entries, across clock changes where the zone is known.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/diary/diary.hpp"
#include "culprit/diary/outcome.hpp"
#include "culprit/engine/options.hpp"
#include "culprit/foods/resolve.hpp"

namespace date {
class time_zone;
}

namespace culprit::engine {

inline constexpr int minutes_per_day = 24 * 60;

/// One row of the analysis: a rating, or the mean of those given at one instant.
struct Reading {
  int day = 0;              ///< day number within the study
  std::int64_t minute = 0;  ///< elapsed minutes since the start of day 0
  int clock = 0;            ///< wall clock [minutes after midnight]; assumed if untimed
  bool is_timed = false;
  bool is_evening = false;  ///< known to be from 17:00 on
  double value = 0;
};

/// Where a food was eaten.
struct FoodSeries {
  std::vector<int> days;              ///< distinct, rising
  std::vector<std::int64_t> minutes;  ///< one per entry, rising; untimed ones at the usual time
  /// Amounts beside the usual one: the day's total [days] and each entry's [minutes], at most 3.
  /// Both empty = only yes or no is known (see `relative_doses`).
  std::vector<double> day_doses;
  std::vector<double> entry_doses;
  foods::Level level = foods::Level::food;

  [[nodiscard]] bool has_doses() const noexcept { return !day_doses.empty(); }
};

/// Everything on one axis. Day 0 is early enough that every lag of every reading has a number.
struct Study {
  Day first_day{};  ///< calendar day of day 0
  int n_days = 0;
  Lags lags = LagWindow{0, 6};
  Align align = Align::day;       ///< never `automatic`
  bool lag_zero_used = false;     ///< windows may hold lag 0
  int recall_days = 1;            ///< over how many days a rating looks back
  std::vector<Reading> readings;  ///< by time, distinct instants
  std::vector<bool> is_logged;    ///< [n_days] foods were recorded
  std::vector<bool> is_in_reach;  ///< [n_days] within the used lags of some reading
  int n_comparable = 0;           ///< logged days within reach
  std::vector<FoodSeries> foods;  ///< [resolution.foods]

  /// First lag that windows of these days may hold: lag 0 only where it is used.
  [[nodiscard]] int first_used_lag(const LagWindow& days) const noexcept;
  /// A logged day within reach.
  [[nodiscard]] bool is_comparable(int day) const {
    return is_logged[static_cast<std::size_t>(day)] && is_in_reach[static_cast<std::size_t>(day)];
  }
  [[nodiscard]] Eigen::Index n_readings() const noexcept { return std::ssize(readings); }
  /// [readings] what `value`, a member or a function, says of each.
  template <typename Value> [[nodiscard]] Eigen::VectorXd by_reading(const Value& value) const {
    Eigen::VectorXd column(n_readings());
    for (Eigen::Index row = 0; const Reading& reading : readings)
      column[row++] = static_cast<double>(std::invoke(value, reading));
    return column;
  }
};

/// Most that one entry, or one day, counts for: a slip of the pen must not decide a slope.
inline constexpr double largest_dose = 3;

/// Amount of each food eaten over its median amount in the same unit, at most `largest_dose`: by
/// entry, then use.
///
/// The amount is the entry's own if its phrase names one food alone, else what the phrase says
/// (`2 slices of toast`). NaN for ingredients and groups, and for all entries of a food with fewer
/// than 80 % of them in its commonest unit, or with equal amounts throughout: there only yes or no
/// is known. The other entries of a food with doses (no amount, another unit) count as the usual
/// amount, 1.
[[nodiscard]] std::vector<double> relative_doses(
    const diary::Diary& diary, const foods::Resolution& resolution);

/// Readings of the outcome between `options.from` and `options.to` that have at least one logged
/// day among their used lags; every other reading is left out (not an error).
///
/// With clock alignment an untimed food stands at that food's median
/// time, else 12:00; an untimed reading at the readings' median time, else 21:00 if rated in the
/// evening, 08:00 in the morning, 12:00 if nothing is known. The recall of `options.scale` makes
/// lag 0 usable: of a rating over a week, one day is a seventh.
///
/// Hour windows reach over the calendar days that they touch.
/// @throws InputError  `hours_without_clock` if `options.lags` are hour windows and the alignment
///   is not by the clock, or the diary has no clock time of a food or of a rating;
///   `clock_without_times` if the clock was asked for and there is none of either.
[[nodiscard]] Study make_study(const diary::Diary& diary, const foods::Resolution& resolution,
    const diary::OutcomeCandidate& outcome, const Options& options);

/// Turns day and clock into elapsed minutes.
class ElapsedClock {
 public:
  /// @param time_zone   IANA name; nothing = every day has 24 hours.
  /// @param day_starts  minutes after midnight at which a diary's day begins.
  /// @throws InputError  `unknown_time_zone`.
  ElapsedClock(const std::optional<std::string>& time_zone, int day_starts);

  [[nodiscard]] int day_starts() const noexcept { return day_starts_; }

  /// Minutes from the start of `origin` to `minute` minutes of wall clock after the start of `day`.
  /// A clock time that a change to summer time skips counts as the moment of the change; one that
  /// comes twice counts as the first.
  [[nodiscard]] std::int64_t minutes_since(Day origin, Day day, int minute) const;

 private:
  const date::time_zone* zone_ = nullptr;
  int day_starts_;
};

/// @throws InputError  `no_food` if the diary holds none.
void require_food(const foods::Resolution& resolution);

}  // namespace culprit::engine
