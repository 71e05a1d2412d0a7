#include "culprit/engine/joint.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "culprit/engine/exposure.hpp"
#include "culprit/stats/distributions.hpp"
#include "culprit/stats/multiplicity.hpp"
#include "culprit/stats/serial.hpp"
#include "engine/null_model.hpp"

namespace culprit::engine {
namespace {

using Index = Eigen::Index;

constexpr double strong = 0.5;            // probability from which a food is taken off for others
constexpr double enough_for_a_set = 0.7;  // probability at which a set needs no more members
constexpr double companion_correlation = 0.4;
constexpr double least_gain = 0.03;  // of probability, for a further member
constexpr int first_look = 16;       // sets fitted to see whether the noise needs another fit

/// [used lags × windows]
Eigen::MatrixXd window_matrix(const Study& study, const std::vector<TimeWindow>& windows) {
  const ColumnRun used = used_columns(study);
  Eigen::MatrixXd weights =
      Eigen::MatrixXd::Zero(used.count, static_cast<Index>(windows.size()));
  for (Index w = 0; w < weights.cols(); ++w) {
    const ColumnRun run = columns_of(study, windows[static_cast<std::size_t>(w)]);
    weights.col(w)
        .segment(run.first - used.first, run.count)
        .setConstant(1.0 / static_cast<double>(run.count));
  }
  return weights;
}

/// The scanned windows over which doses are tried: the first two lags alone, the days after, later;
/// all hour windows, of which somebody chose few.
std::vector<TimeWindow> dose_windows_of(const Study& study) {
  const auto* lags = std::get_if<LagWindow>(&study.lags);
  if (lags == nullptr || study.recall_days > 1) return scanned_windows(study);
  std::vector<TimeWindow> windows;
  const int first = study.first_used_lag(*lags);
  for (const TimeWindow& window : scanned_windows(study)) {
    const LagWindow& days = *window.days();
    const bool is_soon = days.length() == 1 && days.first() <= first + 1;
    const bool is_wide = days == LagWindow{1, 3} || days == LagWindow{4, 6};
    if (is_soon || is_wide) windows.push_back(window);
  }
  return windows;
}

class JointModel {
 public:
  JointModel(const Study& study, const Nuisance& nuisance, const Associations& associations)
      : study_{study}, nuisance_{nuisance}, associations_{associations} {
    result_.windows = scanned_windows(study);
    const Eigen::MatrixXd windows = window_matrix(study, result_.windows);
    data_.windows = windows;
    if (any_doses()) add_dose_windows(windows);
    if (std::holds_alternative<HourWindows>(study.lags)) bar_empty_windows();
    const Eigen::VectorXd outcome = outcome_of(study);
    data_.outcome_sd = std::sqrt((outcome.array() - outcome.mean()).square().mean());
  }

  [[nodiscard]] JointPosterior run() && {
    result_.noise = associations_.noise;
    whiten();
    selection_ = stats::select_groups(data_, {.most_fitted = first_look});
    if (refit_noise()) whiten();
    selection_ = stats::select_groups(data_);
    for (Index f = 0; f < n_foods(); ++f) {
      result_.foods.push_back({.worse = selection_.positive[f],
                               .better = selection_.negative[f],
                               .p_conditional = 1,
                               .p_conditional_adjusted = 1,
                               .effect = selection_.effects[static_cast<std::size_t>(f)]});
    }
    test_conditionally();
    form_sets();
    return std::move(result_);
  }

 private:
  [[nodiscard]] Index n_foods() const { return static_cast<Index>(associations_.tested.size()); }
  [[nodiscard]] Index n_lags() const { return data_.windows.rows(); }

  [[nodiscard]] const FoodSeries& series(Index food) const {
    return study_.foods[associations_.tested[static_cast<std::size_t>(food)].food];
  }

  [[nodiscard]] bool any_doses() const {
    for (Index f = 0; f < n_foods(); ++f) {
      if (series(f).has_doses()) return true;
    }
    return false;
  }

