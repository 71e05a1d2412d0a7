/// The study behind an analysis, and its readings with and without a food.
///
/// Neighbours: `explain.cpp` counts them, `timeline.cpp` hands them to figures.
#pragma once

#include <cstddef>
#include <vector>

#include "culprit/core/lag.hpp"
#include "culprit/diary/diary.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/foods/resolve.hpp"
#include "engine/study.hpp"

namespace culprit::engine {

/// The study that the analysis was made from.
[[nodiscard]] Study study_of(
    const diary::Diary& diary, const foods::Resolution& resolution, const Analysis& analysis);

/// From the first used lag, or hour, to the last.
[[nodiscard]] TimeWindow all_used(const Study& study);

/// [readings] Whether the food was eaten within the window.
/// @param food  index into `study.foods`.
[[nodiscard]] std::vector<Exposure> exposures_within(
    const Study& study, std::size_t food, const TimeWindow& window);

}  // namespace culprit::engine
