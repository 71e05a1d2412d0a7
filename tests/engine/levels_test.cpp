/// The levels from diary to findings.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "culprit/engine/analyse.hpp"
#include "culprit/engine/explain.hpp"
#include "engine/coincident.hpp"
#include "support/diary_builder.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::DiaryBuilder;
using foods::Level;
using foods::Levels;

constexpr const char* dairy_dishes[] = {
    "latte", "cheddar", "quesadilla", "mac and cheese", "rice pudding", "greek yogurt"};
constexpr const char* other_dishes[] = {
    "banana", "black coffee", "pad thai", "sushi", "beef chilli", "lentil soup", "apple", "steak"};

/// Ratings rise the day after whatever holds dairy, or after one food.
diary::Diary dishes(const std::set<std::string>& causes, unsigned seed) {
  std::mt19937 random{seed};
  DiaryBuilder builder;
  bool was_eaten = false;
  double state = 0;
  const auto unit = [&] { return static_cast<double>(random()) / 4294967296.0; };
  for (int day = 0; day < 200; ++day) {
    builder.logged(day);
    state = 0.5 * state + (unit() + unit() + unit() - 1.5);
    builder.severity(day, std::round(10 * (4 + state + (was_eaten ? 2.5 : 0))) / 10);
    was_eaten = false;
    const auto eat = [&](const char* dish, double share) {
      if (unit() >= share) return;
      builder.food(day, dish);
      was_eaten = was_eaten || causes.contains(dish);
    };
    for (const char* dish : dairy_dishes) eat(dish, 0.1);
    for (const char* dish : other_dishes) eat(dish, 0.15);
  }
  return builder.build();
}

std::set<std::string> all_dairy() { return {std::begin(dairy_dishes), std::end(dairy_dishes)}; }

Analysis at(Levels levels, const diary::Diary& diary) {
  return analyse(diary, foods::resolve(diary, foods::Lexicon::built_in(), levels), {});
}

const RankedFood* row_of(const Analysis& analysis, const std::string& name, Level level) {
  for (const RankedFood& row : analysis.foods) {
    if (row.name == name && row.level == level) return &row;
  }
  return nullptr;
}

TEST(Levels, AGroupThatExplainsIsNamed) {
  const auto analysis = at(Levels::all, dishes(all_dairy(), 1));
  ASSERT_FALSE(analysis.findings.empty());
  const Finding& finding = analysis.findings[0];
  EXPECT_EQ(finding.level, Level::group);
  EXPECT_EQ(finding.foods, std::vector<std::string>{"dairy"});
  const RankedFood* latte = row_of(analysis, "latte", Level::food);
  ASSERT_NE(latte, nullptr);
  EXPECT_EQ(latte->verdict, Verdict::possible);
  EXPECT_EQ(latte->part_of, finding.id);
  EXPECT_FALSE(latte->finding);
  EXPECT_EQ(latte->reason, "already covered by any dairy");
  EXPECT_GT(latte->probability.value_or(0), 0.9);
  EXPECT_FALSE(latte->is_taken_off);
  const RankedFood* dairy = row_of(analysis, "dairy", Level::group);
  ASSERT_NE(dairy, nullptr);
  EXPECT_EQ(dairy->finding, finding.id);
  EXPECT_TRUE(dairy->is_taken_off);
  EXPECT_EQ(dairy->phrases.size(), std::size(dairy_dishes));
}

TEST(Levels, AFoodThatExplainsIsNamedThoughItsGroupIsThere) {
  const auto analysis = at(Levels::all, dishes({"cheddar"}, 2));
  ASSERT_FALSE(analysis.findings.empty());
  EXPECT_EQ(analysis.findings[0].level, Level::food);
  EXPECT_EQ(analysis.findings[0].foods, std::vector<std::string>{"cheddar"});
  const RankedFood* dairy = row_of(analysis, "dairy", Level::group);
  ASSERT_NE(dairy, nullptr);
  EXPECT_FALSE(dairy->finding);
  EXPECT_EQ(dairy->reason, "already covered by cheddar");
}

TEST(Levels, FindingsContainOneAnotherInNoDiary) {
  for (unsigned seed = 10; seed < 13; ++seed) {
    const auto diary =
        dishes(seed % 2 == 0 ? all_dairy() : std::set<std::string>{"latte", "sushi"}, seed);
    const auto resolution = foods::resolve(diary, foods::Lexicon::built_in(), Levels::all);
    const auto analysis = analyse(diary, resolution, {});
    for (const Finding& a : analysis.findings) {
      for (const Finding& b : analysis.findings) {
        for (std::size_t f = 0; f < resolution.foods.size(); ++f) {
          const auto& food = resolution.foods[f];
          if (food.level != a.level || food.name != a.foods[0]) continue;
          for (const std::uint32_t parent : food.parents) {
            EXPECT_FALSE(resolution.foods[parent].level == b.level &&
                         resolution.foods[parent].name == b.foods[0])
                << food.name;
          }
        }
      }
    }
  }
}

TEST(Levels, TheOrderOfRowsLeavesNoTrace) {
  auto diary = dishes(all_dairy(), 3);
  const auto original = at(Levels::all, diary);
  std::mt19937 random{9};
  std::shuffle(diary.entries.begin(), diary.entries.end(), random);
  diary::restore_order(diary);
  const auto shuffled = at(Levels::all, diary);
  ASSERT_EQ(shuffled.foods.size(), original.foods.size());
  for (std::size_t i = 0; i < original.foods.size(); ++i) {
    EXPECT_EQ(shuffled.foods[i].name, original.foods[i].name);
    EXPECT_EQ(shuffled.foods[i].probability, original.foods[i].probability);
  }
}

