/// Figures of foods: the effects of all; of one its effect lag by lag, and ratings with and without
/// it. Their `data-` attributes, as those of every figure, hold the numbers of the json format.
#pragma once

#include <cstddef>
#include <string_view>

#include "culprit/engine/analysis.hpp"
#include "culprit/engine/timeline.hpp"
#include "report/figures/figure.hpp"
#include "report/words/summary.hpp"

namespace culprit::report {

/// Effects with their intervals, the change that matters as a band, the verdict by shape and
/// colour: every finding, and the likeliest other rows up to `most_forest_rows`.
inline constexpr std::size_t most_forest_rows = 24;
[[nodiscard]] Figure forest_figure(const engine::Analysis& analysis);

/// The effects of one level and window on average, with what is expected of a new person as a
/// thinner line: the first `most_forest_rows` rows.
[[nodiscard]] Figure pooled_figure(const PoolSection& section, double fdr);

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
