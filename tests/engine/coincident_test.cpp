#include "engine/coincident.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "culprit/engine/analyse.hpp"
#include "support/diary_builder.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::DiaryBuilder;

MergedFoods merge(const diary::Diary& diary) {
  const auto resolution = foods::resolve(diary);
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), {});
  return merge_coincident(make_study(diary, resolution, outcome, {}), resolution);
}

std::string names_of(const MergedFoods& foods) {
  std::string names;
  for (const auto& food : foods.resolution.foods) names += food.name + ";";
  return names;
}

DiaryBuilder breakfasts() {
  DiaryBuilder builder;
  for (int day = 0; day < 60; ++day) {
    builder.logged(day).severity(day, (day * 7) % 5);
    if (day % 4 == 0) builder.food(day, "toast").food(day, "butter");
    if (day % 6 == 1) builder.food(day, "plum");
  }
  return builder;
}

TEST(MergeCoincident, MakesOneOfFoodsThatAreAlwaysEatenTogether) {
  const auto result = merge(breakfasts().build());
  EXPECT_EQ(names_of(result), "butter and toast;plum;");
  ASSERT_EQ(result.study.foods.size(), 2U);
  EXPECT_EQ(result.study.foods[0].days.size(), 15U);
  EXPECT_EQ(result.members, (std::vector<std::vector<std::size_t>>{{0, 2}, {1}}));
  EXPECT_EQ(result.unit_of, (std::vector<std::size_t>{0, 1, 0}));
}

TEST(MergeCoincident, LeavesFoodsThatDifferOnOneDay) {
  auto builder = breakfasts();
  builder.food(2, "toast");
  EXPECT_EQ(names_of(merge(builder.build())), "butter;plum;toast;");
}

TEST(MergeCoincident, LooksOnlyAtDaysWithinReach) {
  auto builder = breakfasts();
  builder.food(90, "toast");
  EXPECT_EQ(names_of(merge(builder.build())), "butter and toast;plum;");
}

TEST(MergeCoincident, KeepsFoodsThatAreNeverEatenWithinReachApart) {
  auto builder = breakfasts();
  builder.food(90, "corn").food(91, "rice");
  EXPECT_EQ(names_of(merge(builder.build())), "butter and toast;corn;plum;rice;");
}

TEST(MergeCoincident, EveryVariableOfALevelIsInOneUnitAndParentsAreUnits) {
  auto builder = breakfasts();
  for (int day = 0; day < 60; ++day) {
    if (day % 5 == 2) builder.food(day, "cheddar").food(day, "garlic bread");
    if (day % 7 == 3) builder.food(day, "rye bread");
  }
  const auto diary = builder.build();
  const auto resolution = foods::resolve(diary, foods::Lexicon::built_in(), foods::Levels::all);
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), {});
  const auto merged = merge_coincident(make_study(diary, resolution, outcome, {}), resolution);
  ASSERT_LT(merged.members.size(), resolution.foods.size());
  std::vector<int> seen(resolution.foods.size());
  for (std::size_t unit = 0; unit < merged.members.size(); ++unit) {
    const auto level = merged.resolution.foods[unit].level;
    std::set<std::uint32_t> above;
    const auto visit = [&](std::size_t f) {
      ++seen[f];
      EXPECT_EQ(merged.unit_of[f], unit);
      for (const auto parent : resolution.foods[f].parents) {
        above.insert(static_cast<std::uint32_t>(merged.unit_of[parent]));
      }
    };
    for (const std::size_t f : merged.members[unit]) {
      visit(f);
      EXPECT_EQ(resolution.foods[f].level, level);
    }
    for (const std::size_t f : merged.coarser[unit]) {
      visit(f);
      EXPECT_GT(resolution.foods[f].level, level);
    }
    above.erase(static_cast<std::uint32_t>(unit));
    EXPECT_EQ(merged.resolution.foods[unit].parents,
        std::vector<std::uint32_t>(above.begin(), above.end()));
  }
  EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), std::ssize(seen));
}

TEST(MergeCoincident, GivesEachFoodItsRowWithTheSameNumbers) {
  const auto diary = breakfasts().build();
  const auto analysis = analyse(diary, foods::resolve(diary), {});
  ASSERT_EQ(analysis.foods.size(), 3U);
  const auto row = [&](const std::string& name) {
    for (const auto& food : analysis.foods) {
      if (food.name == name) return food;
    }
    return RankedFood{};
  };
  EXPECT_EQ(row("butter").p_value, row("toast").p_value);
  EXPECT_EQ(row("butter").probability, row("toast").probability);
  EXPECT_EQ(row("butter").rank + 1, row("toast").rank);
  EXPECT_EQ(row("butter").reason, "eaten on exactly the same days as toast");
  EXPECT_EQ(row("toast").reason, "eaten on exactly the same days as butter");
  EXPECT_EQ(row("toast").phrases[0].text, "toast");
}

TEST(MergeCoincident, LooksAtEachHourWindow) {
  // Butter at 12:20 lies in the same hours before a rating at 20:00 as toast, at 15:00 it does not.
  for (const int minute : {12 * 60 + 20, 15 * 60}) {
    DiaryBuilder builder;
    for (int day = 0; day < 60; ++day) {
      builder.logged(day).severity(day, (day * 7) % 5, 20 * 60);
      if (day % 4 == 0) builder.food(day, "toast", 12 * 60).food(day, "butter", minute);
      if (day % 6 == 1) builder.food(day, "plum", 12 * 60);
    }
    Options options;
    options.lags = HourWindows{{{2, 6}, {6, 24}, {0, 48}}};
    const auto diary = builder.build();
    const auto analysis = analyse(diary, foods::resolve(diary), options);
    const auto butter = std::find_if(analysis.foods.begin(), analysis.foods.end(),
        [](const RankedFood& food) { return food.name == "butter"; });
    ASSERT_NE(butter, analysis.foods.end());
    if (minute == 15 * 60) {
      EXPECT_NE(butter->reason, "eaten in exactly the same windows as toast");
    } else {
      EXPECT_EQ(butter->reason, "eaten in exactly the same windows as toast");
    }
  }
}

TEST(MergeCoincident, NamesAllOfThemInAFinding) {
  DiaryBuilder builder;
  for (int day = 0; day < 120; ++day) {
    const bool eaten = day % 5 == 0 || day % 7 == 3;
    const bool before = (day - 1) % 5 == 0 || (day - 1) % 7 == 3;
    builder.logged(day).severity(day, (before ? 4 : 0) + (day * 7) % 3);
    if (eaten) builder.food(day, "toast").food(day, "butter");
    if (day % 6 == 1) builder.food(day, "plum");
  }
  const auto diary = builder.build();
  const auto analysis = analyse(diary, foods::resolve(diary), {});
  ASSERT_FALSE(analysis.findings.empty());
  EXPECT_EQ(analysis.findings[0].foods, (std::vector<std::string>{"butter", "toast"}));
}

}  // namespace
}  // namespace culprit::engine
