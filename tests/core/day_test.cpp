#include "culprit/core/day.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace culprit {
namespace {

TEST(MakeDay, RefusesDaysThatDoNotExist) {
  struct Case {
    int year;
    unsigned month;
    unsigned day;
    bool exists;
  };
  for (const auto& c : {Case{2024, 2, 29, true}, Case{2023, 2, 29, false}, Case{2024, 4, 31, false},
           Case{2024, 0, 1, false}, Case{2024, 13, 1, false}, Case{2024, 1, 0, false},
           Case{1899, 12, 31, false}, Case{1900, 1, 1, true}, Case{1900, 2, 29, false},
           Case{2000, 2, 29, true}, Case{2199, 12, 31, true}, Case{2200, 1, 1, false}}) {
    SCOPED_TRACE(
        std::to_string(c.year) + "-" + std::to_string(c.month) + "-" + std::to_string(c.day));
    EXPECT_EQ(make_day(c.year, c.month, c.day).has_value(), c.exists);
  }
}

TEST(MakeDay, CountsDaysAcrossLeapDay) {
  EXPECT_EQ((*make_day(2024, 3, 1) - *make_day(2024, 2, 28)).count(), 2);
  EXPECT_EQ((*make_day(2023, 3, 1) - *make_day(2023, 2, 28)).count(), 1);
}

TEST(ToIso, PadsEveryPart) {
  EXPECT_EQ(to_iso(*make_day(2024, 1, 5)), "2024-01-05");
  EXPECT_EQ(to_iso(*make_day(1900, 12, 31)), "1900-12-31");
}

TEST(WeekdayIndex, StartsOnMonday) {
  EXPECT_EQ(weekday_index(*make_day(2024, 11, 18)), 0);
  EXPECT_EQ(weekday_index(*make_day(2024, 11, 24)), 6);
  EXPECT_EQ(weekday_index(*make_day(1969, 12, 28)), 6);
}

TEST(ClockTime, KnowsWhetherItIsKnown) {
  EXPECT_FALSE(ClockTime{}.is_known());
  EXPECT_TRUE(ClockTime{0}.is_known());
  EXPECT_EQ(ClockTime{1439}.minute(), 1439);
  EXPECT_LT(ClockTime{}, ClockTime{0});
  EXPECT_LT(ClockTime{59}, ClockTime{60});
}

TEST(ClockTime, RefusesMinutesOutsideTheDay) {
  for (const int minute : {-1, 1440, 100000}) {
    try {
      ClockTime{minute};
      FAIL() << minute;
    } catch (const std::invalid_argument& error) {
      EXPECT_EQ(std::string{error.what()},
          "ClockTime: minute is " + std::to_string(minute) + ", but must be in [0, 1439]!");
    }
  }
}

}  // namespace
}  // namespace culprit