TEST(Levels, AdjustWithinTheirOwn) {
  const auto food = at(Levels::food, dishes({"cheddar"}, 4));
  const auto all = at(Levels::all, dishes({"cheddar"}, 4));
  for (const RankedFood& row : food.foods) {
    const RankedFood* same = row_of(all, row.name, Level::food);
    ASSERT_NE(same, nullptr) << row.name;
    EXPECT_EQ(same->p_value, row.p_value) << row.name;
    EXPECT_EQ(same->p_adjusted, row.p_adjusted) << row.name;
  }
}

TEST(Levels, CompanionsAreFoodsThatDoNotBelongToIt) {
  const auto diary = dishes(all_dairy(), 5);
  std::map<std::string, std::set<std::string>> companions;
  for (const RankedFood& row : at(Levels::all, diary).foods) {
    for (const Companion& companion : row.companions) companions[row.name].insert(companion.name);
    EXPECT_FALSE(companions[row.name].contains("dairy")) << row.name;
  }
  ASSERT_TRUE(companions.contains("dairy"));
  for (const auto& name : all_dairy()) EXPECT_FALSE(companions["dairy"].contains(name)) << name;
}

TEST(Levels, ACoarserNameForTheSameDaysHasNoRow) {
  DiaryBuilder builder;
  for (int day = 0; day < 60; ++day) {
    builder.logged(day).severity(day, (day * 7) % 5);
    if (day % 4 == 0) builder.food(day, "cheddar");
    if (day % 3 == 0) builder.food(day, "apple");
  }
  const auto diary = builder.build();
  const auto resolution = foods::resolve(diary, foods::Lexicon::built_in(), Levels::all);
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), {});
  const Study study = make_study(diary, resolution, outcome, {});
  const MergedFoods merged = merge_coincident(study, resolution);
  const auto at_group = [&](std::string_view name) {
    return static_cast<std::size_t>(
        std::find_if(resolution.foods.begin(), resolution.foods.end(),
            [&](const auto& f) { return f.name == name && f.level == Level::group; }) -
        resolution.foods.begin());
  };
  const std::size_t unit = merged.unit_of[at_group("dairy")];
  ASSERT_EQ(merged.members[unit].size(), 1u);
  EXPECT_EQ(resolution.foods[merged.members[unit][0]].name, "cheddar");
  EXPECT_EQ(
      std::count(merged.coarser[unit].begin(), merged.coarser[unit].end(), at_group("dairy")), 1);
  const auto analysis = analyse(diary, resolution, {});
  EXPECT_EQ(row_of(analysis, "dairy", Level::group), nullptr);
  // `explain` takes the row of the finer name.
  const auto explanation = explain(resolution, analysis, "dairy");
  EXPECT_EQ(explanation.level, Level::group);
  ASSERT_TRUE(explanation.row);
  EXPECT_EQ(explanation.row->reason, "eaten on exactly the same days as cheddar");
}

TEST(Levels, AGroupIsComparedWithWhatMayHoldIt) {
  auto diary = dishes(all_dairy(), 6);
  DiaryBuilder builder;
  for (const auto& entry : diary.entries) {
    const int day = (entry.day - DiaryBuilder::day(0)).count();
    builder.add(entry.kind, day, diary.name_of(entry), entry.amount);
    if (entry.kind == diary::Kind::severity && day % 9 == 0) builder.food(day, "dark chocolate");
  }
  const auto few = at(Levels::all, builder.build());
  ASSERT_FALSE(few.findings.empty());
  EXPECT_EQ(few.findings[0].note, "holds, too, if these contain dairy: dark chocolate");
  // Eaten on all other days, it takes the contrast away.
  for (int day = 0; day < 200; ++day) {
    if (day % 5 != 0) builder.food(day, "dark chocolate");
  }
  const auto many = at(Levels::all, builder.build());
  ASSERT_FALSE(many.findings.empty());
  const auto warning = std::find_if(many.warnings.begin(), many.warnings.end(),
      [](const auto& w) { return w.code == "maybe_members"; });
  ASSERT_NE(warning, many.warnings.end());
  EXPECT_EQ(warning->text,
      "the finding about any dairy depends on whether these contain it: dark chocolate");
}

TEST(Levels, AGroupWithAFoodThatMayHaveBroughtHivesIsNotRanked) {
  const auto diary = dishes(all_dairy(), 1);
  DiaryBuilder builder;
  bool is_first = true;
  for (const auto& entry : diary.entries) {
    const int day = (entry.day - DiaryBuilder::day(0)).count();
    const bool is_latte = entry.is_eaten() && diary.name_of(entry) == "latte";
    builder.add(entry.kind, day, diary.name_of(entry), entry.amount,
        is_latte && is_first ? std::optional{600} : std::nullopt);
    if (is_latte && is_first) builder.add(diary::Kind::symptom, day, "hives", 3, 640);
    if (is_latte) is_first = false;
  }
  const auto analysis = at(Levels::all, builder.build());
  EXPECT_EQ(row_of(analysis, "dairy", Level::group), nullptr);
  for (const Finding& finding : analysis.findings) EXPECT_NE(finding.foods[0], "dairy");
  const auto skipped = std::find_if(analysis.skipped.begin(), analysis.skipped.end(),
      [](const auto& food) { return food.name == "dairy"; });
  ASSERT_NE(skipped, analysis.skipped.end());
  EXPECT_EQ(skipped->reason, SkipReason::possible_immediate_reaction);
  EXPECT_EQ(skipped->note, "latte belongs to it: hives within 2 h on 1 of 15 days");
}

}  // namespace
}  // namespace culprit::engine
