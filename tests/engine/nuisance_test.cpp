#include "engine/nuisance.hpp"

#include <gtest/gtest.h>

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "culprit/core/error.hpp"
#include "support/diary_builder.hpp"
#include "support/near.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::DiaryBuilder;
using diary::Kind;

struct Setup {
  diary::Diary diary;
  diary::OutcomeCandidate outcome;
  Study study;
};

Setup set_up(const DiaryBuilder& builder, const Options& options = {}) {
  Setup setup{.diary = builder.build(), .outcome = {}, .study = {}};
  setup.outcome = diary::choose_outcome(diary::outcome_candidates(setup.diary), options.severity);
  setup.study = make_study(setup.diary, foods::resolve(setup.diary), setup.outcome, options);
  return setup;
}

DiaryBuilder sixty_days() {
  DiaryBuilder builder;
  for (int day = 0; day < 60; ++day) builder.food(day, "rice").severity(day, day % 7);
  return builder;
}

std::vector<FactorSeries> factors_of(const Setup& setup, const Options& options = {}) {
  return select_factors(setup.diary, setup.study, setup.outcome, options);
}

TEST(SelectFactors, TakesWhatTheSkinCannotCauseAlsoOnTheSameDay) {
  struct Case {
    const char* name;
    std::vector<int> lags;
  };
  const std::vector<int> both{0, 1};
  const std::vector<int> before{1};
  for (const auto& c :
      {Case{"pollen count", both}, Case{"Max temperature", both}, Case{"Humidity", both},
          Case{"cycle day", both}, Case{"infection", both}, Case{"travel", both},
          Case{"UV index", both}, Case{"air quality", both}, Case{"cats", both},
          Case{"stress", before}, Case{"mood", before}, Case{"sleep_hours", before},
          Case{"category", before}, Case{"airplane mode", before}, Case{"steps", before}}) {
    auto builder = sixty_days();
    builder.add(Kind::factor, 3, c.name, 1);
    const auto setup = set_up(builder);
    const auto factors = factors_of(setup);
    ASSERT_EQ(factors.size(), 1U) << c.name;
    EXPECT_EQ(factors[0].lags, c.lags) << c.name;
    EXPECT_EQ(factors[0].name, c.name);
  }
}

TEST(SelectFactors, DayOfTheCycleGoesRound) {
  for (const auto* name : {"Cycle day", "cycle_day", "Zyklustag", "Día del ciclo"}) {
    auto builder = sixty_days();
    for (int day = 0; day < 56; ++day) builder.add(Kind::factor, day, name, day % 28 + 1);
    const auto factors = factors_of(set_up(builder));
    ASSERT_EQ(factors.size(), 4U) << name;
    const auto& first = factors[0].values;
    const auto start = static_cast<std::size_t>(
        std::find_if(first.begin(), first.end(), [](double v) { return !std::isnan(v); }) -
        first.begin());
    const auto on = [&](std::size_t factor, std::size_t day) {
      return factors[factor].values[start + day];
    };
    for (std::size_t factor = 0; factor < 4; ++factor) {
      EXPECT_EQ(factors[factor].lags, std::vector<int>{0});
      EXPECT_TRUE(std::isnan(on(factor, 56)));
      // A day later is as near at the turn of the cycle as within it.
      EXPECT_NEAR(on(factor, 27), on(factor, 28), 0.45);
      EXPECT_NEAR(on(factor, 0), on(factor, 28), 1e-12);
    }
    EXPECT_NEAR(on(0, 6), 1, 1e-12) << "a quarter of the cycle";
    EXPECT_NEAR(on(1, 13), -1, 1e-12) << "half of the cycle";
    EXPECT_NEAR(on(3, 13), 1, 1e-12) << "half of the cycle, two turns";
  }
  // A count that is no day of a cycle stays as it is.
  auto builder = sixty_days();
  for (int day = 0; day < 56; ++day) builder.add(Kind::factor, day, "cycle day", day % 7);
  EXPECT_EQ(factors_of(set_up(builder)).size(), 1U);
}

