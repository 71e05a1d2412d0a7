#include "stats/normal_mixture.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "culprit/stats/distributions.hpp"
#include "stats/require.hpp"

namespace culprit::stats {
namespace {

void require_some(const NormalMixture& mixture, const char* function) {
  require(!mixture.is_empty(), "{}: mixture is empty, but must not be!", function);
}

/// Components with a weight that shows, the weights summing to 1.
struct Components {
  std::vector<double> weight, mean, sd;
  // What is worked out at one point.
  std::vector<double> below, density;

  explicit Components(const NormalMixture& mixture) {
    constexpr double too_light = 1e-16;
    const double total = mixture.weight.sum();
    for (Eigen::Index i = 0; i < mixture.weight.size(); ++i) {
      if (!(mixture.weight[i] > too_light * total)) continue;
      weight.push_back(mixture.weight[i] / total);
      mean.push_back(mixture.mean[i]);
      sd.push_back(mixture.sd[i]);
    }
    below.resize(weight.size());
    density.resize(weight.size());
  }

  /// P(X <= x) and the density there.
  [[nodiscard]] std::pair<double, double> at(double x) {
    constexpr double far = 38;  // the nearest double is 0 or 1 long before
    for (std::size_t i = 0; i < weight.size(); ++i)
      below[i] = sd[i] > 0 ? std::clamp((x - mean[i]) / sd[i], -far, far) : 0;
    normal_cdf_each(below, density);
    double probability = 0;
    double slope = 0;
    for (std::size_t i = 0; i < weight.size(); ++i) {
      if (sd[i] > 0) {
        probability += weight[i] * below[i];
        slope += weight[i] / sd[i] * density[i];
      } else if (x >= mean[i]) {
        probability += weight[i];
      }
    }
    return {probability, slope / std::sqrt(2 * std::numbers::pi)};
  }
};

}  // namespace

double mean_of(const NormalMixture& mixture) {
  require_some(mixture, "mean_of");
  return mixture.weight.dot(mixture.mean) / mixture.weight.sum();
}

double cumulative(const NormalMixture& mixture, double x) {
  require_some(mixture, "cumulative");
  return Components{mixture}.at(x).first;
}

double quantile(const NormalMixture& mixture, double p) {
  require_some(mixture, "quantile");
  require(p > 0 && p < 1, "quantile: p is {}, but must be in (0, 1)!", p);
  Components components{mixture};
  double mean = 0;
  double square = 0;
  // A mixture's quantile lies between its components'.
  const double z = normal_quantile(p);
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (std::size_t i = 0; i < components.weight.size(); ++i) {
    const double own = components.mean[i];
    const double sd = components.sd[i];
    mean += components.weight[i] * own;
    square += components.weight[i] * (own * own + sd * sd);
    low = std::min(low, own + z * sd);
    high = std::max(high, own + z * sd);
  }
  const double settled = 1e-10 * (high - low);
  if (!(settled > 0)) return low;
  // Newton's steps from the normal distribution with these moments; halves where they go astray.
  double x = std::clamp(mean + z * std::sqrt(std::max(square - mean * mean, 0.0)), low, high);
  double last_step = high - low;
  constexpr int most_steps = 200;
  for (int i = 0; i < most_steps && high - low > settled; ++i) {
    const auto [below, density] = components.at(x);
    (below < p ? low : high) = x;
    double step = density > 0 ? (p - below) / density : last_step;
    const bool is_astray =
        !(x + step > low && x + step < high) || std::abs(2 * step) > std::abs(last_step);
    if (is_astray) step = 0.5 * (low + high) - x;
    last_step = step;
    x += step;
    // What a step of Newton's leaves is of the size of its square.
    if (std::abs(step) <= (is_astray ? settled : 1e4 * settled)) break;
  }
  // A search that closes in on a point means the point.
  for (std::size_t i = 0; i < components.weight.size(); ++i)
    if (components.sd[i] == 0 && std::abs(x - components.mean[i]) <= 2 * settled)
      return components.mean[i];
  return x;
}

}  // namespace culprit::stats
