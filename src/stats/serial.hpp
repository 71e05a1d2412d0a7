/// Autocorrelation that a model has left in its residuals.
#pragma once

#include <Eigen/Core>

namespace culprit::stats {

/// p-value of the Ljung–Box test that residuals are uncorrelated up to `lags`.
/// @param residuals  [n] in the order of time, any mean. A constant series gives 1.
/// @throws std::domain_error  unless 1 <= lags < n.
/// Source: Ljung & Box (1978), Biometrika 65, 297–303; R Box.test(type = "Ljung-Box").
[[nodiscard]] double ljung_box_p(const Eigen::Ref<const Eigen::VectorXd>& residuals, int lags);

}  // namespace culprit::stats
