#include "calibration/methods.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "calibration/baselines.hpp"

namespace culprit::calibration {
namespace {

constexpr double nominal = 0.10;

}  // namespace

DayTable day_table(const diary::Diary& diary) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  const auto resolution = foods::resolve(diary);
  DayTable table;
  for (const auto& food : resolution.foods) table.foods.push_back(food.name);
  if (diary.entries.empty()) return table;
  const Day first = diary.entries.front().day;
  const auto n_days = (diary.entries.back().day - first).count() + 1;
  table.eaten.setConstant(n_days, static_cast<Eigen::Index>(table.foods.size()), unknown);
  for (const Day day : diary.logged_days) {
    if (day >= first && day <= diary.entries.back().day)
      table.eaten.row((day - first).count()).setZero();
  }
  Eigen::VectorXd sums = Eigen::VectorXd::Zero(n_days);
  Eigen::VectorXd counts = Eigen::VectorXd::Zero(n_days);
  for (const auto& entry : diary.entries) {
    const auto row = (entry.day - first).count();
    if (entry.is_eaten()) {
      for (const auto& use : resolution.uses_of_name[entry.name]) table.eaten(row, use.food) = 1;
    }
    if (entry.kind != diary::Kind::severity) continue;
    sums(row) += entry.amount;
    counts(row) += 1;
  }
  table.ratings = (counts.array() > 0).select(sums.array() / counts.array().max(1), unknown);
  return table;
}

Answer marginal_scan(const engine::Analysis& analysis) {
  Answer answer;
  std::vector<const engine::RankedFood*> rows;
  for (const auto& food : analysis.foods) rows.push_back(&food);
  std::ranges::sort(rows, {}, [](const auto* food) {
    return std::pair{food->p_value, food->name};
  });
  for (const auto* food : rows) {
    answer.order.push_back(food->name);
    if (food->p_adjusted > nominal) continue;
    answer.claims.push_back({.foods = {food->name},
        .direction = food->correlation < 0 ? engine::Direction::better : engine::Direction::worse,
        .effect = std::nullopt});
  }
  return answer;
}

Answer program(const engine::Analysis& analysis) {
  Answer answer;
  for (const auto& food : analysis.foods) answer.order.push_back(food.name);
  for (const auto& finding : analysis.findings) {
    answer.claims.push_back(
        {.foods = finding.foods, .direction = finding.direction, .effect = finding.effect});
  }
  return answer;
}

const std::vector<Method>& methods() {
  static const std::vector<Method> all{
      {"culprit", Needs::analysis, [](const Case& c) { return program(c.analysis); }},
      {"SuSiE", Needs::whitened, [](const Case& c) { return susie_over_windows(c.whitened); }},
      {"marginal scan", Needs::analysis, [](const Case& c) { return marginal_scan(c.analysis); }},
      {"block permutation", Needs::nothing,
          [](const Case& c) { return block_permutation(c.table, c.seed); }},
      {"Spearman all lags", Needs::nothing,
          [](const Case& c) { return spearman_all_lags(c.table); }},
      {"best-lag Pearson", Needs::nothing, [](const Case& c) { return best_lag_pearson(c.table); }},
      {"mean difference", Needs::nothing, [](const Case& c) { return mean_difference(c.table); }},
  };
  return all;
}

}  // namespace culprit::calibration
