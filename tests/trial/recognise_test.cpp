#include <gtest/gtest.h>

#include <algorithm>

#include "support/diary_builder.hpp"
#include "trial/subject.hpp"

namespace culprit::trial {
namespace {

using culprit::testing::DiaryBuilder;

/// `a 3-9, e 10-12`: avoid from day 3 to day 9 …
std::string in_words(const std::vector<Block>& blocks) {
  std::string text;
  for (const auto& block : blocks) {
    const auto number = [](Day day) { return (day - DiaryBuilder::day(0)).count(); };
    text += (text.empty() ? "" : ", ") + std::string{block.arm == Arm::eat ? "e " : "a "} +
            std::to_string(number(block.first_day)) + "-" + std::to_string(number(block.last_day));
  }
  return text;
}

TEST(Phases, LastUntilTheNextOne) {
  DiaryBuilder builder;
  for (int i = 0; i < 40; ++i) builder.food(i, "rice");
  builder.add(diary::Kind::phase, 5, "Tomato", 0).add(diary::Kind::phase, 10, "tomato", 1);
  builder.add(diary::Kind::phase, 15, "tomato").add(diary::Kind::phase, 20, "tomato", 0);
  builder.add(diary::Kind::phase, 7, "milk", 0);
  const auto diary = builder.build();
  EXPECT_EQ(in_words(blocks_of_phases(diary, {"tomato"})), "a 5-9, e 10-14, a 20-39");
  EXPECT_EQ(foods_of_phases(diary), (std::vector<std::string>{"Tomato", "milk"}));
}

TEST(Phases, MayBeWrittenEveryDay) {
  DiaryBuilder builder;
  for (int i = 0; i < 20; ++i) builder.food(i, "rice");
  for (int i = 4; i < 12; ++i) builder.add(diary::Kind::phase, i, "tomato", i < 8 ? 0 : 1);
  EXPECT_EQ(in_words(blocks_of_phases(builder.build(), {"tomato"})), "a 4-7, e 8-19");
}

std::string from_foods(const std::vector<int>& eaten, int days, const std::vector<int>& gaps = {}) {
  std::vector<Day> with;
  std::vector<Day> logged;
  for (const int i : eaten) with.push_back(DiaryBuilder::day(i));
  for (int i = 0; i < days; ++i)
    if (std::ranges::find(gaps, i) == gaps.end()) logged.push_back(DiaryBuilder::day(i));
  return in_words(blocks_of_foods(with, logged));
}

TEST(Foods, TellEliminationsThatAreNoChance) {
  std::vector<int> eaten;
  for (int i = 0; i < 60; ++i)
    if (i < 20 || i >= 32) eaten.push_back(i);
  EXPECT_EQ(from_foods(eaten, 60), "a 20-31, e 32-45");
  // A week without what is eaten one day in six is chance.
  std::vector<int> seldom;
  for (int i = 0; i < 60; i += 6)
    if (i < 20 || i >= 30) seldom.push_back(i);
  EXPECT_EQ(from_foods(seldom, 60), "");
}

TEST(Foods, NeedSevenDaysLoggedAndThreeDaysAfter) {
  std::vector<int> eaten;
  for (int i = 0; i < 60; ++i)
    if (i < 20 || i >= 27) eaten.push_back(i);
  EXPECT_EQ(from_foods(eaten, 60), "a 20-26, e 27-40");
  EXPECT_EQ(from_foods(eaten, 60, {22}), "");
  std::vector<int> tried_twice;
  for (int i = 0; i < 20; ++i) tried_twice.push_back(i);
  tried_twice.push_back(30);
  tried_twice.push_back(33);
  EXPECT_EQ(from_foods(tried_twice, 40), "a 20-29");
}

TEST(Foods, EndAChallengeAtTheNextElimination) {
  std::vector<int> eaten;
  for (int i = 0; i < 60; ++i)
    if (i < 20 || (i >= 30 && i < 36) || i >= 50) eaten.push_back(i);
  EXPECT_EQ(from_foods(eaten, 60), "a 20-29, e 30-35, a 36-49, e 50-59");
}

}  // namespace
}  // namespace culprit::trial
