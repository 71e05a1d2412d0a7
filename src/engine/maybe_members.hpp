/// Would a finding about a group hold if foods counted that may or may not hold it?
#pragma once

#include <cstddef>
#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/foods/resolve.hpp"
#include "engine/nuisance.hpp"
#include "engine/study.hpp"
#include "stats/reml.hpp"

namespace culprit::engine {

/// What the group was tested in.
struct GroupTest {
  const diary::Diary& diary;
  const foods::Resolution& resolution;
  const diary::OutcomeCandidate& outcome;
  const Options& options;
  const Study& study;
  const Nuisance& nuisance;
  const stats::NoiseFit& noise;
};

/// Notes on the finding that it holds with the phrases that may hold its group, over its own
/// window; or gives a warning, `maybe_members`, that then less than half of the effect is left, or
/// its sign turns. Neither, if no phrase of the diary may hold it.
/// @param food  index of the group in the resolution.
[[nodiscard]] std::vector<Warning> compare_with_maybe(const GroupTest& test, std::size_t food,
                                                      Finding& finding);

}  // namespace culprit::engine
