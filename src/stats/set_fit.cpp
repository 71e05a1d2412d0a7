#include "stats/set_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

#include "culprit/core/clones.hpp"
#include "culprit/core/math.hpp"
#include "culprit/stats/distributions.hpp"

namespace culprit::stats {
namespace {

std::span<float> values_of(Eigen::ArrayXf& array) {
  return {array.data(), static_cast<std::size_t>(array.size())};
}

/// Sums over the lags by window: weights' lags. @param weights  [lags × n] row by row
CULPRIT_CLONES void sum_lags(
    const double* weights, const double* by_lag, Index lags, double* by_window, Index n) {
  for (Index w = 0; w < n; ++w) by_window[w] = 0;
  for (Index lag = 0; lag < lags; ++lag)
    for (Index w = 0; w < n; ++w) by_window[w] += weights[lag * n + w] * by_lag[lag];
}

/// One scale of a single effect, its windows one after the other.
struct Scale {
  Index n;
  double penalty;  // variance over slab
  double variance;
  const double *length, *by_window;
  double *mean, *own_variance, *ratio, *exponent;
};

CULPRIT_CLONES void fit_scale(const Scale& scale) {
  const double half = 0.5 / scale.variance;
  for (Index w = 0; w < scale.n; ++w) {
    const double inverse = 1 / (scale.length[w] + scale.penalty);
    const double along = scale.by_window[w];
    scale.mean[w] = along * inverse;
    scale.own_variance[w] = scale.variance * inverse;
    scale.ratio[w] = scale.penalty * inverse;
    scale.exponent[w] = half * (along * along * inverse);
  }
}

/// What the windows of one scale add to a single effect.
struct Moments {
  Index n;
  const double *weight, *mean, *own_variance, *length;
  double *per_window, *squares;
};

CULPRIT_CLONES void add_moments(const Moments& scale) {
  for (Index w = 0; w < scale.n; ++w) {
    const double mean = scale.mean[w];
    scale.per_window[w] += scale.weight[w] * mean;
    scale.squares[w] +=
        scale.weight[w] * (mean * mean + scale.own_variance[w]) * scale.length[w];
  }
}

/// Expected log-likelihood with the variance that this residual implies, constants left out.
double log_likelihood(double squares, double degrees) {
  return -0.5 * degrees * math::log(squares / degrees);
}

}  // namespace

Windows::Windows(const GroupedData& data, const SelectionOptions& options)
    : data_{data},
      weights_{padded(data.windows)},
      slab_(static_cast<Index>(options.slab_scales.size())),
      length_{Eigen::ArrayXXd::Ones(weights_.cols(), data.n_groups())},
      prior_{Eigen::ArrayXXd::Zero(weights_.cols(), data.n_groups())},
      strength_{data.n_groups()} {
  const Index k = data.windows.cols();
  for (Index s = 0; s < slab_.size(); ++s) {
    const double sd = options.slab_scales[static_cast<std::size_t>(s)] * data.outcome_sd;
    slab_[s] = sd * sd;
  }
  const auto scales = static_cast<double>(slab_.size());
  for (Index g = 0; g < n_groups(); ++g) {
    const Metric::Products& own = products().of(g);
    prior_.col(g).head(k).setConstant(1 / (static_cast<double>(k) * scales));
    if (data.log_prior.size() > 0)
      prior_.col(g).head(k) = data.log_prior.col(g).unaryExpr(&math::exp) / scales;
    length_.col(g).head(k) =
        data.windows.cwiseProduct(own.own * data.windows).colwise().sum().transpose();
    const Array by_window = data.windows.transpose() * own.cross;
    strength_[g] = (by_window.square() / length_.col(g).head(k).max(1e-300)).maxCoeff();
  }
  short_length_ = length_.cast<float>();
  short_prior_ = prior_.cast<float>();
}

std::vector<std::size_t> Windows::strongest_first(const Set& set) const {
  std::vector<std::size_t> order(set.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
      [&](std::size_t a, std::size_t b) { return strength_[set[a]] > strength_[set[b]]; });
  return order;
}

Windows::Gains Windows::gains(
    const Eigen::VectorXd& rest, double squares, double variance) const {
  const Index k = stride();
  const auto half_degrees = static_cast<float>(-0.5 * degrees());
  const double scale = 1 / std::sqrt(squares);
  Gains gains{.log_factor = Array(n_groups()),
      .is_positive = std::vector<bool>(static_cast<std::size_t>(n_groups()))};
  Array by_window(k);
  Eigen::ArrayXf squared(k);
  Eigen::ArrayXf share(n_values());
  Eigen::ArrayXf log_factor(n_values());
  Eigen::ArrayXf ratio(n_values());
  for (Index g = 0; g < n_groups(); ++g) {
    sum_lags(weights_.data(), rest.data() + g * n_lags(), n_lags(), by_window.data(), k);
    squared = (by_window * scale).square().cast<float>();
    for (Index s = 0; s < n_scales(); ++s) {
      const auto penalty = static_cast<float>(variance / slab_[s]);
      auto inverse = share.segment(s * k, k);
      inverse = (short_length_.col(g) + penalty).inverse();
      ratio.segment(s * k, k) = short_prior_.col(g) * (inverse * penalty).sqrt();
      inverse *= squared;
    }
    log_factor = 1 - share.min(0.999999F);
    math::log_each(values_of(log_factor));
    const float largest = half_degrees * log_factor.minCoeff();
    log_factor = log_factor * half_degrees - largest;
    math::exp_each(values_of(log_factor));
    const float sum = (log_factor * ratio).sum();
    gains.log_factor[g] = math::log(static_cast<double>(sum)) + static_cast<double>(largest);
    Index likeliest = 0;
    share.tail(k).maxCoeff(&likeliest);
    gains.is_positive[static_cast<std::size_t>(g)] = by_window[likeliest] > 0;
  }
  return gains;
}

double SingleEffect::positive_share(double too_light) const {
  Array z(weight().size());
  Index n = 0;
  double share = 0;
  for (Index i = 0; i < weight().size(); ++i) {
    if (weight()[i] >= too_light) z[n++] = static_cast<double>(i);
    else if (mean()[i] > 0) share += weight()[i];
  }
  Array weights(n);
  for (Index k = 0; k < n; ++k) {
    const auto i = static_cast<Index>(z[k]);
    weights[k] = weight()[i];
    z[k] = mean()[i] / std::sqrt(variance()[i]);
  }
  normal_cdf_each({z.data(), static_cast<std::size_t>(n)}, {});
  return std::min(share + weights.matrix().dot(z.head(n).matrix()), 1.0);
}

SingleEffect fit_single(
    const Windows& windows, Index group, const Eigen::VectorXd& rest, double variance) {
  const Index k = windows.stride();
  const Index n = windows.n_values();
  SingleEffect effect;
  effect.values.resize(n, 3);
  Eigen::ArrayXXd scratch(n + k, 2);
  auto weight = effect.values.col(0);
  auto factor = scratch.col(0).head(n);
  double* const by_window = scratch.col(1).data();
  const double* const length = windows.length(group).data();
  sum_lags(windows.weights().data(), rest.data(), windows.n_lags(), by_window, k);
  for (Index s = 0; s < windows.n_scales(); ++s) {
    fit_scale({k, variance / windows.slab()[s], variance, length, by_window,
        effect.values.col(1).data() + s * k, effect.values.col(2).data() + s * k,
        weight.data() + s * k, factor.data() + s * k});
    weight.segment(s * k, k) = weight.segment(s * k, k).sqrt() * windows.prior(group);
  }
  const double largest = factor.maxCoeff();
  factor -= largest;
  math::exp_each({factor.data(), static_cast<std::size_t>(n)});
  weight *= factor;
  const double sum = weight.sum();
  weight *= 1 / sum;
  effect.log_evidence = largest + math::log(sum);
  auto per_window = scratch.col(1).head(k);
  auto squares = scratch.col(1).segment(k, k);
  per_window.setZero();
  squares.setZero();
  for (Index s = 0; s < windows.n_scales(); ++s) {
    add_moments({k, weight.data() + s * k, effect.mean().data() + s * k,
        effect.variance().data() + s * k, length, per_window.data(), squares.data()});
  }
  effect.second_moment = squares.sum();
  effect.lag_mean.resize(windows.n_lags());
  for (Index lag = 0; lag < windows.n_lags(); ++lag)
    effect.lag_mean[lag] = windows.weights().row(lag).dot(per_window.matrix());
  effect.divergence =
      (effect.lag_mean.dot(rest) - 0.5 * effect.second_moment) / variance - effect.log_evidence;
  return effect;
}

Fit fit_set(const Windows& windows, const Set& set, const Eigen::MatrixXd& start) {
  const GroupProducts& products = windows.products();
  Fit fit;
  fit.effects.resize(set.size());
  fit.squares = products.total();
  fit.variance = fit.squares / windows.degrees();
  fit.log_evidence = log_likelihood(fit.squares, windows.degrees());
  if (set.empty()) return fit;
  const auto n = static_cast<Index>(set.size());
  const Index lags = windows.n_lags();
  Eigen::MatrixXd grams(n * lags, n * lags);  // of all members, but for their own blocks
  for (Index i = 0; i < n; ++i) {
    for (Index j = 0; j < i; ++j) {
      auto block = grams.block(i * lags, j * lags, lags, lags);
      block = products.between(set[static_cast<std::size_t>(i)], set[static_cast<std::size_t>(j)]);
      grams.block(j * lags, i * lags, lags, lags) = block.transpose();
    }
    grams.block(i * lags, i * lags, lags, lags).setZero();
  }
  Eigen::VectorXd means = Eigen::Map<const Eigen::VectorXd>(start.data(), start.size());
  // The first pass sees the noise of the null. Beginning from the residuals of `start` would save
  // one pass in six, 4 % of the time, and move no probability by more than 1e-4.
  double last = -std::numeric_limits<double>::infinity();
  constexpr int most_passes = 30;
  constexpr double settled = 1e-4;
  const std::vector<std::size_t> order = windows.strongest_first(set);
  for (int pass = 0; pass < most_passes; ++pass) {
    for (const std::size_t i : order) {
      const auto at = static_cast<Index>(i) * lags;
      const Eigen::VectorXd rest =
          products.of(set[i]).cross - grams.middleRows(at, lags) * means;
      fit.effects[i] = fit_single(windows, set[i], rest, fit.variance);
      means.segment(at, lags) = fit.effects[i].lag_mean;
    }
    fit.squares = products.total() + means.dot(grams * means);
    double divergence = 0;
    for (std::size_t i = 0; i < set.size(); ++i) {
      const SingleEffect& effect = fit.effects[i];
      fit.squares += effect.second_moment - 2 * effect.lag_mean.dot(products.of(set[i]).cross);
      divergence += effect.divergence;
    }
    fit.squares = std::max(fit.squares, 1e-9 * products.total());
    fit.log_evidence = log_likelihood(fit.squares, windows.degrees()) - divergence;
    fit.variance = fit.squares / windows.degrees();
    if (fit.log_evidence - last < settled) break;
    last = fit.log_evidence;
  }
  return fit;
}

Eigen::VectorXd residual_of(const Windows& windows, const Set& set, const Fit& fit) {
  Eigen::VectorXd rest = windows.products().outcome();
  for (std::size_t i = 0; i < set.size(); ++i)
    windows.products().columns(set[i]).add_to(rest, -fit.effects[i].lag_mean);
  return rest;
}

}  // namespace culprit::stats
