/// Which of many correlated groups of columns have an effect: posterior probabilities over sets of
/// groups, enumerated and not sampled.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "stats/metric.hpp"
#include "stats/normal_mixture.hpp"

namespace culprit::stats {

/// Groups (foods), each of `lags` columns, and what is thought of them beforehand.
struct GroupedData {
  const GroupProducts* products = nullptr;  ///< nothing = no groups
  double degrees = 0;                       ///< of freedom of the outcome: m - rank of the nuisance
  /// [lags × k] weights of the lags in each window that an effect may have
  Eigen::MatrixXd windows;
  double outcome_sd = 1;  ///< standard deviation of the outcome before whitening [points]
  /// [k × groups] log of the prior share of each window, -inf = not of this group; empty = equal.
  Eigen::ArrayXXd log_prior;
  /// [groups] log of how likely a group is to have an effect beside the others; the sum of the
  /// likelinesses is how many groups the prior counts. Empty = all alike, each counts as one.
  Eigen::ArrayXd log_weight;
  /// [groups] those that are in no set together with it, both ways; empty = none.
  std::vector<std::vector<std::int32_t>> excludes;

  [[nodiscard]] Eigen::Index n_lags() const noexcept { return windows.rows(); }
  [[nodiscard]] Eigen::Index n_groups() const noexcept {
    return products != nullptr ? products->n_groups() : 0;
  }
};

/// The prior, and how far the enumeration goes.
struct SelectionOptions {
  /// Inclusion ~ Beta(1, inclusion_b): larger = fewer groups expected. The number of groups with an
  /// effect has mean groups / (1 + inclusion_b).
  double inclusion_b = 12;
  /// Least prior probability that no group has an effect. Larger = fewer false findings where there
  /// is nothing to find; once something is found, the others are as likely as without it.
  double nothing = 0.5;
  /// An included group's total effect is N(0, (scale × outcome sd)²), equal mixture over scales.
  std::vector<double> slab_scales{0.25, 0.5, 1.0};
  /// Sets that are fitted and extended at most, once and around the peak that a climb from there
  /// leads to. More = slower; the rest of the posterior is then known from the fits of their
  /// subsets.
  int most_fitted = 24;
  /// Sets lighter than this share of the heaviest are not extended (Occam's window).
  double least_share = 1e-3;
  /// Of a set lighter than this share of the heaviest, the sign of a member that was not fitted is
  /// that of its likeliest window: it shows in no sum.
  double unseen = 1e-10;
};

/// A set of groups that may have effects, with its posterior probability.
struct WeightedSet {
  std::vector<std::int32_t> groups;  ///< rising
  std::vector<double> positive;      ///< [groups] probability that the effect is > 0, given the set
  double probability = 0;
};

struct Selection {
  std::vector<WeightedSet> sets;  ///< heaviest first; probabilities sum to 1
  Eigen::VectorXd positive;       ///< [groups] P(included and effect > 0)
  Eigen::VectorXd negative;       ///< [groups] P(included and effect < 0)
  /// [groups] total effect given that the group has one, a component for each window; of a group in
  /// no fitted set, its effect beside the heaviest set.
  std::vector<NormalMixture> effects;
  int fitted = 0;  ///< sets that were fitted
};

/// Spike and slab over groups × windows, one window for each included group.
///
/// Sets of groups are enumerated best first, from the empty one. Where further groups still make
/// heavier sets, the search then follows the best single additions up to a peak, and enumerates the
/// sets around it. Each set is fitted by coordinate ascent over the windows and effects of its
/// members (exact between sets, mean field within one). That gives its marginal likelihood and, at
/// once, that of every set with one group more. Sets outside Occam's window are not extended.
/// Deterministic: no random numbers. O(sets × groups × (lags² + windows)).
///
/// Source: George & McCulloch (1993), J. Am. Stat. Assoc. 88, 881–889 (model); Madigan & Raftery
/// (1994), J. Am. Stat. Assoc. 89, 1535–1546 (Occam's window); Wang et al. (2020), J. R. Stat. Soc.
/// B 82, 1273–1300 (coordinate ascent over single effects).
[[nodiscard]] Selection select_groups(
    const GroupedData& data, const SelectionOptions& options = {});

}  // namespace culprit::stats
