#include "stats/randomisation.hpp"

#include <gtest/gtest.h>

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <stdexcept>

#include "support/near.hpp"
#include "support/trial_case.hpp"

namespace culprit::stats {
namespace {

using culprit::testing::is_near;
using culprit::testing::TrialCase;

constexpr double reference = 1e-9;
const std::vector<std::string> drawn_cases{"1_confirmed", "2_tolerated", "3_slips_gaps"};

OrderScores scores_of(const TrialCase& trial, DayWindow window) {
  const auto orders = admissible_orders(static_cast<int>(trial.arms().size()));
  return score_orders(
      whiten(trial.rows(window), trial.noise()), orders, trial.plan["admissible"]["index"]);
}

/// All that the lot may draw, by trying every sequence.
std::vector<std::vector<int>> enumerate(int n, int max_run) {
  std::vector<std::vector<int>> found;
  std::vector<int> arms(static_cast<std::size_t>(n), 0);
  const auto extend = [&](const auto& self, std::size_t at, int eaten, int run) -> void {
    if (at == arms.size()) {
      if (2 * eaten == n) found.push_back(arms);
      return;
    }
    for (const int arm : {0, 1}) {
      const int length = at > 0 && arms[at - 1] == arm ? run + 1 : 1;
      if (length > max_run) continue;
      arms[at] = arm;
      self(self, at + 1, eaten + arm, length);
    }
  };
  extend(extend, 0, 0, 0);
  return found;
}

TEST(AdmissibleOrders, AreThoseThatEnumerationFinds) {
  const std::vector<std::array<int, 3>> known{
      {6, 6, 20}, {8, 3, 62}, {10, 2, 84}, {12, 2, 208}, {14, 2, 518}, {16, 2, 1296}};
  for (const auto& [blocks, max_run, count] : known) {
    const auto orders = admissible_orders(blocks);
    EXPECT_EQ(orders.max_run, max_run) << blocks;
    EXPECT_EQ(orders.orders.size(), static_cast<std::size_t>(count)) << blocks;
    const auto expected = enumerate(blocks, max_run);
    ASSERT_EQ(orders.orders.size(), expected.size());
    for (std::size_t j = 0; j < expected.size(); ++j)
      for (std::size_t k = 0; k < expected[j].size(); ++k)
        ASSERT_EQ(orders.order(j)[static_cast<Eigen::Index>(k)], expected[j][k]);
  }
}

TEST(AdmissibleOrders, HoldTheOppositeOfEach) {
  const auto orders = admissible_orders(12);
  for (const auto order : orders.orders)
    EXPECT_TRUE(std::ranges::binary_search(orders.orders, ~order & 0xFFFU));
}

TEST(AdmissibleOrders, RefuseWhatCannotReachOneInTwenty) {
  for (const int blocks : {4, 7, 22}) {
    try {
      (void)admissible_orders(blocks);
      FAIL() << blocks;
    } catch (const std::invalid_argument& error) {
      EXPECT_EQ(error.what(), "admissible_orders: blocks is " + std::to_string(blocks) +
                                  ", but must be even, from 6 to 20!");
    }
  }
}

TEST(WindowMeans, CountDaysBeforeTheFirstAsZero) {
  const Eigen::VectorXd series{{1, 0, 1, 1}};
  const Eigen::VectorXi days{{0, 1, 3}};
  const Eigen::MatrixXd means = window_means(series, days, {1, 2});
  EXPECT_EQ(means, (Eigen::MatrixXd{{0}, {0.5}, {0.5}}));
}

TEST(RandomisationTest, HasTheReferenceNumbers) {
  for (const auto& name : drawn_cases) {
    const TrialCase trial{name};
    const auto& expected = trial.expected;
    const double delta = trial.plan["important_change"];
    const auto whitened = whiten(trial.rows(trial.window()), trial.noise());
    const auto scores = scores_of(trial, trial.window());
    const auto wide = scores_of(trial, {1, 6});
    const auto all = static_cast<double>(scores.at_zero.size());
    EXPECT_EQ(scores.at_zero.size(), expected["admissible"].get<int>());
    EXPECT_EQ(count_higher(scores, 0), expected["harm_count"].get<int>()) << name;
    EXPECT_EQ(count_lower(scores, delta), expected["equivalence_count"].get<int>()) << name;
    EXPECT_TRUE(is_near(static_cast<double>(count_lower(wide, delta)) / all,
        expected["p_equivalence_wide"], reference))
        << name;
    const auto effect = estimate_effect(whitened, trial.arms().array() - 0.5);
    EXPECT_TRUE(is_near(effect.estimate, expected["estimate"], reference)) << name;
    EXPECT_TRUE(is_near(effect.standard_error, expected["se"], reference)) << name;
    EXPECT_TRUE(is_near(effect.sigma, expected["sigma"], reference)) << name;
    EXPECT_TRUE(is_near(effect.score, expected["score"], reference)) << name;
    EXPECT_TRUE(is_near(scores.at_zero[scores.drawn] / scores.slope[scores.drawn],
        expected["estimate"], reference));
    EXPECT_TRUE(is_near(
        wide.at_zero[wide.drawn] / wide.slope[wide.drawn], expected["estimate_wide"], reference));
    const auto interval = invert(std::vector{scores}, StageRule{});
    ASSERT_TRUE(interval.low && interval.high) << name;
    EXPECT_TRUE(is_near(*interval.low, expected["interval90"][0], reference)) << name;
    EXPECT_TRUE(is_near(*interval.high, expected["interval90"][1], reference)) << name;
    EXPECT_TRUE(
        is_near(bayes_factor(effect.estimate, effect.standard_error, trial.plan["model"]["sd"]),
            expected["bayes_factor"], reference))
        << name;
  }
}

TEST(EstimateEffect, HasTheReferenceNumbersOfATrialWithoutALot) {
  const TrialCase trial{"4_not_randomised"};
  const auto whitened = whiten(trial.rows(trial.window()), trial.noise());
  const auto effect = estimate_effect(whitened, trial.arms());
  EXPECT_TRUE(is_near(effect.estimate, trial.expected["estimate"], reference));
  EXPECT_TRUE(is_near(effect.standard_error, trial.expected["se"], reference));
  EXPECT_EQ(whitened.degrees, trial.expected["df"].get<double>());
}

/// The same numbers from the inverse of the covariance, all orders written out day by day.
TEST(RandomisationTest, AgreesWithDenseAlgebra) {
  for (const auto& name : drawn_cases) {
    const TrialCase trial{name};
    const auto rows = trial.rows(trial.window());
    const auto noise = trial.noise();
    const Eigen::Index m = rows.day.size();
    Eigen::MatrixXd covariance(m, m);
    for (Eigen::Index i = 0; i < m; ++i)
      for (Eigen::Index j = 0; j < m; ++j)
        covariance(i, j) =
            (1 - noise.noise_share) * std::pow(noise.phi, std::abs(rows.day[i] - rows.day[j])) +
            (i == j ? noise.noise_share : 0);
    const Eigen::MatrixXd inverse = covariance.inverse();
    const Eigen::MatrixXd& z = rows.nuisance;
    const Eigen::MatrixXd middle =
        inverse - inverse * z * (z.transpose() * inverse * z).inverse() * z.transpose() * inverse;
    const auto orders = enumerate(
        static_cast<int>(trial.arms().size()), trial.plan["admissible"]["max_run"].get<int>());
    std::vector<double> at_zero;
    std::vector<double> at_delta;
    const double delta = trial.plan["important_change"];
    for (const auto& order : orders) {
      Eigen::VectorXd weights(rows.blocks.cols());
      for (Eigen::Index k = 0; k < weights.size(); ++k)
        weights[k] = order[static_cast<std::size_t>(k)] - 0.5;
      const Eigen::VectorXd column = rows.blocks * weights;
      const double length = std::sqrt(column.dot(middle * column));
      at_zero.push_back(column.dot(middle * rows.outcome) / length);
      at_delta.push_back(column.dot(middle * (rows.outcome - delta * rows.exposure)) / length);
    }
    const auto drawn = trial.plan["admissible"]["index"].get<std::size_t>();
    EXPECT_EQ(std::ranges::count_if(at_zero, [&](double t) { return t >= at_zero[drawn] - 1e-9; }),
        trial.expected["harm_count"].get<int>());
    EXPECT_EQ(
        std::ranges::count_if(at_delta, [&](double t) { return t <= at_delta[drawn] + 1e-9; }),
        trial.expected["equivalence_count"].get<int>());
  }
}

/// A trial whose ratings are noise, of a seed.
WhitenedTrial noise_trial(unsigned seed, int blocks = 8) {
  std::mt19937 random{seed};
  std::normal_distribution<double> normal;
  WhitenedTrial trial{.outcome = Eigen::VectorXd{60},
      .blocks = Eigen::MatrixXd{60, blocks},
      .exposure = Eigen::VectorXd{60},
      .degrees = 50};
  for (auto* column : {&trial.outcome, &trial.exposure})
    for (double& value : *column) value = normal(random);
  for (double& value : trial.blocks.reshaped()) value = normal(random);
  trial.exposure += trial.blocks * admissible_orders(blocks).order(5);
  return trial;
}

TEST(RandomisationTest, CountsFallAsTheEffectRisesTowardsWhatWasEaten) {
  const auto trial = noise_trial(1);
  const auto scores = score_orders(trial, admissible_orders(8), 5);
  // At an effect of the estimate both counts hold about half; far off, one of them is everything.
  EXPECT_EQ(count_lower(scores, 1e6), 1);
  EXPECT_EQ(count_higher(scores, -1e6), 1);
  for (double effect = -3; effect < 3; effect += 0.25)
    EXPECT_GE(count_higher(scores, effect) + count_lower(scores, effect), 63);
}

TEST(RandomisationTest, TurnsRoundWithTheRatings) {
  auto trial = noise_trial(2);
  const auto orders = admissible_orders(8);
  const auto scores = score_orders(trial, orders, 5);
  trial.outcome = -trial.outcome;
  const auto turned = score_orders(trial, orders, 5);
  for (const double effect : {-1.0, 0.0, 0.7})
    EXPECT_EQ(count_higher(scores, effect), count_lower(turned, -effect));
  const auto interval = invert(std::vector{scores}, StageRule{.alpha_first = 0.2});
  const auto mirrored = invert(std::vector{turned}, StageRule{.alpha_first = 0.2});
  ASSERT_TRUE(interval.low && interval.high);
  EXPECT_TRUE(is_near(*interval.low, -*mirrored.high, 1e-12));
  EXPECT_TRUE(is_near(*interval.high, -*mirrored.low, 1e-12));
}

TEST(RandomisationTest, DependsNeitherOnUnitsNorOnTheOrderOfRows) {
  auto trial = noise_trial(3);
  const auto orders = admissible_orders(8);
  const auto scores = score_orders(trial, orders, 5);
  const auto plain = invert(std::vector{scores}, StageRule{.alpha_first = 0.2});
  trial.outcome = 1000 * trial.outcome.reverse().eval();
  trial.blocks = trial.blocks.colwise().reverse().eval();
  trial.exposure = trial.exposure.reverse().eval();
  const auto same = score_orders(trial, orders, 5);
  const auto scaled = invert(std::vector{same}, StageRule{.alpha_first = 0.2});
  for (const double effect : {-0.5, 0.0, 0.4})
    EXPECT_EQ(count_higher(scores, effect), count_higher(same, 1000 * effect));
  EXPECT_TRUE(is_near(*scaled.low, 1000 * *plain.low, 1e-9));
  EXPECT_TRUE(is_near(*scaled.high, 1000 * *plain.high, 1e-9));
}

TEST(RandomisationTest, IsUniformOverTheLot) {
  // Whatever the ratings are, over all orders that could have been drawn p is at most a as often.
  const auto trial = noise_trial(4, 10);
  const auto orders = admissible_orders(10);
  for (const double alpha : {0.04, 0.05, 0.25}) {
    int rejected = 0;
    for (std::size_t drawn = 0; drawn < orders.orders.size(); ++drawn)
      rejected += static_cast<double>(count_higher(score_orders(trial, orders, drawn), 0)) <=
                  alpha * static_cast<double>(orders.orders.size());
    EXPECT_LE(rejected, alpha * static_cast<double>(orders.orders.size()));
  }
}

TEST(Invert, HoldsWhatIsNotRejectedAndNothingElse) {
  const StageRule rule{.alpha_first = 0.1};
  for (const unsigned seed : {5U, 6U, 7U}) {
    const auto scores = score_orders(noise_trial(seed), admissible_orders(8), 5);
    const auto interval = invert(std::vector{scores}, rule);
    ASSERT_TRUE(interval.low && interval.high);
    const auto is_kept = [&](double effect) {
      return std::min(count_higher(scores, effect), count_lower(scores, effect)) >= 7;
    };
    const double width = *interval.high - *interval.low;
    EXPECT_TRUE(is_kept(*interval.low + 1e-6 * width));
    EXPECT_TRUE(is_kept(*interval.high - 1e-6 * width));
    for (int i = 0; i < 200; ++i) {
      EXPECT_FALSE(is_kept(*interval.low - (1e-6 + 0.05 * i) * width));
      EXPECT_FALSE(is_kept(*interval.high + (1e-6 + 0.05 * i) * width));
    }
  }
}

TEST(Invert, IsNotBoundedWhereNothingIsRejected) {
  const auto scores = score_orders(noise_trial(8), admissible_orders(8), 5);
  const auto interval = invert(std::vector{scores}, StageRule{.alpha_first = 0.01});
  EXPECT_FALSE(interval.low);
  EXPECT_FALSE(interval.high);
}

TEST(StageRule, HasTheKnownCriticalValues) {
  EXPECT_TRUE(is_near(two_stage_rule(0.04, 0.05, 2.0 / 3).critical, 1.9663, 5e-5));
  EXPECT_TRUE(is_near(two_stage_rule(0.04, 0.05, 0.5).critical, 2.0689, 5e-5));
  EXPECT_TRUE(is_near(two_stage_rule(0.04, 0.05, 1.0 / 3).critical, 2.1547, 5e-5));
  EXPECT_TRUE(is_near(two_stage_rule(0.025, 0.05, 0.5).critical, 1.8071, 5e-5));
  const auto rule = two_stage_rule(0.04, 0.05, 0.4);
  EXPECT_TRUE(is_near(two_stage_level(rule.critical, 0.04, rule.weight_first), 0.05, 1e-12));
}

TEST(StageRule, RejectsEarlyOrTogether) {
  const auto rule = two_stage_rule(0.04, 0.05, 0.5);
  EXPECT_TRUE(rule.rejects(std::vector{0.04}));
  EXPECT_FALSE(rule.rejects(std::vector{0.041}));
  EXPECT_TRUE(rule.rejects(std::vector{0.041, 0.1}));
  EXPECT_FALSE(rule.rejects(std::vector{0.3, 0.04}));
  EXPECT_TRUE(is_near(combined_z(0.05, 0.05, std::sqrt(0.5)), std::sqrt(2.0) * 1.6448536, 1e-7));
  EXPECT_THROW((void)two_stage_rule(0.05, 0.05, 0.5), std::domain_error);
}

TEST(StageRule, KeepsItsLevelOverUniformPValues) {
  const auto rule = two_stage_rule(0.04, 0.05, 0.5);
  double level = 0;
  constexpr int steps = 1000;
  for (int i = 0; i < steps; ++i)
    for (int j = 0; j < steps; ++j)
      level += rule.rejects(std::vector{(i + 0.5) / steps, (j + 0.5) / steps});
  EXPECT_NEAR(level / steps / steps, 0.05, 1e-4);
}

TEST(Invert, CombinesTwoStages) {
  const auto orders = admissible_orders(8);
  const std::vector stages{
      score_orders(noise_trial(9), orders, 5), score_orders(noise_trial(10), orders, 5)};
  const auto rule = two_stage_rule(0.04, 0.05, 0.5);
  const auto interval = invert(stages, rule);
  ASSERT_TRUE(interval.low && interval.high);
  const auto is_rejected = [&](double effect) {
    std::vector<double> higher;
    std::vector<double> lower;
    for (const auto& stage : stages) {
      higher.push_back(static_cast<double>(count_higher(stage, effect)) / 62);
      lower.push_back(static_cast<double>(count_lower(stage, effect)) / 62);
    }
    return rule.rejects(higher) || rule.rejects(lower);
  };
  const double width = *interval.high - *interval.low;
  EXPECT_TRUE(is_rejected(*interval.low - 1e-6 * width));
  EXPECT_FALSE(is_rejected(*interval.low + 1e-6 * width));
  EXPECT_FALSE(is_rejected(*interval.high - 1e-6 * width));
  EXPECT_TRUE(is_rejected(*interval.high + 1e-6 * width));
}

TEST(BayesFactor, IsOneHalfOfALittleEvidenceAndGrows) {
  EXPECT_LT(bayes_factor(0, 0.5, 1.5), 1);
  double last = 0;
  for (double estimate = -1; estimate < 4; estimate += 0.5) {
    const double factor = bayes_factor(estimate, 0.5, 1.5);
    EXPECT_GT(factor, last);
    last = factor;
  }
  EXPECT_TRUE(std::isfinite(bayes_factor(1000, 0.1, 1.5)));
}

}  // namespace
}  // namespace culprit::stats
