/// Probabilities as they come true.
///
/// Neighbours: `joint.cpp` prints no other.
#pragma once

namespace culprit::engine {

/// The share of foods and sets with this posterior probability that had an effect in the stated
/// direction, on simulated diaries of two unlike families, about half of them without any culprit.
///
/// The posterior is cautious in the middle, because its prior is a compromise (no culprit in half
/// of all diaries, windows in fixed shares), and a little too sure near 1, because an effect that
/// is certain may still be another food's. Piecewise linear through what was counted on the seeds
/// on which rules were chosen; monotone, 0 and 1 stay.
/// @param posterior  in [0, 1].
[[nodiscard]] double share_that_came_true(double posterior);

}  // namespace culprit::engine
