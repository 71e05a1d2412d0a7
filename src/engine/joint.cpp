#include "engine/joint.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

#include "culprit/core/math.hpp"
#include "culprit/core/parallel.hpp"
#include "culprit/stats/distributions.hpp"
#include "engine/food_sets.hpp"
#include "engine/posterior.hpp"
#include "stats/correlation.hpp"
#include "stats/multiplicity.hpp"

namespace culprit::engine {
namespace {

using Index = Eigen::Index;

constexpr int first_look = 16;            // sets fitted to see whether the noise needs another fit
constexpr double least_looked_at = 0.01;  // probability of what may yet be found

/// [used lags × windows]
Eigen::MatrixXd window_matrix(const Study& study, const std::vector<TimeWindow>& windows) {
  const ColumnRun used = used_columns(study);
  Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(used.count, static_cast<Index>(windows.size()));
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

/// t tests of a food's windows once noise, nuisance and the strong foods' expected fits are taken
/// off, combined by Cauchy's rule: is there anything in a food beside what the others are expected
/// to add?
class ConditionalTests {
 public:
  /// No place among the strong foods.
  static constexpr Index none = -1;

  /// @param null     outlives this.
  /// @param fits     [readings × strong] points that each strong food is expected to have added.
  /// @param windows  [lags × k] weights of a food's columns in each window; outlives this.
  ConditionalTests(
      const NullModel& null, const Eigen::MatrixXd& fits, const Eigen::MatrixXd& windows)
      : null_{null},
        windows_{windows},
        influence_{null.metric().influence_of(fits)},
        products_{influence_.leftCols(fits.cols()).transpose() * fits},
        cross_{influence_.leftCols(fits.cols()).transpose() * null.metric().outcome()},
        all_{products_} {}

  /// Two-sided, over the windows; 1 if the others leave no variation.
  /// @param products  of the columns, by the same null model.
  /// @param own       the food's place among the strong ones, which is then left out, or `none`.
  [[nodiscard]] double p_value(const stats::SparseColumns& columns,
      const stats::Metric::Products& products, Index own) const {
    std::optional<stats::PartialProducts> without_own;
    if (own != none) {
      Eigen::MatrixXd others = products_;
      others.row(own).setZero();
      others.col(own).setZero();
      without_own.emplace(others);
    }
    const stats::PartialProducts& others = without_own ? *without_own : all_;
    const Eigen::MatrixXd with_others = columns.products_with(influence_).leftCols(cross_.size());
    const Eigen::MatrixXd left = others.inverse() * with_others.transpose();
    const Eigen::MatrixXd gram = products.own - with_others * left;
    const Eigen::VectorXd cross = products.cross - left.transpose() * cross_;
    // Where the others explain everything, what is left is rounding.
    const double total = null_.sum_of_squares();
    const double squares =
        std::max(total - cross_.dot(others.inverse() * cross_), rounding * total);
    const double degrees = null_.degrees() - static_cast<double>(others.rank());
    const Eigen::MatrixXd by_window = gram * windows_;
    const Eigen::VectorXd along = windows_.transpose() * cross;
    std::vector<double> p_values;
    for (Index w = 0; w < along.size(); ++w) {
      const double length = windows_.col(w).dot(by_window.col(w));
      // A yes/no column that varies at all leaves more than this: below lies rounding.
      if (!(length > 1e-9)) continue;
      const double share = std::min(along[w] * along[w] / (length * squares), 1 - rounding);
      p_values.push_back(
          stats::student_t_two_sided(std::sqrt(degrees * share / (1 - share)), degrees));
    }
    if (p_values.empty()) return 1;
    return stats::cauchy_combination(
        Eigen::Map<const Eigen::VectorXd>(p_values.data(), static_cast<Index>(p_values.size())));
  }

 private:
  static constexpr double rounding = 1e-12;  // of sums of squares

  const NullModel& null_;
  const Eigen::MatrixXd& windows_;
  stats::RowMatrix influence_;  // [readings × padded strong], of the fits by the metric
  Eigen::MatrixXd products_;    // [strong × strong]
  Eigen::VectorXd cross_;       // [strong] with the outcome
  stats::PartialProducts all_;
};

class JointModel {
 public:
  JointModel(const Study& study, const Nuisance& nuisance, const Associations& associations,
      unsigned threads)
      : study_{study}, nuisance_{nuisance}, associations_{associations}, threads_{threads} {
    result_.windows = scanned_windows(study);
    const Eigen::MatrixXd windows = window_matrix(study, result_.windows);
    data_.windows = windows;
    set_window_prior();
    if (any_doses()) add_dose_windows(windows);
    set_level_prior(associations.tested, data_);
    make_columns();
    if (std::holds_alternative<HourWindows>(study.lags)) bar_empty_windows();
    const Eigen::VectorXd outcome = outcome_of(study);
    data_.outcome_sd = std::sqrt((outcome.array() - outcome.mean()).square().mean());
  }

  [[nodiscard]] JointPosterior run() && {
    result_.noise = associations_.noise;
    take_products();
    selection_ = stats::select_groups(data_, {.most_fitted = first_look, .unseen = 1e-3});
    if (refit_noise()) take_products();
    selection_ = stats::select_groups(data_);
    for (Index f = 0; f < n_foods(); ++f)
      result_.foods.push_back({.worse = selection_.positive[f],
          .better = selection_.negative[f],
          .is_strong = is_strong(f),
          .effect = selection_.effects[static_cast<std::size_t>(f)]});
    test_conditionally();
    result_.sets = form_sets(selection_.sets, result_.foods, associations_.tested,
        {.correlation = [this](std::size_t a, std::size_t b) { return correlation(a, b); },
            .likely_window =
                [this](std::size_t f) {
                  return most_probable_window(result_.foods[f].effect, result_.windows);
                }});
    add_coarser_names(selection_.sets, associations_.tested, result_.foods);
    state_probabilities_as_they_come_true();
    return std::move(result_);
  }

 private:
  [[nodiscard]] Index n_foods() const { return static_cast<Index>(associations_.tested.size()); }
  [[nodiscard]] Index n_lags() const { return data_.windows.rows(); }

  [[nodiscard]] const FoodSeries& series(Index food) const {
    return study_.foods[association(food).food];
  }

  [[nodiscard]] const Association& association(Index food) const {
    return associations_.tested[static_cast<std::size_t>(food)];
  }

  [[nodiscard]] bool any_doses() const {
    for (Index f = 0; f < n_foods(); ++f)
      if (series(f).has_doses()) return true;
    return false;
  }

  void set_window_prior() {
    Eigen::ArrayXd prior(data_.windows.cols());
    for (Index w = 0; w < prior.size(); ++w)
      prior[w] = prior_of(study_, result_.windows[static_cast<std::size_t>(w)]);
    data_.log_prior = (prior / prior.sum()).unaryExpr(&math::log).replicate(1, n_foods());
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
    data_.log_prior.conservativeResize(k + doses, Eigen::NoChange);
    for (Index f = 0; f < n_foods(); ++f) {
      const double half = series(f).has_doses() ? math::log(0.5) : 0;
      data_.log_prior.col(f).head(k) += half;
      data_.log_prior.col(f).tail(doses).setConstant(
          series(f).has_doses() ? half - math::log(static_cast<double>(doses))
                                : -std::numeric_limits<double>::infinity());
    }
  }

  /// Hour windows that hold too little of a food take no part of its prior.
  void bar_empty_windows() {
    for (Index f = 0; f < n_foods(); ++f) {
      const Eigen::ArrayXd squares = (columns(f).dense() * data_.windows).colwise().squaredNorm();
      auto prior = data_.log_prior.col(f);
      prior = (squares > 0).select(prior, -std::numeric_limits<double>::infinity()).eval();
      prior -= math::log(prior.unaryExpr(&math::exp).sum());
    }
  }

  /// [readings × lags] of each food: yes or no by lag, then dose windows.
  void make_columns() {
    const ColumnRun used = used_columns(study_);
    const ExposureGrid grid{study_};
    columns_.resize(associations_.tested.size());
    each_food([&](Index f) {
      const stats::SparseColumns& eaten = association(f).exposures;
      stats::SparseColumns own{eaten.rows()};
      own.append(eaten, used.first, used.count);
      const bool has_doses = series(f).has_doses() && !dose_windows_.empty();
      const stats::SparseColumns doses = has_doses ? grid.doses(series(f)) : stats::SparseColumns{};
      for (const TimeWindow& window : dose_windows_) {
        const ColumnRun run = columns_of(study_, window);
        if (!has_doses || eaten.is_empty(run.first, run.count)) own.append({});
        else own.append_mean(doses, run.first, run.count);
      }
      columns_[static_cast<std::size_t>(f)] = std::move(own);
    });
  }

  [[nodiscard]] const stats::SparseColumns& columns(Index food) const {
    return columns_[static_cast<std::size_t>(food)];
  }

  /// Calls `work` for every food, on several threads where that pays.
  void each_food(const std::function<void(Index)>& work) const {
    // A value of a food's columns is filled in or tested in 10 ns.
    const auto values = static_cast<std::size_t>(n_foods() * n_lags()) * study_.readings.size();
    for_each_index(associations_.tested.size(), worthwhile_threads(threads_, 10 * values),
        [&](std::size_t food) { work(static_cast<Index>(food)); });
  }

  void take_products() {
    null_.emplace(study_, nuisance_, result_.noise);
    products_.emplace(null_->metric(), columns_, threads_);
    data_.products = &*products_;
    data_.degrees = null_->degrees() + 1;
  }

  [[nodiscard]] double inclusion(Index food) const {
    return selection_.positive[food] + selection_.negative[food];
  }

  [[nodiscard]] bool is_strong(Index food) const {
    const double either = std::max(selection_.positive[food], selection_.negative[food]);
    return share_that_came_true(either) >= strong_probability;
  }

  /// Sets are formed of the posterior itself, whose parts add up; members of a set of several keep
  /// their parts of its probability.
  void state_probabilities_as_they_come_true() {
    std::vector<std::optional<double>> parts(result_.foods.size());
    for (FoodSet& set : result_.sets) {
      const double raw = std::exchange(set.probability, share_that_came_true(set.probability));
      for (const std::size_t f : set.foods) {
        const FoodPosterior& food = result_.foods[f];
        if (set.foods.size() > 1 && raw > 0)
          parts[f] = food.in(set.direction) * set.probability / raw;
      }
    }
    for (FoodPosterior& food : result_.foods) {
      food.worse = share_that_came_true(food.worse);
      food.better = share_that_came_true(food.better);
    }
    for (const FoodSet& set : result_.sets) {
      for (const std::size_t f : set.foods) {
        FoodPosterior& food = result_.foods[f];
        if (parts[f]) (set.direction == Direction::worse ? food.worse : food.better) = *parts[f];
      }
    }
  }

  /// Expected coefficient of each lag given inclusion.
  [[nodiscard]] Eigen::VectorXd lag_coefficients(Index food) const {
    const auto& effect = selection_.effects[static_cast<std::size_t>(food)];
    return data_.windows * effect.weight.cwiseProduct(effect.mean);
  }

  /// True if strong foods changed the noise.
  bool refit_noise() {
    Eigen::VectorXd explained = Eigen::VectorXd::Zero(products_->outcome().size());
    bool any = false;
    for (Index f = 0; f < n_foods(); ++f) {
      if (!is_strong(f)) continue;
      any = true;
      columns(f).add_to(explained, inclusion(f) * lag_coefficients(f));
    }
    if (!any) return false;
    const stats::NoiseFit fit = fit_noise(study_, nuisance_, explained);
    if (!(fit.variance > 0)) return false;
    result_.noise = fit;
    return true;
  }

  void test_conditionally() {
    for (Index f = 0; f < n_foods(); ++f)
      if (is_strong(f)) strong_.push_back(f);
    Eigen::MatrixXd fits =
        Eigen::MatrixXd::Zero(products_->outcome().size(), static_cast<Index>(strong_.size()));
    for (Index i = 0; i < fits.cols(); ++i) {
      const Index f = strong_[static_cast<std::size_t>(i)];
      columns(f).add_to(fits.col(i), lag_coefficients(f));
    }
    test_residuals(fits);
    const ConditionalTests tests{*null_, fits, data_.windows};
    Eigen::VectorXd p_values(n_foods());
    each_food([&](Index f) {
      p_values[f] = tests.p_value(columns(f), products_->of(f), place_among_strong(f));
    });
    const Eigen::VectorXd adjusted = adjust(p_values);
    for (Index f = 0; f < n_foods(); ++f) {
      auto& food = result_.foods[static_cast<std::size_t>(f)];
      food.p_conditional = p_values[f];
      food.p_conditional_adjusted = food.p_both_ways = adjusted[f];
    }
    if (!nuisance_.today.empty()) test_beside_today(fits, p_values);
  }

  [[nodiscard]] Eigen::VectorXd adjust(const Eigen::VectorXd& p_values) const {
    return stats::benjamini_hochberg(weighted_p_values(p_values, data_.log_weight));
  }

  /// Position, or none.
  [[nodiscard]] Index place_among_strong(Index food) const {
    const auto own = std::ranges::find(strong_, food);
    return own == strong_.end() ? ConditionalTests::none : own - strong_.begin();
  }

  /// A food that may be found has to be so beside today's factors too, and without: the larger p
  /// counts.
  void test_beside_today(const Eigen::MatrixXd& fits, const Eigen::VectorXd& without) {
    std::vector<Index> candidates;
    for (Index f = 0; f < n_foods(); ++f)
      if (result_.foods[static_cast<std::size_t>(f)].p_conditional_adjusted < 1 &&
          inclusion(f) > least_looked_at)
        candidates.push_back(f);
    if (candidates.empty()) return;
    const auto p_values = [&](const std::vector<TodayFactor>& factors) {
      const Nuisance nuisance = beside_today(nuisance_, factors);
      const NullModel null{study_, nuisance, result_.noise};
      const ConditionalTests tests{null, fits, data_.windows};
      Eigen::VectorXd values = without;
      for (const Index f : candidates)
        values[f] =
            std::max(values[f], tests.p_value(columns(f), null.metric().products_of(columns(f)),
                                    place_among_strong(f)));
      return values;
    };
    const Eigen::VectorXd adjusted = adjust(p_values(nuisance_.today));
    std::vector<Eigen::VectorXd> alone;
    if (nuisance_.today.size() > 1)
      for (const TodayFactor& factor : nuisance_.today) alone.push_back(p_values({factor}));
    for (const Index f : candidates) {
      FoodPosterior& food = result_.foods[static_cast<std::size_t>(f)];
      if (!(adjusted[f] > food.p_conditional_adjusted)) continue;
      food.p_both_ways = adjusted[f];
      const auto most = std::ranges::max_element(
          alone, [&](const auto& a, const auto& b) { return a[f] < b[f]; });
      food.depends_on = nuisance_.today[static_cast<std::size_t>(most - alone.begin())].name;
    }
  }

  void test_residuals(const Eigen::MatrixXd& fits) {
    constexpr int lags_looked_at = 10;
    if (fits.rows() <= lags_looked_at) return;
    const auto [outcome, columns] = null_->whiten(fits);
    result_.residual_autocorrelation_p =
        stats::ljung_box_p(stats::Projection{columns}.remove_from(outcome), lags_looked_at);
  }

  [[nodiscard]] double correlation(std::size_t a, std::size_t b) const {
    const auto& effect = result_.foods[a].effect;
    Index best = 0;
    if (effect.weight.size() > 0) effect.weight.maxCoeff(&best);
    const Eigen::VectorXd weights = data_.windows.col(best);
    const auto one = static_cast<Index>(a);
    const auto other = static_cast<Index>(b);
    const auto length = [&](Index f) { return weights.dot(products_->of(f).own * weights); };
    const double scale = std::sqrt(length(one) * length(other));
    return scale > 0 ? weights.dot(products_->between(one, other) * weights) / scale : 0;
  }

  const Study& study_;
  const Nuisance& nuisance_;
  const Associations& associations_;
  unsigned threads_;
  std::vector<TimeWindow> dose_windows_;
  std::vector<stats::SparseColumns> columns_;  // [tested]
  std::optional<NullModel> null_;
  std::optional<stats::GroupProducts> products_;
  stats::GroupedData data_;
  stats::Selection selection_;
  std::vector<Index> strong_;
  JointPosterior result_;
};

}  // namespace

JointPosterior infer_joint(const Study& study, const Nuisance& nuisance,
    const Associations& associations, unsigned threads) {
  if (associations.tested.empty()) return {};
  return JointModel{study, nuisance, associations, threads}.run();
}

}  // namespace culprit::engine
