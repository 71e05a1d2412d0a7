/// Figures of days: the calendar with its strips and months' names, ratings and foods over it,
/// which days were written down, and the blocks of plans and trials with the ratings in them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/trial/trial.hpp"
#include "report/figures/figure.hpp"

namespace culprit::report {

/// Days that are drawn side by side.
struct Strip {
  Day first{};
  int days = 1;

  /// How far into the strip a day begins, in days; the end for later ones.
  [[nodiscard]] int offset(Day day) const noexcept { return (day - first).count(); }
  [[nodiscard]] bool holds(Day day) const noexcept {
    return offset(day) >= 0 && offset(day) < days;
  }
};

/// The days from `first` to `last` in strips of equal length, at most `longest` days each.
[[nodiscard]] std::vector<Strip> strips_of(Day first, Day last, int longest);

/// The first days of months within the strip, at most `most` of them, evenly chosen.
[[nodiscard]] std::vector<Day> months_of(const Strip& strip, std::size_t most);

/// `Mar`, with the year where it begins: `Jan ’25`.
[[nodiscard]] std::string month_words(Day day);

/// The median rating; 0 without ratings.
[[nodiscard]] double usual_level(const engine::Timeline& timeline);

/// Weekly means over the calendar, weeks of a flare shaded (mean at least the important change
/// above the usual level), and days: those on which the first foods of the timeline were eaten, its
/// first treatments used, and foods logged.
inline constexpr std::size_t most_timeline_foods = 3;
inline constexpr std::ptrdiff_t most_timeline_treatments = 2;
[[nodiscard]] Figure timeline_figure(
    const engine::Timeline& timeline, const engine::Analysis& analysis);

/// A cell for each day: foods logged, rated, both or neither.
[[nodiscard]] Figure coverage_figure(const engine::Timeline& timeline);

/// Ratings as dots over the blocks, each block's mean as a line, days with the food as marks below;
/// slips stand out. Without means while the trial runs; without days the blocks of a plan alone.
[[nodiscard]] Figure trial_figure(const trial::Result& result);

}  // namespace culprit::report
