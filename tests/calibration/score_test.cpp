#include "calibration/score.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace culprit::calibration {
namespace {

using engine::Direction;
using simulate::Trigger;

const std::vector<Trigger> truth{
    {.food = "plum", .direction = simulate::Direction::worse, .lag = LagWindow{1, 1}, .effect = 2},
    {.food = "rye",
        .direction = simulate::Direction::better,
        .lag = LagWindow{0, 1},
        .effect = -1}};

Claim claim(std::vector<std::string> foods, Direction direction,
    std::optional<engine::Effect> effect = std::nullopt) {
  return {std::move(foods), direction, effect};
}

TEST(Mean, HasTheErrorOfTheMean) {
  Mean mean;
  EXPECT_FALSE(mean.value());
  mean.add(1);
  EXPECT_EQ(mean.error(), 0);
  mean.add(2);
  mean.add(6);
  EXPECT_EQ(*mean.value(), 3);
  EXPECT_DOUBLE_EQ(mean.error(), std::sqrt(7.0 / 3));  // variance 7 of 3 values
  Mean both = mean;
  both.add(mean);
  EXPECT_EQ(both.count(), 6);
  EXPECT_EQ(*both.value(), 3);
}

TEST(Score, CountsTrueFalseAndSets) {
  struct Case {
    std::string name;
    std::vector<Claim> claims;
    double any, false_rate, power, power_by_size;
  };
  const Case cases[] = {
      {"no claim", {}, 0, 0, 0, 0},
      {"one true", {claim({"plum"}, Direction::worse)}, 1, 0, 0.5, 0.5},
      {"wrong direction", {claim({"plum"}, Direction::better)}, 1, 1, 0, 0},
      {"a companion", {claim({"oats"}, Direction::worse)}, 1, 1, 0, 0},
      {"a set", {claim({"oats", "plum"}, Direction::worse)}, 1, 0, 0.5, 0.25},
      {"all and one false",
          {claim({"plum"}, Direction::worse), claim({"rye"}, Direction::better),
              claim({"oats"}, Direction::worse)},
          1, 1.0 / 3, 1, 1},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto result = score({.claims = c.claims, .order = {}}, truth, 1);
    EXPECT_EQ(*result.any.value(), c.any);
    EXPECT_DOUBLE_EQ(*result.false_rate.value(), c.false_rate);
    EXPECT_EQ(*result.power.value(), c.power);
    EXPECT_EQ(*result.power_by_size.value(), c.power_by_size);
    EXPECT_EQ(result.size.count(), static_cast<double>(c.claims.size()));
  }
}

TEST(Score, AveragePrecisionFollowsTheOrder) {
  struct Case {
    std::vector<std::string> order;
    double expected;
  };
  const Case cases[] = {{{"plum", "rye", "oats"}, 1},
      {{"oats", "plum", "rye"}, (1.0 / 2 + 2.0 / 3) / 2},
      {{"plum", "oats"}, 0.5},  // rye was not tested
      {{}, 0}};
  for (const auto& [order, expected] : cases)
    EXPECT_DOUBLE_EQ(*score({.claims = {}, .order = order}, truth, 1).precision.value(), expected);
}

TEST(Score, WithoutCulpritsEveryClaimIsFalseAndThereIsNoPower) {
  const auto result = score(
      {.claims = {claim({"plum"}, Direction::worse, engine::Effect{1, 0.5, 2})}, .order = {"plum"}},
      {}, 1);
  EXPECT_EQ(*result.false_rate.value(), 1);
  EXPECT_FALSE(result.power.value());
  EXPECT_FALSE(result.precision.value());
  EXPECT_EQ(*result.coverage.value(), 0);  // the truth is 0
  EXPECT_FALSE(result.true_coverage.value());
}

TEST(Score, IntervalsAreAboutTheLagsLookedAt) {
  const Answer answer{
      .claims = {claim({"rye"}, Direction::better, engine::Effect{-0.5, -0.8, -0.2})}, .order = {}};
  EXPECT_EQ(*score(answer, truth, 1).true_coverage.value(), 1);  // half of −1 acts at lag 1
  EXPECT_EQ(*score(answer, truth, 0).true_coverage.value(), 0);
  EXPECT_EQ(effect_from(truth[0], 0), 2);
  EXPECT_EQ(effect_from(truth[0], 2), 0);
  EXPECT_EQ(effect_from(truth[1], 1), -0.5);
}

TEST(Score, AddsUp) {
  Score sum;
  sum.add(score({.claims = {claim({"plum"}, Direction::worse)}, .order = {}}, truth, 1));
  sum.add(score({.claims = {}, .order = {}}, truth, 1));
  EXPECT_EQ(*sum.any.value(), 0.5);
  EXPECT_EQ(*sum.power.value(), 0.25);
  EXPECT_EQ(sum.size.count(), 1);
}

TEST(Reliability, CountsByTenth) {
  Reliability table;
  table.add(0, false);
  table.add(0.95, true);
  table.add(1, false);
  Reliability sum;
  sum.add(table);
  EXPECT_EQ(sum.stated[0].count(), 1);
  EXPECT_EQ(sum.stated[9].count(), 2);
  EXPECT_DOUBLE_EQ(*sum.stated[9].value(), 0.975);
  EXPECT_EQ(*sum.happened[9].value(), 0.5);
}

}  // namespace
}  // namespace culprit::calibration
