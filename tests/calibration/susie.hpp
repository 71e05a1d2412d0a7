/// Sum of single effects regression: the baseline that the joint stage is measured against.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

namespace culprit::calibration {

struct SusieOptions {
  int effects = 10;  ///< single effects, >= 1: the most columns that can be selected
  double scaled_prior_variance = 0.2;  ///< of each effect, as a share of the outcome's variance
  bool estimate_prior_variance = true;
  std::optional<double> residual_variance;  ///< fixed; nothing = estimated
  double tolerance = 1e-3;                  ///< of the evidence lower bound
  int most_passes = 100;
  double coverage = 0.95;     ///< of a credible set
  double least_purity = 0.5;  ///< smallest absolute correlation within a credible set
};

struct SusieFit {
  Eigen::MatrixXd alpha;           ///< [effects × p] which column each effect is
  Eigen::MatrixXd mean;            ///< [effects × p] effect of a column if it is that one, scaled
  Eigen::VectorXd prior_variance;  ///< [effects] 0 = the effect is not needed
  double residual_variance = 0;
  double lower_bound = 0;  ///< of the log evidence
  Eigen::VectorXd pip;     ///< [p] probability that a column is any of the effects
  Eigen::VectorXd slope;   ///< [p] expected coefficient in the units of the columns
  std::vector<std::vector<Eigen::Index>> sets;  ///< credible sets, columns rising, by effect
};

/// Iterative Bayesian stepwise selection. Columns are centred and scaled to variance 1, the outcome
/// is centred; a constant column is never selected for a reason (its evidence stays at the prior).
/// @param columns  [n × p], no NaN, n >= 3. @param outcome  [n], not constant.
/// @throws std::invalid_argument  if the shapes differ.
/// Source: Wang, Sarkar, Carbonetto & Stephens (2020), J. R. Stat. Soc. B 82, 1273–1300; equals
/// susieR::susie, see tests/reference/susie.
[[nodiscard]] SusieFit susie(const Eigen::Ref<const Eigen::MatrixXd>& columns,
    const Eigen::Ref<const Eigen::VectorXd>& outcome, const SusieOptions& options = {});

}  // namespace culprit::calibration
