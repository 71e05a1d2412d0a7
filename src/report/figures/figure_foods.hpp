/// Figures of all foods: their effects. Their `data-`
/// attributes, as those of every figure, hold the numbers of the json format.
#pragma once

#include <cstddef>

#include "culprit/engine/analysis.hpp"
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

}  // namespace culprit::report
