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
#include "engine/immediate.hpp"

namespace culprit::engine {

/// Everything that is inferred of a diary, and from what, before it is put into words.
struct Inference {
  const diary::Diary& diary;
  const foods::Resolution& resolution;
  const std::vector<diary::OutcomeCandidate>& candidates;
  const diary::OutcomeCandidate& outcome;
  const diary::Scale& scale;
  const Options& options;  ///< as they are used
  Study study = {};
  MergedFoods merged = {};  ///< what the foods were tested in
  std::vector<FactorSeries> factors = {};
  Nuisance nuisance = {};
  Associations associations = {};
  JointPosterior joint = {};  ///< without the sets that are set aside
  DiaryReactions reactions = {};
  Reactions set_aside = {};  ///< possible immediate reactions, by index into `associations.tested`

  /// The last fit.
  [[nodiscard]] const stats::NoiseFit& noise() const noexcept {
    return joint.foods.empty() ? associations.noise : joint.noise;
  }
  /// Of a tested food, as sentences have it.
  [[nodiscard]] std::string name_in_words(std::size_t tested) const {
    const foods::Food& food = merged.resolution.foods[associations.tested[tested].food];
    return foods::name_in_words(food.name, food.level);
  }
};

/// All warnings: of the diary, of the adjustment, of the noise, of each finding, in this order.
///
/// With no usable reading, or readings that are all the same, nothing but that is said; with fewer
/// than 30 nothing else of the diary and the noise.
[[nodiscard]] std::vector<Warning> warnings_of(const Inference& all);

/// Of findings at the rate of the options: `lead_test`, `finding_through_treatment`,
/// `one_month_carries`, `trend_shared_with_season`. Without findings nothing is computed.
[[nodiscard]] std::vector<Warning> finding_warnings(const Inference& all);

/// Notes on a finding about a group that it holds with the phrases that may hold the group, over
/// its own window; or warns, `maybe_members`, that then less than half of the effect is left, or
/// its sign turns. Neither, if no phrase of the diary may hold it.
void compare_with_maybe(const Inference& all, Finding& finding, std::vector<Warning>& warnings);

}  // namespace culprit::engine
