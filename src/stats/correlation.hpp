/// Correlation coefficients of paired numbers, and the autocorrelation that a model has left in its
/// residuals. No missing values: callers leave incomplete pairs out.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <span>

namespace culprit::stats {

/// Mid-ranks from 1: equal values share the mean of their ranks.
[[nodiscard]] Eigen::VectorXd mid_ranks(const Eigen::Ref<const Eigen::VectorXd>& values);

/// The three coefficients of one pair of variables; nothing if either side is constant.
struct Correlations {
  std::optional<double> pearson;
  std::optional<double> spearman;
  std::optional<double> kendall;
};

/// All three for many yes/no variables against one outcome, each in time proportional to the
/// number of its "yes" rows: the outcome's ranks and ties are worked out once.
///
/// For a yes/no variable Spearman's rho is Pearson's r with the ranks, and Kendall's tau-b is the
/// rank sum over its ties; both are exact, not approximations.
class BinaryCorrelation {
 public:
  /// @param outcome  [n], no NaN.
  explicit BinaryCorrelation(const Eigen::Ref<const Eigen::VectorXd>& outcome);

  /// @param yes_rows  distinct row numbers, each in [0, n).
  [[nodiscard]] Correlations with(std::span<const Eigen::Index> yes_rows) const;

 private:
  Eigen::VectorXd centered_;        // outcome minus its mean
  Eigen::VectorXd centered_ranks_;  // mid-ranks minus their mean
  double sum_of_squares_ = 0;
  double rank_sum_of_squares_ = 0;
  double untied_pairs_ = 0;  // pairs of rows with different outcomes
};

/// p-value of the Ljung–Box test that residuals are uncorrelated up to `lags`.
/// @param residuals  [n] in the order of time, any mean. A constant series gives 1.
/// @throws std::domain_error  unless 1 <= lags < n.
/// Source: Ljung & Box (1978), Biometrika 65, 297–303; R Box.test(type = "Ljung-Box").
[[nodiscard]] double ljung_box_p(const Eigen::Ref<const Eigen::VectorXd>& residuals, int lags);

}  // namespace culprit::stats
