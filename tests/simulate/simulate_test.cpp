#include "culprit/simulate/simulate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "simulate/support.hpp"

namespace culprit::simulate {
namespace {

using diary::Kind;

/// Points per exposure `lag` days before, by least squares over the complete diary.
double slope_at(const SimulatedDiary& simulated, const std::string& food, int lag) {
  const auto eaten = days_with(simulated, food);
  double n = 0, sx = 0, sy = 0, sxy = 0;
  for (const auto& [day, value] : values_of(simulated, Kind::severity)) {
    if (day < lag) continue;
    const double x = eaten.contains(day - lag) ? 1 : 0;
    n += 1, sx += x, sy += value, sxy += x * value;
  }
  return (sxy - sx * sy / n) / (sx - sx * sx / n);
}

double autocorrelation(const std::map<int, double>& series) {
  double mean = 0, covariance = 0, variance = 0;
  for (const auto& [day, value] : series) mean += value / static_cast<double>(series.size());
  for (const auto& [day, value] : series) {
    variance += (value - mean) * (value - mean);
    if (series.contains(day + 1)) covariance += (value - mean) * (series.at(day + 1) - mean);
  }
  return covariance / variance;
}

double mean_of(const std::map<int, double>& series) {
  double sum = 0;
  for (const auto& [day, value] : series) sum += value;
  return sum / static_cast<double>(series.size());
}

TEST(Simulate, SameSeedSameBytesOtherSeedOtherBytes) {
  const Options one{.seed = 1};
  const Options two{.seed = 2};
  EXPECT_EQ(to_csv(simulate(one)), to_csv(simulate(one)));
  EXPECT_NE(to_csv(simulate(one)), to_csv(simulate(two)));
}

TEST(Simulate, DefaultsHaveThreeFoodsThatHarmAndOneThatHelps) {
  const auto simulated = simulate({});
  ASSERT_EQ(simulated.triggers.size(), 4U);
  EXPECT_TRUE(std::ranges::is_sorted(simulated.triggers, {}, &Trigger::food));
  int better = 0;
  for (const auto& trigger : simulated.triggers) {
    const bool helps = trigger.direction == Direction::better;
    better += helps ? 1 : 0;
    EXPECT_GE(std::abs(trigger.effect), 0.7);
    EXPECT_LE(std::abs(trigger.effect), 0.9);
    EXPECT_EQ(trigger.effect < 0, helps);
    EXPECT_TRUE(foods_of(simulated).contains(trigger.food)) << trigger.food;
  }
  EXPECT_EQ(better, 1);
}

TEST(Simulate, EachKernelActsOnItsDaysAndNoOthers) {
  struct Case {
    Kernel kernel;
    std::vector<double> weights;  // by lag from 0
  };
  const Case cases[] = {{Kernel::next_day, {0, 1}}, {Kernel::two_days, {.5, .5}},
      {Kernel::several_days, {0, .3, .4, .3}}, {Kernel::delayed, {0, 0, 0, .2, .3, .3, .2}}};
  for (const auto& [kernel, weights] : cases) {
    SCOPED_TRACE(to_word(kernel));
    auto options = plain(20000);
    options.culprits.kernel = kernel;
    const auto simulated = simulate(options);
    const auto& trigger = simulated.triggers.at(0);
    EXPECT_EQ(trigger.lag.last() + 1, static_cast<int>(weights.size()));
    EXPECT_EQ(trigger.lag.first(),
        std::ranges::find_if(weights, [](double w) { return w > 0; }) - weights.begin());
    for (std::size_t lag = 0; lag < weights.size(); ++lag)
      EXPECT_NEAR(slope_at(simulated, trigger.food, static_cast<int>(lag)), 2 * weights[lag], 0.15);
    EXPECT_NEAR(slope_at(simulated, trigger.food, 8), 0, 0.15);
  }
}

TEST(Simulate, MixedDealsTheKernelsOutInTurn) {
  const auto simulated = simulate({});
  std::vector<std::pair<int, int>> lags;
  for (const auto& trigger : simulated.triggers)
    lags.emplace_back(trigger.lag.first(), trigger.lag.last());
  EXPECT_THAT(lags, ::testing::UnorderedElementsAre(
                        std::pair{1, 1}, std::pair{0, 1}, std::pair{1, 3}, std::pair{3, 6}));
}

TEST(Simulate, WithClockTimesLagsAreCountedInHours) {
  auto options = plain(20000);
  options.logging.times = Times::clock;
  options.logging.ratings_per_day = 2;
  const auto simulated = simulate(options);
  std::map<std::int64_t, int> meals;
  double n[2] = {}, sum[2] = {};
  const auto minute = [&](const diary::Entry& entry) {
    return std::int64_t{number_of(simulated, entry.day)} * 1440 + entry.time.minute();
  };
  for (const auto& entry : simulated.diary.entries) {
    if (entry.kind == Kind::food) meals[minute(entry)] = 1;
  }
  for (const auto& entry : simulated.diary.entries) {
    if (entry.kind != Kind::severity || number_of(simulated, entry.day) < 3) continue;
    const auto rated = minute(entry);
    const auto eaten = meals.upper_bound(rated - 2 * 1440);  // lag 1 = [24 h, 48 h) before
    const bool is_exposed = eaten != meals.end() && eaten->first <= rated - 1440;
    n[is_exposed] += 1;
    sum[is_exposed] += entry.amount;
  }
  EXPECT_NEAR(sum[1] / n[1] - sum[0] / n[0], 2, 0.1);
  EXPECT_EQ(n[0] + n[1], 2 * 20000 - 6);
}

TEST(Simulate, CulpritsLeaveTheLevelAlone) {
  auto options = plain(20000);
  options.culprits.lowest_effect = options.culprits.highest_effect = 20;
  EXPECT_NEAR(mean_of(values_of(simulate(options), Kind::severity)), 50, 0.2);
}

TEST(Simulate, MoreEffectIsOtherwiseTheSameDiary) {
  Options weak{.seed = 3};
  Options strong = weak;
  strong.culprits.lowest_effect = strong.culprits.highest_effect = 3;
  const auto a = simulate(weak);
  const auto b = simulate(strong);
  for (const auto& food : foods_of(a))
    EXPECT_EQ(days_with(a, food).size(), days_with(b, food).size());
  EXPECT_NE(values_of(a, Kind::severity), values_of(b, Kind::severity));
}

TEST(Simulate, AutocorrelationAndSpreadAreWhatWasAsked) {
  for (const double phi : {0.0, 0.5, 0.9}) {
    auto options = plain(20000);
    options.course.phi = phi;
    options.course.noise = 0;
    options.culprits.worse = 0;
    const auto ratings = values_of(simulate(options), Kind::severity);
    EXPECT_NEAR(autocorrelation(ratings), phi, 0.03);
    const double mean = mean_of(ratings);
    double square = 0;
    for (const auto& [day, value] : ratings) square += (value - mean) * (value - mean);
    EXPECT_NEAR(std::sqrt(square / static_cast<double>(ratings.size())), 1.3, 0.1) << phi;
  }
}

TEST(Simulate, FoodsAreEatenAsOftenAsAsked) {
  auto options = plain(5000);
  options.menu.foods = 80;
  options.culprits.worse = 20;
  const auto simulated = simulate(options);
  const auto foods = foods_of(simulated);
  EXPECT_EQ(foods.size(), 80U);
  EXPECT_TRUE(foods.contains("food 061"));
  double smallest = 1, largest = 0;
  for (const auto& food : foods) {
    const double rate = static_cast<double>(days_with(simulated, food).size()) / 5000;
    const bool is_culprit = std::ranges::count(simulated.triggers, food, &Trigger::food) > 0;
    EXPECT_GE(rate, is_culprit ? 0.08 : 0.02) << food;
    EXPECT_LE(rate, is_culprit ? 0.32 : 0.53) << food;
    smallest = std::min(smallest, rate);
    largest = std::max(largest, rate);
  }
  EXPECT_LT(smallest, 0.05);
  EXPECT_GT(largest, 0.4);
}

TEST(Simulate, CompanionsAreEatenOnTheShareAskedFor) {
  for (const double together : {0.8, 0.95}) {
    auto options = plain(20000);
    options.menu.foods = 10;
    options.menu.clusters = 2;
    options.menu.together = together;
    const auto simulated = simulate(options);
    ASSERT_EQ(simulated.clusters.size(), 2U);
    EXPECT_EQ(simulated.clusters[0][0], simulated.triggers[0].food);
    for (const auto& cluster : simulated.clusters) {
      ASSERT_EQ(cluster.size(), 3U);
      const auto leader = days_with(simulated, cluster[0]);
      for (std::size_t i = 1; i < cluster.size(); ++i) {
        const auto companion = days_with(simulated, cluster[i]);
        const auto both = std::ranges::count_if(
            leader, [&](const auto& day) { return companion.contains(day.first); });
        EXPECT_NEAR(static_cast<double>(both) / static_cast<double>(leader.size()), together, 0.02);
        EXPECT_NEAR(static_cast<double>(companion.size()), static_cast<double>(leader.size()), 300);
      }
    }
  }
}

TEST(Simulate, UnloggedAndUnratedDaysAreTheSharesAskedFor) {
  auto options = plain(20000);
  options.logging.unlogged = 0.25;
  options.logging.unrated = 0.1;
  for (const double in_runs : {0.0, 0.5, 1.0}) {
    options.logging.in_runs = in_runs;
    const auto simulated = simulate(options);
    const auto logged = static_cast<double>(simulated.diary.logged_days.size());
    EXPECT_NEAR(logged / 20000, 0.75, 0.03) << in_runs;
    const auto ratings = static_cast<double>(values_of(simulated, Kind::severity).size());
    EXPECT_NEAR(ratings / logged, 0.9, 0.02) << in_runs;
    int longest = 0, previous = -1;
    for (const auto day : simulated.diary.logged_days) {
      longest = std::max(longest, number_of(simulated, day) - previous - 1);
      previous = number_of(simulated, day);
    }
    EXPECT_EQ(longest > 12, in_runs > 0) << longest;
  }
}

TEST(Simulate, UnloggedDaysMayStillBeRated) {
  auto options = plain(2000);
  options.logging.unlogged = 0.5;
  options.logging.rated_when_unlogged = 1;
  const auto simulated = simulate(options);
  EXPECT_LT(simulated.diary.logged_days.size(), 1100U);
  EXPECT_EQ(values_of(simulated, Kind::severity).size(), 2000U);
}

TEST(Simulate, AFloorPilesRatingsUpAtTheMinimum) {
  auto options = plain(2000);
  options.course.level = 0.5;
  const auto ratings = values_of(simulate(options), Kind::severity);
  const auto at_floor = std::ranges::count_if(ratings, [](const auto& r) { return r.second == 0; });
  EXPECT_GT(at_floor, 600);
  EXPECT_LT(at_floor, 1000);
}

TEST(Simulate, RatingsAreStepsOfTheScale) {
  for (const ScaleOptions scale :
      {ScaleOptions{0, 4, 1}, ScaleOptions{0, 100, 5}, ScaleOptions{1, 7, 0.5}}) {
    auto options = defaults_for(scale);
    options.course.sd *= 2;
    const auto ratings = values_of(simulate(options), Kind::severity);
    for (const auto& [day, value] : ratings) {
      EXPECT_GE(value, scale.minimum);
      EXPECT_LE(value, scale.maximum);
      const double steps = (value - scale.minimum) / scale.step;
      EXPECT_EQ(steps, std::round(steps)) << value;
    }
  }
}

TEST(Simulate, StressDrivesComfortFoodsAndSkin) {
  auto options = plain(5000);
  options.menu.foods = 20;
  options.culprits.worse = 0;
  options.behaviour.stress = 1;
  options.behaviour.comfort = 2;
  auto simulated = simulate(options);
  const auto stress = values_of(simulated, Kind::factor);
  const auto ratings = values_of(simulated, Kind::severity);
  ASSERT_EQ(stress.size(), 5000U);
  EXPECT_NEAR(mean_of(stress), 5, 0.3);
  double covariance = 0, variance = 0;
  for (const auto& [day, value] : stress) {
    covariance += (value - 5) * (ratings.at(day) - 50);
    variance += (value - 5) * (value - 5);
  }
  EXPECT_NEAR(covariance / variance, 1 / 1.5, 0.15);  // 1.5 points on its scale are one sd
  int raw_associations = 0;
  for (const auto& food : foods_of(simulated))
    raw_associations += slope_at(simulated, food, 0) > 0.5 ? 1 : 0;
  EXPECT_EQ(raw_associations, 5);
  options.behaviour.confounder = Confounder::hidden;
  simulated = simulate(options);
  EXPECT_TRUE(values_of(simulated, Kind::factor).empty());
  EXPECT_EQ(values_of(simulated, Kind::severity), ratings);
}

TEST(Simulate, AvoidedFoodsFollowYesterdaysSkin) {
  auto options = plain(5000);
  options.menu.foods = 20;
  options.culprits.worse = 0;
  options.course.phi = 0.8;
  options.behaviour.avoidance = 1;
  const auto simulated = simulate(options);
  int followers = 0;
  for (const auto& food : foods_of(simulated))
    followers += slope_at(simulated, food, 0) < -0.3 ? 1 : 0;
  EXPECT_EQ(followers, 6);
}

TEST(Simulate, CreamIsUsedOnBadDaysAndHelpsTheNext) {
  auto options = plain(5000);
  options.culprits.worse = 0;
  options.course.sd = 0.5;
  options.course.noise = 0;
  options.behaviour.treatment = 10;
  const auto simulated = simulate(options);
  const auto ratings = values_of(simulated, Kind::severity);
  const auto used = values_of(simulated, Kind::treatment);
  ASSERT_GT(used.size(), 300U);
  for (const auto& [day, amount] : used) {
    EXPECT_LT(ratings.contains(day + 1) ? ratings.at(day + 1) : 0, 45);
  }
}

TEST(Simulate, WeekendsShowInFoodsAndSkin) {
  auto options = plain(7000);
  options.menu.foods = 10;
  options.menu.weekend_share = 1;
  options.course.weekend = 2;
  const auto simulated = simulate(options);
  double ratings[2] = {}, rated[2] = {}, meals[2] = {};
  for (const auto& entry : simulated.diary.entries) {
    const bool is_weekend = weekday_index(entry.day) >= 5;
    if (entry.kind == Kind::severity) ratings[is_weekend] += entry.amount, rated[is_weekend] += 1;
    if (entry.kind == Kind::food) meals[is_weekend] += 1;
  }
  EXPECT_LT(ratings[1] / rated[1], ratings[0] / rated[0] - 1);
  EXPECT_GT(meals[1] / rated[1], 1.5 * meals[0] / rated[0]);
}

TEST(Simulate, TrendSeasonAndDriftMoveTheYear) {
  for (const int kind : {0, 1, 2}) {
    auto options = plain(365);
    options.culprits.worse = 0;
    (kind == 0      ? options.course.trend
        : kind == 1 ? options.course.season
                    : options.course.drift) = kind == 2 ? 1 : 10;
    const auto ratings = values_of(simulate(options), Kind::severity);
    EXPECT_GT(autocorrelation(ratings), 0.6) << kind;
  }
}

TEST(Simulate, SeasonalFoodsMoveWithTheSkin) {
  auto options = plain(3650);
  options.menu.foods = 10;
  options.menu.seasonal_share = 1;
  options.culprits.worse = 0;
  options.course.season = 5;
  const auto simulated = simulate(options);
  for (const auto& food : foods_of(simulated))
    EXPECT_GT(std::abs(slope_at(simulated, food, 0)), 0.7) << food;
}

TEST(Simulate, EffectsAreInProportionToAmounts) {
  auto options = plain(20000);
  options.logging.amounts = Amounts::grams;
  const auto simulated = simulate(options);
  const auto eaten = days_with(simulated, simulated.triggers[0].food);
  std::map<double, std::pair<double, double>> by_amount;
  for (const auto& [day, value] : values_of(simulated, Kind::severity)) {
    auto& [n, sum] = by_amount[eaten.contains(day - 1) ? eaten.at(day - 1) : 0];
    n += 1;
    sum += value;
  }
  ASSERT_EQ(by_amount.size(), 5U);
  const double never = by_amount[0].second / by_amount[0].first;
  for (const auto& [amount, total] : by_amount)
    EXPECT_NEAR(total.second / total.first - never, 2 * amount / 100, 0.3) << amount;
}

TEST(Simulate, OneDayOneFoodIsADiary) {
  const auto simulated =
      simulate({.days = 1, .menu = {.foods = 1}, .culprits = {.worse = 0, .better = 0}});
  EXPECT_LE(simulated.diary.entries.size(), 2U);
}

TEST(Simulate, RefusesWhatItCannotDo) {
  const auto bad = [] { return simulate({.days = 0}); };
  EXPECT_THAT(bad, ::testing::ThrowsMessage<std::invalid_argument>(
                       "simulate: days '0' is out of range; expected 1 to 20000"));
}

}  // namespace
}  // namespace culprit::simulate
