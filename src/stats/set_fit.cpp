#include "stats/set_fit.hpp"

#include "culprit/core/math.hpp"

namespace culprit::stats {

SingleEffect fit_single(
    const Products& products, Index group, const Eigen::VectorXd& rest, double variance) {
  const Index k = products.n_windows();
  const Index scales = products.slab().size() / k;
  const Array by_window = (products.windows().transpose() * rest).array();
  SingleEffect effect;
  const auto length = products.length(group);
  effect.variance = variance / (length + variance / products.slab());
  effect.mean.resize(effect.variance.size());
  for (Index first = 0; first < k * scales; first += k)
    effect.mean.segment(first, k) = effect.variance.segment(first, k) / variance * by_window;
  const Array log_factor = 0.5 * effect.mean.square() / effect.variance;
  const double largest = log_factor.maxCoeff();
  Array factor = log_factor - largest;
  math::exp_each({factor.data(), static_cast<std::size_t>(factor.size())});
  effect.weight = products.prior().col(group) * (effect.variance / products.slab()).sqrt() * factor;
  const double sum = effect.weight.sum();
  effect.weight /= sum;
  effect.log_evidence = largest + math::log(sum);
  const Array weighted = effect.weight * effect.mean;
  Eigen::VectorXd per_window = Eigen::VectorXd::Zero(k);
  for (Index s = 0; s < scales; ++s) per_window += weighted.segment(s * k, k).matrix();
  effect.lag_mean = products.windows() * per_window;
  effect.second_moment = (effect.weight * length * (effect.mean.square() + effect.variance)).sum();
  effect.divergence =
      (effect.lag_mean.dot(rest) - 0.5 * effect.second_moment) / variance - effect.log_evidence;
  return effect;
}

}  // namespace culprit::stats
