#include "stats/randomisation.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>

#include "culprit/core/math.hpp"
#include "culprit/stats/distributions.hpp"
#include "stats/require.hpp"

namespace culprit::stats {
namespace {

bool has_longer_run(BlockOrder order, int blocks, int max_run) {
  int run = 1;
  for (int k = 1; k < blocks; ++k) {
    run = ((order >> k) & 1U) == ((order >> (k - 1)) & 1U) ? run + 1 : 1;
    if (run > max_run) return true;
  }
  return false;
}

std::vector<BlockOrder> orders_within(int blocks, int max_run) {
  std::vector<BlockOrder> orders;
  for (BlockOrder order = 0; order < BlockOrder{1} << blocks; ++order)
    if (2 * std::popcount(order) == blocks && !has_longer_run(order, blocks, max_run))
      orders.push_back(order);
  return orders;
}

double normal_density(double z) {
  return math::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi);
}

/// Upper quantile of a p-value; those of 0 and 1 stay finite.
double upper_z(double p) { return -normal_quantile(std::clamp(p, 1e-12, 1 - 1e-12)); }

}  // namespace

Eigen::VectorXd AdmissibleOrders::order(std::size_t index) const {
  Eigen::VectorXd arms(blocks);
  for (int k = 0; k < blocks; ++k) arms[k] = (orders[index] >> (blocks - 1 - k)) & 1U;
  return arms;
}

AdmissibleOrders admissible_orders(int blocks) {
  constexpr std::size_t fewest_orders = 40;
  require<std::invalid_argument>(
      blocks % 2 == 0 && blocks >= fewest_blocks && blocks <= most_blocks,
      "admissible_orders: blocks is {}, but must be even, from {} to {}!", blocks, fewest_blocks,
      most_blocks);
  AdmissibleOrders found{.blocks = blocks, .max_run = 0, .orders = {}};
  for (const int max_run : {2, 3, 4, blocks}) {
    if (found.orders.size() >= fewest_orders) break;
    found.max_run = max_run;
    found.orders = orders_within(blocks, max_run);
  }
  return found;
}

Eigen::MatrixXd window_means(const Eigen::Ref<const Eigen::MatrixXd>& series,
    const Eigen::Ref<const Eigen::VectorXi>& days, DayWindow window) {
  Eigen::MatrixXd means = Eigen::MatrixXd::Zero(days.size(), series.cols());
  for (Eigen::Index row = 0; row < days.size(); ++row)
    for (int lag = window.first; lag <= window.last; ++lag)
      if (days[row] >= lag) means.row(row) += series.row(days[row] - lag);
  return means / (window.last - window.first + 1);
}

WhitenedTrial whiten(const TrialRows& rows, const NoiseParameters& noise) {
  const CausalWhitener whitener{rows.day, noise};
  const Projection nuisance{whitener.whiten(rows.nuisance)};
  const auto rest = [&](const Eigen::MatrixXd& columns) {
    return nuisance.remove_from(whitener.whiten(columns));
  };
  return {.outcome = rest(rows.outcome),
      .blocks = rest(rows.blocks),
      .exposure = rest(rows.exposure),
      .degrees = static_cast<double>(rows.day.size() - nuisance.rank() - 1)};
}

TrialEffect estimate_effect(
    const WhitenedTrial& trial, const Eigen::Ref<const Eigen::VectorXd>& assigned) {
  const Eigen::VectorXd column = trial.blocks * assigned;
  const double length = column.norm();
  const double overlap = column.dot(trial.exposure);
  TrialEffect effect;
  effect.estimate = column.dot(trial.outcome) / overlap;
  effect.sigma =
      (trial.outcome - effect.estimate * trial.exposure).norm() / std::sqrt(trial.degrees);
  effect.standard_error = effect.sigma * length / std::abs(overlap);
  effect.score = column.dot(trial.outcome) / length / effect.sigma;
  return effect;
}

Eigen::MatrixXd score_matrix(
    const Eigen::Ref<const Eigen::MatrixXd>& blocks, const AdmissibleOrders& orders) {
  Eigen::MatrixXd scores(static_cast<Eigen::Index>(orders.orders.size()), orders.blocks);
  // With every order its opposite is admissible, so their mean is one half.
  for (Eigen::Index j = 0; j < scores.rows(); ++j)
    scores.row(j) = orders.order(static_cast<std::size_t>(j)).transpose().array() - 0.5;
  const Eigen::MatrixXd products = blocks.transpose() * blocks;
  const Eigen::VectorXd length =
      (scores * products).cwiseProduct(scores).rowwise().sum().cwiseSqrt();
  return scores.array().colwise() / length.array();
}

OrderScores score_orders(
    const WhitenedTrial& trial, const AdmissibleOrders& orders, std::size_t drawn) {
  const Eigen::MatrixXd scores = score_matrix(trial.blocks, orders);
  return {.at_zero = scores * (trial.blocks.transpose() * trial.outcome),
      .slope = scores * (trial.blocks.transpose() * trial.exposure),
      .drawn = static_cast<Eigen::Index>(drawn),
      .tolerance = 1e-9 * std::max(trial.outcome.norm(), 1e-300)};
}

