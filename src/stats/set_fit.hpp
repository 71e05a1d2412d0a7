/// The fit of one set of groups: coordinate ascent over the windows and effects of its members.
///
/// Neighbours: `joint_selection.cpp` enumerates the sets.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "stats/joint_selection.hpp"

namespace culprit::stats {

using Array = Eigen::ArrayXd;
using Set = std::vector<std::int32_t>;

/// What the fits need of the data: each window's length, prior and products with the outcome.
///
/// Values by window and scale come scale by scale, the windows of each filled up to whole vectors
/// with such of no prior.
struct Windows {
  Windows(const GroupedData& all, const SelectionOptions& options);

  [[nodiscard]] Eigen::Index n_groups() const noexcept { return data.n_groups(); }
  [[nodiscard]] Eigen::Index n_lags() const noexcept { return data.n_lags(); }
  /// Windows of one scale, padded.
  [[nodiscard]] Eigen::Index stride() const noexcept { return weights.cols(); }
  [[nodiscard]] Eigen::Index n_values() const noexcept { return weights.cols() * slab.size(); }
  [[nodiscard]] Eigen::Index n_scales() const noexcept { return slab.size(); }
  [[nodiscard]] const GroupProducts& products() const noexcept { return *data.products; }
  /// Positions in the set by what each group explains alone: where an ascent ends depends a little
  /// on where it begins, but must not depend on how the groups are numbered.
  [[nodiscard]] std::vector<std::size_t> strongest_first(const Set& set) const;

  /// What adding each group to a fitted set would bring, with the residual variance integrated out:
  /// heavier tails than with the variance of the fit.
  struct Gains {
    Array log_factor;               // [groups] log Bayes factor
    std::vector<bool> is_positive;  // [groups] sign of the effect in its likeliest window
  };
  /// @param rest  [groups·lags] products of all columns with what the set leaves.
  [[nodiscard]] Gains gains(const Eigen::VectorXd& rest, double squares, double variance) const;

  const GroupedData& data;
  RowMatrix weights;             ///< [lags × stride]
  Array slab;                    ///< [scales] prior variance of the effect
  Eigen::ArrayXXd length;        ///< [stride × groups] squared length of each window's column
  Eigen::ArrayXXd prior;         ///< [stride × groups] share of each window at one scale
  Eigen::ArrayXXf short_length;  ///< in single precision, for what is only compared
  Eigen::ArrayXXf short_prior;   ///< likewise
  Array strength;                ///< [groups]
};

/// The distribution of one group's window, scale and effect, others fixed.
struct SingleEffect {
  Eigen::ArrayXXd values;    // [scales·stride × 3] weight, mean and variance by window and scale
  Eigen::VectorXd lag_mean;  // [lags] expected coefficient of each lag
  double log_evidence = 0;   // log of the Bayes factor against no effect
  double second_moment = 0;  // expected squared length of the fit
  double divergence = 0;     // from the prior

  [[nodiscard]] auto weight() const { return values.col(0); }
  [[nodiscard]] auto mean() const { return values.col(1); }
  [[nodiscard]] auto variance() const { return values.col(2); }
  /// Probability that the effect is > 0, but for that of terms lighter than `too_light`, whose sign
  /// will do.
  [[nodiscard]] double positive_share(double too_light) const;
};

/// Fits one group against products of its columns with what the others leave [lags].
SingleEffect fit_single(
    const Windows& windows, Eigen::Index group, const Eigen::VectorXd& rest, double variance);

struct Fit {
  std::vector<SingleEffect> effects;  // [set]
  double variance = 0;
  double squares = 0;       // expected residual sum of squares
  double log_evidence = 0;  // evidence lower bound
};

/// @param start  [lags × set] expected coefficients to begin from.
[[nodiscard]] Fit fit_set(const Windows& windows, const Set& set, const Eigen::MatrixXd& start);

/// [m] what the expected effects leave of the outcome.
[[nodiscard]] Eigen::VectorXd residual_of(const Windows& windows, const Set& set, const Fit& fit);

}  // namespace culprit::stats
