#include <gtest/gtest.h>

#include <string>

#include "culprit/engine/analyse.hpp"
#include "culprit/stats/distributions.hpp"
#include "support/near.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::closed_form;
using culprit::testing::is_near;

struct Case {
  std::string name;
  double p_value;
  double estimate;
  double standard_error = 0.5;
};

struct Setup {
  Associations associations;
  foods::Resolution resolution;
};

Setup set_up(const std::vector<Case>& cases) {
  Setup setup;
  setup.associations.degrees = 100;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    foods::Food food;
    food.name = cases[i].name;
    setup.resolution.foods.push_back(food);
    Association association;
    association.food = i;
    association.counts = {.exposed = 10 + static_cast<int>(i), .unexposed = 50};
    association.p_value = cases[i].p_value;
    association.best = {
        .window = {1, 2}, .estimate = cases[i].estimate, .standard_error = cases[i].standard_error};
    association.most_informative = association.best;
    association.effective_windows = 5;
    setup.associations.tested.push_back(association);
  }
  return setup;
}

TEST(Rank, GivesVerdictsByAdjustedPValueAndSign) {
  const auto setup = set_up(
      {{"plum", 0.5, 0.1}, {"oat", 1e-6, 2}, {"kefir", 1e-4, -1.5}, {"corn", 0.2, 0.9, 0.01}});
  const auto ranking =
      rank(setup.associations, setup.resolution, {.fdr = 0.1, .important_change = 1});
  ASSERT_EQ(ranking.foods.size(), 4U);
  EXPECT_EQ(ranking.foods[0].name, "oat");
  EXPECT_EQ(ranking.foods[0].verdict, Verdict::suspect);
  EXPECT_EQ(ranking.foods[0].direction, Direction::worse);
  EXPECT_EQ(ranking.foods[0].finding, 1);
  EXPECT_EQ(ranking.foods[1].name, "kefir");
  EXPECT_EQ(ranking.foods[1].verdict, Verdict::protective);
  EXPECT_EQ(ranking.foods[1].direction, Direction::better);
  EXPECT_EQ(ranking.foods[2].verdict, Verdict::no_evidence);
  EXPECT_EQ(ranking.foods[3].verdict, Verdict::not_enough_data);
  EXPECT_EQ(ranking.foods[3].finding, std::nullopt);
  ASSERT_EQ(ranking.findings.size(), 2U);
  EXPECT_EQ(ranking.findings[1].foods, std::vector<std::string>{"kefir"});
  EXPECT_EQ(ranking.findings[1].id, 2);
  EXPECT_TRUE(is_near(ranking.foods[1].p_adjusted, 2e-4, closed_form));
}

TEST(Rank, IntervalIsTheTIntervalOfTheBestWindow) {
  const auto setup = set_up({{"plum", 0.5, 1.25, 0.5}});
  const auto ranking = rank(setup.associations, setup.resolution, {});
  const double reach = 0.5 * stats::student_t_quantile(0.975, 100);
  EXPECT_TRUE(is_near(ranking.foods[0].effect.low, 1.25 - reach, closed_form));
  EXPECT_TRUE(is_near(ranking.foods[0].effect.high, 1.25 + reach, closed_form));
}

TEST(Rank, EnoughDataMeansPowerOfEightyPercentForTheImportantChange) {
  // Level .1 / (1 food × 5 windows) = .02, 100 degrees: power .8 needs about 3.25 standard errors.
  for (const double ratio : {3.0, 3.5}) {
    const auto setup = set_up({{"plum", 0.5, 0.1, 1 / ratio}});
    const auto ranking =
        rank(setup.associations, setup.resolution, {.fdr = 0.1, .important_change = 1});
    EXPECT_EQ(ranking.foods[0].verdict,
              ratio > 3.25 ? Verdict::no_evidence : Verdict::not_enough_data);
    EXPECT_EQ(stats::t_test_power(ratio, 100, 0.02) >= 0.8, ratio > 3.25);
  }
}

TEST(Rank, OrderIsTotal) {
  const auto setup = set_up({{"b", 0.5, 1}, {"a", 0.5, -1}, {"c", 0.5, 2}, {"d", 0.3, 0}});
  const auto ranking = rank(setup.associations, setup.resolution, {});
  std::string order;
  for (const auto& food : ranking.foods) order += food.name;
  EXPECT_EQ(order, "dcab");
  EXPECT_EQ(ranking.foods[3].rank, 4);
}

TEST(Rank, FindingsAreNestedInTheRate) {
  const auto setup = set_up({{"a", 0.001, 1}, {"b", 0.02, 1}, {"c", 0.06, 1}, {"d", 0.9, 1}});
  std::size_t last = 0;
  for (const double fdr : {0.001, 0.01, 0.05, 0.1, 0.2, 0.5}) {
    const auto ranking = rank(setup.associations, setup.resolution, {.fdr = fdr});
    EXPECT_GE(ranking.findings.size(), last);
    last = ranking.findings.size();
  }
  EXPECT_EQ(last, 3U);
}

TEST(Rank, OfNothingIsNothing) {
  const auto ranking = rank({}, {}, {});
  EXPECT_TRUE(ranking.foods.empty());
  EXPECT_TRUE(ranking.findings.empty());
}

}  // namespace
}  // namespace culprit::engine
