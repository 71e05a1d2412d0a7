/// What a good statistician would say beside a result: each warning a code and a sentence. Would a
/// finding about a group hold if foods counted that may or may not hold it?
///
/// The codes, their rules and what to do about them: docs/warnings.md.
#pragma once

#include <cstddef>
#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/diary/outcome.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/foods/resolve.hpp"
#include "engine/associate.hpp"
#include "engine/joint.hpp"
#include "engine/nuisance.hpp"
#include "engine/study.hpp"
#include "stats/reml.hpp"

namespace culprit::engine {

/// Below this the noise model itself is guesswork.
inline constexpr std::size_t few_readings = 30;

/// Everything that was concluded, and from what.
struct Conclusion {
  const std::vector<diary::OutcomeCandidate>& candidates;
  const diary::OutcomeCandidate& outcome;
  const diary::Scale& scale;
  const Options& options;
  const Study& study;                   ///< the one that the foods were tested in
  const foods::Resolution& resolution;  ///< of that study
  const std::vector<FactorSeries>& factors;
  const Nuisance& nuisance;
  const Associations& associations;
  const JointPosterior& joint;
};

/// All warnings: of the diary, of the adjustment, of the noise, of each finding, in this order.
///
/// With no usable reading, or readings that are all the same, nothing but that is said; with fewer
/// than `few_readings` nothing else of the diary and the noise.
[[nodiscard]] std::vector<Warning> warnings_of(const Conclusion& all);

/// Of the readings and the choice of the outcome: `several_outcomes`, `no_usable_rating`,
/// `constant_severity`, `few_readings`, `severe_ratings`, `floor_or_ceiling`, `coarse_scale`.
[[nodiscard]] std::vector<Warning> rating_warnings(const Conclusion& all);

/// Of the tested foods: `eaten_nearly_always`, `nearly_always_together`, `set_too_large`.
/// O(foods² × days / 64).
[[nodiscard]] std::vector<Warning> food_warnings(const Conclusion& all);

/// Of what is missing and what is left: `logging_stops_on_bad_days`, `residual_autocorrelation`.
/// With at least one reading.
[[nodiscard]] std::vector<Warning> noise_warnings(const Conclusion& all);

/// Of findings at the rate of the options: `lead_test`, `finding_through_treatment`,
/// `one_month_carries`, `trend_shared_with_season`. Without findings nothing is computed.
[[nodiscard]] std::vector<Warning> finding_warnings(const Conclusion& all);

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
[[nodiscard]] std::vector<Warning> compare_with_maybe(
    const GroupTest& test, std::size_t food, Finding& finding);

}  // namespace culprit::engine
