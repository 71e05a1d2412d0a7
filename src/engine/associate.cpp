#include "engine/associate.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <map>
#include <variant>

#include "culprit/core/parallel.hpp"
#include "culprit/stats/distributions.hpp"
#include "stats/correlation.hpp"
#include "stats/multiplicity.hpp"

namespace culprit::engine {
namespace {

/// One window without its p-value; nothing if its exposure does not vary once the fixed columns are
/// taken off. Every window follows from the products of a food's lags, because its exposure is
/// their mean.
std::optional<WindowTest> look_at_window(
    const stats::Metric::Products& products, const ColumnRun& run, const NullModel& null) {
  const auto count = static_cast<double>(run.count);
  const double squares =
      products.own.block(run.first, run.first, run.count, run.count).sum() / (count * count);
  const double cross = products.cross.segment(run.first, run.count).sum() / count;
  // A yes/no column that varies at all leaves more than this: below lies rounding.
  if (!(squares > 1e-9)) return std::nullopt;
  WindowTest test;
  test.estimate = cross / squares;
  test.correlation = std::clamp(cross / std::sqrt(squares * null.sum_of_squares()), -1.0, 1.0);
  const double unexplained = std::max(null.sum_of_squares() - cross * cross / squares, 0.0);
  test.standard_error = std::sqrt(unexplained / null.degrees() / squares);
  if (!(test.standard_error > 0)) return std::nullopt;
  return test;
}

/// How many independent tests those of the windows amount to: from the eigenvalues of their
/// correlations, or, where windows are more than columns, of the smaller matrix that has the same
/// ones but for zeros.
double effective_windows(const Eigen::MatrixXd& products, const std::vector<ColumnRun>& windows) {
  Eigen::MatrixXd weights =
      Eigen::MatrixXd::Zero(products.rows(), static_cast<Eigen::Index>(windows.size()));
  for (Eigen::Index w = 0; w < weights.cols(); ++w) {
    const ColumnRun& run = windows[static_cast<std::size_t>(w)];
    auto own = weights.col(w).segment(run.first, run.count);
    own.setOnes();
    own /= std::sqrt(products.block(run.first, run.first, run.count, run.count).sum());
  }
  const Eigen::LLT<Eigen::MatrixXd> root{products};
  if (weights.cols() <= weights.rows() || root.info() != Eigen::Success)
    return stats::effective_tests(weights.transpose() * products * weights);
  const Eigen::MatrixXd half = weights.transpose() * root.matrixL().toDenseMatrix();
  return stats::effective_tests(half.transpose() * half);
}

/// The result for one food: tested, or why not.
using FoodResult = std::variant<Association, SkippedFood>;

/// Correlates yes/no exposures with the readings, per lag or hour window, over the readings whose
/// exposure at that lag is known. Nothing is adjusted or filled in.
class RawProfiler {
 public:
  RawProfiler(const ExposureGrid& grid, const Study& study) {
    const Eigen::MatrixXd unknown = grid.unknown_shares();
    for (Eigen::Index lag = 0; lag < unknown.cols(); ++lag) {
      std::vector<Eigen::Index>& place = places_.emplace_back(study.readings.size(), -1);
      std::vector<double> values;
      for (std::size_t row = 0; row < place.size(); ++row) {
        if (unknown(static_cast<Eigen::Index>(row), lag) > 0) continue;
        place[row] = std::ssize(values);
        values.push_back(study.readings[row].value);
      }
      correlations_.emplace_back(
          Eigen::Map<const Eigen::VectorXd>{values.data(), std::ssize(values)});
    }
  }

  /// @param eaten  of one food, as `FoodColumns::eaten`.
  [[nodiscard]] stats::Correlations profile(
      const std::vector<std::vector<std::uint32_t>>& eaten, std::size_t lag) const {
    std::vector<Eigen::Index> yes;
    for (const std::uint32_t row : eaten[lag])
      if (places_[lag][row] >= 0) yes.push_back(places_[lag][row]);
    return correlations_[lag].with(yes);
  }

