#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "culprit/simulate/simulate.hpp"

namespace culprit::simulate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SimulateOptions, DefaultsAreRight) { EXPECT_THAT(complaints({}), IsEmpty()); }

TEST(SimulateOptions, EveryComplaintNamesFieldValueAndRule) {
  struct Case {
    std::function<void(Options&)> spoil;
    std::string text;
  };
  const Case cases[] = {
      {[](Options& o) { o.days = 20001; }, "days '20001' is out of range; expected 1 to 20000"},
      {[](Options& o) { o.menu.lowest_rate = 0; },
          "lowest_rate '0' is out of range; expected 0.001 to 0.99"},
      {[](Options& o) { o.menu.lowest_rate = 0.6; },
          "lowest_rate '0.6' is greater than highest_rate '0.5'; expected at most that"},
      {[](Options& o) { o.culprits.lowest_rate = 0.4; },
          "culprits' lowest_rate '0.4' is greater than culprits' highest_rate '0.3'; expected at "
          "most "
          "that"},
      {[](Options& o) { o.culprits.worse = -1; }, "worse '-1' is out of range; expected 0 to 40"},
      {[](Options& o) { o.menu.together = 1.1; },
          "together '1.1' is out of range; expected 0 to 1"},
      {[](Options& o) { o.menu.clusters = 20; },
          "foods '40' is too small; expected at least 60 for the culprits and clusters"},
      {[](Options& o) { o.culprits.highest_effect = 0.1; },
          "lowest_effect '0.7' is greater than highest_effect '0.1'; expected at most that"},
      {[](Options& o) { o.course.phi = 1; }, "phi '1' is out of range; expected 0 to 0.999"},
      {[](Options& o) { o.course.sd = std::nan(""); },
          "sd 'nan' is out of range; expected 0 to 1000000"},
      {[](Options& o) { o.course.level = std::numeric_limits<double>::infinity(); },
          "level 'inf' is out of range; expected 0 to 10"},
      {[](Options& o) { o.behaviour.avoided_foods = -1; },
          "avoided_foods '-1' is out of range; expected 0 to 5000"},
      {[](Options& o) { o.logging.unlogged = 1; },
          "unlogged '1' is out of range; expected 0 to 0.95"},
      {[](Options& o) { o.logging.ratings_per_day = 2; },
          "ratings_per_day '2' needs clock times; expected 1 without them"},
      {[](Options& o) { o.logging.ratings_per_day = 3; },
          "ratings_per_day '3' is out of range; expected 1 to 2"},
      {[](Options& o) { o.scale.maximum = 0; },
          "maximum '0' is not above the minimum; expected a larger number"},
      {[](Options& o) { o.scale.step = 0.01; },
          "step '0.01' is out of range; expected 0.1 to 1000000"},
  };
  for (const auto& [spoil, text] : cases) {
    Options options;
    spoil(options);
    EXPECT_THAT(complaints(options), ElementsAre(text));
  }
}

TEST(SimulateOptions, AllComplaintsComeAtOnce) {
  Options options;
  options.days = 0;
  options.course.phi = 2;
  options.scale.step = 0;
  EXPECT_EQ(complaints(options).size(), 3U);
}

TEST(SimulateOptions, DefaultsFollowTheRangeOfTheScale) {
  const auto options = defaults_for({.minimum = 10, .maximum = 110, .step = 1});
  EXPECT_EQ(options.course.level, 50);
  EXPECT_EQ(options.course.sd, 13);
  EXPECT_EQ(options.course.noise, 5);
  EXPECT_EQ(options.culprits.lowest_effect, 7);
  EXPECT_EQ(options.culprits.highest_effect, 9);
  EXPECT_EQ(options.scale.minimum, 10);
  EXPECT_THAT(complaints(options), IsEmpty());
}

TEST(SimulateOptions, KernelsHaveWords) {
  EXPECT_EQ(to_word(Kernel::next_day), "next-day");
  EXPECT_EQ(to_word(Kernel::two_days), "two-days");
  EXPECT_EQ(to_word(Kernel::several_days), "several-days");
  EXPECT_EQ(to_word(Kernel::delayed), "delayed");
  EXPECT_EQ(to_word(Kernel::mixed), "mixed");
}

}  // namespace
}  // namespace culprit::simulate
