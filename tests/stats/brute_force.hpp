/// The posterior over sets of groups by brute force, for comparison with `stats::select_groups`.
#pragma once

#include <Eigen/Core>
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <vector>

#include "stats/dense_groups.hpp"

namespace culprit::testing {

/// The posterior by brute force: every set × every window and slab of each member, effects
/// integrated out, residual variance of each set at its maximum.
class BruteForce {
 public:
  BruteForce(const DenseGroups& data, const stats::SelectionOptions& options)
      : data_{data}, options_{options} {
    positive = negative = Eigen::VectorXd::Zero(data.n_groups());
    const Eigen::Index k = data.windows.cols();
    Eigen::MatrixXd columns(data.outcome.size(), data.n_groups() * k);
    for (Eigen::Index g = 0; g < data.n_groups(); ++g) {
      columns.middleCols(g * k, k) =
          data.columns.middleCols(g * data.n_lags(), data.n_lags()) * data.windows;
    }
    gram_ = columns.transpose() * columns;
    cross_ = columns.transpose() * data.outcome;
    const auto n_sets = std::size_t{1} << static_cast<unsigned>(data.n_groups());
    std::vector<double> log_weight(n_sets);
    std::vector<Eigen::VectorXd> sign(n_sets);
    for (std::size_t bits = 0; bits < n_sets; ++bits) {
      members_.clear();
      for (Eigen::Index g = 0; g < data.n_groups(); ++g) {
        if ((bits >> static_cast<unsigned>(g) & 1U) != 0) members_.push_back(g);
      }
      const double variance = best_variance();
      log_weight[bits] = log_marginal(variance) + log_prior();
      sign[bits] = signs(variance);
    }
    const double largest = *std::max_element(log_weight.begin(), log_weight.end());
    double total = 0;
    for (double& weight : log_weight) total += weight = std::exp(weight - largest);
    empty = log_weight[0] / total;
    for (std::size_t bits = 0; bits < n_sets; ++bits) {
      for (Eigen::Index g = 0; g < data.n_groups(); ++g) {
        if ((bits >> static_cast<unsigned>(g) & 1U) == 0) continue;
        positive[g] += log_weight[bits] / total * sign[bits][g];
        negative[g] += log_weight[bits] / total * (1 - sign[bits][g]);
      }
    }
  }

  Eigen::VectorXd positive, negative;
  double empty = 0;

 private:
  struct Combination {
    std::vector<Eigen::Index> columns;  // [members] of the products
    Eigen::VectorXd slab;               // [members] prior variances
  };

  /// Every member takes each of its windows and slabs.
  template <typename Action> void for_each(const Action& action) const {
    const auto windows = static_cast<std::size_t>(data_.windows.cols());
    const std::size_t choices = windows * options_.slab_scales.size();
    std::size_t n = 1;
    for (std::size_t i = 0; i < members_.size(); ++i) n *= choices;
    Combination combination;
    combination.columns.resize(members_.size());
    combination.slab.resize(static_cast<Eigen::Index>(members_.size()));
    for (std::size_t code = 0; code < n; ++code) {
      std::size_t rest = code;
      double prior = 1;
      for (std::size_t i = 0; i < members_.size(); ++i) {
        const std::size_t choice = rest % choices;
        const double sd = options_.slab_scales[choice / windows] * data_.outcome_sd;
        combination.columns[i] =
            members_[i] * data_.windows.cols() + static_cast<Eigen::Index>(choice % windows);
        combination.slab[static_cast<Eigen::Index>(i)] = sd * sd;
        prior *= share_of(members_[i], static_cast<Eigen::Index>(choice % windows));
        rest /= choices;
      }
      action(combination, prior);
    }
  }

  /// Prior share of one window and slab of a group.
  [[nodiscard]] double share_of(Eigen::Index group, Eigen::Index window) const {
    const double of_window = data_.log_prior.size() > 0
                                 ? std::exp(data_.log_prior(window, group))
                                 : 1 / static_cast<double>(data_.windows.cols());
    return of_window / static_cast<double>(options_.slab_scales.size());
  }

  struct Posterior {
    double log_density = 0;
    Eigen::VectorXd mean, sd;
  };