  /// A few windows over doses instead of yes and no, under the same inclusion: a food with doses
  /// acts by one or the other with equal prior, another by yes and no alone. Few, because how much
  /// was eaten matters less than when, and every further column is read for every set.
  void add_dose_windows(const Eigen::MatrixXd& windows) {
    const Index lags = windows.rows();
    const Index k = windows.cols();
    for (const TimeWindow& window : dose_windows_of(study_)) {
      dose_windows_.push_back(window);
      result_.windows.push_back(window);
    }
    const auto doses = static_cast<Index>(dose_windows_.size());
    data_.windows = Eigen::MatrixXd::Zero(lags + doses, k + doses);
    data_.windows.topLeftCorner(lags, k) = windows;
    data_.windows.bottomRightCorner(doses, doses).setIdentity();
    data_.log_prior.resize(k + doses, n_foods());
    for (Index f = 0; f < n_foods(); ++f) {
      const double half = series(f).has_doses() ? std::log(0.5) : 0;
      data_.log_prior.col(f).head(k).setConstant(half - std::log(static_cast<double>(k)));
      data_.log_prior.col(f).tail(doses).setConstant(
          series(f).has_doses() ? half - std::log(static_cast<double>(doses))
                                : -std::numeric_limits<double>::infinity());
    }
  }

  /// Hour windows that hold too little of a food take no part of its prior.
  void bar_empty_windows() {
    const Index k = data_.windows.cols();
    if (data_.log_prior.size() == 0) {
      data_.log_prior.setConstant(k, n_foods(), -std::log(static_cast<double>(k)));
    }
    for (Index f = 0; f < n_foods(); ++f) {
      const Eigen::ArrayXd squares =
          (exposures(f) * data_.windows).colwise().squaredNorm().transpose();
      auto prior = data_.log_prior.col(f);
      prior = (squares > 0).select(prior, -std::numeric_limits<double>::infinity()).eval();
      prior -= std::log(prior.exp().sum());
    }
  }

  /// [readings × columns] a food's columns before whitening: yes or no by lag, then dose windows.
  [[nodiscard]] Eigen::MatrixXd exposures(Index food) const {
    const Index used = n_lags() - static_cast<Index>(dose_windows_.size());
    const Eigen::MatrixXd all = food_columns(study_, series(food)).exposures;
    const Eigen::MatrixXd eaten = all.rightCols(used);
    if (dose_windows_.empty()) return eaten;
    Eigen::MatrixXd both = Eigen::MatrixXd::Zero(eaten.rows(), n_lags());
    both.leftCols(used) = eaten;
    if (!series(food).has_doses()) return both;
    const Eigen::MatrixXd doses = lag_doses(study_, series(food));
    for (std::size_t d = 0; d < dose_windows_.size(); ++d) {
      const ColumnRun run = columns_of(study_, dose_windows_[d]);
      if (all.middleCols(run.first, run.count).isZero(0)) continue;
      both.col(used + static_cast<Index>(d)) =
          doses.middleCols(run.first, run.count).rowwise().mean();
    }
    return both;
  }

  void whiten() {
    const NullModel null{study_, nuisance_, result_.noise};
    data_.degrees = null.degrees() + 1;
    data_.outcome = null.rest();
    data_.columns.resize(data_.outcome.size(), n_foods() * n_lags());
    for (Index f = 0; f < n_foods(); ++f) {
      data_.columns.middleCols(f * n_lags(), n_lags()) = null.whiten(exposures(f));
    }
  }

  [[nodiscard]] double inclusion(Index food) const {
    return selection_.positive[food] + selection_.negative[food];
  }

  /// Expected coefficient of each lag given inclusion.
  [[nodiscard]] Eigen::VectorXd lag_coefficients(Index food) const {
    const auto& effect = selection_.effects[static_cast<std::size_t>(food)];
    return data_.windows * effect.weight.cwiseProduct(effect.mean);
  }

