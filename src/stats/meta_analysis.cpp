#include "culprit/stats/meta_analysis.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>

#include "culprit/stats/distributions.hpp"
#include "stats/require.hpp"

namespace culprit::stats {
namespace {

using Vector = Eigen::VectorXd;

/// The numbers of a span as a vector of Eigen's, not copied.
Eigen::Map<const Vector> view(std::span<const double> numbers) {
  return {numbers.data(), static_cast<Eigen::Index>(numbers.size())};
}

void require_studies(
    const Eigen::Ref<const Vector>& effects, const Eigen::Ref<const Vector>& standard_errors) {
  require(effects.size() == standard_errors.size() && effects.size() >= 2,
      "meta_analysis: {} effects with {} standard errors, but must be as many of each, 2 or more!",
      effects.size(), standard_errors.size());
  require(effects.allFinite() && standard_errors.allFinite() && standard_errors.minCoeff() > 0,
      "meta_analysis: an effect or standard error is not finite or not above 0, but must be!");
}

/// Weighted mean and the sums that everything else is made of.
struct Weighted {
  Vector weights;
  double sum = 0;
  double mean = 0;
  double squares = 0;  ///< sum of weights × squared residuals

  Weighted(const Eigen::Ref<const Vector>& effects, const Vector& variances)
      : weights{variances.cwiseInverse()}, sum{weights.sum()}, mean{weights.dot(effects) / sum} {
    squares = weights.dot((effects.array() - mean).square().matrix());
  }

  /// Trace of the matrix that takes the mean off: W - W 1 1' W / sum.
  [[nodiscard]] double trace() const { return sum - weights.squaredNorm() / sum; }
};

double dersimonian_laird(const Weighted& fixed) {
  const auto degrees = static_cast<double>(fixed.weights.size() - 1);
  return std::max(0.0, (fixed.squares - degrees) / fixed.trace());
}

/// Fisher scoring: tau² += (y'PPy - tr P) / tr PP, Viechtbauer 2005 equation 12.
double reml(const Eigen::Ref<const Vector>& effects, const Vector& variances, double start) {
  constexpr int most_steps = 200;
  constexpr double tolerance = 1e-12;
  double tau2 = start;
  for (int step = 0; step < most_steps; ++step) {
    const Weighted now{effects, variances.array() + tau2};
    const Vector& w = now.weights;
    const double squares = (w.array().square() * (effects.array() - now.mean).square()).sum();
    const double second = w.squaredNorm() / now.sum;
    const double trace2 = w.squaredNorm() - 2 * w.array().cube().sum() / now.sum + second * second;
    const double next = std::max(0.0, tau2 + (squares - now.trace()) / trace2);
    const double change = std::abs(next - tau2);
    tau2 = next;
    if (change <= tolerance * (tau2 + variances.minCoeff())) break;
  }
  return tau2;
}

/// Half the length of a 95 % interval in standard errors.
double reach(const MetaOptions& options, Eigen::Index studies) {
  if (options.mean == MeanVariance::normal) return normal_quantile(0.975);
  return student_t_quantile(0.975, static_cast<double>(studies - 1));
}

double p_value(double statistic, const MetaOptions& options, Eigen::Index studies) {
  if (options.mean == MeanVariance::normal) return 2 * normal_cdf(-std::abs(statistic));
  return student_t_two_sided(statistic, static_cast<double>(studies - 1));
}

/// By how much the variance of the mean is scaled.
double scale_of(const Weighted& random, const MetaOptions& options) {
  if (options.mean == MeanVariance::normal) return 1;
  const double scale = random.squares / static_cast<double>(random.weights.size() - 1);
  return options.mean == MeanVariance::knapp_hartung ? scale : std::max(1.0, scale);
}

Interval around(double centre, double half) { return {centre - half, centre + half}; }

}  // namespace

MetaAnalysis meta_analysis(std::span<const double> effects, std::span<const double> standard_errors,
    const MetaOptions& options) {
  const auto y = view(effects);
  const auto errors = view(standard_errors);
  require_studies(y, errors);
  const Eigen::Index k = y.size();
  const Vector variances = errors.array().square();
  const Weighted fixed{y, variances};
  MetaAnalysis result;
  result.q = fixed.squares;
  result.q_p_value = chi_square_upper_tail(fixed.squares, static_cast<double>(k - 1));
  result.tau2 = dersimonian_laird(fixed);
  if (options.between == BetweenVariance::reml) result.tau2 = reml(y, variances, result.tau2);
  const double typical = static_cast<double>(k - 1) / fixed.trace();
  result.i2 = result.tau2 / (typical + result.tau2);
  result.h2 = result.tau2 / typical + 1;

  const Weighted random{y, variances.array() + result.tau2};
  const double variance = scale_of(random, options) / random.sum;
  const double t = reach(options, k);
  result.estimate = random.mean;
  result.standard_error = std::sqrt(variance);
  result.interval = around(random.mean, t * result.standard_error);
  result.prediction = around(random.mean, t * std::sqrt(variance + result.tau2));
  // Studies that agree to the last digit: their mean is what they say.
  result.p_value = variance > 0 ? p_value(random.mean / result.standard_error, options, k)
                                : (random.mean == 0 ? 1.0 : 0.0);
  return result;
}

std::vector<ShrunkenEffect> shrink(std::span<const double> effects,
    std::span<const double> standard_errors, const MetaAnalysis& mean, const MetaOptions& options) {
  require_studies(view(effects), view(standard_errors));
  const double t = reach(options, view(effects).size());
  const double variance_of_mean = mean.standard_error * mean.standard_error;
  std::vector<ShrunkenEffect> shrunken;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const double own = standard_errors[i] * standard_errors[i];
    const double share = mean.tau2 / (mean.tau2 + own);
    const double variance = share * own + (1 - share) * (1 - share) * variance_of_mean;
    const double estimate = mean.estimate + share * (effects[i] - mean.estimate);
    shrunken.push_back({estimate, around(estimate, t * std::sqrt(variance))});
  }
  return shrunken;
}

}  // namespace culprit::stats
