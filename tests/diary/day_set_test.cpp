#include "diary/day_set.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace culprit::diary {
namespace {

TEST(DaySet, AgreesWithASetWhereverTheDaysLie) {
  for (const int span : {1, 63, 64, 65, 5000, 150'000}) {
    std::mt19937_64 random{static_cast<std::uint64_t>(span)};
    DaySet days;
    std::set<Day> expected;
    EXPECT_TRUE(days.days().empty());
    for (int i = 0; i < 300; ++i) {
      const Day day{Days{static_cast<int>(random() % static_cast<unsigned>(span)) - span / 3}};
      EXPECT_EQ(days.contains(day), expected.contains(day));
      days.insert(day);
      expected.insert(day);
      EXPECT_TRUE(days.contains(day));
    }
    EXPECT_EQ(days.days(), std::vector<Day>(expected.begin(), expected.end())) << span;
  }
}

}  // namespace
}  // namespace culprit::diary
