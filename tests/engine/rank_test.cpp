#include "engine/rank.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "stats/trial_power.hpp"
#include "support/near.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::closed_form;
using culprit::testing::is_near;

/// One food as the two stages before left it; a set of its own unless `set_up` is told otherwise.
struct Case {
  std::string name;
  double probability = 0;  ///< > 0: of an effect; negative: of a helpful one
  double p_conditional_adjusted = 1;
  double estimate = 0.1;
  double standard_error = 0.5;
  double p_value = 0.5;
};

struct Setup {
  Associations associations;
  JointPosterior joint;
  foods::Resolution resolution;

  [[nodiscard]] Ranking rank(const RankOptions& options = {}) const {
    return engine::rank(associations, joint, resolution, options);
  }
};

stats::NormalMixture normal(double mean, double sd) {
  // Two windows, the second more probable.
  stats::NormalMixture mixture;
  mixture.weight = Eigen::Vector2d{0.25, 0.75};
  mixture.mean = Eigen::Vector2d{mean, mean};
  mixture.sd = Eigen::Vector2d{sd, sd};
  return mixture;
}

void add(Setup& setup, const Case& food) {
  const std::size_t i = setup.associations.tested.size();
  setup.resolution.foods.emplace_back().name = food.name;
  Association association;
  association.food = i;
  association.counts = {.exposed = 10 + static_cast<int>(i), .unexposed = 50};
  association.p_value = food.p_value;
  association.best = {.window = LagWindow{1, 1},
      .estimate = food.estimate,
      .standard_error = food.standard_error,
      .correlation = 0.01 * static_cast<double>(i + 1)};
  association.effective_windows = 5;
  association.tests = {association.best};
  setup.associations.tested.push_back(association);
  FoodPosterior posterior;
  (food.probability >= 0 ? posterior.worse : posterior.better) = std::abs(food.probability);
  posterior.p_conditional = food.p_conditional_adjusted / 2;
  posterior.p_conditional_adjusted = food.p_conditional_adjusted;
  posterior.effect = normal(food.estimate, food.standard_error);
  setup.joint.foods.push_back(posterior);
}

Setup set_up(const std::vector<Case>& cases) {
  Setup setup;
  setup.associations.degrees = 100;
  setup.joint.windows = {LagWindow{1, 1}, LagWindow{1, 2}};
  for (const Case& food : cases) add(setup, food);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const FoodPosterior& food = setup.joint.foods[i];
    FoodSet set;
    set.foods = {i};
    set.direction = food.worse >= food.better ? Direction::worse : Direction::better;
    set.probability = std::max(food.worse, food.better);
    set.p_conditional = food.p_conditional;
    set.p_conditional_adjusted = food.p_conditional_adjusted;
    setup.joint.sets.push_back(set);
  }
  std::stable_sort(setup.joint.sets.begin(), setup.joint.sets.end(),
      [](const FoodSet& a, const FoodSet& b) { return a.probability > b.probability; });
  return setup;
}