  /// True if strong foods changed the noise.
  bool refit_noise() {
    Eigen::VectorXd explained = Eigen::VectorXd::Zero(data_.outcome.size());
    bool any = false;
    for (Index f = 0; f < n_foods(); ++f) {
      if (inclusion(f) <= strong) continue;
      any = true;
      explained += inclusion(f) * (exposures(f) * lag_coefficients(f));
    }
    if (!any) return false;
    const stats::NoiseFit fit = fit_noise(study_, nuisance_, explained);
    if (!(fit.variance > 0)) return false;
    result_.noise = fit;
    return true;
  }

  void test_conditionally() {
    std::vector<Index> others;
    for (Index f = 0; f < n_foods(); ++f) {
      if (inclusion(f) > strong) others.push_back(f);
    }
    Eigen::MatrixXd fits(data_.outcome.size(), static_cast<Index>(others.size()));
    for (Index i = 0; i < fits.cols(); ++i) {
      const Index f = others[static_cast<std::size_t>(i)];
      fits.col(i) = data_.columns.middleCols(f * n_lags(), n_lags()) * lag_coefficients(f);
    }
    const stats::Projection all{fits};
    const Eigen::VectorXd left = all.remove_from(data_.outcome);
    constexpr int lags_looked_at = 10;
    if (left.size() > lags_looked_at) {
      result_.residual_autocorrelation_p = stats::ljung_box_p(left, lags_looked_at);
    }
    Eigen::VectorXd p_values(n_foods());
    for (Index f = 0; f < n_foods(); ++f) {
      const auto own = std::find(others.begin(), others.end(), f);
      if (own == others.end()) {
        p_values[f] = conditional_p(f, all);
        continue;
      }
      Eigen::MatrixXd rest = fits;
      const Index at = own - others.begin();
      rest.col(at).setZero();
      p_values[f] = conditional_p(f, stats::Projection{rest});
    }
    const Eigen::VectorXd adjusted = stats::benjamini_hochberg(p_values);
    for (Index f = 0; f < n_foods(); ++f) {
      auto& food = result_.foods[static_cast<std::size_t>(f)];
      food.p_conditional = p_values[f];
      food.p_conditional_adjusted = adjusted[f];
    }
  }

  [[nodiscard]] double conditional_p(Index food, const stats::Projection& others) const {
    const Eigen::VectorXd rest = others.remove_from(data_.outcome);
    const Eigen::MatrixXd lags =
        others.remove_from(data_.columns.middleCols(food * n_lags(), n_lags()));
    const Eigen::MatrixXd gram = lags.transpose() * lags;
    const Eigen::VectorXd cross = lags.transpose() * rest;
    const double squares = rest.squaredNorm();
    const double degrees = data_.degrees - 1 - static_cast<double>(others.rank());
    std::vector<double> p_values;
    for (Index w = 0; w < data_.windows.cols(); ++w) {
      const Eigen::VectorXd weights = data_.windows.col(w);
      const double length = weights.dot(gram * weights);
      // A yes/no column that varies at all leaves more than this: below lies rounding.
      if (!(length > 1e-9)) continue;
      const double share =
          std::min(std::pow(weights.dot(cross), 2) / (length * squares), 1 - 1e-12);
      p_values.push_back(
          stats::student_t_two_sided(std::sqrt(degrees * share / (1 - share)), degrees));
    }
    if (p_values.empty()) return 1;
    return stats::cauchy_combination(
        Eigen::Map<const Eigen::VectorXd>(p_values.data(), static_cast<Index>(p_values.size())));
  }

  /// P(at least one of the foods has an effect in this direction).
  [[nodiscard]] double any_of(const std::vector<std::size_t>& foods, Direction direction) const {
    double probability = 0;
    for (const auto& set : selection_.sets) {
      double none = 1;
      for (std::size_t i = 0; i < set.groups.size(); ++i) {
        const auto group = static_cast<std::size_t>(set.groups[i]);
        if (std::find(foods.begin(), foods.end(), group) == foods.end()) continue;
        none *= direction == Direction::worse ? 1 - set.positive[i] : set.positive[i];
      }
      probability += set.probability * (1 - none);
    }
    return probability;
  }

