/// Figures of one food: its effect lag by lag, and ratings with and without it.
#pragma once

#include "culprit/engine/analysis.hpp"
#include "culprit/engine/timeline.hpp"
#include "report/figures/figure.hpp"

namespace culprit::report {

/// The effect of each lag, or hour window, alone, with its interval; the row's window is marked.
[[nodiscard]] Figure lags_figure(const engine::RankedFood& food, const engine::Analysis& analysis);

/// A dot for each reading, with and without the food in its window, and the means of both.
[[nodiscard]] Figure readings_figure(const engine::TimelineFood& food,
    const engine::Timeline& timeline, const engine::Analysis& analysis);

}  // namespace culprit::report
