#include "stats/joint_selection.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>

#include "culprit/core/math.hpp"
#include "culprit/stats/distributions.hpp"
#include "stats/set_fit.hpp"

namespace culprit::stats {
namespace {

using Index = Eigen::Index;

double log_beta(double a, double b) { return log_gamma(a) + log_gamma(b) - log_gamma(a + b); }

struct Node {
  Set groups;
  double log_weight = 0;
  std::vector<double> positive;
  bool is_fitted = false;
  std::size_t fit = 0;  // index into `parents_`, once it is fitted
  bool is_remembered = false;
  // What the set has beyond the one that it was offered by, until it is fitted.
  std::size_t parent = 0;        // index into `parents_`
  bool is_smaller = false;       // it lacks the parent's member at `added`
  Index added = 0;               // position in the set
  bool is_worth_a_look = false;  // at the added group, should it come to that
};

/// A fitted set that others are made from.
struct Parent {
  Eigen::MatrixXd means;  // [lags × set] expected coefficients
  Eigen::VectorXd rest;   // [groups·lags] products of all columns with what it leaves
  double variance = 0;
};

struct SetHash {
  std::size_t operator()(const Set& set) const noexcept {
    constexpr std::size_t odd = 0x9e37'79b9'7f4a'7c15;
    std::size_t hash = set.size();
    for (const std::int32_t group : set) hash = (hash ^ static_cast<std::size_t>(group)) * odd;
    return hash ^ hash >> 32;
  }
};

class Enumeration {
 public:
  Enumeration(const GroupedData& data, const SelectionOptions& options)
      : data_{data},
        options_{options},
        counted_{data.log_weight.size() > 0 ? data.log_weight.unaryExpr(&math::exp).sum()
                                            : static_cast<double>(data.n_groups())},
        windows_{data, options} {}

  [[nodiscard]] Selection run() {
    nodes_.emplace_back().log_weight = fit_set(windows_, {}, {}).log_evidence + log_prior({});
    index_of_[{}] = 0;
    queue_.push_back({nodes_[0].log_weight, 0});
    heaviest_ = nodes_[0].log_weight;
    look_around();
    while (climb()) {
      step_back();
      look_around();
    }
    complete();
    return summarise();
  }

 private:
  /// Fits the heaviest sets of those that are offered.
  void look_around() {
    for (int left = options_.most_fitted; left > 0;) {
      const std::vector<std::size_t> batch = next_batch(left);
      if (batch.empty()) return;
      expand(batch);
      left -= static_cast<int>(batch.size());
    }
  }

  /// Follows single additions for as long as they make the heaviest set, however many they are.
  /// @return  whether there was any.
  bool climb() {
    const double before = heaviest_;
    while (!queue_.empty() && queue_.front().log_weight > heaviest_) {
      const std::vector<std::size_t> best = next_batch(1);
      if (best.empty()) break;
      expand(best);
    }
    return heaviest_ > before;
  }

  /// Fits the heaviest set without each of its members in turn: what could stand in for that member
  /// is offered from there.
  void step_back() {
    peak_ = 0;
    for (std::size_t i = 1; i < nodes_.size(); ++i)
      if (nodes_[i].is_fitted && nodes_[i].log_weight > nodes_[peak_].log_weight) peak_ = i;
    const Set set = nodes_[peak_].groups;
    const std::size_t fit = nodes_[peak_].fit;
    std::vector<std::size_t> batch;
    for (std::size_t i = 0; i < set.size(); ++i) {
      Set rest = set;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      const auto [found, is_new] = index_of_.try_emplace(rest, nodes_.size());
      if (is_new) nodes_.emplace_back().groups = std::move(rest);
      Node& node = nodes_[found->second];
      node.is_fitted = true;
      node.parent = fit;
      node.added = static_cast<Index>(i);
      node.is_smaller = true;
      node.is_worth_a_look = false;
      batch.push_back(found->second);
    }
    if (!batch.empty()) expand(batch);
  }

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
    if (std::ranges::binary_search(set, group)) return true;
    if (data_.excludes.empty()) return false;
    const auto& barred = data_.excludes[static_cast<std::size_t>(group)];
    return std::ranges::any_of(set,
        [&](std::int32_t member) { return std::ranges::find(barred, member) != barred.end(); });
  }

