#include "culprit/engine/pool.hpp"

#include <gtest/gtest.h>

#include <Eigen/LU>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "culprit/core/error.hpp"
#include "engine/associate.hpp"
#include "engine/exposure.hpp"
#include "engine/nuisance.hpp"
#include "engine/study.hpp"
#include "support/diary_builder.hpp"
#include "support/near.hpp"
#include "support/simulated_diary.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::closed_form;
using culprit::testing::DiaryBuilder;
using culprit::testing::is_near;
using culprit::testing::optimised;
using culprit::testing::simulated_diary;

PersonEffects effects_of(const diary::Diary& diary, const Options& options = {}) {
  auto person = preset_effects(diary, foods::resolve(diary), options);
  return person;
}

const PresetEffect* find(
    const PersonEffects& person, const std::string& name, PresetWindow window) {
  for (const auto& effect : person.effects) {
    if (effect.name == name && effect.window == window) return &effect;
  }
  return nullptr;
}

TEST(PresetEffects, AreSharesOfTheScaleOfEverythingThatCanBeTested) {
  const auto person = effects_of(simulated_diary({.seed = 3, .days = 400, .effect = 2}));
  EXPECT_FALSE(person.left_out);
  EXPECT_FALSE(person.is_lag_zero_used);
  EXPECT_EQ(person.effects.size(), 2 * 41U);
  const auto* early = find(person, "culprit", PresetWindow::early);
  const auto* late = find(person, "culprit", PresetWindow::late);
  ASSERT_TRUE(early != nullptr && late != nullptr);
  EXPECT_NEAR(early->estimate, 0.2, 4 * early->standard_error);
  EXPECT_GT(early->estimate, 2 * early->standard_error);
  EXPECT_NEAR(late->estimate, 0, 3 * late->standard_error);
}

/// Least squares of the whitened ratings on all whitened lags, by another factorisation.
TEST(PresetEffects, AreTotalsOverTheLagsOfEachWindow) {
  const auto diary = simulated_diary({.seed = 8, .days = 150, .foods = 4, .effect = 1});
  const auto resolution = foods::resolve(diary);
  Options options;
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), std::nullopt);
  options.scale = diary::infer_scale(diary, outcome);
  const Study study = make_study(diary, resolution, outcome, options);
  const auto nuisance = make_nuisance(study, select_factors(diary, study, outcome, options));
  const auto associations = associate(study, nuisance, resolution, options);
  const NullModel null{study, nuisance, associations.noise};
  const auto person = effects_of(diary);
  for (const auto& association : associations.tested) {
    const Eigen::MatrixXd lags =
        ExposureGrid{study}.exposures(study.foods[association.food]).dense();
    const auto [rest, white] = null.whiten(lags.rightCols(6));  // 1 to 6: untimed ratings
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr{white};
    const Eigen::VectorXd by_lag = qr.solve(rest);
    const double variance = (rest - white * by_lag).squaredNorm() / (null.degrees() - 5);
    const Eigen::MatrixXd covariance = variance * (white.transpose() * white).inverse();
    const Eigen::Vector2d expected{by_lag.head(3).sum(), by_lag.tail(3).sum()};
    const Eigen::Vector2d errors{std::sqrt(covariance.topLeftCorner(3, 3).sum()),
        std::sqrt(covariance.bottomRightCorner(3, 3).sum())};
    for (const auto window : {PresetWindow::early, PresetWindow::late}) {
      const auto k = static_cast<Eigen::Index>(window);
      const auto* effect = find(person, resolution.foods[association.food].name, window);
      ASSERT_NE(effect, nullptr);
      EXPECT_TRUE(is_near(10 * effect->estimate, expected[k], optimised));
      EXPECT_TRUE(is_near(10 * effect->standard_error, errors[k], optimised));
    }
  }
}

TEST(PresetEffects, LeaveOutScalesThatLookBackAndDiariesThatSayNothing) {
  const auto diary = simulated_diary({.seed = 3, .days = 60, .foods = 3});
  Options options;
  options.scale = diary::scale_from_text("POEM");
  EXPECT_EQ(effects_of(diary, options).left_out.value_or(""), "POEM looks back over 7 days");
  DiaryBuilder builder;
  for (int day = 0; day < 20; ++day) builder.food(day, "rice").severity(day, 3);
  EXPECT_EQ(effects_of(builder.build()).left_out.value_or(""), "no food can be tested");
  DiaryBuilder without_food;
  without_food.severity(1, 2);
  EXPECT_THROW((void)effects_of(without_food.build()), InputError);
}

