#include "cli/options/values.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace culprit::cli {
namespace {

TEST(DayFromText, TakesIsoDaysOnly) {
  EXPECT_EQ(to_iso(day_from_text("2024-02-29").value()), "2024-02-29");
  for (const char* text : {"", "2023-02-29", "2024-2-29", "24-02-29", "2024/02/29", "2024-02-291",
                           "2024-02-2 ", "+024-02-29", "0000-01-01"}) {
    EXPECT_FALSE(day_from_text(text).has_value()) << text;
  }
}

TEST(LagsFromText, TakesRangesWithinTheLongestLag) {
  EXPECT_EQ(lags_from_text("0..0"), (LagWindow{0, 0}));
  EXPECT_EQ(lags_from_text("60..60"), (LagWindow{60, 60}));
  for (const char* text : {"", "..", "0..", "..3", "3..2", "0..61", "1...2", "0..3..4", "a..b",
                           " 0..3", "4294967296..4294967297"}) {
    EXPECT_FALSE(lags_from_text(text).has_value()) << text;
  }
}

TEST(TimeOfDayFromText, TakesMinutesOfOneDay) {
  EXPECT_EQ(time_of_day_from_text("00:00").value().count(), 0);
  EXPECT_EQ(time_of_day_from_text("23:59").value().count(), 1439);
  for (const char* text : {"", "24:00", "00:60", "4:00", "04:0", "04-00", "-1:00", "04:00:00"}) {
    EXPECT_FALSE(time_of_day_from_text(text).has_value()) << text;
  }
}

TEST(WholeNumberFromText, TakesDigitsOnly) {
  EXPECT_EQ(whole_number_from_text("0"), 0U);
  EXPECT_EQ(whole_number_from_text("18446744073709551615"), 18446744073709551615U);
  for (const char* text : {"", "-1", "+1", " 1", "1 ", "1.0", "0x1", "18446744073709551616"}) {
    EXPECT_FALSE(whole_number_from_text(text).has_value()) << text;
  }
}

TEST(NamesFromText, TrimsAndRefusesEmptyNames) {
  EXPECT_EQ(names_from_text(" milk , soft cheese"),
            (std::vector<std::string>{"milk", "soft cheese"}));
  for (const char* text : {"", " ", ",", "a,", ",a", "a, ,b"}) {
    EXPECT_FALSE(names_from_text(text).has_value()) << text;
  }
}

TEST(HoursFromText, TakesAWindowOfHours) {
  EXPECT_EQ(hours_from_text("0-2h"), HourWindow(0, 2));
  EXPECT_EQ(hours_from_text("48-168h"), HourWindow(48, 168));
  for (const auto* text : {"", "h", "-h", "2h", "0-2", "2-2h", "6-2h", "0-169h", "0.5-2h", "0-2hh",
                           "-1-2h", " 0-2h", "0..2h"}) {
    EXPECT_EQ(hours_from_text(text), std::nullopt) << text;
  }
}

TEST(IsTimeZone, AsksTheSystem) {
  EXPECT_TRUE(is_time_zone("America/New_York"));
  EXPECT_TRUE(is_time_zone("UTC"));
  EXPECT_FALSE(is_time_zone(""));
  EXPECT_FALSE(is_time_zone("Mars/Olympus"));
  EXPECT_FALSE(is_time_zone("/etc/passwd"));
}

TEST(NearestWord, IsTheFirstOfTheNearestWithinTheDistance) {
  const std::vector<std::string> words{"rank", "check", "rack"};
  EXPECT_EQ(nearest_word("rnak", words, 2), "rank");
  EXPECT_EQ(nearest_word("ranck", words, 2), "rank");
  EXPECT_EQ(nearest_word("chcek", words, 2), "check");
  EXPECT_EQ(nearest_word("diary", words, 2), std::nullopt);
  EXPECT_EQ(nearest_word("", words, 2), std::nullopt);
  EXPECT_EQ(nearest_word("an", words, 2), std::nullopt);
}

}  // namespace
}  // namespace culprit::cli