 private:
  /// [lags][readings] among those with known exposure, or -1
  std::vector<std::vector<Eigen::Index>> places_;
  std::vector<stats::BinaryCorrelation> correlations_;  // [lags]
};

class FoodTester {
 public:
  FoodTester(const Study& study, const NullModel& null, const foods::Resolution& resolution)
      : study_{study},
        resolution_{resolution},
        null_{null},
        grid_{study},
        raw_{grid_, study},
        windows_{scanned_windows(study)},
        columns_{column_windows(study.lags)},
        reach_{stats::student_t_quantile(0.975, null.degrees())} {}

  [[nodiscard]] FoodResult test(std::size_t food) const {
    const FoodSeries& series = study_.foods[food];
    const ExposureCounts counts = count_exposures(study_, series);
    if (counts.exposed < least_days) return skip(food, SkipReason::too_few_exposures, counts);
    if (counts.unexposed < least_days) return skip(food, SkipReason::too_few_unexposed, counts);
    auto [exposures, eaten] = grid_.columns(series);
    if (const auto lack = lack_of_contrast(exposures, eaten))
      return skip(food, lack->reason, {.exposed = lack->readings});
    const auto products = null_.metric().products_of(exposures);
    if (variance_left(products) < least_variance_left)
      return skip(food, SkipReason::no_variation, counts);
    Association association;
    std::vector<ColumnRun> tested;
    for (const TimeWindow& window : windows_) {
      const ColumnRun run = columns_of(study_, window);
      auto test = look_at_window(products, run, null_);
      if (!test) continue;
      test->window = window;
      test->prior = prior_of(study_, window);
      test->p_value =
          stats::student_t_two_sided(test->estimate / test->standard_error, null_.degrees());
      association.tests.push_back(*test);
      tested.push_back(run);
    }
    if (tested.empty()) return skip(food, SkipReason::no_variation, counts);
    combine(association);
    association.food = food;
    association.level = resolution_.foods[food].level;
    association.layer = resolution_.foods[food].layer;
    association.exposed_readings = exposed_readings(eaten);
    association.counts = counts;
    association.effective_windows = effective_windows(products.own, tested);
    association.has_untested_hours =
        std::holds_alternative<HourWindows>(study_.lags) && tested.size() < windows_.size();
    association.profile = make_profile(products, eaten);
    association.exposures = std::move(exposures);
    return association;
  }

 private:
  /// Why no hour window of a food can be tested.
  struct Lack {
    SkipReason reason;
    int readings;  ///< most with the food in one window
  };
  [[nodiscard]] std::optional<Lack> lack_of_contrast(const stats::SparseColumns& exposures,
      const std::vector<std::vector<std::uint32_t>>& eaten) const {
    if (std::holds_alternative<LagWindow>(study_.lags)) return {};
    std::size_t most = 0;
    for (std::size_t c = 0; c < eaten.size(); ++c) {
      if (!exposures.is_empty(static_cast<Eigen::Index>(c))) return {};
      most = std::max(most, eaten[c].size());
    }
    return Lack{
        most < least_contrast ? SkipReason::too_few_exposures : SkipReason::too_few_unexposed,
        static_cast<int>(most)};
  }

  [[nodiscard]] SkippedFood skip(std::size_t food, SkipReason reason, ExposureCounts counts) const {
    const foods::Food& own = resolution_.foods[food];
    return {.name = own.name,
        .reason = reason,
        .exposed_days = counts.exposed,
        .needed = least_days,
        .level = own.level,
        .id = {own.level, food}};
  }

  /// Largest share of a used column's variation that the fixed columns leave.
  [[nodiscard]] double variance_left(const stats::Metric::Products& products) const {
    const Eigen::VectorXd total = null_.metric().lengths_beside(products, 0);
    const Eigen::VectorXd centered = null_.metric().lengths_beside(products, 1);
    double share = 0;
    for (Eigen::Index k = used_columns(study_).first; k < total.size(); ++k) {
      // What is left of a constant is rounding.
      if (!(centered[k] > 1e-9 * total[k])) continue;
      share = std::max(share, products.own(k, k) / centered[k]);
    }
    return share;
  }

  [[nodiscard]] int exposed_readings(const std::vector<std::vector<std::uint32_t>>& eaten) const {
    std::vector<char> is_exposed(study_.readings.size(), 0);
    for (auto c = static_cast<std::size_t>(used_columns(study_).first); c < eaten.size(); ++c)
      for (const std::uint32_t row : eaten[c]) is_exposed[row] = 1;
    return static_cast<int>(std::ranges::count(is_exposed, 1));
  }