  [[nodiscard]] double correlation(std::size_t a, std::size_t b) const {
    const auto& effect = result_.foods[a].effect;
    Index best = 0;
    if (effect.weight.size() > 0) effect.weight.maxCoeff(&best);
    const Eigen::VectorXd weights = data_.windows.col(best);
    const auto column = [&](std::size_t f) {
      return data_.columns.middleCols(static_cast<Index>(f) * n_lags(), n_lags()) * weights;
    };
    const Eigen::VectorXd x = column(a);
    const Eigen::VectorXd y = column(b);
    const double scale = x.norm() * y.norm();
    return scale > 0 ? x.dot(y) / scale : 0;
  }

  [[nodiscard]] static double in_direction(const FoodPosterior& food, Direction direction) {
    return direction == Direction::worse ? food.worse : food.better;
  }

  void form_sets() {
    std::vector<std::size_t> order(result_.foods.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto strength = [&](std::size_t f) {
      return std::max(result_.foods[f].worse, result_.foods[f].better);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return strength(a) > strength(b); });
    std::vector<bool> is_taken(order.size(), false);
    for (const std::size_t lead : order) {
      if (is_taken[lead]) continue;
      FoodSet set = grow(lead, is_taken);
      for (const std::size_t f : set.foods) is_taken[f] = true;
      result_.sets.push_back(std::move(set));
    }
    std::stable_sort(
        result_.sets.begin(), result_.sets.end(),
        [](const FoodSet& a, const FoodSet& b) { return a.probability > b.probability; });
  }

  [[nodiscard]] FoodSet grow(std::size_t lead, const std::vector<bool>& is_taken) const {
    const FoodPosterior& food = result_.foods[lead];
    FoodSet alone;
    alone.foods = {lead};
    alone.direction = food.worse >= food.better ? Direction::worse : Direction::better;
    alone.probability = in_direction(food, alone.direction);
    alone.p_conditional = food.p_conditional;
    alone.p_conditional_adjusted = food.p_conditional_adjusted;
    // Companions can add no more than their own probabilities.
    if (alone.probability >= enough_for_a_set || alone.probability < least_gain) return alone;
    FoodSet set = alone;
    while (set.probability < enough_for_a_set && add_companion(set, is_taken)) {
    }
    if (set.probability < enough_for_a_set) return alone;
    if (set.foods.size() <= largest_set) return set;
    alone.is_too_large = true;
    return alone;
  }

  /// Adds the companion of the lead that raises the set's probability most.
  [[nodiscard]] bool add_companion(FoodSet& set, const std::vector<bool>& is_taken) const {
    FoodSet best = set;
    for (std::size_t f = 0; f < result_.foods.size(); ++f) {
      const bool is_member = std::find(set.foods.begin(), set.foods.end(), f) != set.foods.end();
      if (is_taken[f] || is_member) continue;
      if (in_direction(result_.foods[f], set.direction) < least_gain) continue;
      if (std::abs(correlation(set.foods.front(), f)) < companion_correlation) continue;
      FoodSet with = set;
      with.foods.push_back(f);
      with.probability = any_of(with.foods, set.direction);
      if (with.probability > best.probability) best = std::move(with);
    }
    if (best.probability < set.probability + least_gain) return false;
    const FoodPosterior& added = result_.foods[best.foods.back()];
    best.p_conditional = std::min(set.p_conditional, added.p_conditional);
    best.p_conditional_adjusted =
        std::min(set.p_conditional_adjusted, added.p_conditional_adjusted);
    set = std::move(best);
    return set.foods.size() <= largest_set;
  }

  const Study& study_;
  const Nuisance& nuisance_;
  const Associations& associations_;
  std::vector<TimeWindow> dose_windows_;
  stats::GroupedData data_;
  stats::Selection selection_;
  JointPosterior result_;
};

}  // namespace

JointPosterior infer_joint(const Study& study, const Nuisance& nuisance,
                           const Associations& associations) {
  if (associations.tested.empty()) return {};
  return JointModel{study, nuisance, associations}.run();
}

}  // namespace culprit::engine
