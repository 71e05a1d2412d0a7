#include "stats/joint_selection.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <queue>
#include <span>
#include <utility>

#include "culprit/core/math.hpp"
#include "culprit/stats/distributions.hpp"
#include "stats/set_fit.hpp"

namespace culprit::stats {
namespace {

double log_beta(double a, double b) { return log_gamma(a) + log_gamma(b) - log_gamma(a + b); }

std::span<float> values_of(Eigen::ArrayXf& array) {
  return {array.data(), static_cast<std::size_t>(array.size())};
}

struct Node {
  double log_weight = 0;
  std::vector<double> positive;
  bool is_fitted = false;
  // What the set has beyond the one that it was offered by, until it is fitted.
  std::size_t parent = 0;  // index into `means_`
  Index added = 0;         // position in the set
  Eigen::VectorXd mean;    // [lags] expected coefficients of the added group; empty = 0
};

class Enumeration {
 public:
  Enumeration(const GroupedData& data, const SelectionOptions& options)
      : data_{data},
        options_{options},
        counted_{data.log_weight.size() > 0 ? data.log_weight.unaryExpr(&math::exp).sum()
                                            : static_cast<double>(data.n_groups())},
        products_{data, options},
        fitter_{products_} {}

  [[nodiscard]] Selection run() {
    nodes_[{}] = {.log_weight = fitter_.fit({}, {}).log_evidence + log_prior({}),
        .positive = {},
        .is_fitted = false,
        .parent = 0,
        .added = 0,
        .mean = {}};
    queue_.emplace(nodes_[{}].log_weight, Set{});
    heaviest_ = nodes_[{}].log_weight;
    int fitted = 0;
    while (fitted < options_.most_fitted) {
      const std::vector<Set> batch = next_batch(options_.most_fitted - fitted);
      if (batch.empty()) break;
      expand(batch);
      fitted += static_cast<int>(batch.size());
    }
    complete();
    return summarise(fitted);
  }

 private:
  [[nodiscard]] double log_prior(const Set& set) const {
    double weight = log_prior_of_size(set.size());
    for (const std::int32_t group : set) weight += log_weight(group);
    return weight;
  }

  /// Beta-binomial over the number of groups with an effect; below `nothing` the empty set is
  /// lifted to it and the others share the rest.
  [[nodiscard]] double log_prior_of_size(std::size_t size) const {
    const auto s = static_cast<double>(size);
    const double n = counted_;
    const double b = options_.inclusion_b;
    const double empty = b / (b + n);
    const double nothing = std::max(empty, options_.nothing);
    if (size == 0) return math::log(nothing);
    // Weights may count fewer groups than a set has.
    if (s >= b + n) return -std::numeric_limits<double>::infinity();
    return log_beta(1 + s, b + n - s) - log_beta(1, b) + math::log((1 - nothing) / (1 - empty));
  }

  [[nodiscard]] double log_weight(Index group) const {
    return data_.log_weight.size() > 0 ? data_.log_weight[group] : 0;
  }

  /// In the set already, or barred by one that is.
  [[nodiscard]] bool has_no_place(std::int32_t group, const Set& set) const {
    if (std::binary_search(set.begin(), set.end(), group)) return true;
    if (data_.excludes.empty()) return false;
    const auto& barred = data_.excludes[static_cast<std::size_t>(group)];
    return std::any_of(set.begin(), set.end(), [&](std::int32_t member) {
      return std::find(barred.begin(), barred.end(), member) != barred.end();
    });
  }

  /// The heaviest sets that are not fitted yet, within Occam's window.
  [[nodiscard]] std::vector<Set> next_batch(int most) {
    constexpr int batch_size = 8;
    std::vector<Set> batch;
    while (!queue_.empty() && static_cast<int>(batch.size()) < std::min(most, batch_size)) {
      const auto [weight, set] = queue_.top();
      if (weight < heaviest_ + math::log(options_.least_share)) break;
      queue_.pop();
      Node& node = nodes_.at(set);
      if (node.is_fitted) continue;  // offered again by another parent
      node.is_fitted = true;
      batch.push_back(set);
    }
    return batch;
  }

