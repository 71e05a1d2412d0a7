/// Which food is it: all foods in one model, so that one eaten with a culprit is not taken for it.
///
/// Neighbours: takes `associate.hpp`'s screening for the eligible foods and the noise; `rank.hpp`
/// turns the result into findings.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "culprit/engine/analysis.hpp"
#include "engine/associate.hpp"
#include "engine/nuisance.hpp"
#include "engine/study.hpp"
#include "stats/joint_selection.hpp"

namespace culprit::engine {

/// What the joint model says of one tested food.
struct FoodPosterior {
  /// Probability that it has an effect, by itself or as part of a coarser name, and ratings are
  /// higher after it; as it comes true on simulated diaries (docs/method.md, step 6).
  double worse = 0;
  double better = 0;         ///< likewise lower
  double p_conditional = 1;  ///< given the others that are `is_strong`
  bool is_strong = false;    ///< its own probability, in one direction, is `strong_probability`
  double p_conditional_adjusted = 1;  ///< weighted Benjamini–Hochberg over all that is tested
  /// Likewise, of the larger p-value: without and with today's factors (`Nuisance::today`).
  double p_both_ways = 1;
  std::string depends_on = {};       ///< the factor that makes `p_both_ways` larger, or empty
  stats::NormalMixture effect = {};  ///< total over the lags [points if eaten daily]

  [[nodiscard]] double in(Direction direction) const noexcept {
    return direction == Direction::worse ? worse : better;
  }
  /// The likelier one.
  [[nodiscard]] Direction direction() const noexcept {
    return worse >= better ? Direction::worse : Direction::better;
  }
};

/// Foods that cannot be told apart, or a single one: what one finding would name.
struct FoodSet {
  std::vector<std::size_t> foods;  ///< indices into `Associations::tested`, most probable first
  Direction direction = Direction::worse;
  double probability = 0;             ///< that at least one of them has an effect in this direction
  double p_conditional = 1;           ///< smallest of its members
  double p_conditional_adjusted = 1;  ///< likewise
  double p_both_ways = 0;             ///< likewise, as the food's
  std::string depends_on = {};        ///< of the member with the smallest `p_both_ways`
  bool is_too_large = false;          ///< more than `largest_set` foods: never a finding
  /// A stronger set names it, or names what holds it or belongs to it: never a finding. Index of
  /// the variable that leads that set.
  std::optional<std::size_t> part_of = {};
};

inline constexpr std::size_t largest_set = 5;

struct JointPosterior {
  stats::NoiseFit noise;  ///< with the strongest foods taken off
  /// Of the effects' mixtures; if any food has doses, the windows of doses follow those of yes and
  /// no.
  std::vector<TimeWindow> windows;
  std::vector<FoodPosterior> foods;  ///< [tested]
  std::vector<FoodSet> sets;         ///< disjoint, most probable first; independent of any rate
  /// Ljung–Box p-value over 10 lags of what the model leaves; small = autocorrelation is left.
  double residual_autocorrelation_p = 1;
};

/// Posterior over sets of foods (`stats::select_groups`), each food's conditional test, and the
/// sets of foods that cannot be told apart.
///
/// The noise is fitted again once the strong foods are taken off. With nothing tested the result is
/// empty.
///
/// @param threads  0 = one per core; the result does not depend on it.
[[nodiscard]] JointPosterior infer_joint(const Study& study, const Nuisance& nuisance,
    const Associations& associations, unsigned threads = 0);

}  // namespace culprit::engine