  /// y ~ N(0, variance I + X slab X'), degrees of freedom in place of the number of rows.
  [[nodiscard]] Posterior integrate(const Combination& c, double variance) const {
    Posterior posterior;
    double log_determinant = 0;
    double explained = 0;
    if (c.slab.size() > 0) {
      Eigen::MatrixXd precision = gram_(c.columns, c.columns) / variance;
      precision.diagonal() += c.slab.cwiseInverse();
      const Eigen::MatrixXd covariance = precision.inverse();
      const Eigen::VectorXd cross = cross_(c.columns) / variance;
      posterior.mean = covariance * cross;
      posterior.sd = covariance.diagonal().cwiseSqrt();
      log_determinant = std::log(precision.determinant()) + c.slab.array().log().sum();
      explained = cross.dot(posterior.mean);
    }
    posterior.log_density = -0.5 * (data_.degrees * std::log(variance) + log_determinant +
                                       data_.outcome.squaredNorm() / variance - explained);
    return posterior;
  }

  [[nodiscard]] double log_marginal(double variance) const {
    std::vector<double> terms;
    for_each([&](const Combination& c, double prior) {
      terms.push_back(integrate(c, variance).log_density + std::log(prior));
    });
    const double largest = *std::max_element(terms.begin(), terms.end());
    double sum = 0;
    for (const double term : terms) sum += std::exp(term - largest);
    return largest + std::log(sum);
  }

  /// Golden section over the logarithm.
  [[nodiscard]] double best_variance() const {
    const double total = data_.outcome.squaredNorm() / data_.degrees;
    double low = std::log(total / 20);
    double high = std::log(total * 1.1);
    constexpr double golden = 0.6180339887;
    while (high - low > 1e-2) {
      const double a = high - golden * (high - low);
      const double b = low + golden * (high - low);
      if (log_marginal(std::exp(a)) > log_marginal(std::exp(b))) {
        high = b;
      } else {
        low = a;
      }
    }
    return std::exp(0.5 * (low + high));
  }

  /// [groups] P(effect > 0) given the set.
  [[nodiscard]] Eigen::VectorXd signs(double variance) const {
    Eigen::VectorXd sign = Eigen::VectorXd::Zero(data_.n_groups());
    double total = 0;
    const double scale = log_marginal(variance);
    for_each([&](const Combination& c, double prior) {
      const Posterior posterior = integrate(c, variance);
      const double weight = prior * std::exp(posterior.log_density - scale);
      total += weight;
      for (Eigen::Index i = 0; i < c.slab.size(); ++i) {
        sign[members_[static_cast<std::size_t>(i)]] +=
            weight * 0.5 * std::erfc(-posterior.mean[i] / posterior.sd[i] / std::numbers::sqrt2);
      }
    });
    return sign / total;
  }

  /// Beta(1, b) over the probability of inclusion, integrated out; the empty set at least
  /// `nothing`; each member by its weight.
  [[nodiscard]] double log_prior() const {
    const auto s = static_cast<double>(members_.size());
    const bool is_weighted = data_.log_weight.size() > 0;
    const double n =
        is_weighted ? data_.log_weight.exp().sum() : static_cast<double>(data_.n_groups());
    const double b = options_.inclusion_b;
    const double none = b / (b + n);
    const double nothing = std::max(none, options_.nothing);
    if (members_.empty()) return std::log(nothing);
    if (s >= b + n) return -std::numeric_limits<double>::infinity();
    return std::lgamma(1 + s) + std::lgamma(b + n - s) - std::lgamma(1 + b + n) -
           (std::lgamma(b) - std::lgamma(1 + b)) + std::log((1 - nothing) / (1 - none)) +
           log_weight_of_members();
  }

  /// Minus infinity for a set with two groups that exclude one another.
  [[nodiscard]] double log_weight_of_members() const {
    double weight = 0;
    for (const Eigen::Index g : members_) {
      if (data_.log_weight.size() > 0) weight += data_.log_weight[g];
      if (data_.excludes.empty()) continue;
      for (const std::int32_t barred : data_.excludes[static_cast<std::size_t>(g)]) {
        if (std::count(members_.begin(), members_.end(), barred) > 0) {
          return -std::numeric_limits<double>::infinity();
        }
      }
    }
    return weight;
  }

  const DenseGroups& data_;
  const stats::SelectionOptions& options_;
  std::vector<Eigen::Index> members_;
  Eigen::MatrixXd gram_;   // [groups·windows × groups·windows]
  Eigen::VectorXd cross_;  // [groups·windows]
};

}  // namespace culprit::testing