OrderScores mean_of(const OrderScores& a, const OrderScores& b) {
  return {.at_zero = (a.at_zero + b.at_zero) / 2,
      .slope = (a.slope + b.slope) / 2,
      .drawn = a.drawn,
      .tolerance = std::max(a.tolerance, b.tolerance)};
}

Eigen::Index count_higher(const OrderScores& scores, double effect) {
  const Eigen::ArrayXd t = scores.at_zero - effect * scores.slope;
  return (t >= t[scores.drawn] - scores.tolerance).count();
}

Eigen::Index count_lower(const OrderScores& scores, double effect) {
  const Eigen::ArrayXd t = scores.at_zero - effect * scores.slope;
  return (t <= t[scores.drawn] + scores.tolerance).count();
}

std::vector<double> p_values(std::span<const OrderScores> stages, double effect, Count count) {
  std::vector<double> p;
  for (const auto& stage : stages)
    p.push_back(
        static_cast<double>(count(stage, effect)) / static_cast<double>(stage.at_zero.size()));
  return p;
}

bool StageRule::rejects(std::span<const double> p) const {
  if (p[0] <= alpha_first) return true;
  return p.size() > 1 && combined_z(p[0], p[1], weight_first) >= critical;
}

double combined_z(double p_first, double p_second, double weight_first) {
  return weight_first * upper_z(p_first) +
         std::sqrt(1 - weight_first * weight_first) * upper_z(p_second);
}

double two_stage_level(double z, double alpha_first, double weight_first) {
  constexpr double lowest = -9;
  constexpr int steps = 2000;  // Simpson's rule, exact to 1e-12 here
  const double highest = upper_z(alpha_first);
  const double weight_second = std::sqrt(1 - weight_first * weight_first);
  const double step = (highest - lowest) / steps;
  double sum = 0;
  for (int i = 0; i <= steps; ++i) {
    const double x = lowest + i * step;
    const double factor = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
    sum += factor * normal_density(x) * normal_cdf((weight_first * x - z) / weight_second);
  }
  return alpha_first + sum * step / 3;
}

StageRule two_stage_rule(double alpha_first, double alpha, double share_first) {
  require(alpha_first > 0 && alpha_first < alpha && alpha < 1 && share_first > 0 && share_first < 1,
      "two_stage_rule: alpha_first is {}, alpha {} and share_first {}, but must be 0 < alpha_first "
      "< alpha < 1 and 0 < share_first < 1!",
      alpha_first, alpha, share_first);
  const double weight = std::sqrt(share_first);
  double low = -10;
  double high = 10;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (two_stage_level(middle, alpha_first, weight) > alpha ? low : high) = middle;
  }
  return {.alpha_first = alpha_first, .weight_first = weight, .critical = high};
}

EffectInterval invert(std::span<const OrderScores> stages, const StageRule& rule) {
  // Between two neighbouring effects at which orders change places, nothing changes.
  std::vector<double> ends;
  for (const OrderScores& scores : stages) {
    const Eigen::VectorXd above = scores.at_zero.array() - scores.at_zero[scores.drawn];
    const Eigen::VectorXd steeper = scores.slope.array() - scores.slope[scores.drawn];
    for (Eigen::Index j = 0; j < above.size(); ++j)
      if (std::abs(steeper[j]) > 1e-12) ends.push_back(above[j] / steeper[j]);
  }
  if (ends.empty()) return {};
  std::ranges::sort(ends);
  const auto is_kept = [&](std::size_t gap) {
    const double effect = gap == 0             ? ends.front() - 1
                          : gap == ends.size() ? ends.back() + 1
                                               : std::midpoint(ends[gap - 1], ends[gap]);
    return !rule.rejects(p_values(stages, effect, count_higher)) &&
           !rule.rejects(p_values(stages, effect, count_lower));
  };
  std::size_t low = 0;
  std::size_t high = ends.size();
  while (low < high && !is_kept(low)) ++low;
  while (high > low && !is_kept(high)) --high;
  EffectInterval interval;
  if (low > 0) interval.low = ends[low - 1];
  if (high < ends.size()) interval.high = ends[high];
  return interval;
}

double bayes_factor(double estimate, double standard_error, double sd) {
  const double variance = standard_error * standard_error;
  double sum = 0;
  for (const double scale : {0.25, 0.5, 1.0}) {
    const double slab = scale * scale * sd * sd;
    const double total = variance + slab;
    const double mean = estimate * slab / total;
    const double spread = std::sqrt(slab * variance / total);
    // The ratio of the two densities of the estimate, kept within the range of doubles.
    const double log_ratio = estimate * estimate / 2 * (1 / variance - 1 / total);
    sum += 2 * normal_cdf(mean / spread) * math::exp(std::min(log_ratio, 700.0)) *
           std::sqrt(variance / total);
  }
  return sum / 3;
}

}  // namespace culprit::stats
