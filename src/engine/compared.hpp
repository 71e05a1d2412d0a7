/// Readings with and without a food.
///
/// Neighbours: `explain.cpp` counts them, `timeline.cpp` hands them to figures.
#pragma once

#include <cstddef>
#include <vector>

#include "culprit/core/lag.hpp"
#include "culprit/engine/timeline.hpp"
#include "engine/study.hpp"

namespace culprit::engine {

/// From the first used lag, or hour, to the last.
[[nodiscard]] TimeWindow all_used(const Study& study);

/// What each reading looks back on, [readings] both.
struct WithinWindow {
  std::vector<Exposure> exposures;
  std::vector<int> days;  ///< days of the window with the food; of an hour window 0 or 1
};

/// Whether, and on how many days, the food was eaten within the window.
/// @param food  index into `study.foods`.
[[nodiscard]] WithinWindow exposures_within(
    const Study& study, std::size_t food, const TimeWindow& window);

}  // namespace culprit::engine
