#include "trial/exact_test.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "culprit/stats/distributions.hpp"
#include "engine/nuisance.hpp"
#include "engine/study.hpp"
#include "stats/reml.hpp"
#include "stats/trial_power.hpp"
#include "trial/design.hpp"
#include "trial/subject.hpp"

namespace culprit::trial {
namespace {

using Scores = std::vector<stats::OrderScores>;

/// The tests of each stage, and their estimates joined by the weights of the stages.
struct Stages {
  stats::StageRule rule;
  Scores planned = {};
  Scores wide = {};
  double at_zero = 0;  ///< in units of each stage's noise
  double slope = 0;

  void add(const TrialDiary& source, const Plan& plan) {
    const Daily daily = lay_out(source, plan);
    const auto orders = stats::admissible_orders(plan.lot.blocks);
    const auto whitened = [&](Lag lag) {
      return stats::whiten(rows_of(plan, daily, lag), noise_of(plan.model));
    };
    const auto trial = whitened(plan.model.window);
    auto scores = stats::score_orders(trial, orders, plan.lot.index);
    wide.push_back(stats::score_orders(whitened(plan.model.wide_window), orders, plan.lot.index));
    if (!plan.model.is_lag_known) scores = stats::mean_of(scores, wide.back());
    const double zero = scores.at_zero[scores.drawn];
    const double own = scores.slope[scores.drawn];
    const double effect = own != 0 ? zero / own : 0;  // never eaten: nothing to take off
    const double sigma =
        (trial.outcome - effect * trial.exposure).norm() / std::sqrt(trial.degrees);
    const double first = rule.weight_first;
    const double weight = planned.empty() ? first : std::sqrt(1 - first * first);
    at_zero += weight / sigma * zero;
    slope += weight / sigma * own;
    planned.push_back(std::move(scores));
  }
};

double overall(const std::vector<double>& p, const stats::StageRule& rule) {
  if (p.size() == 1 || p[0] <= rule.alpha_first) return p[0];
  return stats::two_stage_level(
      stats::combined_z(p[0], p[1], rule.weight_first), rule.alpha_first, rule.weight_first);
}

/// Power for the important change with this standard error, and the blocks that it takes.
void add_power(Outcome& outcome, const Plan& plan, double alpha) {
  constexpr int most = 200;
  const int blocks = plan.lot.blocks + (plan.extension_of ? plan.extension_of->lot.blocks : 0);
  const auto power = [&](int n) {
    const double error = outcome.standard_error * std::sqrt(static_cast<double>(blocks) / n);
    return stats::one_sided_power(plan.important_change / error, n - 2, alpha);
  };
  outcome.realised_power = power(blocks);
  int n = blocks;
  while (power(n) < enough_power && n < most) n += 2;
  outcome.more_blocks = n - blocks;
}

stats::NoiseParameters fitted_noise(const stats::TrialRows& rows) {
  Eigen::MatrixXd fixed(rows.day.size(), rows.nuisance.cols() + 1);
  fixed << rows.nuisance, rows.exposure;
  return stats::NoiseFitter{rows.day, stats::Projection{fixed}.basis(), {}}
      .fit(rows.outcome)
      .parameters;
}

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Among `which` days the missing values at the mean of the others.
Eigen::ArrayXd filled(
    const Eigen::ArrayXd& values, const Eigen::Array<bool, Eigen::Dynamic, 1>& which) {
  const auto known = (which && !values.isNaN()).eval();
  const double mean =
      known.select(values, 0.0).sum() / std::max(1.0, static_cast<double>(known.count()));
  return (which && values.isNaN()).select(mean, values);
}

/// The plan's factors and treatments, a column each lag, what is missing at the mean.
Eigen::MatrixXd adjusted_for(const TrialDiary& source, const Plan& plan, const Daily& daily) {
  const Eigen::Index n = daily.eaten.size();
  Eigen::MatrixXd columns(n, 0);
  if (plan.model.adjust.empty()) return columns;
  const auto study =
      engine::make_study(source.diary, source.resolution, source.outcome, source.options);
  auto options = source.options;
  options.adjust = engine::AdjustMode::automatic;
  const auto every = Eigen::Array<bool, Eigen::Dynamic, 1>::Constant(n, true);
  const int offset = (daily.first - study.first_day).count();
  for (const auto& factor : engine::select_factors(source.diary, study, source.outcome, options)) {
    if (std::ranges::count(plan.model.adjust, factor.name) == 0) continue;
    for (const int lag : factor.lags) {
      Eigen::ArrayXd column = Eigen::ArrayXd::Constant(n, nothing);
      for (Eigen::Index i = 0; i < n; ++i)
        if (const auto day = i + offset - lag; day >= 0 && day < study.n_days)
          column[i] = factor.values[static_cast<std::size_t>(day)];
      columns.conservativeResize(n, columns.cols() + 1);
      columns.rightCols(1) = filled(column, every);
    }
  }
  return columns;
}

}  // namespace

Outcome judge_by_lot(const TrialDiary& source, const Plan& plan) {
  Stages stages{.rule = rule_of(plan)};
  if (plan.extension_of) stages.add(source, *plan.extension_of);
  stages.add(source, plan);
  const auto& rule = stages.rule;
  const double change = plan.important_change;
  const auto harm = stats::p_values(stages.planned, 0, stats::count_higher);
  const auto less = stats::p_values(stages.planned, change, stats::count_lower);
  const auto less_wide = stats::p_values(stages.wide, change, stats::count_lower);
  Outcome outcome;
  if (rule.rejects(harm)) outcome.verdict = Verdict::confirmed;
  else if (rule.rejects(less) && rule.rejects(less_wide)) outcome.verdict = Verdict::tolerated;
  outcome.p_harm = overall(harm, rule);
  outcome.p_benefit = overall(stats::p_values(stages.planned, 0, stats::count_lower), rule);
  outcome.p_equivalence = overall(less, rule);
  outcome.p_equivalence_wide = overall(less_wide, rule);
  outcome.estimate = stages.at_zero / stages.slope;
  outcome.standard_error = 1 / std::abs(stages.slope);
  const auto interval = stats::invert(stages.planned, rule);
  outcome.low = interval.low;
  outcome.high = interval.high;
  outcome.level = 1 - 2 * (plan.extension_of ? plan.alpha : plan.alpha_first);
  add_power(outcome, plan, plan.alpha_first);
  return outcome;
}

Outcome judge_by_model(const TrialDiary& source, const Plan& plan, Source blocks) {
  constexpr double level = 0.05;
  constexpr double strict = 0.01;
  constexpr int fewest_changes = 3;
  auto rows = rows_of(plan, lay_out(source, plan), plan.model.window);
  Eigen::VectorXd assigned = arms_of(plan);
  if (blocks == Source::foods) {
    rows.blocks = rows.exposure;
    assigned = Eigen::VectorXd::Ones(1);
  }
  const auto trial =
      stats::whiten(rows, blocks == Source::plan ? noise_of(plan.model) : fitted_noise(rows));
  const auto effect = stats::estimate_effect(trial, assigned);
  const double error = effect.standard_error;
  const auto upper = [&](double from) {
    return stats::student_t_upper_tail((effect.estimate - from) / error, trial.degrees);
  };
  const double reach = stats::student_t_quantile(1 - level, trial.degrees) * error;
  int changes = 0;
  for (std::size_t k = 1; k < plan.blocks.size(); ++k)
    changes += plan.blocks[k].arm != plan.blocks[k - 1].arm;
  Outcome outcome;
  outcome.is_exact = false;
  outcome.p_harm = upper(0);
  outcome.p_benefit = 1 - upper(0);
  outcome.p_equivalence = outcome.p_equivalence_wide = 1 - upper(plan.important_change);
  outcome.estimate = effect.estimate;
  outcome.standard_error = error;
  outcome.low = effect.estimate - reach;
  outcome.high = effect.estimate + reach;
  outcome.realised_power =
      stats::one_sided_power(plan.important_change / error, trial.degrees, level);
  if (changes < fewest_changes) return outcome;
  if (outcome.p_harm <= strict) outcome.verdict = Verdict::confirmed;
  else if (outcome.p_equivalence <= strict) outcome.verdict = Verdict::tolerated;
  return outcome;
}

Daily lay_out(const TrialDiary& source, const Plan& plan) {
  Daily daily;
  daily.first = plan.blocks.front().first_day - Days{plan.model.rows_before};
  const Eigen::Index n = (plan.blocks.back().last_day - daily.first).count() + 1;
  daily.eaten = daily.rating = Eigen::ArrayXd::Constant(n, nothing);
  daily.block = Eigen::ArrayXi::Zero(n);
  const auto place = [&](Day day) -> std::optional<Eigen::Index> {
    const Eigen::Index at = (day - daily.first).count();
    return at >= 0 && at < n ? std::optional{at} : std::nullopt;
  };
  const auto subject = find_subject(source, plan.food.members, plan.food.level);
  for (const Day day : source.diary.logged_days)
    if (const auto at = place(day)) daily.eaten[*at] = 0;
  for (const Day day : subject.eaten)
    if (const auto at = place(day)) daily.eaten[*at] = 1;
  std::map<Eigen::Index, std::pair<double, int>> sums;
  for (const auto& entry : source.diary.entries) {
    const auto at = source.outcome.holds(entry) ? place(entry.day) : std::nullopt;
    if (!at) continue;
    sums[*at].first += entry.amount;
    ++sums[*at].second;
  }
  for (const auto& [at, sum] : sums) daily.rating[at] = sum.first / sum.second;
  for (std::size_t k = 0; k < plan.blocks.size(); ++k) {
    const Block& block = plan.blocks[k];
    daily.block.segment(*place(block.first_day), (block.last_day - block.first_day).count() + 1) =
        static_cast<int>(k) + 1;
  }
  daily.adjusted = adjusted_for(source, plan, daily);
  return daily;
}

Eigen::VectorXd arms_of(const Plan& plan) {
  Eigen::VectorXd arms(static_cast<Eigen::Index>(plan.blocks.size()));
  for (Eigen::Index k = 0; k < arms.size(); ++k)
    arms[k] = plan.blocks[static_cast<std::size_t>(k)].arm == Arm::eat ? 1 : 0;
  return arms;
}

stats::TrialRows rows_of(const Plan& plan, const Daily& daily, Lag lag) {
  const Eigen::Index n = daily.eaten.size();
  const Eigen::VectorXd arms = arms_of(plan);
  Eigen::ArrayXi kind = Eigen::ArrayXi::Constant(n, 2);  // arm of the day; 2 = before
  Eigen::MatrixXd blocks = Eigen::MatrixXd::Zero(n, arms.size());
  for (Eigen::Index day = 0; day < n; ++day) {
    const int block = daily.block[day] - 1;
    if (block < 0) continue;
    kind[day] = static_cast<int>(arms[block]);
    blocks(day, block) = 1;
  }
  Eigen::ArrayXd eaten = daily.eaten;
  for (int each = 0; each < 3; ++each) eaten = filled(eaten, kind == each);
  std::vector<int> rated;
  for (Eigen::Index day = 0; day < n; ++day)
    if (!std::isnan(daily.rating[day])) rated.push_back(static_cast<int>(day));
  const Eigen::VectorXi rows =
      Eigen::Map<const Eigen::VectorXi>(rated.data(), static_cast<Eigen::Index>(rated.size()));
  const auto means = [&](const Eigen::MatrixXd& series) {
    return stats::window_means(series, rows, window_of(lag));
  };
  stats::TrialRows trial{.day = rows.cast<double>(),
      .outcome = daily.rating.matrix()(rows),
      .nuisance = Eigen::MatrixXd::Ones(rows.size(), 3 + daily.adjusted.cols()),
      .blocks = means(blocks),
      .exposure = means((kind < 2).select(eaten, 0.0).matrix())};
  trial.nuisance.col(1) = trial.day;
  trial.nuisance.col(2) = means((kind == 2).select(eaten, 0.0).matrix());
  trial.nuisance.rightCols(daily.adjusted.cols()) = daily.adjusted(rows, Eigen::all);
  return trial;
}

}  // namespace culprit::trial