TEST(Rank, MakesFindingsOfTheSetsThatPassAndRowsOfAllFoods) {
  const auto setup = set_up({{"plum", 0.01}, {"oat", 0.98, 1e-6, 2}, {"kefir", -0.9, 1e-4, -1.5},
      {"corn", 0.02, 0.4, 0.1, 0.01}});
  const auto ranking = setup.rank({.fdr = 0.1, .important_change = 1, .readings = 30});
  ASSERT_EQ(ranking.foods.size(), 4U);
  EXPECT_EQ(ranking.foods[0].name, "oat");
  EXPECT_EQ(ranking.foods[0].verdict, Verdict::suspect);
  EXPECT_EQ(ranking.foods[0].direction, Direction::worse);
  EXPECT_EQ(ranking.foods[0].finding, 1);
  EXPECT_EQ(ranking.foods[0].probability, 0.98);
  EXPECT_EQ(ranking.foods[0].p_conditional, 5e-7);
  EXPECT_EQ(ranking.foods[0].correlation, 0.02);
  EXPECT_EQ(ranking.foods[0].exposed_days, 11);
  EXPECT_EQ(ranking.foods[0].lag, LagWindow(1, 2)) << "the most probable window, not the best";
  EXPECT_EQ(ranking.foods[1].name, "kefir");
  EXPECT_EQ(ranking.foods[1].verdict, Verdict::protective);
  EXPECT_EQ(ranking.foods[1].direction, Direction::better);
  EXPECT_EQ(ranking.foods[2].name, "corn");
  EXPECT_EQ(ranking.foods[2].verdict, Verdict::no_evidence);
  EXPECT_EQ(ranking.foods[3].verdict, Verdict::not_enough_data);
  EXPECT_EQ(ranking.foods[3].finding, std::nullopt);
  EXPECT_TRUE(ranking.foods[3].needed.has_value());
  EXPECT_FALSE(ranking.foods[2].needed.has_value());
  ASSERT_EQ(ranking.findings.size(), 2U);
  EXPECT_EQ(ranking.findings[1].foods, std::vector<std::string>{"kefir"});
  EXPECT_EQ(ranking.findings[1].id, 2);
  EXPECT_EQ(ranking.findings[1].verdict, Verdict::protective);
  EXPECT_EQ(ranking.findings[1].probability, 0.9);
  EXPECT_EQ(ranking.findings[1].p_conditional, 5e-5);
}

TEST(Rank, NamesASetOnceAndAllItsMembersInIt) {
  auto setup = set_up(
      {{"plum", 0.01}, {"butter", 0.4, 0.02, 1.0}, {"bread", 0.5, 0.01, 2.0}, {"corn", 0.02}});
  // Bread and butter become one set.
  auto& sets = setup.joint.sets;
  sets[0].foods = {2, 1};
  sets[0].probability = 0.9;
  sets.erase(sets.begin() + 1);
  const auto ranking = setup.rank({.fdr = 0.1});
  ASSERT_EQ(ranking.findings.size(), 1U);
  EXPECT_EQ(ranking.findings[0].foods, (std::vector<std::string>{"bread", "butter"}));
  EXPECT_EQ(ranking.findings[0].probability, 0.9);
  EXPECT_TRUE(is_near(ranking.findings[0].effect.estimate, (0.5 * 2 + 0.4 * 1) / 0.9, closed_form));
  for (const std::size_t i : {0U, 1U}) {
    EXPECT_EQ(ranking.foods[i].finding, 1);
    EXPECT_EQ(ranking.foods[i].verdict, Verdict::suspect);
  }
  EXPECT_EQ(ranking.foods[0].probability, 0.5) << "a member's own probability";
}

TEST(Rank, WhatHoldsOneWayOnlyIsPossibleAndNamesTheFactor) {
  auto setup = set_up({{"oat", 0.98, 1e-6, 2}, {"plum", 0.01}});
  setup.joint.sets[0].p_both_ways = 0.3;
  setup.joint.sets[0].depends_on = "stress";
  const auto ranking = setup.rank();
  EXPECT_TRUE(ranking.findings.empty());
  EXPECT_EQ(ranking.foods[0].verdict, Verdict::possible);
  EXPECT_EQ(ranking.foods[0].reason_code, "one_way_only");
  EXPECT_EQ(ranking.foods[0].reason,
      "holds only as long as the same day's stress is left out of account");
  setup.joint.sets[0].p_both_ways = 0.1;
  EXPECT_EQ(setup.rank().findings.size(), 1U);
}

TEST(Rank, AdjustsTheScreeningPValuesForAllFoods) {
  const auto setup = set_up({{"a", 0, 1, 1, 0.5, 0.01}, {"b", 0, 1, 1, 0.5, 0.03}});
  const auto ranking = setup.rank();
  EXPECT_EQ(ranking.foods[0].p_value, 0.01);
  EXPECT_TRUE(is_near(ranking.foods[0].p_adjusted, 0.02, closed_form));
  EXPECT_TRUE(is_near(ranking.foods[1].p_adjusted, 0.03, closed_form));
}