  void expand(const std::vector<Set>& batch) {
    std::vector<Fit> fits;
    Eigen::MatrixXd residuals(products_.outcome().size(), static_cast<Index>(batch.size()));
    for (std::size_t b = 0; b < batch.size(); ++b) {
      const Set& set = batch[b];
      Node& node = nodes_.at(set);
      fits.push_back(fitter_.fit(set, start_of(set, node)));
      const Fit& fit = fits.back();
      residuals.col(static_cast<Index>(b)) = fitter_.residual(set, fit);
      node.log_weight = fit.log_evidence + log_prior(set);
      node.positive.clear();
      for (const auto& effect : fit.effects) node.positive.push_back(positive_share(effect));
      means_.push_back(means_of(fit));
      heaviest_ = std::max(heaviest_, node.log_weight);
      for (std::size_t i = 0; i < set.size(); ++i)
        remember(set[i], node.log_weight, fit.effects[i]);
    }
    const Eigen::MatrixXd rests = products_.with_all(residuals);
    for (std::size_t b = 0; b < batch.size(); ++b) {
      const std::size_t own = means_.size() - batch.size() + b;
      add_children(batch[b], {fits[b], own, rests.col(static_cast<Index>(b))});
    }
  }

  /// [lags × set] expected coefficients that a fit begins from: those of the set that offered it.
  [[nodiscard]] Eigen::MatrixXd start_of(const Set& set, const Node& node) const {
    Eigen::MatrixXd start =
        Eigen::MatrixXd::Zero(products_.windows().rows(), static_cast<Index>(set.size()));
    if (set.empty()) return start;
    const Eigen::MatrixXd& parent = means_[node.parent];
    start.leftCols(node.added) = parent.leftCols(node.added);
    const Index behind = parent.cols() - node.added;
    start.rightCols(behind) = parent.rightCols(behind);
    if (node.mean.size() > 0) start.col(node.added) = node.mean;
    return start;
  }

  [[nodiscard]] Eigen::MatrixXd means_of(const Fit& fit) const {
    Eigen::MatrixXd means(products_.windows().rows(), static_cast<Index>(fit.effects.size()));
    for (Index i = 0; i < means.cols(); ++i)
      means.col(i) = fit.effects[static_cast<std::size_t>(i)].lag_mean;
    return means;
  }

  /// A fitted set and the products of all columns with what it leaves.
  struct Context {
    const Fit& fit;
    std::size_t means;     // index into `means_`
    Eigen::VectorXd rest;  // [groups·lags]

    [[nodiscard]] auto rest_of(Index group, Index lags) const {
      return rest.segment(group * lags, lags);
    }
  };

  void add_children(const Set& set, const Context& context) {
    const double step = log_prior_of_size(set.size() + 1) - log_prior_of_size(set.size());
    const double weight = nodes_.at(set).log_weight;
    const Gains gains = gains_of(context);
    for (Index g = 0; g < products_.n_groups(); ++g) {
      const auto group = static_cast<std::int32_t>(g);
      if (has_no_place(group, set)) continue;
      const double child_weight = weight + step + log_weight(g) + gains.log_factor[g];
      if (child_weight > heaviest_ + math::log(negligible)) {
        add_child(
            set, {group, child_weight, gains.is_positive[static_cast<std::size_t>(g)]}, context);
      }
    }
  }

  /// What adding each group to a fitted set would bring.
  struct Gains {
    Array log_factor;               // [groups] log Bayes factor
    std::vector<bool> is_positive;  // [groups] sign of the effect in its likeliest window
  };

