#include "engine/associate.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "culprit/core/parallel.hpp"
#include "culprit/stats/distributions.hpp"
#include "engine/nuisance.hpp"
#include "stats/multiplicity.hpp"

namespace culprit::engine {
namespace {

/// Cross products of one food's whitened lags: every window's test follows from them, because a
/// window's exposure is the mean of its lags'.
struct LagProducts {
  Eigen::MatrixXd gram;     // [lags × lags]
  Eigen::VectorXd outcome;  // [lags]
};

Eigen::VectorXd window_weights(const TimeWindow& window, const Study& study, Eigen::Index columns) {
  const ColumnRun run = columns_of(study, window);
  Eigen::VectorXd weights = Eigen::VectorXd::Zero(columns);
  weights.segment(run.first, run.count).setConstant(1.0 / static_cast<double>(run.count));
  return weights;
}

/// Nothing if the window's exposure does not vary once the fixed columns are taken off.
std::optional<WindowTest> test_window(const LagProducts& products, const TimeWindow& window,
    const Study& study, const NullModel& null) {
  const Eigen::VectorXd weights = window_weights(window, study, products.gram.cols());
  const double squares = weights.dot(products.gram * weights);
  const double cross = weights.dot(products.outcome);
  // A yes/no column that varies at all leaves more than this: below lies rounding.
  if (!(squares > 1e-9)) return std::nullopt;
  WindowTest test{.window = window};
  test.estimate = cross / squares;
  test.correlation = std::clamp(cross / std::sqrt(squares * null.sum_of_squares()), -1.0, 1.0);
  const double unexplained = std::max(null.sum_of_squares() - cross * cross / squares, 0.0);
  test.standard_error = std::sqrt(unexplained / null.degrees() / squares);
  if (!(test.standard_error > 0)) return std::nullopt;
  test.p_value = stats::student_t_two_sided(test.estimate / test.standard_error, null.degrees());
  return test;
}

double effective_windows(
    const LagProducts& products, const std::vector<WindowTest>& tests, const Study& study) {
  Eigen::MatrixXd weights(products.gram.cols(), static_cast<Eigen::Index>(tests.size()));
  for (Eigen::Index w = 0; w < weights.cols(); ++w) {
    weights.col(w) =
        window_weights(tests[static_cast<std::size_t>(w)].window, study, weights.rows());
  }
  const Eigen::MatrixXd covariance = weights.transpose() * products.gram * weights;
  const Eigen::VectorXd scale = covariance.diagonal().cwiseSqrt().cwiseInverse();
  return stats::effective_tests(scale.asDiagonal() * covariance * scale.asDiagonal());
}

std::vector<LagProfile> make_profile(const LagProducts& products,
    const std::vector<stats::Correlations>& raw, const Study& study, const NullModel& null) {
  const double quantile = stats::student_t_quantile(0.975, null.degrees());
  std::vector<LagProfile> profile;
  const std::vector<TimeWindow> columns = column_windows(study);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    LagProfile point{.lag = columns[i],
        .pearson = raw[i].pearson,
        .spearman = raw[i].spearman,
        .kendall = raw[i].kendall,
        .effect = std::nullopt};
    if (const auto test = test_window(products, columns[i], study, null)) {
      const double reach = quantile * test->standard_error;
      point.effect = Effect{test->estimate, test->estimate - reach, test->estimate + reach};
    }
    profile.push_back(point);
  }
  return profile;
}

constexpr std::size_t most_kept_bytes = std::size_t{24} << 20;  // bytes, of all exposures together

/// The result for one food: tested, or why not.
struct FoodResult {
  std::optional<Association> association;
  SkippedFood skipped;
};

class FoodTester {
 public:
  FoodTester(const Study& study, const NullModel& null, const foods::Resolution& resolution)
      : study_{study},
        resolution_{resolution},
        null_{null},
        raw_{study},
        windows_{scanned_windows(study)} {}

  [[nodiscard]] FoodResult test(std::size_t food) const {
    const FoodSeries& series = study_.foods[food];
    const ExposureCounts counts = count_exposures(study_, series);
    if (counts.exposed < least_days) return skip(food, SkipReason::too_few_exposures, counts);
    if (counts.unexposed < least_days) return skip(food, SkipReason::too_few_unexposed, counts);
    auto [exposures, is_eaten] = food_columns(study_, series);
    const ColumnRun used = used_columns(study_);
    if (const auto lack = lack_of_contrast(exposures, is_eaten))
      return skip(food, lack->reason, {.exposed = lack->readings});
    auto white = null_.whiten_and_compare(exposures, used.first);
    if (white.variance_left < least_variance_left)
      return skip(food, SkipReason::no_variation, counts);
    const LagProducts products{.gram = white.rest.transpose() * white.rest,
        .outcome = white.rest.transpose() * null_.rest()};
    std::vector<WindowTest> tests;
    for (const TimeWindow& window : windows_)
      if (auto test = test_window(products, window, study_, null_)) tests.push_back(*test);
    if (tests.empty()) return skip(food, SkipReason::no_variation, counts);
    Association association = combine(tests);
    association.food = food;
    association.level = resolution_.foods[food].level;
    association.layer = resolution_.foods[food].layer;
    association.exposed_readings =
        static_cast<int>(is_eaten.rightCols(used.count).rowwise().any().count());
    association.counts = counts;
    association.effective_windows = effective_windows(products, tests, study_);
    association.has_untested_hours =
        std::holds_alternative<HourWindows>(study_.lags) && tests.size() < windows_.size();
    association.tests = std::move(tests);
    association.profile = make_profile(products, raw_.profile(is_eaten), study_, null_);
    const auto values = static_cast<std::size_t>(exposures.size()) * study_.foods.size();
    if (values * sizeof(double) <= most_kept_bytes) {
      association.exposures = std::move(exposures);
      association.whitened = std::move(white.rest);
    }
    return {.association = std::move(association), .skipped = {}};
  }

