#include "calibration/baselines.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "calibration/susie.hpp"
#include "culprit/stats/distributions.hpp"
#include "engine/associate.hpp"
#include "engine/exposure.hpp"
#include "engine/nuisance.hpp"
#include "stats/whitening.hpp"

namespace culprit::calibration {
namespace {

using Eigen::Index;

constexpr double nominal = 0.10;

/// Shares of a culprit's effect on the diary's lags; what acts before the first of them is not
/// seen.
Eigen::VectorXd kernel_of(const simulate::Trigger& trigger, const WhitenedDiary& diary) {
  Eigen::VectorXd kernel = Eigen::VectorXd::Zero(diary.n_lags());
  for (std::size_t i = 0; i < trigger.weights.size(); ++i) {
    const int at = trigger.lag.first() + static_cast<int>(i) - diary.first_lag;
    if (at >= 0 && at < kernel.size()) kernel[at] = trigger.weights[i];
  }
  return kernel;
}

bool is_detected(
    const WhitenedDiary& diary, const Eigen::MatrixXd& culprits, Index own, double level) {
  Eigen::MatrixXd others = culprits;
  others.col(own).setZero();
  const stats::Projection known{others};
  const Eigen::VectorXd rest = known.remove_from(diary.outcome);
  const Eigen::VectorXd column = known.remove_from(culprits.col(own));
  const double share = std::min(
      std::pow(column.dot(rest), 2) / (column.squaredNorm() * rest.squaredNorm()), 1 - 1e-12);
  const double degrees = diary.degrees - static_cast<double>(known.rank());
  return column.dot(rest) > 0 &&
         stats::student_t_two_sided(std::sqrt(degrees * share / (1 - share)), degrees) <= level;
}

}  // namespace

WhitenedDiary whiten(const diary::Diary& diary) {
  engine::Options options;
  options.threads = 1;
  const auto resolution = foods::resolve(diary);
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), {});
  const auto study = engine::make_study(diary, resolution, outcome, options);
  const auto nuisance =
      engine::make_nuisance(study, engine::select_factors(diary, study, outcome, options));
  const auto associations = engine::associate(study, nuisance, resolution, options);
  WhitenedDiary whitened;
  if (associations.tested.empty()) return whitened;
  const engine::NullModel null{study, nuisance, associations.noise};
  const auto used = engine::used_columns(study);
  const auto windows = engine::scanned_windows(study);
  whitened.windows = Eigen::MatrixXd::Zero(used.count, static_cast<Index>(windows.size()));
  for (Index w = 0; w < whitened.windows.cols(); ++w) {
    const auto run = engine::columns_of(study, windows[static_cast<std::size_t>(w)]);
    whitened.windows.col(w)
        .segment(run.first - used.first, run.count)
        .setConstant(1.0 / static_cast<double>(run.count));
  }
  whitened.first_lag = static_cast<int>(used.first);
  whitened.degrees = null.degrees();
  Eigen::MatrixXd columns(static_cast<Index>(study.readings.size()),
      static_cast<Index>(associations.tested.size()) * used.count);
  for (std::size_t i = 0; i < associations.tested.size(); ++i) {
    const std::size_t food = associations.tested[i].food;
    whitened.foods.push_back(resolution.foods[food].name);
    columns.middleCols(static_cast<Index>(i) * used.count, used.count) =
        engine::ExposureGrid{study}.exposures(study.foods[food]).dense().rightCols(used.count);
  }
  auto [outcome_left, columns_left] = null.whiten(columns);
  whitened.outcome = std::move(outcome_left);
  whitened.columns = std::move(columns_left);
  return whitened;
}

Answer susie_over_windows(const WhitenedDiary& diary) {
  const auto n = static_cast<Index>(diary.foods.size());
  const Index k = diary.windows.cols();
  Eigen::MatrixXd columns(diary.outcome.size(), n * k);
  for (Index f = 0; f < n; ++f) {
    columns.middleCols(f * k, k) =
        diary.columns.middleCols(f * diary.n_lags(), diary.n_lags()) * diary.windows;
  }
  Answer answer;
  if (n == 0) return answer;
  SusieOptions options;
  options.effects = 5;
  const SusieFit fit = susie(columns, diary.outcome, options);
  Eigen::VectorXd none = Eigen::VectorXd::Ones(n);
  for (Index f = 0; f < n; ++f) {
    for (Index effect = 0; effect < fit.alpha.rows(); ++effect) {
      if (fit.prior_variance[effect] <= 0) continue;
      none[f] *= std::max(0.0, 1 - fit.alpha.row(effect).segment(f * k, k).sum());
    }
  }
  std::vector<Index> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(order, {}, [&](Index f) { return none[f]; });
  double doubt = 0;
  for (const Index f : order) {
    const auto& name = diary.foods[static_cast<std::size_t>(f)];
    answer.order.push_back(name);
    doubt += none[f];
    if (doubt > nominal * static_cast<double>(answer.order.size())) continue;
    const bool is_worse = fit.slope.segment(f * k, k).sum() > 0;
    answer.claims.push_back({.foods = {name},
        .direction = is_worse ? engine::Direction::worse : engine::Direction::better,
        .effect = std::nullopt});
  }
  return answer;
}

double power_of_an_oracle(
    const WhitenedDiary& diary, const std::vector<simulate::Trigger>& triggers) {
  Eigen::MatrixXd culprits(diary.outcome.size(), 0);
  for (const auto& trigger : triggers) {
    const auto at = std::ranges::find(diary.foods, trigger.food) - diary.foods.begin();
    if (at == static_cast<std::ptrdiff_t>(diary.foods.size())) continue;
    const double sign = trigger.direction == simulate::Direction::worse ? 1 : -1;
    culprits.conservativeResize(Eigen::NoChange, culprits.cols() + 1);
    culprits.rightCols(1) = sign * diary.columns.middleCols(at * diary.n_lags(), diary.n_lags()) *
                            kernel_of(trigger, diary);
  }
  if (culprits.cols() == 0) return 0;
  const auto n = static_cast<double>(triggers.size());
  const double level = nominal * n / static_cast<double>(diary.foods.size());
  double found = 0;
  for (Index c = 0; c < culprits.cols(); ++c) {
    if (is_detected(diary, culprits, c, level)) found += 1;
  }
  return found / n;
}

}  // namespace culprit::calibration
