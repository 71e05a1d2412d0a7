#include "stats/normal_mixture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <vector>

#include "culprit/core/math.hpp"
#include "culprit/stats/distributions.hpp"

namespace culprit::stats {
namespace {

void require_some(const NormalMixture& mixture, const char* function) {
  if (mixture.is_empty())
    throw std::domain_error(fmt::format("{}: mixture is empty, but must not be!", function));
}

struct Component {
  double weight, mean, sd;
};

/// P(X <= x) and the density there, of weights that sum to 1.
std::pair<double, double> probability_and_density(
    const std::vector<Component>& components, double x) {
  double below = 0;
  double density = 0;
  for (const auto& [weight, mean, sd] : components) {
    constexpr double end = 8.3;  // beyond it the nearest double is 0 or 1
    const double away = x - mean;
    if (away >= end * sd) below += weight;
    if (std::abs(away) >= end * sd) continue;
    const double z = away / sd;
    below += weight * normal_cdf(z);
    density += weight / sd * math::exp(-0.5 * z * z);
  }
  return {below, density / std::sqrt(2 * std::numbers::pi)};
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
  const double total = mixture.weight.sum();
  std::vector<Component> components;
  double mean = 0;
  double square = 0;
  // A mixture's quantile lies between its components'.
  const double z = normal_quantile(p);
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (Eigen::Index i = 0; i < mixture.weight.size(); ++i) {
    constexpr double too_light = 1e-16;
    const Component own{mixture.weight[i] / total, mixture.mean[i], mixture.sd[i]};
    if (!(own.weight > too_light)) continue;
    components.push_back(own);
    mean += own.weight * own.mean;
    square += own.weight * (own.mean * own.mean + own.sd * own.sd);
    low = std::min(low, own.mean + z * own.sd);
    high = std::max(high, own.mean + z * own.sd);
  }
  const double settled = 1e-10 * (high - low);
  if (!(settled > 0)) return low;
  // Newton's steps from the normal distribution with these moments; halves where they go astray.
  double x = std::clamp(mean + z * std::sqrt(std::max(square - mean * mean, 0.0)), low, high);
  double last_step = high - low;
  constexpr int most_steps = 200;
  for (int i = 0; i < most_steps && high - low > settled; ++i) {
    const auto [below, density] = probability_and_density(components, x);
    (below < p ? low : high) = x;
    double step = density > 0 ? (p - below) / density : last_step;
    const bool is_astray =
        !(x + step > low && x + step < high) || std::abs(2 * step) > std::abs(last_step);
    if (is_astray) step = 0.5 * (low + high) - x;
    last_step = step;
    x += step;
    if (std::abs(step) <= settled) break;
  }
  return x;
}

}  // namespace culprit::stats
