/// Fits the noise of a series: autocorrelation, white noise and random effects by restricted
/// maximum likelihood.
#pragma once

#include <Eigen/Core>
#include <memory>
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

/// Fits the noise of outcomes y ~ N(Z b, sigma² V) with one design: what the columns alone give is
/// kept from one outcome to the next. Not for several threads at once.
/// Source: Harville (1977), J. Am. Stat. Assoc. 72, 320–338; R nlme::gls(method = "REML").
class NoiseFitter {
 public:
  /// @param fixed   [m × q] Z, independent columns.
  /// @param blocks  random effects [m × k_b] each, columns scaled to mean square about 1.
  /// @throws std::invalid_argument  if m <= q.
  NoiseFitter(const Eigen::Ref<const Eigen::VectorXd>& times,
      const Eigen::Ref<const Eigen::MatrixXd>& fixed, std::span<const Eigen::MatrixXd> blocks);

  /// The parameters with the largest restricted likelihood, sigma² at its maximum: a coarse grid
  /// over phi and noise share, then a compass search on a lattice over all parameters; variances of
  /// 0 are allowed and win ties.
  ///
  /// An outcome that the fixed columns explain without rest has no noise to fit: phi = 0 then.
  [[nodiscard]] NoiseFit fit(const Eigen::VectorXd& outcome, const RemlOptions& options = {});
  /// The same at given parameters.
  [[nodiscard]] NoiseFit at(const Eigen::VectorXd& outcome, const NoiseParameters& parameters);

 private:
  class Design;
  std::shared_ptr<Design> design_;
};

}  // namespace culprit::stats
