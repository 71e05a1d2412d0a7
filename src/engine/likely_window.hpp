/// The window that a posterior over windows points to.
#pragma once

#include <vector>

#include "culprit/core/lag.hpp"
#include "stats/normal_mixture.hpp"

namespace culprit::engine {

/// The window with the largest weight, the first of equals. Yes or no and doses share a window's
/// probability.
[[nodiscard]] TimeWindow most_probable_window(const stats::NormalMixture& mixture,
                                              const std::vector<TimeWindow>& windows);

}  // namespace culprit::engine