TEST(Rank, AdjustsWithinALevelAndOfGroupsWithinALayer) {
  auto setup = set_up({{"a", 0, 1, 1, 0.5, 0.01}, {"b", 0, 1, 1, 0.5, 0.03},
      {"c", 0, 1, 1, 0.5, 0.02}, {"d", 0, 1, 1, 0.5, 0.04}, {"e", 0, 1, 1, 0.5, 0.05}});
  auto& tested = setup.associations.tested;
  tested[2].level = foods::Level::ingredient;
  tested[3].level = tested[4].level = foods::Level::group;
  tested[4].layer = foods::Layer::dose;
  std::map<std::string, double> adjusted;
  for (const auto& row : setup.rank().foods) adjusted[row.name] = row.p_adjusted;
  const std::map<std::string, double> expected{
      {"a", 0.02}, {"b", 0.03}, {"c", 0.02}, {"d", 0.04}, {"e", 0.05}};
  for (const auto& [name, p] : expected) EXPECT_TRUE(is_near(adjusted[name], p, closed_form));
}

/// The finding names `whole`; `own` is a row beside it.
struct Part {
  const char* why;
  foods::Level whole_level;
  std::vector<std::size_t> parents_of_whole;
  std::vector<std::size_t> parents_of_own;
  std::string reason;
  bool is_part;
};

TEST(Rank, SaysOfARowWhatAFindingHasToDoWithIt) {
  constexpr std::size_t own = 1;
  const Part parts[] = {{"a food of the group", foods::Level::group, {}, {0},
                            "already covered by any tree nut", true},
      {"a food that the group is named by", foods::Level::food, {own}, {},
          "already covered by tree-nut", false},
      {"a stranger", foods::Level::food, {}, {}, "tree-nut explains it better", false}};
  for (const Part& part : parts) {
    SCOPED_TRACE(part.why);
    auto setup = set_up({{"tree-nut", 0.98, 1e-6, 2}, {"plum", 0.3, 0.5, -1}});
    setup.associations.tested[0].level = part.whole_level;
    setup.associations.tested[0].parents = part.parents_of_whole;
    setup.associations.tested[own].parents = part.parents_of_own;
    setup.joint.sets[1].part_of = 0;
    const auto ranking = setup.rank();
    const RankedFood& row = ranking.foods[1];
    ASSERT_EQ(row.name, "plum");
    EXPECT_EQ(row.reason, part.reason);
    EXPECT_EQ(row.part_of, part.is_part ? std::optional{1} : std::nullopt);
    EXPECT_EQ(row.effect.estimate > 0, part.is_part) << "a part has the effect of the whole";
    EXPECT_EQ(row.verdict == Verdict::possible, part.is_part);
    EXPECT_FALSE(row.finding);
  }
}

TEST(Rank, ARowOfWhatIsNoFindingHasNoReason) {
  auto setup = set_up({{"dairy", 0.2, 0.5}, {"milk", 0.1, 0.5}});
  setup.associations.tested[1].parents = {0};
  setup.joint.sets[1].part_of = 0;
  for (const auto& row : setup.rank().foods) {
    EXPECT_FALSE(row.reason) << row.name;
    EXPECT_FALSE(row.part_of) << row.name;
  }
}

TEST(Rank, WhatBelongsWithAVariableThatIsNotRankedSaysSo) {
  auto setup = set_up({{"dairy", 0.9, 0.001}, {"milk", 0.3, 0.5}});
  setup.joint.sets[1].part_of = 0;
  setup.joint.sets.erase(setup.joint.sets.begin());
  const auto ranking = setup.rank();
  ASSERT_EQ(ranking.foods.size(), 1U);
  EXPECT_EQ(ranking.foods[0].reason,
      "belongs with what is not ranked, because of a possible immediate reaction");
}

TEST(Rank, EnoughDataCountsTheTestsOfTheLevelAlone) {
  // As `EnoughDataMeansPower…`: one food needs 3.25 standard errors, two need about 3.5.
  for (const auto level : {foods::Level::food, foods::Level::group}) {
    auto setup = set_up({{"plum", 0.01, 1, 0.1, 1 / 3.3}, {"other", 0.01, 1, 0.1, 1}});
    setup.associations.tested[1].level = level;
    const auto ranking = setup.rank({.fdr = 0.1, .important_change = 1});
    const auto plum = std::find_if(ranking.foods.begin(), ranking.foods.end(),
        [](const RankedFood& row) { return row.name == "plum"; });
    EXPECT_EQ(plum->verdict,
        level == foods::Level::group ? Verdict::no_evidence : Verdict::not_enough_data);
  }
}

