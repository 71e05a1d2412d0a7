#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "calibration/methods.hpp"
#include "support/diary_builder.hpp"

namespace culprit::calibration {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// One food: `eaten` and `ratings` by day.
DayTable table_of(const std::vector<double>& eaten, const std::vector<double>& ratings) {
  DayTable table{.foods = {"plum"}, .eaten = {}, .ratings = {}};
  const auto n = static_cast<Eigen::Index>(eaten.size());
  table.eaten = Eigen::Map<const Eigen::VectorXd>(eaten.data(), n);
  table.ratings = Eigen::Map<const Eigen::VectorXd>(ratings.data(), n);
  return table;
}

/// Eaten on a third of `days`, at random; the rating follows `lag` days later by `effect`.
DayTable lagged_table(int days, int lag, double effect, unsigned seed = 3) {
  std::mt19937_64 bits{seed};
  std::vector<double> eaten;
  std::vector<double> ratings;
  for (int t = 0; t < days; ++t) {
    eaten.push_back(bits() % 3 == 0 ? 1 : 0);
    const double noise = static_cast<double>(bits() % 10) / 10;
    ratings.push_back(noise + (t >= lag ? effect * eaten[static_cast<std::size_t>(t - lag)] : 0));
  }
  return table_of(eaten, ratings);
}

TEST(DayTable, KeepsNotLoggedAndNotEatenApart) {
  testing::DiaryBuilder builder;
  builder.food(0, "plum").severity(0, 4, 480).severity(0, 6, 1200);
  builder.logged(1).severity(3, 2);
  const auto table = day_table(builder.build());
  ASSERT_EQ(table.eaten.rows(), 4);
  EXPECT_THAT(table.foods, ElementsAre("plum"));
  EXPECT_EQ(table.eaten(0, 0), 1);
  EXPECT_EQ(table.eaten(1, 0), 0);
  EXPECT_TRUE(std::isnan(table.eaten(2, 0)));
  EXPECT_EQ(table.ratings(0), 5);
  EXPECT_TRUE(std::isnan(table.ratings(1)));
  EXPECT_EQ(table.ratings(3), 2);
}

TEST(DayTable, OfNothingIsEmpty) { EXPECT_EQ(day_table({}).eaten.size(), 0); }

TEST(MeanDifference, ComparesTwoDaysAfterEatingWithAllOthers) {
  // R: t.test(c(5, 6, 7), c(1, 2, 1, 2, 1, 2, 1))$p.value = 0.0089
  const auto clear =
      mean_difference(table_of({0, 0, 0, 0, 1, 0, 0, 0, 0, 0}, {1, 2, 1, 2, 5, 6, 7, 1, 2, 1}));
  ASSERT_EQ(clear.claims.size(), 1U);
  EXPECT_EQ(clear.claims[0].direction, engine::Direction::worse);
  // R: t.test(c(1, 2, 5), c(1, 2, 1, 2, 1, 2, 1))$p.value = 0.41
  const auto unclear =
      mean_difference(table_of({0, 0, 0, 0, 1, 0, 0, 0, 0, 0}, {1, 2, 1, 2, 1, 2, 5, 1, 2, 1}));
  EXPECT_THAT(unclear.claims, IsEmpty());
  EXPECT_THAT(unclear.order, ElementsAre("plum"));
}

TEST(MeanDifference, CountsUnloggedDaysAsNotEatenAndAsksForThreeDays) {
  const auto gap = mean_difference(
      table_of({unknown, unknown, 0, 0, 1, 0, 0, 0, 0, 0}, {1, 2, 1, 2, 5, 6, 7, 1, 2, 1}));
  EXPECT_EQ(gap.claims.size(), 1U);
  const auto two =
      mean_difference(table_of({0, 0, 0, 0, 0, 0, 0, 0, 1, 0}, {1, 2, 1, 2, 1, 2, 1, 2, 8, 9}));
  EXPECT_THAT(two.order, IsEmpty());
}

TEST(Comparators, FindAStrongEffectAtItsLagWithItsSign) {
  for (const double effect : {2.0, -2.0}) {
    for (const int lag : {0, 3, 6}) {
      const auto table = lagged_table(140, lag, effect);
      for (const auto& answer :
          {best_lag_pearson(table), spearman_all_lags(table), block_permutation(table, 1)}) {
        ASSERT_EQ(answer.claims.size(), 1U) << lag;
        EXPECT_EQ(answer.claims[0].direction,
            effect > 0 ? engine::Direction::worse : engine::Direction::better);
        EXPECT_THAT(answer.order, ElementsAre("plum"));
      }
    }
  }
}

TEST(Comparators, LookNoFurtherThanSixDays) {
  const auto table = lagged_table(140, 9, 2);
  EXPECT_THAT(spearman_all_lags(table).claims, IsEmpty());
  EXPECT_THAT(block_permutation(table, 1).claims, IsEmpty());
}

TEST(Comparators, LeaveOutFoodsOnFewerThanFiveDays) {
  auto table = lagged_table(60, 1, 0);
  table.eaten.setZero();
  table.eaten.col(0).head(4).setOnes();
  for (const auto& answer :
      {best_lag_pearson(table), spearman_all_lags(table), block_permutation(table, 1)})
    EXPECT_THAT(answer.order, IsEmpty());
  table.eaten(4, 0) = 1;
  EXPECT_THAT(best_lag_pearson(table).order, ElementsAre("plum"));
}

TEST(BestLagPearson, TakesTheSmallestOfSevenForOneTest) {
  int best_of_seven = 0;
  int corrected = 0;
  for (unsigned seed = 0; seed < 200; ++seed) {
    const auto table = lagged_table(60, 0, 0, seed);
    best_of_seven += best_lag_pearson(table).claims.empty() ? 0 : 1;
    corrected += spearman_all_lags(table).claims.empty() ? 0 : 1;
  }
  EXPECT_NEAR(best_of_seven, 200 * (1 - std::pow(0.9, 7)), 25);
  EXPECT_NEAR(corrected, 200 * 0.10, 15);
}

TEST(SpearmanAllLags, CarriesAnOutlierThatMisleadsPearson) {
  auto table = lagged_table(140, 1, 0.8);
  for (Eigen::Index t = 1; t < 140; ++t) {
    if (table.eaten(t - 1, 0) == 0) {
      table.ratings(t) = 1e6;
      break;
    }
  }
  const auto answer = spearman_all_lags(table);
  ASSERT_EQ(answer.claims.size(), 1U);
  EXPECT_EQ(answer.claims[0].direction, engine::Direction::worse);
}

TEST(BlockPermutation, IsNotMisledByTheWeek) {
  std::vector<double> eaten;
  std::vector<double> ratings;
  std::mt19937_64 bits{5};
  for (int t = 0; t < 210; ++t) {
    const bool is_saturday = t % 7 == 5;
    eaten.push_back(is_saturday ? 1 : 0);
    ratings.push_back((is_saturday ? 3 : 0) + static_cast<double>(bits() % 100) / 100);
  }
  const auto table = table_of(eaten, ratings);
  EXPECT_EQ(best_lag_pearson(table).claims.size(), 1U);
  EXPECT_THAT(block_permutation(table, 1).claims, IsEmpty());
}

TEST(BlockPermutation, SurvivesGapsAndIsTheSameForASeed) {
  auto table = lagged_table(140, 2, 1);
  for (Eigen::Index t = 20; t < 40; ++t) table.eaten(t, 0) = table.ratings(t + 30) = unknown;
  for (const std::uint64_t seed : {1U, 2U})
    EXPECT_EQ(
        block_permutation(table, seed).claims.size(), block_permutation(table, seed).claims.size());
  EXPECT_EQ(block_permutation(table, 1).claims.size(), 1U);
}

TEST(Comparators, OfADiaryWithoutFoodsSayNothing) {
  const DayTable empty;
  for (const auto& answer : {mean_difference(empty), best_lag_pearson(empty),
           spearman_all_lags(empty), block_permutation(empty, 1)})
    EXPECT_THAT(answer.order, IsEmpty());
}

engine::Analysis two_foods() {
  engine::Analysis analysis;
  analysis.foods.resize(2);
  analysis.foods[0].name = "plum";
  analysis.foods[0].p_value = 0.2;
  analysis.foods[0].p_adjusted = 0.2;
  analysis.foods[1].name = "rye";
  analysis.foods[1].p_value = 0.01;
  analysis.foods[1].p_adjusted = 0.02;
  analysis.foods[1].correlation = -0.3;
  analysis.findings.push_back({});
  analysis.findings[0].direction = engine::Direction::worse;
  analysis.findings[0].foods = {"plum", "rye"};
  analysis.findings[0].effect = {1, 0.5, 1.5};
  return analysis;
}

TEST(MarginalScan, GoesByTheAdjustedPValueAndTheSignOfTheCorrelation) {
  const auto answer = marginal_scan(two_foods());
  EXPECT_THAT(answer.order, ElementsAre("rye", "plum"));
  ASSERT_EQ(answer.claims.size(), 1U);
  EXPECT_THAT(answer.claims[0].foods, ElementsAre("rye"));
  EXPECT_EQ(answer.claims[0].direction, engine::Direction::better);
}

TEST(Program, GoesByFindingsAndRows) {
  const auto answer = program(two_foods());
  EXPECT_THAT(answer.order, ElementsAre("plum", "rye"));
  ASSERT_EQ(answer.claims.size(), 1U);
  EXPECT_THAT(answer.claims[0].foods, ElementsAre("plum", "rye"));
  EXPECT_EQ(answer.claims[0].direction, engine::Direction::worse);
  ASSERT_TRUE(answer.claims[0].effect);
  EXPECT_EQ(answer.claims[0].effect->high, 1.5);
}

TEST(Methods, HaveDistinctNamesAndTheProgramIsFirst) {
  EXPECT_EQ(methods().front().name, "culprit");
  EXPECT_EQ(methods().size(), 7U);
}

}  // namespace
}  // namespace culprit::calibration
