/// One food, lag by lag.
#pragma once

#include "culprit/engine/analysis.hpp"
#include "report/figures/figure.hpp"

namespace culprit::report {

/// The effect of each lag, or hour window, alone, with its interval; the row's window is marked.
[[nodiscard]] Figure lags_figure(const engine::RankedFood& food, const engine::Analysis& analysis);

}  // namespace culprit::report
