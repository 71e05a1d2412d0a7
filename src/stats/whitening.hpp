/// Correlated noise to independent noise, causally: what a Kalman filter could not foresee. What is
/// left of columns when others are projected off.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "stats/columns.hpp"

namespace culprit::stats {

/// The correlation structure of a series observed at irregular times, relative to its variance:
///
///   V = (1 - noise_share) phi^|ti - tj| + noise_share I + sum_b variance_b U_b U_b'
///
/// an autoregression in continuous time, white noise on each observation, and random effects.
struct NoiseParameters {
  double phi = 0;                 ///< autocorrelation over one unit of time, in [0, 1)
  double noise_share = 0;         ///< in [0, 1]; with phi = 0 it has no effect
  std::vector<double> variances;  ///< [blocks] of the random effects, each >= 0
};

/// C⁻¹ with V = C C', C lower triangular: column i of a whitened matrix is what could not be
/// foreseen of observation i from those before it, in units of its standard deviation.
///
/// Causal on purpose: when people eat by how their skin was yesterday, the exposures depend on
/// earlier residuals, and only innovations stay unpredictable.
///
/// O(observations) per column for the autoregression (`SeriesFilter`) and O(observations × effects)
/// for the random effects, carried as a constant state. Lengths and products of columns alone are
/// cheaper to have (`Metric`).
/// Source: Harvey (1989), sections 3.2 and 3.4.
class CausalWhitener {
 public:
  /// @param times   [m] increasing, any unit; equal times are allowed if noise_share > 0.
  /// @param blocks  random effects, each [m × k_b]; as many as `parameters.variances`.
  /// @throws std::invalid_argument  decreasing times, shapes or parameters out of range.
  CausalWhitener(const Eigen::Ref<const Eigen::VectorXd>& times, const NoiseParameters& parameters,
      std::span<const Eigen::MatrixXd> blocks = {});

  /// @param columns  [m × c], no NaN. @return [m × c].
  /// @throws std::invalid_argument  if the number of rows is not m.
  [[nodiscard]] Eigen::MatrixXd whiten(const Eigen::Ref<const Eigen::MatrixXd>& columns) const;

  /// log |V|.
  [[nodiscard]] double log_determinant() const noexcept { return log_determinant_; }

 private:
  void filter_random_effects(RowMatrix& rows) const;

  SeriesFilter filter_;
  RowMatrix effects_;      // [m × padded k] whitened random columns, scaled by their sd
  RowMatrix effect_gain_;  // likewise
  Eigen::VectorXd effect_inverse_sd_;
  double log_determinant_ = 0;
};

/// The orthogonal complement of a set of columns, whatever their rank.
class Projection {
 public:
  /// A column adds to the rank if more than this share of its length is new. Small enough to keep
  /// a factor that varies on a few days only, large enough to drop rounding.
  static constexpr double tolerance = 1e-7;

  /// @param columns  [m × q], no NaN; each is scaled to length 1 first, so units do not matter.
  /// Source: Gram & Schmidt, each column twice (Golub & Van Loan, section 5.2.8).
  explicit Projection(const Eigen::Ref<const Eigen::MatrixXd>& columns);

  /// Number of independent columns.
  [[nodiscard]] Eigen::Index rank() const noexcept { return basis_.cols(); }

  /// [m × rank] orthonormal; the first of them span the space of the first columns.
  [[nodiscard]] const Eigen::MatrixXd& basis() const noexcept { return basis_; }

  /// @param columns  [m × c]. @return [m × c], orthogonal to the projected columns.
  [[nodiscard]] Eigen::MatrixXd remove_from(const Eigen::Ref<const Eigen::MatrixXd>& columns) const;

 private:
  Eigen::MatrixXd basis_;
};

/// The same from products alone: what columns leave of others follows from the inverse of their
/// products among themselves.
class PartialProducts {
 public:
  /// @param products  [q × q] of the columns, whatever their rank; rows of zeros count for nothing.
  explicit PartialProducts(const Eigen::MatrixXd& products);

  /// Number of independent columns.
  [[nodiscard]] Eigen::Index rank() const noexcept { return rank_; }
  /// [q × q] generalised.
  [[nodiscard]] const Eigen::MatrixXd& inverse() const noexcept { return inverse_; }

 private:
  Eigen::Index rank_ = 0;
  Eigen::MatrixXd inverse_;
};

/// Which columns to keep so that they are independent: earlier ones first. @return indices, rising.
[[nodiscard]] Eigen::VectorXi independent_columns(const Eigen::Ref<const Eigen::MatrixXd>& columns);

}  // namespace culprit::stats