  /// A set that waits for its fit: the heaviest comes first.
  struct Waiting {
    double log_weight;
    std::size_t node;
  };
  [[nodiscard]] bool is_behind(const Waiting& a, const Waiting& b) const {
    if (a.log_weight != b.log_weight) return a.log_weight < b.log_weight;
    return nodes_[a.node].groups < nodes_[b.node].groups;
  }

  /// The heaviest sets that are not fitted yet, within Occam's window.
  [[nodiscard]] std::vector<std::size_t> next_batch(int most) {
    constexpr int batch_size = 8;
    const auto behind = [this](const Waiting& a, const Waiting& b) { return is_behind(a, b); };
    std::vector<std::size_t> batch;
    while (!queue_.empty() && static_cast<int>(batch.size()) < std::min(most, batch_size)) {
      const auto [weight, node] = queue_.front();
      if (weight < heaviest_ + math::log(options_.least_share)) break;
      std::pop_heap(queue_.begin(), queue_.end(), behind);
      queue_.pop_back();
      if (nodes_[node].is_fitted) continue;  // offered again by another parent
      nodes_[node].is_fitted = true;
      batch.push_back(node);
    }
    return batch;
  }

  void expand(const std::vector<std::size_t>& batch) {
    std::vector<Fit> fits;
    Eigen::MatrixXd residuals(
        windows_.products().outcome().size(), static_cast<Index>(batch.size()));
    for (const std::size_t index : batch) {
      Node& node = nodes_[index];
      fits.push_back(fit_set(windows_, node.groups, start_of(node)));
      const Fit& fit = fits.back();
      residuals.col(static_cast<Index>(fits.size()) - 1) = residual_of(windows_, node.groups, fit);
      node.log_weight = fit.log_evidence + log_prior(node.groups);
      node.positive.clear();
      for (const auto& effect : fit.effects)
        node.positive.push_back(effect.positive_share(too_light));
      heaviest_ = std::max(heaviest_, node.log_weight);
      if (std::exchange(node.is_remembered, true)) continue;
      for (std::size_t i = 0; i < node.groups.size(); ++i)
        remembered_.push_back({node.groups[i], node.log_weight, fit.effects[i].values});
    }
    const Eigen::MatrixXd rests = windows_.products().with_all(residuals);
    for (std::size_t b = 0; b < batch.size(); ++b) {
      nodes_[batch[b]].fit = parents_.size();
      parents_.push_back({means_of(fits[b]), rests.col(static_cast<Index>(b)), fits[b].variance});
      add_children(batch[b], fits[b]);
    }
  }

  /// [lags × set] expected coefficients that a fit begins from: those of the set that offered it.
  [[nodiscard]] Eigen::MatrixXd start_of(const Node& node) const {
    Eigen::MatrixXd start =
        Eigen::MatrixXd::Zero(windows_.n_lags(), static_cast<Index>(node.groups.size()));
    if (node.groups.empty()) return start;
    const Eigen::MatrixXd& means = parents_[node.parent].means;
    start.leftCols(node.added) = means.leftCols(node.added);
    const Index behind = means.cols() - node.added - (node.is_smaller ? 1 : 0);
    start.rightCols(behind) = means.rightCols(behind);
    if (node.is_worth_a_look) start.col(node.added) = look_at_added(node).lag_mean;
    return start;
  }

  /// The added group beside the set that offered it.
  [[nodiscard]] SingleEffect look_at_added(const Node& node) const {
    const Parent& parent = parents_[node.parent];
    const std::int32_t added = node.groups[static_cast<std::size_t>(node.added)];
    return beside(parent.rest, added, parent.variance);
  }

  [[nodiscard]] SingleEffect beside(
      const Eigen::VectorXd& rest, Index group, double variance) const {
    const Index lags = windows_.n_lags();
    return fit_single(windows_, group, rest.segment(group * lags, lags), variance);
  }

