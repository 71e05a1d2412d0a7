#include "cli/options/values.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace culprit::cli {
namespace {

TEST(DayFromText, TakesIsoDaysOnly) {
  EXPECT_EQ(to_iso(diary::parse_iso_day("2024-02-29").value()), "2024-02-29");
  for (const char* text : {"", "2023-02-29", "2024-2-29", "24-02-29", "2024/02/29", "2024-02-291",
           "2024-02-2 ", "+024-02-29", "0000-01-01"}) {
    EXPECT_FALSE(diary::parse_iso_day(text).has_value()) << text;
  }
}

TEST(LagsFromText, TakesRangesWithinTheLongestLag) {
  EXPECT_EQ(lags_from_text("0..0"), (LagWindow{0, 0}));
  EXPECT_EQ(lags_from_text("60..60"), (LagWindow{60, 60}));
  for (const char* text : {"", "..", "0..", "..3", "3..2", "0..61", "1...2", "0..3..4", "a..b",
           "-1-3", "4294967296..4294967297"}) {
    EXPECT_FALSE(lags_from_text(text).has_value()) << text;
  }
}

TEST(RangeFromText, TellsAHyphenFromASign) {
  const auto ends = [](const char* text) {
    const auto range = range_from_text(text);
    return range ? std::string{range->first} + "|" + std::string{range->last} : "none";
  };
  EXPECT_EQ(ends("0..3"), "0|3");
  EXPECT_EQ(ends(" 0 - 3 "), "0|3");
  EXPECT_EQ(ends("-5-5"), "-5|5");
  EXPECT_EQ(ends("-5..-1"), "-5|-1");
  EXPECT_EQ(ends("-5--1"), "-5|-1");
  EXPECT_EQ(ends("1e-3-2E-2"), "1e-3|2E-2");
  for (const auto* text : {"", "5", "-5", "-", "1e-3"}) EXPECT_EQ(ends(text), "none") << text;
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
  EXPECT_EQ(
      names_from_text(" milk , soft cheese"), (std::vector<std::string>{"milk", "soft cheese"}));
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

TEST(TimeZoneFromText, AsksTheSystemInAnyCase) {
  EXPECT_EQ(time_zone_from_text("America/New_York"), "America/New_York");
  EXPECT_EQ(time_zone_from_text("america/new_york"), "America/New_York");
  EXPECT_EQ(time_zone_from_text("utc"), "UTC");
  for (const auto* text : {"", "Mars/Olympus", "/etc/passwd", "Europe"})
    EXPECT_EQ(time_zone_from_text(text), std::nullopt) << text;
}

}  // namespace
}  // namespace culprit::cli
