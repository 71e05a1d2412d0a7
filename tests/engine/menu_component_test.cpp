#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>

#include "engine/nuisance.hpp"
#include "support/diary_builder.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::DiaryBuilder;

constexpr int n_days = 200;

/// Foods on a third of the days at random; the first `n_shifted` on most days of every second four
/// and hardly ever on the others; `n_companions` eaten with food 0.
struct Life {
  int n_foods = 30;
  int n_shifted = 0;
  int n_companions = 0;
};

Study study_of(const Life& life) {
  std::mt19937 bits{5};
  const auto chance = [&](double p) { return static_cast<double>(bits()) < p * 4294967296.0; };
  DiaryBuilder builder;
  for (int day = 0; day < n_days; ++day) {
    const bool is_on = day / 4 % 2 == 0;
    for (int f = 0; f < life.n_foods; ++f) {
      const double p = f >= life.n_shifted ? 0.33 : is_on ? 0.6 : 0.1;
      if (!chance(p)) continue;
      builder.food(day, "food " + std::to_string(f));
      for (int c = 0; f == 0 && c < life.n_companions; ++c)
        builder.food(day, "companion " + std::to_string(c));
    }
    builder.food(day, "water").severity(day, day % 5);
  }
  const auto diary = builder.build();
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), std::nullopt);
  return make_study(diary, foods::resolve(diary), outcome, {});
}

/// Correlation of the component of the day before a rating with the shift of that day.
double agreement(const Study& study, const Eigen::MatrixXd& menu) {
  double product = 0;
  double square = 0;
  for (std::size_t row = 0; row < study.readings.size(); ++row) {
    const int day = study.readings[row].day - 1;
    const int since = (study.first_day + Days{day} - DiaryBuilder::day(0)).count();
    const double value = menu(static_cast<Eigen::Index>(row), 1);
    product += value * (since >= 0 && since / 4 % 2 == 0 ? 1 : -1);
    square += value * value;
  }
  return std::abs(product) / std::sqrt(square * static_cast<double>(study.readings.size()));
}

TEST(MenuComponent, FollowsAShiftThatMovesHalfOfTheFoods) {
  const Study study = study_of({.n_shifted = 15});
  const Eigen::MatrixXd menu = menu_component(study);
  ASSERT_EQ(menu.cols(), 3);
  EXPECT_GT(agreement(study, menu), 0.9);
  EXPECT_NEAR(menu.col(0).squaredNorm() / static_cast<double>(menu.rows()), 1, 0.1);
}

TEST(MenuComponent, IsNoFoodWithItsCompanions) {
  const Study study = study_of({.n_foods = 30, .n_companions = 5});
  const Study alone = study_of({.n_foods = 30});
  // The companions are left out: the component is the same as without them.
  EXPECT_LT((menu_component(study).cwiseAbs() - menu_component(alone).cwiseAbs()).norm(), 1e-3);
}

TEST(MenuComponent, OfFewFoodsHasNoColumns) {
  EXPECT_EQ(menu_component(study_of({.n_foods = 9})).cols(), 0);
  EXPECT_EQ(menu_component(study_of({.n_foods = 9})).rows(), n_days - 1);
  EXPECT_EQ(menu_component(study_of({.n_foods = 10})).cols(), 3);
}

}  // namespace
}  // namespace culprit::engine
