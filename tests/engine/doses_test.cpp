#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string_view>
#include <vector>

#include "culprit/engine/analyse.hpp"
#include "engine/exposure.hpp"
#include "support/diary_builder.hpp"
#include "support/near.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::DiaryBuilder;
using diary::Kind;

std::vector<double> doses_of(const diary::Diary& diary) {
  return relative_doses(diary, foods::resolve(diary));
}

DiaryBuilder with_amounts(const std::vector<double>& amounts) {
  DiaryBuilder builder;
  int day = 0;
  for (const double amount : amounts) builder.add(Kind::food, day++, "wine", amount);
  return builder.severity(1, 2);
}

constexpr double none = DiaryBuilder::no_amount;

TEST(RelativeDoses, AreMultiplesOfTheMedianUpToThree) {
  EXPECT_EQ(doses_of(with_amounts({100, 200, 50, 1000, 100}).build()),
      (std::vector<double>{1, 2, 0.5, 3, 1}));
}

TEST(RelativeDoses, NeedFourFifthsComparable) {
  EXPECT_EQ(doses_of(with_amounts({1, 2, 1, 2, none}).build())[4], 1);
  EXPECT_TRUE(std::isnan(doses_of(with_amounts({1, 2, 1, none, none}).build())[0]));
  auto diary = with_amounts({1, 2, 1, 2, 9}).build();
  diary.units.emplace_back("glass");
  diary.entries[5].unit = 1;
  ASSERT_EQ(diary.entries[5].amount, 9);
  // Another unit is not comparable: it counts as the usual amount.
  EXPECT_EQ(doses_of(diary)[4], 1);
}

TEST(RelativeDoses, OfEqualAmountsSayNoMoreThanYes) {
  for (const double dose : doses_of(with_amounts({2, 2, 2, 2}).build()))
    EXPECT_TRUE(std::isnan(dose));
}

/// Doses of the uses of a food's name, in the order of entries.
std::vector<double> doses_of(
    const diary::Diary& diary, std::string_view name, foods::Levels levels = foods::Levels::food) {
  const auto resolution = foods::resolve(diary, foods::Lexicon::built_in(), levels);
  const auto all = relative_doses(diary, resolution);
  std::vector<double> doses;
  auto dose = all.begin();
  for (const diary::Entry& entry : diary.entries) {
    if (!entry.is_eaten()) continue;
    for (const foods::Use& use : resolution.uses_of_name[entry.name]) {
      if (resolution.foods[use.food].name == name) doses.push_back(*dose);
      ++dose;
    }
  }
  return doses;
}

TEST(RelativeDoses, AreStatedByPhrasesToo) {
  DiaryBuilder builder;
  builder.food(0, "1 slice rye bread").food(1, "2 slices rye bread");
  builder.food(2, "4 slices rye bread and cheddar").food(3, "2 slices of rye bread");
  const auto diary = builder.build();
  EXPECT_EQ(doses_of(diary, "rye bread"), (std::vector<double>{0.5, 1, 2, 1}));
  EXPECT_TRUE(std::isnan(doses_of(diary, "cheddar")[0]));
}

TEST(RelativeDoses, AnEntrysOwnAmountIsThatOfAFoodAlone) {
  DiaryBuilder builder;
  builder.add(Kind::food, 0, "2 slices rye bread", 4).food(1, "2 slices rye bread");
  builder.add(Kind::food, 2, "2 slices rye bread and cheddar", 9);
  builder.food(3, "1 slice rye bread").food(4, "2 slices rye bread");
  auto diary = builder.build();
  diary.units = {"", "slice"};
  // The unit of the diary is that of the phrases.
  for (const std::size_t i : {0U, 2U}) diary.entries[i].unit = 1;
  EXPECT_EQ(doses_of(diary, "rye bread"), (std::vector<double>{2, 1, 1, 0.5, 1}));
  // Of two foods in a phrase the entry's amount is neither's.
  EXPECT_TRUE(std::isnan(doses_of(diary, "cheddar")[0]));
}

