#include "calibration/levels.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace culprit::calibration {
namespace {

using foods::Level;

const LevelScenario& scenario(std::string_view name) {
  return *std::ranges::find(level_scenarios(), name, &LevelScenario::name);
}

engine::Finding finding(Level level, std::vector<std::string> foods) {
  engine::Finding made;
  made.level = level;
  made.foods = std::move(foods);
  return made;
}

TEST(LevelMatch, ComparesAFindingWithTheCause) {
  const auto& dairy = scenario("phrases dairy");
  const auto diary = simulate_phrases(dairy, 3);
  const auto resolution = foods::resolve(diary, foods::Lexicon::built_in(), foods::Levels::all);
  const auto of = [&](const engine::Finding& f, const LevelScenario& cause) {
    return match(f, resolution, diary, cause);
  };
  EXPECT_EQ(of(finding(Level::group, {"dairy"}), dairy), Match::exact);
  EXPECT_EQ(of(finding(Level::group, {"egg"}), dairy), Match::unrelated);
  const auto member = std::ranges::find_if(resolution.foods, [&](const foods::Food& food) {
    return food.level == Level::food && std::ranges::any_of(food.parents, [&](auto parent) {
      return resolution.foods[parent].name == "dairy";
    });
  });
  ASSERT_NE(member, resolution.foods.end());
  EXPECT_EQ(of(finding(Level::food, {member->name}), dairy), Match::too_fine);
  EXPECT_EQ(of(finding(Level::food, {"nothing", member->name}), dairy), Match::too_fine);
  const LevelScenario one_food{
      .name = "x", .cause = member->name, .level = Level::food, .dishes = 40, .effect = 1};
  EXPECT_EQ(of(finding(Level::group, {"dairy"}), one_food), Match::too_coarse);
  const LevelScenario nothing{.name = "x", .cause = "", .level = Level::food};
  EXPECT_EQ(of(finding(Level::group, {"dairy"}), nothing), Match::unrelated);
}

TEST(LevelMeasure, FindsAStrongGroupAtItsLevel) {
  const auto measured = measure_levels(scenario("phrases gluten"), {21, 24}, 2);
  const auto power = [&](std::size_t level) {
    return measured.scores[level].power.value().value_or(0);
  };
  EXPECT_GE(power(1), 0.75);
  EXPECT_LT(power(0), power(1));
  EXPECT_GE(measured.scores[1].right_level.value().value_or(0), 0.75);
}

TEST(LevelScenarios, DiariesHoldAsManyPhrasesAsTheySay) {
  for (const auto& one : level_scenarios()) {
    if (!one.simulated.empty()) continue;
    const auto diary = simulate_phrases(one, 5);
    std::vector<bool> eaten(diary.names.size());
    for (const auto& entry : diary.entries) {
      if (entry.is_eaten()) eaten[entry.name] = true;
    }
    EXPECT_EQ(std::ranges::count(eaten, true), one.dishes) << one.name;
    EXPECT_EQ(simulate_phrases(one, 5).entries.size(), diary.entries.size());
  }
}

}  // namespace
}  // namespace culprit::calibration
