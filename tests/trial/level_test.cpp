// How often trials of foods without any effect are confirmed, and of foods with an important effect
// tolerated, whatever the skin does meanwhile. Prints the table of docs/trial.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "stats/trial_power.hpp"
#include "trial/person.hpp"

namespace culprit::stats {
namespace {

struct Rates {
  double confirmed = 0;
  double tolerated = 0;
};

Rates rates_of(
    const Scenario& scenario, Design design, double effect, int runs, DayWindow kernel = {1, 3}) {
  Rates rates;
  for (int run = 0; run < runs; ++run) {
    Person person{scenario, design, static_cast<unsigned>(1000 * run + design.days)};
    person.live(effect, kernel);
    const auto p = person.judge();
    rates.confirmed += p[0] <= 0.05;
    rates.tolerated += p[0] > 0.05 && std::max(p[1], p[2]) <= 0.05;
  }
  return {rates.confirmed / runs, rates.tolerated / runs};
}

/// .05 and three standard errors of a share of `runs`.
double bound(int runs) { return 0.05 + 3 * std::sqrt(0.05 * 0.95 / runs); }

TEST(Level, HoldsWhateverTheSkinDoes) {
  constexpr int runs = 2000;
  for (const Design design : {Design{5, 12}, Design{7, 8}})
    for (const auto& scenario : scenarios) {
      const auto none = rates_of(scenario, design, 0, runs);
      const auto harm = rates_of(scenario, design, change, runs);
      std::printf("| %s | %d x %d | %.3f | %.3f | %.3f | %.3f |\n", scenario.name, design.blocks,
          design.days, none.confirmed, none.tolerated, harm.confirmed, harm.tolerated);
      EXPECT_LE(none.confirmed, bound(runs)) << scenario.name;
      EXPECT_LE(harm.tolerated, bound(runs)) << scenario.name;
    }
}

// One of 20 orders is the whole level, at once.
TEST(Level, HoldsForSixLongBlocks) {
  constexpr int runs = 2000;
  for (const auto& scenario : scenarios) {
    const auto none = rates_of(scenario, {14, 6}, 0, runs);
    const auto harm = rates_of(scenario, {14, 6}, change, runs);
    std::printf("| %s | 6 x 14 | %.3f | %.3f | %.3f | %.3f |\n", scenario.name, none.confirmed,
        none.tolerated, harm.confirmed, harm.tolerated);
    EXPECT_LE(none.confirmed, bound(runs)) << scenario.name;
    EXPECT_LE(harm.tolerated, bound(runs)) << scenario.name;
  }
}

TEST(Level, OfToleratedHoldsForEveryKernelWithinSixDays) {
  constexpr int runs = 2000;
  for (const DayWindow kernel : {DayWindow{1, 1}, DayWindow{2, 4}, DayWindow{3, 6}}) {
    const auto harm = rates_of(scenarios.front(), {5, 12}, change, runs, kernel);
    std::printf("| kernel %d-%d | 12 x 5 | | | %.3f | %.3f |\n", kernel.first, kernel.last,
        harm.confirmed, harm.tolerated);
    EXPECT_LE(harm.tolerated, bound(runs)) << kernel.first;
  }
}

/// A second stage, drawn and lived afresh, where the first is undecided.
Rates two_stage_rates(const Scenario& scenario, double effect, int runs) {
  const auto rule = two_stage_rule(0.04, 0.05, 0.5);
  Rates rates;
  for (int run = 0; run < runs; ++run) {
    std::vector<std::vector<double>> stages;
    for (unsigned stage = 1; stage <= 2; ++stage) {
      Person person{scenario, {5, 12}, 1000 * static_cast<unsigned>(run) + 7 * stage};
      person.live(effect, {1, 3});
      stages.push_back(person.judge());
    }
    const auto rejects = [&](std::size_t test, std::size_t count) {
      std::vector<double> p{stages[0][test]};
      if (count > 1) p.push_back(stages[1][test]);
      return rule.rejects(p);
    };
    const auto clears = [&](std::size_t count) { return rejects(1, count) && rejects(2, count); };
    const std::size_t count = rejects(0, 1) || clears(1) ? 1 : 2;
    rates.confirmed += rejects(0, count);
    rates.tolerated += !rejects(0, count) && clears(count);
  }
  return {rates.confirmed / runs, rates.tolerated / runs};
}

TEST(Level, HoldsOverTwoStages) {
  constexpr int runs = 2000;
  for (const auto& scenario : scenarios) {
    const auto none = two_stage_rates(scenario, 0, runs);
    const auto harm = two_stage_rates(scenario, change, runs);
    std::printf("| %s | two stages | %.3f | %.3f | %.3f | %.3f |\n", scenario.name, none.confirmed,
        none.tolerated, harm.confirmed, harm.tolerated);
    EXPECT_LE(none.confirmed, bound(runs)) << scenario.name;
    EXPECT_LE(harm.tolerated, bound(runs)) << scenario.name;
  }
}

TEST(Level, SaysBeforehandHowOftenItDecidesRightly) {
  constexpr int runs = 2000;
  constexpr double harms = 0.4;
  const auto power = simulate_power(
      design_columns({}, {0.7, noise_share, {}}), {.effects = {}, .margins = {change / sd}});
  const double promised = harms * power.confirmed_at_slab + (1 - harms) * power.tolerated[0];
  std::mt19937 random{5};
  std::normal_distribution<double> normal;
  double right = 0;
  for (int run = 0; run < runs; ++run) {
    constexpr double scales[] = {0.25, 0.5, 1};
    const bool is_harmful = static_cast<double>(random() % 1000) < 1000 * harms;
    const double effect = is_harmful ? scales[random() % 3] * sd * std::abs(normal(random)) : 0;
    Person person{scenarios.front(), {5, 12}, static_cast<unsigned>(77 + 1000 * run)};
    person.live(effect, {1, 3});
    const auto p = person.judge();
    right += is_harmful ? p[0] <= 0.05 : p[0] > 0.05 && std::max(p[1], p[2]) <= 0.05;
  }
  std::printf("decides rightly: promised %.3f, happened %.3f\n", promised, right / runs);
  EXPECT_NEAR(right / runs, promised, 0.03);
}

TEST(Level, DoesNotHoldAgainstExpectation) {
  const auto none = rates_of(nocebo, {5, 12}, 0, 2000);
  std::printf("| %s | 12 x 5 | %.3f | %.3f | | |\n", nocebo.name, none.confirmed, none.tolerated);
  EXPECT_GT(none.confirmed, 0.06);
}

}  // namespace
}  // namespace culprit::stats
