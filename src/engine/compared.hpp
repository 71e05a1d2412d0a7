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

/// [readings] Whether the food was eaten within the window.
/// @param food  index into `study.foods`.
[[nodiscard]] std::vector<Exposure> exposures_within(
    const Study& study, std::size_t food, const TimeWindow& window);

}  // namespace culprit::engine