TEST(RelativeDoses, OfIngredientsAndGroupsAreYesOrNo) {
  DiaryBuilder builder;
  for (int day = 0; day < 10; ++day) {
    builder.add(Kind::food, day, day % 2 == 0 ? "cheddar" : "brie", 1 + day / 2);
  }
  const auto diary = builder.build();
  EXPECT_FALSE(std::isnan(doses_of(diary, "cheddar", foods::Levels::all)[0]));
  const auto of_group = doses_of(diary, "dairy", foods::Levels::all);
  EXPECT_EQ(of_group.size(), 10U);
  for (const double dose : of_group) EXPECT_TRUE(std::isnan(dose));
}

TEST(RelativeDoses, OfADayAddUpToThreeAtMost) {
  DiaryBuilder builder;
  for (int day = 0; day < 20; ++day) builder.add(Kind::food, day, "wine", day % 2 == 0 ? 1 : 2);
  builder.add(Kind::food, 3, "wine", 8).severity(4, 1).severity(5, 2);
  const auto diary = builder.build();
  const auto resolution = foods::resolve(diary);
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), {});
  const Study study = make_study(diary, resolution, outcome, {});
  ASSERT_TRUE(study.foods[0].has_doses());
  const Eigen::MatrixXd columns = ExposureGrid{study}.doses(study.foods[0]).dense();
  // Median of eleven 2s (and 8) and ten 1s: 2. Day 3: 2 and 8 are 1 + 3, at most 3; day 2: 0.5.
  EXPECT_EQ(columns(0, 1), 3);
  EXPECT_EQ(columns(0, 2), 0.5);
  EXPECT_EQ(ExposureGrid{study}.exposures(study.foods[0]).dense()(0, 1), 1);
}

TEST(RelativeDoses, AddUpWithinAnHourWindowToThreeAtMost) {
  DiaryBuilder builder;
  for (int day = 0; day < 20; ++day) {
    builder.add(Kind::food, day, "wine", day % 2 == 0 ? 1 : 2, 15 * 60);
    builder.severity(day, day % 3, 20 * 60);
  }
  builder.add(Kind::food, 19, "wine", 9, 14 * 60 + 30);
  Options options;
  options.lags = HourWindows{{{0, 2}, {2, 6}, {0, 48}}};
  const auto diary = builder.build();
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), {});
  const Study study = make_study(diary, foods::resolve(diary), outcome, options);
  ASSERT_TRUE(study.foods[0].has_doses());
  const Eigen::MatrixXd columns = ExposureGrid{study}.doses(study.foods[0]).dense();
  // By from, then to: 0-2, 0-48, 2-6. The median is 2; day 18: 0.5; day 19: 1 + 4.5, at most 3.
  EXPECT_EQ(columns.row(19), (Eigen::RowVector3d{0, (3 + 0.5) / 2, 3}));
  EXPECT_EQ(columns.row(18), (Eigen::RowVector3d{0, (0.5 + 1) / 2, 0.5}));
  EXPECT_EQ(
      ExposureGrid{study}.exposures(study.foods[0]).dense().row(19), (Eigen::RowVector3d{0, 1, 1}));
}

/// A food whose effect grows with the amount, eaten almost daily: yes and no see little of it.
diary::Diary dose_diary(bool with_amount) {
  std::mt19937_64 random{12};
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  DiaryBuilder builder;
  double last = 0;
  double noise = 0;
  for (int day = 0; day < 200; ++day) {
    noise = 0.6 * noise + uniform() + uniform() + uniform() - 1.5;
    builder.logged(day).severity(day, std::round(10 * (4 + noise + 0.35 * last)) / 10);
    last = uniform() < 0.2 ? 0 : (uniform() < 0.5 ? 0.5 : 2);
    if (last > 0) builder.add(Kind::food, day, "wine", with_amount ? 100 * last : none);
    for (const char* name : {"a", "b", "c", "d", "e"}) {
      if (uniform() < 0.3) builder.food(day, name);
    }
  }
  return builder.build();
}

TEST(RelativeDoses, GiveTheJointStageWhatYesAndNoCannotSee) {
  const auto with = dose_diary(true);
  const auto without = dose_diary(false);
  const auto probability = [](const diary::Diary& diary) {
    for (const auto& food : engine::analyse(diary, foods::resolve(diary), {}).foods) {
      if (food.name == "wine") return *food.probability;
    }
    return -1.0;
  };
  EXPECT_GT(probability(with), 0.95);
  EXPECT_GT(probability(with), probability(without));
}

}  // namespace
}  // namespace culprit::engine