  [[nodiscard]] Eigen::MatrixXd means_of(const Fit& fit) const {
    Eigen::MatrixXd means(windows_.n_lags(), static_cast<Index>(fit.effects.size()));
    for (Index i = 0; i < means.cols(); ++i)
      means.col(i) = fit.effects[static_cast<std::size_t>(i)].lag_mean;
    return means;
  }

  /// Of the last parent.
  void add_children(std::size_t index, const Fit& fit) {
    const Set set = nodes_[index].groups;
    const double step = log_prior_of_size(set.size() + 1) - log_prior_of_size(set.size());
    const double weight = nodes_[index].log_weight;
    const double least = heaviest_ + math::log(negligible);
    const Windows::Gains gains = windows_.gains(parents_.back().rest, fit.squares, fit.variance);
    const auto weight_with = [&](Index g) {
      return weight + step + log_weight(g) + gains.log_factor[g];
    };
    // Offers count the others as they are without the new one. By how much that is too little is
    // known of the peak, and about the same for what could stand in for its member.
    double slack = 0;
    if (nodes_[index].is_smaller) {
      const Node& peak = nodes_[peak_];
      const Index removed = peak.groups[static_cast<std::size_t>(nodes_[index].added)];
      slack = std::max(peak.log_weight - weight_with(removed), 0.0);
    }
    for (Index g = 0; g < windows_.n_groups(); ++g) {
      const auto group = static_cast<std::int32_t>(g);
      const double child_weight = weight_with(g) + slack;
      if (child_weight > least && !has_no_place(group, set))
        add_child(index, group, child_weight, gains.is_positive[static_cast<std::size_t>(g)]);
    }
  }

  /// One group more for a set. @param weight  log, of the larger set
  void add_child(std::size_t parent, std::int32_t group, double weight, bool is_positive) {
    Set child = nodes_[parent].groups;
    const auto at = std::lower_bound(child.begin(), child.end(), group) - child.begin();
    child.insert(child.begin() + at, group);
    const auto [found, is_new] = index_of_.try_emplace(child, nodes_.size());
    if (is_new) nodes_.emplace_back().groups = std::move(child);
    Node& node = nodes_[found->second];
    if (node.is_fitted || (!is_new && node.log_weight >= weight)) return;
    node.log_weight = weight;
    node.positive = nodes_[parent].positive;
    node.positive.insert(node.positive.begin() + at, is_positive ? 1.0 : 0.0);
    node.parent = parents_.size() - 1;
    node.added = at;
    // A light set is seldom fitted, and its member's sign is good enough as it looks.
    node.is_worth_a_look = weight > heaviest_ + math::log(worth_a_look);
    queue_.push_back({weight, found->second});
    std::push_heap(queue_.begin(), queue_.end(),
        [this](const Waiting& a, const Waiting& b) { return is_behind(a, b); });
  }

  /// Groups of no fitted set get the effect that they would have beside the heaviest one.
  void complete() {
    const Node& node = *std::ranges::max_element(
        nodes_, [](const Node& a, const Node& b) { return a.log_weight < b.log_weight; });
    const Set& set = node.groups;
    std::vector<bool> is_known(static_cast<std::size_t>(windows_.n_groups()), false);
    for (const auto& item : remembered_) is_known[static_cast<std::size_t>(item.group)] = true;
    const Eigen::MatrixXd start =
        Eigen::MatrixXd::Zero(windows_.n_lags(), static_cast<Index>(set.size()));
    const Fit fit = fit_set(windows_, set, start);
    const Eigen::VectorXd rest = windows_.products().with_all(residual_of(windows_, set, fit));
    for (Index g = 0; g < windows_.n_groups(); ++g) {
      if (is_known[static_cast<std::size_t>(g)]) continue;
      remembered_.push_back(
          {static_cast<std::int32_t>(g), node.log_weight, beside(rest, g, fit.variance).values});
    }
  }