/// Half the width of the interval in standard deviations: the normal quantile of its level.
double reach_of(const Effect& effect, double sd) { return (effect.high - effect.low) / (2 * sd); }

TEST(Rank, IntervalsOfFindingsAreWiderByTheShareThatWasSelected) {
  std::vector<Case> cases{{"oat", 0.98, 1e-6, 2}, {"kefir", -0.9, 1e-4, -1.5}};
  for (int i = 0; i < 18; ++i) cases.push_back({fmt::format("food {}", i), 0.01});
  const auto ranking = set_up(cases).rank();
  // Normal quantiles from R: qnorm(1 - .1 * (2/20) / 2) and qnorm(.975).
  EXPECT_NEAR(reach_of(ranking.foods[0].effect, 0.5), 2.57582930354890, 1e-6);
  EXPECT_NEAR(reach_of(ranking.foods[1].effect, 0.5), 2.57582930354890, 1e-6);
  EXPECT_NEAR(reach_of(ranking.findings[0].effect, 0.5), 2.57582930354890, 1e-6);
  EXPECT_NEAR(reach_of(ranking.foods[5].effect, 0.5), 1.95996398454005, 1e-6);
  EXPECT_TRUE(is_near(ranking.foods[0].effect.estimate, 2, closed_form));
  EXPECT_NEAR(ranking.findings[0].effect.level, 0.99, 1e-12);
  EXPECT_EQ(ranking.foods[5].effect.level, 0.95);
}

TEST(Rank, AFindingWhoseIntervalHoldsZeroIsPossibleWithAnOpenSign) {
  // 1.2 points and 2.4 standard errors: inside 95 %, not inside the level of one of six.
  auto cases = std::vector<Case>{{"oat", 0.9, 1e-3, 1.2}, {"kefir", 0.9, 1e-3, 1.25}};
  EXPECT_EQ(set_up(cases).rank().findings.size(), 2U) << "two of two: level .90";
  for (int i = 0; i < 8; ++i) cases.push_back({fmt::format("food {}", i), 0.01});
  // Two of ten have the level .98 and reach 1.163; one of ten has .99 and reaches 1.288.
  EXPECT_EQ(set_up(cases).rank().findings.size(), 2U);
  cases[0].estimate = 1.1;
  const auto ranking = set_up(cases).rank();
  EXPECT_TRUE(ranking.findings.empty()) << "the second falls with the first";
  EXPECT_EQ(ranking.foods[0].verdict, Verdict::possible);
  EXPECT_EQ(ranking.foods[0].reason_code, "sign_open");
}

TEST(Rank, DaysAfterEatingAddUpToTheEffect) {
  const auto ranking = set_up({{"oat", 0.98, 1e-6, 2}, {"plum", 0.01}}).rank();
  const auto& days = ranking.findings.at(0).per_day;
  ASSERT_EQ(days.size(), 2U);
  // Windows {1} with a quarter and {1, 2} with three quarters of the weight, 2 points each.
  EXPECT_EQ(days[0].lag, 1);
  EXPECT_TRUE(is_near(days[0].effect.estimate, 0.25 * 2 + 0.75 * 1, closed_form));
  EXPECT_TRUE(is_near(days[1].effect.estimate, 0.75 * 1, closed_form));
  EXPECT_EQ(days[1].effect.low, 0) << "a quarter of the weight has nothing on that day";
  EXPECT_GT(days[1].effect.high, 1);
}

TEST(Rank, ADayWithHardlyAnyWeightHasAnIntervalWithItsEstimate) {
  auto setup = set_up({{"oat", 0.98, 1e-6, 2}, {"plum", 0.01}});
  setup.joint.foods[0].effect.weight = Eigen::Vector2d{1, 1e-6};
  const auto ranking = setup.rank();
  const auto& days = ranking.findings.at(0).per_day;
  ASSERT_EQ(days.size(), 2U);
  EXPECT_NEAR(days[1].effect.estimate, 1e-6, 1e-9);
  EXPECT_EQ(days[1].effect.low, 0);
  EXPECT_EQ(days[1].effect.high, days[1].effect.estimate);
}