  /// With the residual variance integrated out: heavier tails than with the variance of the fit.
  [[nodiscard]] Gains gains_of(const Context& context) const {
    const Fit& fit = context.fit;
    const Index k = products_.n_windows();
    const Eigen::Map<const Eigen::MatrixXd> rest{
        context.rest.data(), products_.windows().rows(), products_.n_groups()};
    const Eigen::ArrayXXd by_window = (products_.windows().transpose() * rest).array();
    const Eigen::ArrayXXf squared = (by_window.square() / fit.squares).cast<float>();
    const Eigen::ArrayXf penalty = (fit.variance / products_.slab()).cast<float>();
    const auto half_degrees = static_cast<float>(-0.5 * products_.degrees());
    Gains gains{.log_factor = Array(products_.n_groups()),
        .is_positive = std::vector<bool>(static_cast<std::size_t>(products_.n_groups()))};
    Eigen::ArrayXf length(penalty.size());
    Eigen::ArrayXf share(penalty.size());
    Eigen::ArrayXf log_factor(penalty.size());
    Eigen::ArrayXf factor(penalty.size());
    for (Index g = 0; g < products_.n_groups(); ++g) {
      length = products_.short_length(g) + penalty;
      for (Index first = 0; first < share.size(); first += k)
        share.segment(first, k) = squared.col(g) / length.segment(first, k);
      log_factor = 1 - share.min(0.999999F);
      math::log_each(values_of(log_factor));
      log_factor *= half_degrees;
      const float largest = log_factor.maxCoeff();
      factor = log_factor - largest;
      math::exp_each(values_of(factor));
      const float sum = (products_.short_prior(g) * (penalty / length).sqrt() * factor).sum();
      gains.log_factor[g] = math::log(static_cast<double>(sum)) + static_cast<double>(largest);
      Index likeliest = 0;
      share.tail(k).maxCoeff(&likeliest);
      gains.is_positive[static_cast<std::size_t>(g)] = by_window(likeliest, g) > 0;
    }
    return gains;
  }

  /// One group more for a set.
  struct Addition {
    std::int32_t group;
    double weight;  // log, of the larger set
    bool is_positive;
  };

  void add_child(const Set& set, const Addition& addition, const Context& context) {
    const auto [group, weight, is_positive] = addition;
    const Fit& fit = context.fit;
    Set child = set;
    const auto at = std::lower_bound(child.begin(), child.end(), group) - child.begin();
    child.insert(child.begin() + at, group);
    auto [found, is_new] = nodes_.try_emplace(child);
    Node& node = found->second;
    if (node.is_fitted || (!is_new && node.log_weight >= weight)) return;
    const Index lags = products_.windows().rows();
    node.log_weight = weight;
    node.positive = nodes_.at(set).positive;
    node.parent = context.means;
    node.added = at;
    node.mean.resize(0);
    double positive = is_positive ? 1.0 : 0.0;
    // A light set is seldom fitted, and its member's sign is good enough as it looks.
    if (weight > heaviest_ + math::log(worth_a_look)) {
      const SingleEffect effect =
          fit_single(products_, group, context.rest_of(group, lags), fit.variance);
      positive = positive_share(effect);
      node.mean = effect.lag_mean;
    }
    node.positive.insert(node.positive.begin() + at, positive);
    queue_.emplace(weight, std::move(child));
  }

  [[nodiscard]] static double positive_share(const SingleEffect& effect) {
    double share = 0;
    for (Index i = 0; i < effect.weight.size(); ++i) {
      // Terms this light are never printed: their sign will do.
      const double below = effect.weight[i] < 1e-4
                               ? (effect.mean[i] > 0 ? 1.0 : 0.0)
                               : normal_cdf(effect.mean[i] / std::sqrt(effect.variance[i]));
      share += effect.weight[i] * below;
    }
    return std::min(share, 1.0);
  }

  void remember(std::int32_t group, double log_weight, const SingleEffect& effect) {
    remembered_.push_back({group, log_weight, effect.weight, effect.mean, effect.variance});
  }

  /// Groups of no fitted set get the effect that they would have beside the heaviest one.
  void complete() {
    const auto heavier = [](const auto& a, const auto& b) {
      return a.second.log_weight < b.second.log_weight;
    };
    const auto& [set, node] = *std::max_element(nodes_.begin(), nodes_.end(), heavier);
    std::vector<bool> is_known(static_cast<std::size_t>(products_.n_groups()), false);
    for (const auto& item : remembered_) is_known[static_cast<std::size_t>(item.group)] = true;
    const Eigen::MatrixXd start =
        Eigen::MatrixXd::Zero(products_.windows().rows(), static_cast<Index>(set.size()));
    const Fit fit = fitter_.fit(set, start);
    const Context context{fit, 0, products_.with_all(fitter_.residual(set, fit))};
    const Index lags = products_.windows().rows();
    for (Index g = 0; g < products_.n_groups(); ++g) {
      if (is_known[static_cast<std::size_t>(g)]) continue;
      remember(static_cast<std::int32_t>(g), node.log_weight,
          fit_single(products_, g, context.rest_of(g, lags), fit.variance));
    }
  }

