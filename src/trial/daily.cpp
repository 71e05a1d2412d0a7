#include "trial/daily.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/nuisance.hpp"
#include "engine/study.hpp"
#include "trial/design.hpp"
#include "trial/subject.hpp"

namespace culprit::trial {
namespace {

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
  const auto subject =
      find_subject(source.resolution, source.lexicon, plan.food.members, plan.food.level);
  for (const Day day : source.diary.logged_days)
    if (const auto at = place(day)) daily.eaten[*at] = 0;
  for (const Day day : days_with(source.diary, source.resolution, subject))
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
