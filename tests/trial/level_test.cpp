// How often trials of foods without any effect are confirmed, and of foods with an important effect
// tolerated, whatever the skin does meanwhile. Prints the table of docs/trial.md.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "stats/trial_power.hpp"

namespace culprit::stats {
namespace {

constexpr int days_before = 90;
constexpr double sd = 1.5;
constexpr double noise_share = 0.2;
constexpr double change = 1;

/// What happens besides the trial.
struct Scenario {
  const char* name;
  double trend = 0;
  double drift = 0;
  double step = 0;
  double week = 0;
  bool begins_in_flare = false;
  double missed = 0;    ///< share of days of eating without it
  double slips = 0;     ///< share of days of avoiding with it
  double avoids = 0;    ///< share of bad days of eating without it
  double comforts = 0;  ///< share of good days of avoiding with it
  bool has_floor = false;
  bool has_heavy_tails = false;
  double planned_phi = 0.7;
  double expectation = 0;
  double phi = 0.7;
};

const std::vector<Scenario> scenarios{{"plain"}, {"trend of 2 points", 2}, {"drift", 0, 0.1},
    {"step of 1.5", 0, 0, 1.5}, {"weekly wave", 0, 0, 0, 0.8},
    {.name = "begun in a flare", .begins_in_flare = true},
    {.name = "15 % missed, 5 % slips", .missed = 0.15, .slips = 0.05},
    {.name = "not eaten in flares", .avoids = 0.6},
    {.name = "and eaten on good days", .avoids = 0.6, .comforts = 0.4},
    {.name = "floor, half points", .has_floor = true},
    {.name = "heavy tails", .has_heavy_tails = true},
    {.name = "planned with .3", .planned_phi = 0.3},
    {.name = "planned with .95", .planned_phi = 0.95},
    {.name = "autocorrelation .5", .planned_phi = 0.5, .phi = 0.5},
    {.name = "autocorrelation .8", .planned_phi = 0.8, .phi = 0.8},
    {.name = "autocorrelation .9", .planned_phi = 0.9, .phi = 0.9}};
const Scenario nocebo{.name = "expectation of half a point", .expectation = 0.5};

struct Design {
  int days;
  int blocks;
};

/// One person's trial, from the first day of the diary on.
class Person {
 public:
  Person(const Scenario& scenario, Design design, unsigned seed)
      : scenario_{scenario},
        design_{design},
        orders_{admissible_orders(design.blocks)},
        random_{seed},
        n_{days_before + design.days * design.blocks},
        eaten_{Eigen::VectorXd::Zero(n_)},
        ratings_{Eigen::VectorXd::Zero(n_)} {
    drawn_ = random_() % orders_.orders.size();
  }

  /// @param effect  over the lags 1 to 3
  void live(double effect, DayWindow kernel) {
    const Eigen::VectorXd arms = orders_.order(drawn_);
    const int step_at =
        days_before + static_cast<int>(random_() % static_cast<unsigned>(n_ - days_before));
    double state = scenario_.begins_in_flare ? flare() : normal();
    double walk = 0;
    for (int day = 0; day < n_; ++day) {
      const int at = day - days_before;
      const bool plans = at >= 0;
      const bool eats = plans && arms[at / design_.days] > 0;
      if (scenario_.begins_in_flare && at == -7) state = flare();
      const double shock = scenario_.has_heavy_tails ? heavy() : normal();
      const double phi = scenario_.phi;
      state = day == 0 ? state : phi * state + std::sqrt(1 - phi * phi) * shock;
      walk += scenario_.drift * normal();
      double y = sd * (std::sqrt(1 - noise_share) * state + std::sqrt(noise_share) * normal());
      y += walk + scenario_.week * std::sin(2 * 3.141592653589793 * day / 7);
      if (plans) y += scenario_.trend * at / (n_ - days_before);
      if (scenario_.step > 0 && day >= step_at) y += scenario_.step;
      for (int lag = kernel.first; lag <= kernel.last; ++lag)
        if (day >= lag) y += effect / (kernel.last - kernel.first + 1) * eaten_[day - lag];
      if (eats) y += scenario_.expectation;
      if (scenario_.has_floor) y = std::clamp(std::round((1.5 + y) * 2) / 2, 0.0, 10.0);
      eat(day, plans ? static_cast<int>(eats) : -1, day > 0 ? ratings_[day - 1] : 0);
      ratings_[day] = y;
    }
  }

  /// P-values of harm, and of an effect below the important change in two windows.
  [[nodiscard]] std::vector<double> judge() const {
    const auto wide = scores({1, 6});
    const auto planned = scores({1, 3});
    const auto all = static_cast<double>(orders_.orders.size());
    return {static_cast<double>(count_higher(planned, 0)) / all,
        static_cast<double>(count_lower(planned, change)) / all,
        static_cast<double>(count_lower(wide, change)) / all};
  }

 private:
  double normal() { return normal_(random_); }
  double uniform() { return static_cast<double>(random_() % 1'000'000) / 1e6; }
  double heavy() {
    const double chi = normal() * normal() + std::pow(normal(), 2) + std::pow(normal(), 2);
    return normal() / std::sqrt(std::max(0.05, std::abs(chi)) / 3) / std::sqrt(3.0);
  }
  /// The state in which people begin trials: the worst of six.
  double flare() {
    double worst = normal();
    for (int i = 0; i < 5; ++i) worst = std::max(worst, normal());
    return worst;
  }

  void eat(int day, int arm, double yesterday) {
    double chance = arm < 0 ? 0.4 : arm;
    if (arm > 0) chance = 1 - scenario_.missed;
    if (arm == 0) chance = scenario_.slips;
    if (arm > 0 && yesterday > 0.7 * sd) chance -= scenario_.avoids;
    if (arm == 0 && yesterday < -0.7 * sd) chance += scenario_.comforts;
    eaten_[day] = uniform() < chance;
  }

  [[nodiscard]] OrderScores scores(DayWindow window) const {
    Eigen::MatrixXd blocks = Eigen::MatrixXd::Zero(n_, design_.blocks);
    for (int k = 0; k < design_.blocks; ++k)
      blocks.col(k).segment(days_before + k * design_.days, design_.days).setOnes();
    Eigen::VectorXd before = eaten_;
    before.tail(n_ - days_before).setZero();
    const Eigen::VectorXi rows = Eigen::VectorXi::LinSpaced(n_ - 6, 6, n_ - 1);
    TrialRows trial{.day = rows.cast<double>(),
        .outcome = ratings_(rows),
        .nuisance = Eigen::MatrixXd::Ones(rows.size(), 3),
        .blocks = window_means(blocks, rows, window),
        .exposure = window_means(eaten_ - before, rows, window)};
    trial.nuisance.col(1) = trial.day;
    trial.nuisance.col(2) = window_means(before, rows, window);
    return score_orders(whiten(trial, {scenario_.planned_phi, noise_share, {}}), orders_, drawn_);
  }

  const Scenario& scenario_;
  Design design_;
  AdmissibleOrders orders_;
  std::mt19937 random_;
  std::normal_distribution<double> normal_;
  int n_;
  std::size_t drawn_ = 0;
  Eigen::VectorXd eaten_;
  Eigen::VectorXd ratings_;
};

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
