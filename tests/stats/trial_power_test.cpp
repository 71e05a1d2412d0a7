#include "stats/trial_power.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "support/near.hpp"
#include "support/trial_case.hpp"

namespace culprit::stats {
namespace {

using culprit::testing::is_near;

DesignColumns columns_of(int days, int blocks, double phi, DayWindow window = {1, 3}) {
  return design_columns({.blocks = blocks, .block_days = days, .window = window}, {phi, 0.2, {}});
}

TEST(TrialPower, HasTheReferenceNumbersOfAllDesigns) {
  std::ifstream table{std::string{CULPRIT_TEST_TRIALS} + "/plan_power.csv"};
  std::string line;
  std::getline(table, line);
  int designs = 0;
  while (std::getline(table, line)) {
    std::vector<std::string> cell;
    std::stringstream stream{line};
    for (std::string text; std::getline(stream, text, ',');) cell.push_back(text);
    const DayWindow window{cell[0][0] - '0', cell[0][2] - '0'};
    const int blocks = std::stoi(cell[4]);
    const auto design = columns_of(std::stoi(cell[3]), blocks, std::stod(cell[1]), window);
    EXPECT_EQ(design.orders.max_run, std::stoi(cell[6])) << line;
    EXPECT_EQ(design.orders.orders.size(), std::stoul(cell[7])) << line;
    EXPECT_TRUE(is_near(information(design), std::stod(cell[8]), 1e-9)) << line;
    EXPECT_NEAR(power_by_formula(design, 1 / 1.5, 0.05), std::stod(cell[9]), 1e-6) << line;
    EXPECT_NEAR(power_by_formula(design, 2 / 1.5, 0.05), std::stod(cell[10]), 1e-6) << line;
    EXPECT_NEAR(1.5 * smallest_effect(design, 0.8, 0.05), std::stod(cell[11]), 1e-6) << line;
    ++designs;
  }
  EXPECT_EQ(designs, 117);
}

TEST(TrialPower, SimulatesWhatWholeDiariesShowed) {
  // Power of the exact test over 1,500 simulated diaries each, sd 1.5: one-sided .05.
  struct Known {
    int days, blocks;
    double phi, at_one, at_two;
  };
  for (const auto& [days, blocks, phi, at_one, at_two] :
      {Known{5, 12, 0.7, 0.42, 0.90}, Known{5, 12, 0.5, 0.42, 0.89}, Known{7, 12, 0.7, 0.48, 0.94},
          Known{5, 8, 0.7, 0.26, 0.69}, Known{7, 10, 0.9, 0.49, 0.96}}) {
    const auto power = simulate_power(
        columns_of(days, blocks, phi), {.effects = {0, 1 / 1.5, 2 / 1.5}, .margins = {}}, 2000);
    EXPECT_NEAR(power.confirmed[0], 0.05, 0.016);
    EXPECT_NEAR(power.confirmed[1], at_one, 0.05) << days << ' ' << blocks << ' ' << phi;
    EXPECT_NEAR(power.confirmed[2], at_two, 0.04) << days << ' ' << blocks << ' ' << phi;
  }
}

TEST(TrialPower, SaysHowOftenAHarmlessFoodIsCleared) {
  const auto power =
      simulate_power(columns_of(5, 12, 0.7), {.effects = {}, .margins = {1 / 1.5, 2 / 1.5}});
  EXPECT_NEAR(power.tolerated[0], 0.22, 0.03);  // both windows, 1 point
  EXPECT_GT(power.tolerated[1], 0.5);
  EXPECT_GT(power.confirmed_at_slab, 0.2);
}

TEST(TrialPower, FallsWithTheShareOfDaysOnWhichItIsEaten) {
  const auto design = columns_of(5, 12, 0.7);
  const auto always = simulate_power(design, {.effects = {1.2}, .margins = {}}, 500);
  const auto seldom =
      simulate_power(design, {.exposure = 0.5, .effects = {1.2}, .margins = {}}, 500);
  const auto half = simulate_power(design, {.effects = {0.6}, .margins = {}}, 500);
  EXPECT_LT(seldom.confirmed[0], always.confirmed[0]);
  EXPECT_EQ(seldom.confirmed[0], half.confirmed[0]);
}

TEST(TrialPower, LosesLittleByAveragingTwoWindows) {
  const Alternation design{.blocks = 12, .block_days = 7};
  auto averaged = design;
  averaged.averages_windows = true;
  const PowerQuestion question{.effects = {0, 1.2}, .margins = {1.2}};
  const auto one = simulate_power(design_columns(design, {0.7, 0.2, {}}), question);
  const auto both = simulate_power(design_columns(averaged, {0.7, 0.2, {}}), question);
  EXPECT_NEAR(both.confirmed[0], 0.05, 0.012);
  EXPECT_GT(both.confirmed[1], one.confirmed[1] - 0.1);
}

TEST(TrialPower, FallsWhereDaysAreNotRated) {
  const auto all = design_columns({}, {0.7, 0.2, {}});
  const auto some = design_columns({.rated = 0.5}, {0.7, 0.2, {}});
  EXPECT_EQ(all.planned.rows(), 150);
  EXPECT_EQ(some.planned.rows(), 75);
  EXPECT_LT(information(some), information(all));
}

TEST(TrialPower, IsTheLevelWithoutEffectAndOneFarAway) {
  EXPECT_EQ(one_sided_power(0, 10, 0.05), 0.05);
  EXPECT_EQ(one_sided_power(100, 10, 0.05), 1);
  EXPECT_THROW((void)one_sided_power(1, 0, 0.05), std::domain_error);
}

}  // namespace
}  // namespace culprit::stats
