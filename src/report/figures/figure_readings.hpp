/// Ratings with and without a food.
#pragma once

#include "culprit/engine/analysis.hpp"
#include "culprit/engine/timeline.hpp"
#include "report/figures/figure.hpp"

namespace culprit::report {

/// A dot for each reading, with and without the food in its window, and the means of both.
[[nodiscard]] Figure readings_figure(const engine::TimelineFood& food,
                                     const engine::Timeline& timeline,
                                     const engine::Analysis& analysis);

}  // namespace culprit::report