TEST(SelectFactors, TreatmentNotEnteredOnALoggedDayWasNotUsed) {
  auto builder = sixty_days();
  builder.add(Kind::treatment, 5, "hydrocortisone", DiaryBuilder::no_amount);
  builder.add(Kind::treatment, 6, "hydrocortisone", 2).add(Kind::treatment, 8, "hydrocortisone", 0);
  builder.severity(62, 1);
  const auto setup = set_up(builder);
  const auto factors = factors_of(setup);
  ASSERT_EQ(factors.size(), 1U);
  const auto value = [&](int day) {
    return factors[0]
        .values[static_cast<std::size_t>((DiaryBuilder::day(day) - setup.study.first_day).count())];
  };
  EXPECT_EQ(value(5), 1);
  EXPECT_EQ(value(6), 1);
  EXPECT_EQ(value(7), 0);
  EXPECT_EQ(value(8), 0);
  EXPECT_TRUE(std::isnan(value(61)));
  EXPECT_EQ(factors[0].lags, std::vector<int>{1});
}

TEST(SelectFactors, TreatmentOnAScheduleIsAStep) {
  auto builder = sixty_days();
  for (const int day : {10, 24, 38, 52}) builder.add(Kind::treatment, day, "dupilumab");
  for (const int day : {10, 24, 52, 54}) builder.add(Kind::treatment, day, "steroid cream");
  const auto setup = set_up(builder);
  const auto factors = factors_of(setup);
  ASSERT_EQ(factors.size(), 2U);
  const auto offset =
      static_cast<std::size_t>((DiaryBuilder::day(0) - setup.study.first_day).count());
  EXPECT_EQ(factors[0].values[offset + 9], 0);
  EXPECT_EQ(factors[0].values[offset + 11], 1);
  EXPECT_EQ(factors[0].values[offset + 59], 1);
  EXPECT_EQ(factors[1].values[offset + 11], 0);
}

TEST(SelectFactors, LeavesOtherSymptomsOutUnlessAsked) {
  auto builder = sixty_days();
  for (int day = 0; day < 60; ++day) {
    builder.add(Kind::symptom, day, "redness", day % 4).add(Kind::factor, day, "stress", day % 3);
  }
  const auto setup = set_up(builder);
  const auto adjusted = [&](AdjustMode mode, std::vector<std::string> wanted = {}) {
    Options options;
    options.adjust = mode;
    options.adjust_names = std::move(wanted);
    std::string names;
    for (const auto& factor : factors_of(setup, options)) names += factor.name + ";";
    return names;
  };
  EXPECT_EQ(adjusted(AdjustMode::automatic), "stress;");
  EXPECT_EQ(adjusted(AdjustMode::all), "redness;stress;");
  EXPECT_EQ(adjusted(AdjustMode::none), "");
  EXPECT_EQ(adjusted(AdjustMode::named, {"Redness "}), "redness;");
}

TEST(SelectFactors, TodaysValuesAreAskedForByName) {
  auto builder = sixty_days();
  builder.add(Kind::factor, 3, "stress", 1).add(Kind::factor, 3, "sleep + today", 1);
  const auto setup = set_up(builder);
  const auto lags = [&](const char* name) {
    Options options;
    options.adjust = AdjustMode::named;
    options.adjust_names = {name};
    return factors_of(setup, options).at(0).lags;
  };
  EXPECT_EQ(lags("stress"), std::vector<int>{1});
  EXPECT_EQ(lags("Stress+today"), (std::vector<int>{0, 1}));
  EXPECT_EQ(lags("sleep + today"), std::vector<int>{1}) << "a name that the diary has is that name";
}

TEST(MakeNuisance, KeepsTodaysValuesOfWhatMayFollowFromTheSkin) {
  auto builder = sixty_days();
  for (int day = 0; day < 60; ++day) {
    builder.add(Kind::factor, day, "pollen", day % 4).add(Kind::treatment, day, "cream", day % 3);
    if (day % 9 != 0) builder.add(Kind::factor, day, "stress", day % 5);
    if (day % 3 == 0) builder.add(Kind::factor, day, "mood", day % 2);
  }
  const auto setup = set_up(builder);
  const Nuisance nuisance = make_nuisance(setup.study, factors_of(setup));
  ASSERT_EQ(nuisance.today.size(), 1U) << "mood is mostly missing, pollen is in the model";
  EXPECT_EQ(nuisance.today[0].name, "stress");
  EXPECT_EQ(nuisance.today[0].columns.cols(), 2) << "values, and which are missing";
  EXPECT_EQ(nuisance.today[0].columns(2, 0), 3) << "the first reading has no logged day before it";
  EXPECT_EQ(nuisance.today[0].columns(8, 1), 1);
  const Nuisance both = beside_today(nuisance, nuisance.today);
  EXPECT_EQ(both.fixed.cols(), nuisance.fixed.cols() + 2);
}

