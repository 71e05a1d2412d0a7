/// Correlation coefficients by their definitions: what the quick ones are compared with. All give
/// nothing if either side is constant or there are fewer than two pairs.
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <optional>

#include "stats/correlation.hpp"

namespace culprit::testing {

/// Source: R cor(x, y).
inline std::optional<double> pearson(
    const Eigen::Ref<const Eigen::VectorXd>& x, const Eigen::Ref<const Eigen::VectorXd>& y) {
  if (x.size() < 2 || x.minCoeff() == x.maxCoeff() || y.minCoeff() == y.maxCoeff()) {
    return std::nullopt;
  }
  const Eigen::VectorXd dx = x.array() - x.mean();
  const Eigen::VectorXd dy = y.array() - y.mean();
  return dx.dot(dy) / std::sqrt(dx.squaredNorm() * dy.squaredNorm());
}

/// Pearson's r of the mid-ranks. Source: R cor(x, y, method = "spearman").
inline std::optional<double> spearman(
    const Eigen::Ref<const Eigen::VectorXd>& x, const Eigen::Ref<const Eigen::VectorXd>& y) {
  return pearson(stats::mid_ranks(x), stats::mid_ranks(y));
}

/// Kendall's tau-b: ties corrected, O(n²). Source: R cor(x, y, method =
/// "kendall").
inline std::optional<double> kendall_tau_b(
    const Eigen::Ref<const Eigen::VectorXd>& x, const Eigen::Ref<const Eigen::VectorXd>& y) {
  double concordance = 0;
  double untied_x = 0;
  double untied_y = 0;
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    for (Eigen::Index j = 0; j < i; ++j) {
      const int sx = (x[i] > x[j]) - (x[i] < x[j]);
      const int sy = (y[i] > y[j]) - (y[i] < y[j]);
      concordance += sx * sy;
      untied_x += sx * sx;
      untied_y += sy * sy;
    }
  }
  if (untied_x == 0 || untied_y == 0) return std::nullopt;
  return concordance / std::sqrt(untied_x * untied_y);
}

}  // namespace culprit::testing
