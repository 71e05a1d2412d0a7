#include "stats/serial.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "culprit/stats/distributions.hpp"

namespace culprit::stats {

double ljung_box_p(const Eigen::Ref<const Eigen::VectorXd>& residuals, int lags) {
  const auto n = static_cast<double>(residuals.size());
  if (lags < 1 || lags >= residuals.size()) {
    throw std::domain_error(fmt::format("ljung_box_p: lags is {}, but must be in [1, {}]!", lags,
                                        residuals.size() - 1));
  }
  const Eigen::VectorXd centered = residuals.array() - residuals.mean();
  const double total = centered.squaredNorm();
  if (!(total > 0)) return 1;
  double statistic = 0;
  for (int lag = 1; lag <= lags; ++lag) {
    const Eigen::Index overlap = residuals.size() - lag;
    const double r = centered.head(overlap).dot(centered.tail(overlap)) / total;
    statistic += r * r / static_cast<double>(overlap);
  }
  statistic *= n * (n + 2);
  return chi_square_upper_tail(statistic, static_cast<double>(lags));
}

}  // namespace culprit::stats
