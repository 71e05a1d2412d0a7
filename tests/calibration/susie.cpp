#include "calibration/susie.hpp"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <stdexcept>

namespace culprit::calibration {
namespace {

using Index = Eigen::Index;
using Array = Eigen::ArrayXd;

/// Below this an effect's prior variance counts as none.
constexpr double no_variance = 1e-9;

/// Log Bayes factor of each column for an effect of this prior variance.
Array log_factors(const Array& estimate, const Array& error_variance, double prior_variance) {
  const Array total = error_variance + prior_variance;
  const Array factor = 0.5 * (error_variance / total).log() +
                       0.5 * estimate.square() * (1 / error_variance - 1 / total);
  return factor.isFinite().select(factor, 0.0);
}

double log_mean_exp(const Array& values) {
  const double largest = values.maxCoeff();
  return largest + std::log((values - largest).exp().mean());
}

/// The prior variance with the largest evidence; 0 if none is better than that, the present one if
/// the search finds no better.
double best_prior_variance(const Array& estimate, const Array& error_variance, double present) {
  const auto cost = [&](double log_variance) {
    return -log_mean_exp(log_factors(estimate, error_variance, std::exp(log_variance)));
  };
  constexpr int bits = std::numeric_limits<double>::digits / 2;
  const double found = boost::math::tools::brent_find_minima(cost, -30.0, 15.0, bits).first;
  const bool is_better = !(present > 0) || cost(found) <= cost(std::log(present));
  const double variance = is_better ? std::exp(found) : present;
  const double evidence = log_mean_exp(log_factors(estimate, error_variance, variance));
  return evidence > 0 ? variance : 0;
}

class Susie {
 public:
  Susie(const Eigen::Ref<const Eigen::MatrixXd>& columns,
      const Eigen::Ref<const Eigen::VectorXd>& outcome, const SusieOptions& options)
      : options_{options},
        x_{columns.rowwise() - columns.colwise().mean()},
        y_{outcome.array() - outcome.mean()},
        variance_{y_.squaredNorm() / static_cast<double>(y_.size() - 1)} {
    const auto n = static_cast<double>(x_.rows());
    scale_ = (x_.colwise().squaredNorm() / (n - 1)).cwiseSqrt().transpose();
    for (Index j = 0; j < x_.cols(); ++j) {
      if (scale_[j] > 0) x_.col(j) /= scale_[j];
    }
    length_ = x_.colwise().squaredNorm().transpose().array();
    const Index effects = options.effects;
    fit_.alpha.setConstant(effects, x_.cols(), 1 / static_cast<double>(x_.cols()));
    fit_.mean.setZero(effects, x_.cols());
    second_.setZero(effects, x_.cols());
    divergence_.setZero(effects);
    fit_.prior_variance.setConstant(effects, options.scaled_prior_variance * variance_);
    fit_.residual_variance = options.residual_variance.value_or(variance_);
    fitted_.setZero(x_.rows(), effects);
  }

  [[nodiscard]] SusieFit run() && {
    fit_.lower_bound = -std::numeric_limits<double>::infinity();
    for (int pass = 0; pass < options_.most_passes; ++pass) {
      for (Index l = 0; l < options_.effects; ++l) update(l);
      const double last = fit_.lower_bound;
      fit_.lower_bound = log_likelihood(expected_squares()) - divergence_.sum();
      if (fit_.lower_bound - last < options_.tolerance) break;
      if (!options_.residual_variance) {
        fit_.residual_variance =
            std::max(expected_squares() / static_cast<double>(y_.size()), 1e-4 * variance_);
      }
    }
    summarise();
    return std::move(fit_);
  }

