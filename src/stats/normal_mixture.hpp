/// A mixture of normal distributions: the posterior of an effect whose lag window is not known.
#pragma once

#include <Eigen/Core>

namespace culprit::stats {

/// Weights need not sum to 1; they count in proportion. Empty or all zero = nothing is known.
struct NormalMixture {
  Eigen::VectorXd weight;  ///< [k] >= 0
  Eigen::VectorXd mean;    ///< [k]
  Eigen::VectorXd sd;      ///< [k] >= 0; 0 = a point

  [[nodiscard]] bool is_empty() const noexcept { return !(weight.sum() > 0); }
};

/// Mean of the mixture. @throws std::domain_error  if it is empty.
[[nodiscard]] double mean_of(const NormalMixture& mixture);

/// P(X <= x). @throws std::domain_error  if it is empty.
[[nodiscard]] double cumulative(const NormalMixture& mixture, double x);

/// The x with P(X <= x) = p, to 1e-8 of the mixture's spread.
/// Source: Alefeld, Potra & Shi (1995), ACM Trans. Math. Softw. 21, 327–344 (algorithm 748).
/// @throws std::domain_error  if it is empty or p is not in (0, 1).
[[nodiscard]] double quantile(const NormalMixture& mixture, double p);

}  // namespace culprit::stats
