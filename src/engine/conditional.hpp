/// Is there anything in a food beside what the others are expected to add?
///
/// Neighbours: `joint.cpp` knows which foods are strong and what they add.
#pragma once

#include <Eigen/Core>

#include "engine/nuisance.hpp"
#include "stats/metric.hpp"
#include "stats/whitening.hpp"

namespace culprit::engine {

/// t tests of a food's windows once noise, nuisance and the strong foods' expected fits are taken
/// off, combined by Cauchy's rule.
class ConditionalTests {
 public:
  /// No place among the strong foods.
  static constexpr Eigen::Index none = -1;

  /// @param null     outlives this.
  /// @param fits     [readings × strong] points that each strong food is expected to have added.
  /// @param windows  [lags × k] weights of a food's columns in each window; outlives this.
  ConditionalTests(
      const NullModel& null, const Eigen::MatrixXd& fits, const Eigen::MatrixXd& windows);

  /// Two-sided, over the windows; 1 if the others leave no variation.
  /// @param products  of the columns, by the same null model.
  /// @param own       the food's place among the strong ones, which is then left out, or `none`.
  [[nodiscard]] double p_value(const stats::SparseColumns& columns,
      const stats::Metric::Products& products, Eigen::Index own) const;

 private:
  const NullModel& null_;
  const Eigen::MatrixXd& windows_;
  stats::RowMatrix influence_;  // [readings × padded strong], of the fits by the metric
  Eigen::MatrixXd products_;    // [strong × strong]
  Eigen::VectorXd cross_;       // [strong] with the outcome
  stats::PartialProducts all_;
};

}  // namespace culprit::engine
