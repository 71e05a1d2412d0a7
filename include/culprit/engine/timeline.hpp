/// What figures show of a diary and an `Analysis` does not hold: each reading, each logged day, and
/// on which days the foods were eaten.
///
/// Neighbours: made from the diary and what `analyse` returned, only when a figure is asked for;
/// the report draws it.
#pragma once

#include <string>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/core/lag.hpp"
#include "culprit/diary/diary.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::engine {

/// A rating, or the mean of those given at one instant.
struct TimelineReading {
  Day day{};
  int clock = 0;  ///< minutes after midnight; assumed if untimed
  double value = 0;
};

/// Whether a food was eaten within a window before a reading.
enum class Exposure {
  exposed,    ///< at least once
  unexposed,  ///< not, and all of the window was logged
  unknown,    ///< not as far as is known; some of the window was not logged
};

/// A name of the analysis.
struct TimelineName {
  std::string name;
  foods::Level level = foods::Level::food;

  friend bool operator==(const TimelineName&, const TimelineName&) = default;
};

struct TimelineFood {
  TimelineName name;
  TimeWindow compared = LagWindow{0, 0};  ///< the row's window; without row all that is used
  std::vector<Day> eaten_on;              ///< rising; also without a reading near
  std::vector<Exposure> exposures;        ///< [readings] within `compared`
  std::vector<int>
      days_within;  ///< [readings] days of `compared` with it; of an hour window 0 or 1
};

struct TimelineTreatment {
  std::string name;       ///< the first spelling
  std::vector<Day> days;  ///< with an entry of it, rising
};

struct Timeline {
  Day first_day{};  ///< as `DiarySummary`
  Day last_day{};
  std::vector<TimelineReading> readings;      ///< the rows of the analysis, by time
  std::vector<Day> logged_days;               ///< with foods recorded, rising
  std::vector<TimelineFood> foods;            ///< in the order asked for
  std::vector<TimelineTreatment> treatments;  ///< of the whole diary; most days first, then by name
};

/// Lays out one food but for its name.
/// @param food  index into the resolution. @param row  of the food, or nothing.
[[nodiscard]] TimelineFood lay_out(const Study& study, std::size_t food, const RankedFood* row);

/// The names in findings, in the order of the rows.
[[nodiscard]] std::vector<TimelineName> found_names(const Analysis& analysis);

/// Lays out a diary for figures.
/// @param analysis  as `analyse` returned it for this diary and resolution.
/// @param names     whose days are wanted; names that the resolution does not hold are left out.
[[nodiscard]] Timeline make_timeline(const diary::Diary& diary, const foods::Resolution& resolution,
    const Analysis& analysis, const std::vector<TimelineName>& names);

}  // namespace culprit::engine