  [[nodiscard]] Selection summarise() const {
    Selection selection;
    selection.fitted = static_cast<int>(parents_.size());
    double total = 0;
    double largest = -std::numeric_limits<double>::infinity();
    for (const Node& node : nodes_) largest = std::max(largest, node.log_weight);
    for (const Node& node : nodes_) {
      const double weight = math::exp(node.log_weight - largest);
      total += weight;
      selection.sets.push_back(
          {.groups = node.groups, .positive = node.positive, .probability = weight});
      if (node.is_fitted || !node.is_worth_a_look || weight < options_.unseen) continue;
      selection.sets.back().positive[static_cast<std::size_t>(node.added)] =
          look_at_added(node).positive_share(std::max(too_light, 0.01 * options_.unseen / weight));
    }
    selection.positive = Eigen::VectorXd::Zero(windows_.n_groups());
    selection.negative = selection.positive;
    for (WeightedSet& set : selection.sets) {
      set.probability /= total;
      for (std::size_t i = 0; i < set.groups.size(); ++i) {
        selection.positive[set.groups[i]] += set.probability * set.positive[i];
        selection.negative[set.groups[i]] += set.probability * (1 - set.positive[i]);
      }
    }
    std::ranges::sort(selection.sets, [](const WeightedSet& a, const WeightedSet& b) {
      return a.probability != b.probability ? a.probability > b.probability : a.groups < b.groups;
    });
    selection.effects = effects(largest);
    return selection;
  }

  /// Mixture moments per window over all fitted sets that hold the group.
  [[nodiscard]] std::vector<NormalMixture> effects(double largest) const {
    const Index k = data_.windows.cols();
    const auto n = static_cast<std::size_t>(windows_.n_groups());
    std::vector<Eigen::ArrayXXd> moments(n, Eigen::ArrayXXd::Zero(k, 3));
    std::vector<double> bases(n, -std::numeric_limits<double>::infinity());
    for (const Remembered& item : remembered_) {
      double& base = bases[static_cast<std::size_t>(item.group)];
      base = std::max(base, item.log_weight);
    }
    for (const Remembered& item : remembered_) {
      // Beside a group that explains all, sets without it weigh nothing; they have effects all the
      // same.
      const double base = bases[static_cast<std::size_t>(item.group)];
      const double weight =
          math::exp(item.log_weight - (base < largest - least_exponent ? base : largest));
      Eigen::ArrayXXd& sum = moments[static_cast<std::size_t>(item.group)];
      for (Index at = 0; at < item.values.rows(); at += windows_.stride()) {
        const Array w = weight * item.values.col(0).segment(at, k);
        const Array mean = item.values.col(1).segment(at, k);
        sum.col(0) += w;
        sum.col(1) += w * mean;
        sum.col(2) += w * (mean.square() + item.values.col(2).segment(at, k));
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
    Eigen::ArrayXXd values;  // as those of a `SingleEffect`
  };

  /// Sets lighter than this beside the heaviest add nothing that is printed.
  static constexpr double negligible = 1e-6;
  /// Sets lighter than this together hold a few percent at most.
  static constexpr double worth_a_look = 1e-3;
  /// exp(-least_exponent) is still a number of full precision.
  static constexpr double least_exponent = 600;
  /// Terms of an effect this light are never printed: their sign will do.
  static constexpr double too_light = 1e-4;

  const GroupedData& data_;
  SelectionOptions options_;
  double counted_;  // groups that the prior counts
  Windows windows_;
  std::vector<Node> nodes_;  // in the order in which they were found
  std::unordered_map<Set, std::size_t, SetHash> index_of_;
  std::vector<Waiting> queue_;   // a heap
  std::vector<Parent> parents_;  // [fitted]
  std::vector<Remembered> remembered_;
  double heaviest_ = 0;
  std::size_t peak_ = 0;  // the heaviest fitted set when it was last stepped back from
};

}  // namespace

Selection select_groups(const GroupedData& data, const SelectionOptions& options) {
  if (data.n_groups() == 0) return {};
  return Enumeration{data, options}.run();
}

}  // namespace culprit::stats
