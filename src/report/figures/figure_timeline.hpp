/// Ratings and foods over the calendar.
#pragma once

#include <cstddef>

#include "culprit/engine/analysis.hpp"
#include "culprit/engine/timeline.hpp"
#include "report/figures/figure.hpp"

namespace culprit::report {

/// Readings over the calendar in strips of half a year, which days had foods logged, and on which
/// days the timeline's foods (at most `most_timeline_foods`) were eaten.
inline constexpr std::size_t most_timeline_foods = 8;
[[nodiscard]] Figure timeline_figure(const engine::Timeline& timeline,
                                     const engine::Analysis& analysis);

}  // namespace culprit::report