  [[nodiscard]] std::vector<LagProfile> make_profile(const stats::Metric::Products& products,
      const std::vector<std::vector<std::uint32_t>>& eaten) const {
    std::vector<LagProfile> profile;
    const bool is_by_day = std::holds_alternative<LagWindow>(study_.lags);
    const auto lags =
        is_by_day ? FreeLags::fit(products, {0, products.cross.size()}, null_) : std::nullopt;
    const double reach = lags ? stats::student_t_quantile(0.975, lags->degrees) : reach_;
    for (std::size_t i = 0; i < eaten.size(); ++i) {
      const auto [pearson, spearman, kendall] = raw_.profile(eaten, i);
      LagProfile& point =
          profile.emplace_back(LagProfile{columns_[i], pearson, spearman, kendall, std::nullopt});
      const ColumnRun own{static_cast<Eigen::Index>(i), 1};
      const auto state = [&](double estimate, double standard_error) {
        const double half = reach * standard_error;
        point.effect = Effect{estimate, estimate - half, estimate + half};
      };
      if (lags) {
        const auto [estimate, standard_error] = lags->total(own);
        state(estimate, standard_error);
      } else if (const auto test = look_at_window(products, own, null_); test && !is_by_day) {
        state(test->estimate, test->standard_error);
      }
    }
    return profile;
  }

  static void combine(Association& association) {
    const std::vector<WindowTest>& tests = association.tests;
    Eigen::VectorXd p_values(static_cast<Eigen::Index>(tests.size()));
    for (Eigen::Index w = 0; w < p_values.size(); ++w)
      p_values[w] = tests[static_cast<std::size_t>(w)].p_value;
    association.p_value = stats::cauchy_combination(p_values);
    association.best = *std::ranges::min_element(
        tests, [](const WindowTest& a, const WindowTest& b) { return a.p_value < b.p_value; });
  }

  const Study& study_;
  const foods::Resolution& resolution_;
  const NullModel& null_;
  ExposureGrid grid_;
  RawProfiler raw_;
  std::vector<TimeWindow> windows_;
  std::vector<TimeWindow> columns_;
  double reach_;  // of 95 % intervals, in standard errors
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

std::optional<FreeLags> FreeLags::fit(
    const stats::Metric::Products& products, const ColumnRun& run, const NullModel& null) {
  constexpr double least_pivot = 1e-6;
  FreeLags lags;
  lags.first = run.first;
  lags.degrees = null.degrees() - static_cast<double>(run.count - 1);
  const Eigen::MatrixXd gram = products.own.block(run.first, run.first, run.count, run.count);
  const Eigen::VectorXd cross = products.cross.segment(run.first, run.count);
  const Eigen::LDLT<Eigen::MatrixXd> factor{gram};
  const bool is_regular = factor.vectorD().minCoeff() > least_pivot * gram.diagonal().maxCoeff();
  if (!is_regular || lags.degrees < 1) return std::nullopt;
  lags.estimate = factor.solve(cross);
  const double variance = (null.sum_of_squares() - lags.estimate.dot(cross)) / lags.degrees;
  if (!(variance > 0)) return std::nullopt;
  lags.covariance = variance * factor.solve(Eigen::MatrixXd::Identity(run.count, run.count));
  return lags;
}

FreeLags::Total FreeLags::total(const ColumnRun& run) const {
  const Eigen::Index at = run.first - first;
  return {estimate.segment(at, run.count).sum(),
      std::sqrt(covariance.block(at, at, run.count, run.count).sum())};
}

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
  // A food-reading is correlated and tested in 100 ns.
  const std::size_t steps = 100 * results.size() * study.readings.size();
  for_each_index(results.size(), worthwhile_threads(options.threads, steps),
      [&](std::size_t food) { results[food] = tester.test(food); });
  for (std::size_t food = 0; food < results.size(); ++food) {
    if (auto* tested = std::get_if<Association>(&results[food]))
      associations.tested.push_back(std::move(*tested));
    else associations.skipped.push_back(std::get<SkippedFood>(std::move(results[food])));
  }
  link_parents(resolution, associations);
  return associations;
}

}  // namespace culprit::engine
