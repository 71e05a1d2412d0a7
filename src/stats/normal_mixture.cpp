#include "stats/normal_mixture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "culprit/stats/distributions.hpp"

namespace culprit::stats {
namespace {

void require_some(const NormalMixture& mixture, const char* function) {
  if (mixture.is_empty())
    throw std::domain_error(fmt::format("{}: mixture is empty, but must not be!", function));
}

}  // namespace

double mean_of(const NormalMixture& mixture) {
  require_some(mixture, "mean_of");
  return mixture.weight.dot(mixture.mean) / mixture.weight.sum();
}

double cumulative(const NormalMixture& mixture, double x) {
  require_some(mixture, "cumulative");
  double sum = 0;
  for (Eigen::Index i = 0; i < mixture.weight.size(); ++i) {
    const double away = x - mixture.mean[i];
    const double below =
        mixture.sd[i] > 0 ? normal_cdf(away / mixture.sd[i]) : (away >= 0 ? 1.0 : 0.0);
    sum += mixture.weight[i] * below;
  }
  return sum / mixture.weight.sum();
}

double quantile(const NormalMixture& mixture, double p) {
  require_some(mixture, "quantile");
  if (!(p > 0 && p < 1))
    throw std::domain_error(fmt::format("quantile: p is {}, but must be in (0, 1)!", p));
  // A mixture's quantile lies between its components'.
  const double z = normal_quantile(p);
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (Eigen::Index i = 0; i < mixture.weight.size(); ++i) {
    if (!(mixture.weight[i] > 0)) continue;
    low = std::min(low, mixture.mean[i] + z * mixture.sd[i]);
    high = std::max(high, mixture.mean[i] + z * mixture.sd[i]);
  }
  const double settled = 1e-10 * (high - low);
  if (!(settled > 0)) return low;
  // A point at an end would leave nothing below it to bracket.
  const double margin = 1e-3 * (high - low);
  low -= margin;
  high += margin;
  const auto excess = [&](double x) { return cumulative(mixture, x) - p; };
  std::uintmax_t most_steps = 200;
  const auto [below, above] = boost::math::tools::toms748_solve(
      excess, low, high, [&](double a, double b) { return std::abs(b - a) <= settled; },
      most_steps);
  return 0.5 * (below + above);
}

}  // namespace culprit::stats