  [[nodiscard]] Selection summarise(int fitted) const {
    Selection selection;
    selection.fitted = fitted;
    double total = 0;
    double largest = -std::numeric_limits<double>::infinity();
    for (const auto& [set, node] : nodes_) largest = std::max(largest, node.log_weight);
    for (const auto& [set, node] : nodes_) {
      const double weight = math::exp(node.log_weight - largest);
      total += weight;
      selection.sets.push_back({.groups = set, .positive = node.positive, .probability = weight});
    }
    selection.positive = Eigen::VectorXd::Zero(products_.n_groups());
    selection.negative = selection.positive;
    for (WeightedSet& set : selection.sets) {
      set.probability /= total;
      for (std::size_t i = 0; i < set.groups.size(); ++i) {
        selection.positive[set.groups[i]] += set.probability * set.positive[i];
        selection.negative[set.groups[i]] += set.probability * (1 - set.positive[i]);
      }
    }
    std::stable_sort(selection.sets.begin(), selection.sets.end(),
        [](const WeightedSet& a, const WeightedSet& b) { return a.probability > b.probability; });
    selection.effects = effects(largest);
    return selection;
  }

  /// Mixture moments per window over all fitted sets that hold the group.
  [[nodiscard]] std::vector<NormalMixture> effects(double largest) const {
    const Index k = products_.n_windows();
    const Index scales = products_.slab().size() / k;
    const auto n = static_cast<std::size_t>(products_.n_groups());
    std::vector<Eigen::ArrayXXd> moments(n, Eigen::ArrayXXd::Zero(k, 3));
    for (const Remembered& item : remembered_) {
      const double weight = math::exp(item.log_weight - largest);
      Eigen::ArrayXXd& sum = moments[static_cast<std::size_t>(item.group)];
      for (Index s = 0; s < scales; ++s) {
        const Array w = weight * item.weight.segment(s * k, k);
        const Array mean = item.mean.segment(s * k, k);
        sum.col(0) += w;
        sum.col(1) += w * mean;
        sum.col(2) += w * (mean.square() + item.variance.segment(s * k, k));
      }
    }
    std::vector<NormalMixture> effects(n);
    for (std::size_t g = 0; g < n; ++g) {
      const Array weight = moments[g].col(0).max(1e-300);
      const Array mean = moments[g].col(1) / weight;
      const double all = moments[g].col(0).sum();
      effects[g].weight = moments[g].col(0) / (all > 0 ? all : 1);
      effects[g].mean = mean;
      effects[g].sd = (moments[g].col(2) / weight - mean.square()).max(0).sqrt();
    }
    return effects;
  }

  struct Remembered {
    std::int32_t group;
    double log_weight;
    Array weight, mean, variance;
  };

  /// Sets lighter than this beside the heaviest add nothing that is printed.
  static constexpr double negligible = 1e-6;
  /// Sets lighter than this together hold a few percent at most.
  static constexpr double worth_a_look = 1e-3;

  const GroupedData& data_;
  SelectionOptions options_;
  double counted_;  // groups that the prior counts
  Products products_;
  SetFitter fitter_;
  std::map<Set, Node> nodes_;
  std::priority_queue<std::pair<double, Set>> queue_;
  std::vector<Eigen::MatrixXd> means_;  // [fitted] of each [lags × set] expected coefficients
  std::vector<Remembered> remembered_;
  double heaviest_ = 0;
};

}  // namespace

Selection select_groups(const GroupedData& data, const SelectionOptions& options) {
  if (data.n_groups() == 0) return {};
  return Enumeration{data, options}.run();
}

}  // namespace culprit::stats
