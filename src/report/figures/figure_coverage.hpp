/// Which days were written down.
#pragma once

#include "culprit/engine/timeline.hpp"
#include "report/figures/figure.hpp"

namespace culprit::report {

/// A cell for each day: foods logged, rated, both or neither.
[[nodiscard]] Figure coverage_figure(const engine::Timeline& timeline);

}  // namespace culprit::report
