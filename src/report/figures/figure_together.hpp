/// Foods that are eaten together.
#pragma once

#include "culprit/engine/analysis.hpp"
#include "culprit/engine/timeline.hpp"
#include "report/figures/figure.hpp"

namespace culprit::report {

/// Of each food of a set, on how many of its days each other one was eaten.
[[nodiscard]] Figure together_figure(const engine::Finding& finding,
                                     const engine::Timeline& timeline);

}  // namespace culprit::report
