/// The figures, one function and one file each.
///
/// Neighbours: `html.cpp` and `plot.cpp` show them. Their `data-` attributes hold the numbers of
/// the json format.
#pragma once

#include <string>

#include "culprit/engine/analysis.hpp"
#include "culprit/engine/timeline.hpp"
#include "report/figures/figure.hpp"

namespace culprit::report {

/// Effects with their intervals, the change that matters as a band, the verdict by shape and
/// colour: every finding, and the likeliest other rows up to `most_forest_rows`.
inline constexpr std::size_t most_forest_rows = 24;
[[nodiscard]] Figure forest_figure(const engine::Analysis& analysis);

/// Readings over the calendar in strips of half a year, which days had foods logged, and on which
/// days the timeline's foods (at most `most_timeline_foods`) were eaten.
inline constexpr std::size_t most_timeline_foods = 8;
[[nodiscard]] Figure timeline_figure(const engine::Timeline& timeline,
                                     const engine::Analysis& analysis);

/// The effect of each lag, or hour window, alone, with its interval; the row's window is marked.
[[nodiscard]] Figure lags_figure(const engine::RankedFood& food, const engine::Analysis& analysis);

/// A dot for each reading, with and without the food in its window, and the means of both.
[[nodiscard]] Figure readings_figure(const engine::TimelineFood& food,
                                     const engine::Timeline& timeline,
                                     const engine::Analysis& analysis);

/// Of each food of a set, on how many of its days each other one was eaten.
[[nodiscard]] Figure together_figure(const engine::Finding& finding,
                                     const engine::Timeline& timeline);

/// A cell for each day: foods logged, rated, both or neither.
[[nodiscard]] Figure coverage_figure(const engine::Timeline& timeline);

}  // namespace culprit::report