 private:
  /// Why no hour window of a food can be tested.
  struct Lack {
    SkipReason reason;
    int readings;  ///< most with the food in one window
  };
  [[nodiscard]] std::optional<Lack> lack_of_contrast(
      const Eigen::MatrixXd& exposures, const YesNo& is_eaten) const {
    if (std::holds_alternative<LagWindow>(study_.lags) || !exposures.isZero(0)) return {};
    const auto most = is_eaten.colwise().count().maxCoeff();
    return Lack{
        most < least_contrast ? SkipReason::too_few_exposures : SkipReason::too_few_unexposed,
        static_cast<int>(most)};
  }

  [[nodiscard]] FoodResult skip(std::size_t food, SkipReason reason, ExposureCounts counts) const {
    return {.association = std::nullopt,
        .skipped = {.name = resolution_.foods[food].name,
            .reason = reason,
            .exposed_days = counts.exposed,
            .needed = least_days,
            .level = resolution_.foods[food].level}};
  }

  [[nodiscard]] static Association combine(const std::vector<WindowTest>& tests) {
    Eigen::VectorXd p_values(static_cast<Eigen::Index>(tests.size()));
    for (Eigen::Index w = 0; w < p_values.size(); ++w)
      p_values[w] = tests[static_cast<std::size_t>(w)].p_value;
    Association association;
    association.p_value = stats::cauchy_combination(p_values);
    association.best = *std::min_element(tests.begin(), tests.end(),
        [](const WindowTest& a, const WindowTest& b) { return a.p_value < b.p_value; });
    association.most_informative =
        *std::min_element(tests.begin(), tests.end(), [](const WindowTest& a, const WindowTest& b) {
          return a.standard_error < b.standard_error;
        });
    return association;
  }

  const Study& study_;
  const foods::Resolution& resolution_;
  const NullModel& null_;
  RawProfiler raw_;
  std::vector<TimeWindow> windows_;
};

/// Parents by their positions among the tested ones.
void link_parents(const foods::Resolution& resolution, Associations& associations) {
  std::map<std::size_t, std::size_t> position_of;
  for (std::size_t i = 0; i < associations.tested.size(); ++i)
    position_of[associations.tested[i].food] = i;
  for (Association& association : associations.tested) {
    for (const std::uint32_t parent : resolution.foods[association.food].parents) {
      const auto found = position_of.find(parent);
      if (found != position_of.end()) association.parents.push_back(found->second);
    }
  }
}

}  // namespace

Associations associate(const Study& study, const Nuisance& nuisance,
    const foods::Resolution& resolution, const Options& options) {
  Associations associations;
  const Eigen::VectorXd outcome = outcome_of(study);
  const bool is_constant = outcome.size() == 0 || outcome.minCoeff() == outcome.maxCoeff();
  if (is_constant || outcome.size() - nuisance.fixed.cols() < 4) return associations;
  associations.noise = fit_noise(study, nuisance, Eigen::VectorXd::Zero(outcome.size()));
  // An outcome that the nuisance explains without rest leaves nothing for a food.
  if (!(associations.noise.variance > 0)) return associations;
  const NullModel null{study, nuisance, associations.noise};
  associations.degrees = null.degrees();
  const FoodTester tester{study, null, resolution};
  std::vector<FoodResult> results(study.foods.size());
  // A food-reading is whitened, correlated and tested in 2.5 µs.
  const std::size_t steps = 2'500 * results.size() * study.readings.size();
  for_each_index(results.size(), worthwhile_threads(options.threads, steps),
      [&](std::size_t food) { results[food] = tester.test(food); });
  for (std::size_t food = 0; food < results.size(); ++food) {
    if (results[food].association) {
      associations.tested.push_back(std::move(*results[food].association));
    } else {
      associations.skipped_food.push_back(food);
      associations.skipped.push_back(std::move(results[food].skipped));
    }
  }
  link_parents(resolution, associations);
  return associations;
}

RawProfiler::RawProfiler(const Study& study) {
  const Eigen::MatrixXd unknown = unknown_shares(study);
  for (Eigen::Index lag = 0; lag < unknown.cols(); ++lag) {
    std::vector<Eigen::Index> rows;
    std::vector<double> values;
    for (Eigen::Index row = 0; row < unknown.rows(); ++row) {
      if (unknown(row, lag) > 0) continue;
      rows.push_back(row);
      values.push_back(study.readings[static_cast<std::size_t>(row)].value);
    }
    const Eigen::Map<const Eigen::VectorXd> outcome{
        values.data(), static_cast<Eigen::Index>(values.size())};
    lags_.push_back({.rows = std::move(rows), .correlation = stats::BinaryCorrelation{outcome}});
  }
}

std::vector<stats::Correlations> RawProfiler::profile(const YesNo& is_eaten) const {
  std::vector<stats::Correlations> correlations;
  for (std::size_t lag = 0; lag < lags_.size(); ++lag) {
    std::vector<Eigen::Index> yes;
    for (std::size_t i = 0; i < lags_[lag].rows.size(); ++i)
      if (is_eaten(lags_[lag].rows[i], static_cast<Eigen::Index>(lag)))
        yes.push_back(static_cast<Eigen::Index>(i));
    correlations.push_back(lags_[lag].correlation.with(yes));
  }
  return correlations;
}

}  // namespace culprit::engine
