/// Lengths and angles of columns as generalised least squares sees them: noise and nuisance taken
/// off.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "stats/columns.hpp"
#include "stats/whitening.hpp"

namespace culprit::stats {

/// The quadratic form x' Omega y with Omega = V^-1 - V^-1 Z (Z' V^-1 Z)^-1 Z' V^-1, V the noise of
/// `NoiseParameters`, Z the fixed columns, and one outcome under it.
///
/// Neither V nor Omega is ever formed: with F the filter of the autoregression and T = F [U D, Z],
/// D the sd of the random effects, Omega = F' (I - A A') F, A = T L^-T, L L' = T'T + diag(I, 0)
/// (Henderson's equations). A sparse column costs one sum over its rows.
class Metric {
 public:
  /// @param fixed   [m × q] independent columns; far from dependent ones, such as orthonormal.
  /// @param blocks  random effects [m × k_b] each, as many as `parameters.variances`.
  Metric(const Eigen::Ref<const Eigen::VectorXd>& times, const NoiseParameters& parameters,
      const Eigen::Ref<const Eigen::MatrixXd>& fixed, std::span<const Eigen::MatrixXd> blocks,
      const Eigen::VectorXd& outcome);

  [[nodiscard]] Eigen::Index n_fixed() const noexcept { return rank_ - n_random_; }
  [[nodiscard]] const Eigen::VectorXd& outcome() const noexcept { return outcome_; }
  /// Squared length of the outcome.
  [[nodiscard]] double total() const noexcept { return total_; }
  /// [m × padded] Omega times the columns.
  [[nodiscard]] RowMatrix influence_of(const Eigen::Ref<const Eigen::MatrixXd>& columns) const;

  /// What inference needs of a few sparse columns.
  struct Products {
    Eigen::MatrixXd own;    ///< [c × c] among themselves
    Eigen::VectorXd cross;  ///< [c] with the outcome
    RowMatrix shares;       ///< [c × rank] of T's directions: random effects, then fixed columns
  };
  [[nodiscard]] Products products_of(const SparseColumns& columns) const;
  /// [a × b] products of two groups of columns.
  /// @param spread  of the second one, as `spread_of` gives it.
  [[nodiscard]] Eigen::MatrixXd between(const SparseColumns& a, const Products& of_a,
      const RowMatrix& spread, const Products& of_b) const;
  /// [m × padded] F'F times the columns.
  [[nodiscard]] RowMatrix spread_of(const SparseColumns& columns) const;
  /// [c] Squared lengths of columns once the random effects and the first `fixed` columns alone are
  /// taken off.
  [[nodiscard]] Eigen::VectorXd lengths_beside(const Products& products, Eigen::Index fixed) const;

 private:
  void orthonormalise();

  SeriesFilter filter_;
  Eigen::Index n_random_ = 0;
  Eigen::Index rank_ = 0;
  RowMatrix basis_;    // [m × padded rank] A
  RowMatrix targets_;  // [m × padded] F'A, and behind it Omega times the outcome
  Eigen::VectorXd outcome_;
  double total_ = 0;
};

/// Groups of as many columns each, and what is needed of their products.
class GroupProducts {
 public:
  /// @param metric, groups  outlive this.
  /// @param threads  0 = one per core; the result does not depend on it.
  GroupProducts(
      const Metric& metric, const std::vector<SparseColumns>& groups, unsigned threads = 1);

  [[nodiscard]] Eigen::Index n_groups() const noexcept {
    return static_cast<Eigen::Index>(groups_.size());
  }
  [[nodiscard]] const SparseColumns& columns(Eigen::Index group) const {
    return groups_[static_cast<std::size_t>(group)];
  }
  [[nodiscard]] const Metric::Products& of(Eigen::Index group) const {
    return own_[static_cast<std::size_t>(group)];
  }
  [[nodiscard]] const Eigen::VectorXd& outcome() const noexcept { return metric_.outcome(); }
  [[nodiscard]] double total() const noexcept { return metric_.total(); }
  /// [lags × lags] Products of two groups; remembered. Not for several threads at once.
  [[nodiscard]] const Eigen::MatrixXd& between(Eigen::Index a, Eigen::Index b) const;
  /// [groups·lags × c] Products of all columns with series [m × c].
  [[nodiscard]] Eigen::MatrixXd with_all(const Eigen::MatrixXd& series) const;

 private:
  const Metric& metric_;
  const std::vector<SparseColumns>& groups_;
  unsigned threads_;
  std::vector<Metric::Products> own_;
  mutable std::map<Eigen::Index, RowMatrix> spread_;
  mutable std::map<std::pair<Eigen::Index, Eigen::Index>, Eigen::MatrixXd> between_;
};

}  // namespace culprit::stats
