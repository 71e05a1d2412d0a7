#include <gtest/gtest.h>

#include "report/fixtures.hpp"
#include "report/terminal/terminal.hpp"

namespace culprit::report {
namespace {

engine::RankedFood with_effects(const std::vector<double>& effects) {
  engine::RankedFood food;
  int lag = 1;
  for (const double effect : effects) {
    engine::LagProfile one;
    one.lag = LagWindow{lag, lag};
    ++lag;
    one.effect = engine::Effect{effect, effect - 1, effect + 1};
    food.profile.push_back(one);
  }
  return food;
}

TEST(Profile, ShowsSizeAndSignOfEachLag) {
  const auto analysis = fixtures::frame();
  const auto food = with_effects({0, 0.1, 0.25, 1, 2, 9, -0.1, -0.25, -1, -1.5, -9});
  EXPECT_EQ(profile_signs(food, analysis, false), "··▁▄██·▔▔▀▀");
  EXPECT_EQ(profile_signs(food, analysis, true), "..1488.--==");
}

TEST(Profile, AFullBlockIsTwiceTheImportantChange) {
  auto analysis = fixtures::frame();
  analysis.outcome.important_change = 10;
  EXPECT_EQ(profile_signs(with_effects({20, 10, 2.5, 1}), analysis, true), "841.");
  analysis.outcome.important_change = fixtures::not_a_number;
  EXPECT_EQ(profile_signs(with_effects({2}), analysis, true), "8");
}

TEST(Profile, MarksLagsThatCannotBeUsed) {
  auto analysis = fixtures::frame();
  auto food = with_effects({1, fixtures::not_a_number, 1});
  food.profile[0].lag = LagWindow{0, 0};
  food.profile[2].effect.reset();
  EXPECT_EQ(profile_signs(food, analysis, false), "xxx");
  analysis.settings.lag_zero_used = true;
  EXPECT_EQ(profile_signs(food, analysis, false), "▄xx");
  EXPECT_EQ(profile_signs({}, analysis, false), "");
}

TEST(Profile, ExplainsItsSigns) {
  const auto analysis = fixtures::frame();
  EXPECT_EQ(profile_sentence(analysis, false),
      "lag 0-6: effect of each lag alone, in days after eating: ▁ to █ higher (█: 2 points "
      "or more), ▔ ▀ lower, · about none, x not usable.");
  EXPECT_EQ(profile_sentence(analysis, true),
      "lag 0-6: effect of each lag alone, in days after eating: 1 to 8 higher (8: 2 points "
      "or more), - = lower, . about none, x not usable.");
}

}  // namespace
}  // namespace culprit::report