 private:
  void update(Index l) {
    fitted_.col(l).setZero();
    const Eigen::VectorXd rest = y_ - fitted_.rowwise().sum();
    const Array cross = (x_.transpose() * rest).array();
    const Array estimate = (length_ > 0).select(cross / length_, 0.0);
    const Array error_variance = fit_.residual_variance / length_;
    double& prior = fit_.prior_variance[l];
    if (options_.estimate_prior_variance) {
      prior = best_prior_variance(estimate, error_variance, prior);
    }
    const Array factors = log_factors(estimate, error_variance, prior);
    const Array weight = (factors - factors.maxCoeff()).exp();
    fit_.alpha.row(l) = (weight / weight.sum()).matrix().transpose();
    // 1 / (1 / prior + length / residual), also for a prior variance of 0.
    const Array variance =
        prior * fit_.residual_variance / (fit_.residual_variance + prior * length_);
    const Array mean = variance / fit_.residual_variance * cross;
    fit_.mean.row(l) = mean.matrix().transpose();
    second_.row(l) = (variance + mean.square()).matrix().transpose();
    fitted_.col(l) = x_ * fit_.alpha.row(l).cwiseProduct(fit_.mean.row(l)).transpose();
    const double explained = 2 * rest.dot(fitted_.col(l)) - expected_length(l);
    divergence_[l] = 0.5 * explained / fit_.residual_variance - log_mean_exp(factors);
  }

  /// Expected squared length of an effect's fit.
  [[nodiscard]] double expected_length(Index l) const {
    return (fit_.alpha.row(l).cwiseProduct(second_.row(l)) * length_.matrix()).value();
  }

  [[nodiscard]] double expected_squares() const {
    double squares = (y_ - fitted_.rowwise().sum()).squaredNorm() - fitted_.squaredNorm();
    for (Index l = 0; l < options_.effects; ++l) squares += expected_length(l);
    return squares;
  }

  [[nodiscard]] double log_likelihood(double squares) const {
    return -0.5 * static_cast<double>(y_.size()) *
               std::log(2 * std::numbers::pi * fit_.residual_variance) -
           0.5 * squares / fit_.residual_variance;
  }

  void summarise() {
    Array none = Array::Ones(x_.cols());
    fit_.slope.setZero(x_.cols());
    for (Index l = 0; l < options_.effects; ++l) {
      fit_.slope += fit_.alpha.row(l).cwiseProduct(fit_.mean.row(l)).transpose();
      if (fit_.prior_variance[l] < no_variance) continue;
      none *= 1 - fit_.alpha.row(l).transpose().array();
      add_set(l);
    }
    fit_.slope = (scale_.array() > 0).select(fit_.slope.array() / scale_.array(), 0.0);
    fit_.pip = 1 - none;
  }

  /// The fewest columns that reach the coverage, if they are alike.
  void add_set(Index l) {
    std::vector<Index> order(static_cast<std::size_t>(x_.cols()));
    std::iota(order.begin(), order.end(), Index{0});
    std::stable_sort(order.begin(), order.end(),
        [&](Index a, Index b) { return fit_.alpha(l, a) > fit_.alpha(l, b); });
    std::vector<Index> set;
    double covered = 0;
    for (const Index j : order) {
      if (covered >= options_.coverage) break;
      covered += fit_.alpha(l, j);
      set.push_back(j);
    }
    std::sort(set.begin(), set.end());
    const bool is_known = std::find(fit_.sets.begin(), fit_.sets.end(), set) != fit_.sets.end();
    if (!is_known && purity(set) > options_.least_purity) fit_.sets.push_back(set);
  }

  [[nodiscard]] double purity(const std::vector<Index>& set) const {
    double least = 1;
    for (const Index i : set) {
      for (const Index j : set) {
        const double scale = std::sqrt(length_[i] * length_[j]);
        least = std::min(least, scale > 0 ? std::abs(x_.col(i).dot(x_.col(j))) / scale : 0);
      }
    }
    return least;
  }

  SusieOptions options_;
  Eigen::MatrixXd x_;
  Eigen::VectorXd y_;
  double variance_;
  Eigen::VectorXd scale_;
  Array length_;                // [p] squared lengths of the columns
  Eigen::MatrixXd second_;      // [effects × p] expected square of the effect
  Eigen::VectorXd divergence_;  // [effects] from the prior
  Eigen::MatrixXd fitted_;      // [n × effects]
  SusieFit fit_;
};

}  // namespace

SusieFit susie(const Eigen::Ref<const Eigen::MatrixXd>& columns,
    const Eigen::Ref<const Eigen::VectorXd>& outcome, const SusieOptions& options) {
  if (columns.rows() != outcome.size()) {
    throw std::invalid_argument("susie: columns and outcome differ in length!");
  }
  return Susie{columns, outcome, options}.run();
}

}  // namespace culprit::calibration
