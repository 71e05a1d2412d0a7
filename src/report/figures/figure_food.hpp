/// Figures of one food: its effect lag by lag, and ratings with and without it.
#pragma once

#include <string_view>

#include "culprit/engine/analysis.hpp"
#include "culprit/engine/timeline.hpp"
#include "report/figures/figure.hpp"

namespace culprit::report {

/// The effect on each day (or in each hour window) after one day of eating, all in one model, as a
/// curve with its intervals; the row's window is marked.
[[nodiscard]] Figure lags_figure(const engine::RankedFood& food, const engine::Analysis& analysis);

/// A dot for each reading, by the number of days within the food's window on which it was eaten,
/// and the plain means.
[[nodiscard]] Figure readings_figure(const engine::TimelineFood& food,
    const engine::Timeline& timeline, const engine::Analysis& analysis);

/// A hundred dots in ten rows, so many of them filled.
/// @param words  what they say: `about 85 in 100`
[[nodiscard]] Figure certainty_figure(int in_hundred, std::string_view words);

}  // namespace culprit::report
