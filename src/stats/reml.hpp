/// Fits the noise of a series: autocorrelation, white noise and random effects by restricted
/// maximum likelihood.
#pragma once

#include <Eigen/Core>
#include <span>

#include "stats/whitening.hpp"

namespace culprit::stats {

/// Where the search looks. Defaults are those of the analysis; tests against other programs open
/// the bounds those programs have.
struct RemlOptions {
  double largest_phi = 0.995;
  double smallest_noise_share = 1e-4;
  double largest_noise_share = 0.8;
  /// Step at which the search stops, in the search's own units (about this relative error in phi's
  /// distance from 1). Parameters lie on a lattice of this step, so that rounding in the last bits
  /// of a likelihood leaves no trace in a result.
  double resolution = 1.0 / 16;
};

struct NoiseFit {
  NoiseParameters parameters;
  double variance = 0;        ///< sigma², residual variance, so that Var(y) = sigma² V
  double log_likelihood = 0;  ///< restricted, at `parameters`
};

/// Restricted log-likelihood of y ~ N(Z b, sigma² V) with sigma² at its maximum.
/// @param fixed  [m × q] Z, independent columns. @throws std::invalid_argument  if m <= q.
/// Source: Harville (1977), J. Am. Stat. Assoc. 72, 320–338; R nlme::gls(method = "REML").
[[nodiscard]] NoiseFit restricted_likelihood(const Eigen::Ref<const Eigen::VectorXd>& times,
    const Eigen::Ref<const Eigen::VectorXd>& outcome,
    const Eigen::Ref<const Eigen::MatrixXd>& fixed, std::span<const Eigen::MatrixXd> blocks,
    const NoiseParameters& parameters);

/// The parameters with the largest restricted likelihood: a coarse grid over phi and noise share,
/// then a compass search on a lattice over all parameters; variances of 0 are allowed and win ties.
///
/// An outcome that the fixed columns explain without rest has no noise to fit: phi = 0 then.
/// @param blocks  random effects [m × k_b] each, columns scaled to mean square about 1.
/// @throws std::invalid_argument  shapes; m <= q.
[[nodiscard]] NoiseFit fit_noise_reml(const Eigen::Ref<const Eigen::VectorXd>& times,
    const Eigen::Ref<const Eigen::VectorXd>& outcome,
    const Eigen::Ref<const Eigen::MatrixXd>& fixed, std::span<const Eigen::MatrixXd> blocks,
    const RemlOptions& options = {});

}  // namespace culprit::stats