/// A person with these effects of one food, early.
PersonEffects person(
    const std::string& name, const std::string& food, double estimate, double error) {
  return {.person = name,
      .effects = {{.name = food,
          .level = foods::Level::food,
          .window = PresetWindow::early,
          .estimate = estimate,
          .standard_error = error}},
      .is_lag_zero_used = name == "p0",
      .left_out = std::nullopt};
}

TEST(Pool, PutsFiveOrMorePeopleTogetherAndCountsTheOthers) {
  Pool pool;
  for (int i = 0; i < 5; ++i)
    pool.add(person("p" + std::to_string(i), "milk", 0.1 * i, 0.05 + 0.01 * i));
  for (int i = 0; i < 4; ++i) pool.add(person("q" + std::to_string(i), "rye", 0.1, 0.1));
  pool.leave_out("diary cannot be used");
  PersonEffects nobody;
  nobody.left_out = "no food can be tested";
  pool.add(nobody);
  const auto table = pool.table();
  ASSERT_EQ(table.foods.size(), 1);
  const auto& milk = table.foods.front();
  const std::vector<double> effects{0, .1, .2, .3, .4};
  const std::vector<double> errors{.05, .06, .07, .08, .09};
  const auto expected = stats::meta_analysis(effects, errors);
  EXPECT_DOUBLE_EQ(milk.pooled.estimate, expected.estimate);
  EXPECT_TRUE(is_near(milk.pooled.interval.low, expected.interval.low, optimised));
  EXPECT_TRUE(is_near(milk.p_adjusted, expected.p_value, closed_form));
  EXPECT_GT(milk.moments.tau2, 0);
  ASSERT_EQ(milk.persons.size(), 5);
  EXPECT_EQ(table.persons[milk.persons[3].person], "p3");
  EXPECT_DOUBLE_EQ(milk.persons[3].own, .3);
  EXPECT_LT(milk.persons[4].shrunken.estimate, .4);
  ASSERT_EQ(table.too_few.size(), 1);
  EXPECT_EQ(table.too_few.front().name, "rye");
  EXPECT_EQ(table.too_few.front().persons, 4);
  EXPECT_EQ(table.persons.size(), 9);
  EXPECT_EQ(table.without_lag_zero, 8);
  EXPECT_EQ(table.left_out.at("diary cannot be used"), 1);
  EXPECT_EQ(table.left_out.at("no food can be tested"), 1);
}

TEST(Pool, AdjustsWithinLevelAndWindowAndOrdersByPValue) {
  Pool pool;
  for (int i = 0; i < 8; ++i) {
    PersonEffects all;
    all.person = std::to_string(i);
    for (int food = 0; food < 6; ++food) {
      for (const auto window : {PresetWindow::early, PresetWindow::late})
        all.effects.push_back({.name = "food " + std::to_string(food),
            .level = food < 3 ? foods::Level::food : foods::Level::group,
            .window = window,
            .estimate = 0.02 * food + 0.03 * ((i * 7 + food) % 5 - 2),
            .standard_error = 0.05});
    }
    pool.add(all);
  }
  const auto table = pool.table();
  ASSERT_EQ(table.foods.size(), 12);
  for (std::size_t i = 0; i < table.foods.size(); i += 3) {
    for (std::size_t k = i; k < i + 3; ++k) {
      EXPECT_EQ(table.foods[k].level, table.foods[i].level);
      EXPECT_EQ(table.foods[k].window, table.foods[i].window);
    }
    EXPECT_LE(table.foods[i].pooled.p_value, table.foods[i + 1].pooled.p_value);
    EXPECT_DOUBLE_EQ(table.foods[i].p_adjusted,
        std::min({3 * table.foods[i].pooled.p_value, 1.5 * table.foods[i + 1].pooled.p_value,
            table.foods[i + 2].pooled.p_value}));
  }
}

TEST(Pool, FindsWhatHoldsForEverybodyAndNothingElse) {
  Pool pool;
  for (std::uint64_t seed = 100; seed < 125; ++seed)
    pool.add(effects_of(simulated_diary({.seed = seed, .days = 120, .foods = 12, .effect = 1})));
  const auto table = pool.table();
  std::vector<std::string> found;
  for (const auto& food : table.foods) {
    if (food.p_adjusted <= 0.1) found.push_back(food.name);
  }
  EXPECT_EQ(found, std::vector<std::string>{"culprit"});
  const auto& culprit = table.foods.front();
  EXPECT_EQ(culprit.window, PresetWindow::early);
  EXPECT_LT(culprit.pooled.interval.low, 0.1);
  EXPECT_GT(culprit.pooled.interval.high, 0.1);
}

}  // namespace
}  // namespace culprit::engine