TEST(SelectFactors, RefusesANameThatIsNotThere) {
  auto builder = sixty_days();
  Options options;
  options.adjust = AdjustMode::named;
  options.adjust_names = {"moon"};
  const auto error_text = [&](const DiaryBuilder& with) -> std::string {
    try {
      (void)factors_of(set_up(with), options);
    } catch (const InputError& error) {
      return error.messages()[0].code + ": " + error.messages()[0].text;
    }
    return "no error";
  };
  EXPECT_EQ(error_text(builder),
      "unknown_factor: factor 'moon' of --adjust is not in the diary; "
      "expected none, for it holds no factor or treatment");
  builder.add(Kind::factor, 1, "stress", 1).add(Kind::factor, 1, "sleep", 1);
  EXPECT_EQ(error_text(builder),
      "unknown_factor: factor 'moon' of --adjust is not in the diary; expected one of: "
      "sleep, stress");
}

std::string names_of(const Nuisance& nuisance) {
  std::string names;
  for (const auto& adjustment : nuisance.adjustments) names += adjustment.name + ";";
  return names;
}

TEST(MakeNuisance, OfAPlainDiaryIsCalendarAndTheDaysBeforeIt) {
  const auto setup = set_up(sixty_days());
  const Nuisance nuisance = make_nuisance(setup.study, {});
  EXPECT_EQ(nuisance.fixed.col(0), Eigen::VectorXd::Ones(nuisance.fixed.rows()));
  EXPECT_EQ(nuisance.fixed.cols(), 3);  // 1, trend, unlogged days before the diary begins
  EXPECT_EQ(nuisance.weekday.rowwise().sum(), Eigen::VectorXd::Ones(nuisance.fixed.rows()));
  EXPECT_EQ(nuisance.trend.cols(), 1);
  EXPECT_EQ(names_of(nuisance), "weekday;trend;unlogged days;");
  EXPECT_TRUE(nuisance.warnings.empty());
}

TEST(MakeNuisance, TrendGrowsWithTheDiary) {
  DiaryBuilder builder;
  for (int day = 0; day < 400; ++day) builder.food(day, "rice").severity(day, day % 7);
  const auto setup = set_up(builder);
  const Nuisance nuisance = make_nuisance(setup.study, {});
  EXPECT_EQ(nuisance.trend.cols(), 4);
  // Mean square about 1, about orthogonal to each other.
  const Eigen::MatrixXd products =
      nuisance.trend.transpose() * nuisance.trend / static_cast<double>(nuisance.trend.rows());
  EXPECT_LT((products - Eigen::MatrixXd::Identity(4, 4)).cwiseAbs().maxCoeff(), 0.05);
}

TEST(MakeNuisance, AStrayDateBuysNoPolynomials) {
  DiaryBuilder builder;
  builder.food(-30000, "rice").severity(-29999, 1);
  for (int day = 0; day < 60; ++day) builder.food(day, "rice").severity(day, day % 7);
  const auto setup = set_up(builder);
  EXPECT_EQ(make_nuisance(setup.study, {}).trend.cols(), 2);
}

TEST(MakeNuisance, SeparatesTimesOfRatingWithEnoughReadings) {
  for (const int mornings : {4, 5}) {
    DiaryBuilder builder;
    for (int day = 0; day < 40; ++day) {
      builder.food(day, "rice").severity(day, day % 7, 20 * 60);
      if (day >= 10 && day < 10 + mornings) builder.severity(day, 1, 9 * 60);
    }
    const auto setup = set_up(builder);
    const bool named =
        names_of(make_nuisance(setup.study, {})).find("time of day") != std::string::npos;
    EXPECT_EQ(named, mornings == 5);
  }
}

/// Columns that follow the clock, where ratings are given at these times by turns.
int columns_for(const std::vector<int>& minutes) {
  DiaryBuilder builder;
  for (int day = 0; day < 90; ++day) {
    builder.food(day, "rice");
    builder.severity(day, day % 7, minutes[static_cast<std::size_t>(day) % minutes.size()]);
  }
  const auto setup = set_up(builder);
  const Nuisance nuisance = make_nuisance(setup.study, {});
  int count = 0;
  for (Eigen::Index j = 0; j < nuisance.fixed.cols(); ++j) {
    std::map<int, std::set<double>> by_clock;
    std::set<double> values;
    for (std::size_t row = 0; row < setup.study.readings.size(); ++row) {
      const double value = nuisance.fixed(static_cast<Eigen::Index>(row), j);
      by_clock[setup.study.readings[row].clock].insert(value);
      values.insert(value);
    }
    const bool follows = std::all_of(
        by_clock.begin(), by_clock.end(), [](const auto& item) { return item.second.size() == 1; });
    if (follows && values.size() > 1) ++count;
  }
  return count;
}

