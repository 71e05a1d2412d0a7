/// Plans and trials drawn: blocks over time, and the ratings in them.
#pragma once

#include "culprit/trial/trial.hpp"
#include "report/figures/figure.hpp"

namespace culprit::report {

/// Ratings as dots over the blocks, each block's mean as a line, days with the food as marks below;
/// slips stand out. Without means while the trial runs; without days the blocks of a plan alone.
[[nodiscard]] Figure trial_figure(const trial::Result& result);

}  // namespace culprit::report