TEST(Rank, WhatPassesItsTestAloneIsPossible) {
  const auto ranking = set_up({{"oat", 0.1, 0.02, 1}, {"plum", 0.01}}).rank();
  EXPECT_TRUE(ranking.findings.empty());
  EXPECT_EQ(ranking.foods[0].name, "oat");
  EXPECT_EQ(ranking.foods[0].p_conditional_adjusted, 0.02);
  EXPECT_EQ(ranking.foods[0].verdict, Verdict::possible);
  EXPECT_EQ(ranking.foods[0].reason_code, "test_only");
  EXPECT_NE(ranking.foods[1].verdict, Verdict::possible);
}

TEST(Rank, EnoughDataMeansPowerOfEightyPercentForTheImportantChange) {
  // Level .1 / (1 food × 5 windows) = .02, 100 degrees: power .8 needs about 3.25 standard errors.
  for (const double ratio : {3.0, 3.5}) {
    const auto setup = set_up({{"plum", 0.01, 1, 0.1, 1 / ratio}});
    const auto ranking = setup.rank({.fdr = 0.1, .important_change = 1});
    EXPECT_EQ(
        ranking.foods[0].verdict, ratio > 3.25 ? Verdict::no_evidence : Verdict::not_enough_data);
    EXPECT_EQ(stats::one_sided_power(ratio, 100, 0.01) >= 0.8, ratio > 3.25);
  }
}

TEST(Rank, OrderIsTotal) {
  // Finding, then probability, p-value, size of the estimate, name.
  const auto setup = set_up({{"f", 0.1, 1, 1}, {"e", 0.1, 1, -1}, {"d", 0.1, 1, 2},
      {"c", 0.1, 1, 0, 0.5, 0.3}, {"b", 0.2, 1, 0}, {"a", 0.5, 0.01, 0}});
  const auto ranking = setup.rank();
  std::string order;
  for (const auto& food : ranking.foods) order += food.name;
  EXPECT_EQ(order, "abcdef");
  EXPECT_EQ(ranking.foods[3].rank, 4);
}

TEST(Rank, ProbabilitiesOfTheSizeOfRoundingAreZeroAndOrderNothing) {
  const auto setup = set_up(
      {{"b", 3e-10, 1, 0, 0.5, 0.2}, {"a", 2e-12, 1, 0, 0.5, 0.1}, {"c", 2e-9, 1, 0, 0.5, 0.3}});
  const auto ranking = setup.rank();
  EXPECT_EQ(ranking.foods[0].name + ranking.foods[1].name + ranking.foods[2].name, "cab");
  EXPECT_EQ(ranking.foods[0].probability, 2e-9);
  EXPECT_EQ(ranking.foods[1].probability, 0);
  EXPECT_EQ(ranking.foods[2].probability, 0);
}

TEST(Rank, FindingsAreNestedInTheRate) {
  const auto setup = set_up({{"a", 0.99, 0.001, 5}, {"b", 0.5, 0.02, 5}, {"c", 0.3, 0.06, 5},
      {"d", 0.2, 0.15, 5}, {"e", 0.1, 0.9, 5}});
  std::vector<std::string> last;
  for (const double fdr : {0.001, 0.01, 0.05, 0.1, 0.2, 0.5}) {
    const auto ranking = setup.rank({.fdr = fdr});
    std::vector<std::string> now;
    for (const auto& finding : ranking.findings) now.push_back(finding.foods[0]);
    ASSERT_GE(now.size(), last.size());
    EXPECT_TRUE(std::equal(last.begin(), last.end(), now.begin())) << fdr;
    last = now;
  }
  EXPECT_EQ(last, (std::vector<std::string>{"a", "b", "c", "d"}));
}

TEST(Rank, OfNothingIsNothing) {
  const auto ranking = rank({}, {}, {}, {});
  EXPECT_TRUE(ranking.foods.empty());
  EXPECT_TRUE(ranking.findings.empty());
}

}  // namespace
}  // namespace culprit::engine