TEST(MakeNuisance, TimesTwoHoursApartAreTwoAroundMidnightAsWell) {
  EXPECT_EQ(columns_for({8 * 60 + 10}), 0);
  EXPECT_EQ(columns_for({17 * 60, 22 * 60}), 1);
  EXPECT_EQ(columns_for({8 * 60 + 10, 14 * 60 + 20}), 1);
  EXPECT_EQ(columns_for({20 * 60, 21 * 60 + 59}), 0);
  EXPECT_EQ(columns_for({20 * 60, 22 * 60}), 1);
  EXPECT_EQ(columns_for({23 * 60 + 30, 30}), 0);
  EXPECT_EQ(columns_for({23 * 60 + 30, 30, 12 * 60}), 1);
}

TEST(MakeNuisance, ATimeWiderThanFourHoursGoesRoundTheClock) {
  EXPECT_EQ(columns_for({8 * 60, 9 * 60 + 30, 11 * 60, 12 * 60}), 0);
  EXPECT_EQ(columns_for({8 * 60, 9 * 60 + 30, 11 * 60, 12 * 60 + 1}), 2);
  EXPECT_EQ(
      columns_for({0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200, 1300, 1400}),
      2);
}

TEST(MakeNuisance, PutsMissingFactorValuesAtTheMeanWithAnIndicator) {
  auto builder = sixty_days();
  for (int day = 0; day < 60; ++day) {
    if (day % 4 != 0) builder.add(Kind::factor, day, "stress", day % 5);
  }
  const auto setup = set_up(builder);
  const auto with = make_nuisance(setup.study, factors_of(setup));
  EXPECT_EQ(with.fixed.cols(), make_nuisance(setup.study, {}).fixed.cols() + 2);
  EXPECT_FALSE(with.fixed.array().isNaN().any());
  EXPECT_EQ(names_of(with), "weekday;trend;unlogged days;stress;");
}

TEST(MakeNuisance, DropsAFactorThatIsMostlyMissingAndSaysSo) {
  auto builder = sixty_days();
  for (int day = 0; day < 20; ++day) builder.add(Kind::factor, day, "stress", day % 5);
  const auto setup = set_up(builder);
  const auto nuisance = make_nuisance(setup.study, factors_of(setup));
  ASSERT_EQ(nuisance.warnings.size(), 1U);
  EXPECT_EQ(nuisance.warnings[0].code, "factor_mostly_missing");
  EXPECT_EQ(nuisance.warnings[0].text,
      "stress was not adjusted for: it has no value for 66 % of the ratings");
}

TEST(MakeNuisance, DropsFactorsThatTheReadingsCannotCarry) {
  DiaryBuilder builder;
  for (int day = 0; day < 24; ++day) {
    builder.food(day, "rice").severity(day, day % 7);
    for (const char* name : {"a", "b", "c", "d"}) {
      builder.add(Kind::factor, day, name, (day * (name[0] - 'a' + 3)) % 11);
    }
  }
  const auto setup = set_up(builder);
  const auto nuisance = make_nuisance(setup.study, factors_of(setup));
  ASSERT_FALSE(nuisance.warnings.empty());
  EXPECT_EQ(nuisance.warnings.back().code, "too_few_readings_to_adjust");
  EXPECT_EQ(nuisance.warnings.back().text,
      "d was not adjusted for: there are too few ratings for so many factors");
  EXPECT_LE(nuisance.fixed.cols(), 6);
}

TEST(MakeNuisance, KeepsOnlyIndependentColumns) {
  auto builder = sixty_days();
  for (int day = 0; day < 60; ++day) {
    builder.add(Kind::factor, day, "stress", day % 5)
        .add(Kind::factor, day, "twice the stress", 2 * (day % 5));
  }
  const auto setup = set_up(builder);
  const auto nuisance = make_nuisance(setup.study, factors_of(setup));
  EXPECT_EQ(
      Eigen::ColPivHouseholderQR<Eigen::MatrixXd>(nuisance.fixed).rank(), nuisance.fixed.cols());
}

}  // namespace
}  // namespace culprit::engine
