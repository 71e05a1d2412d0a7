#include "diary/dates.hpp"

#include <gtest/gtest.h>

#include <string>

namespace culprit::diary {
namespace {

std::string clock(const char* text) {
  const auto time = parse_clock(text);
  return time ? std::to_string(time->minute()) : "none";
}

TEST(BehindWords, TakesWeekdaysAndTheWordBeforeAClockAway) {
  const struct {
    const char* text;
    const char* rest;
  } cases[] = {{"Fri 01/03/2024", "01/03/2024"},
               {"Fr, 1.3.24", "1.3.24"},
               {"(Fri)", ""},
               {"at 4:44 PM", "4:44 PM"},
               {"vendredi 1/3/2024", "1/3/2024"},
               {"1/3/2024", "1/3/2024"},
               {"Fruit 1", "Fruit 1"},
               {"", ""},
               {"S\u00E1bado", ""},
               {"evening", "evening"}};
  for (const auto& one : cases) EXPECT_EQ(behind_words(one.text), one.rest) << one.text;
}

TEST(LacksYear, IsSaidOfADayAndAMonthAlone) {
  for (const char* text : {"24/11", "11/24", "24.11.", "1-2", "24 Nov", "Nov 24", "Fri 24/11"}) {
    EXPECT_TRUE(lacks_year(text)) << text;
  }
  for (const char* text : {"", "24", "13/13", "32/1", "0/3", "24/11/2024", "November", "24/11x"}) {
    EXPECT_FALSE(lacks_year(text)) << text;
  }
}

TEST(ParseClock, TakesBothClocksAndNothingElse) {
  struct Case {
    const char* text;
    const char* minute;
  };
  for (const auto& c : {Case{"20:39", "1239"},
                        Case{"8:05", "485"},
                        Case{"20:39:10", "1239"},
                        Case{"9:00 PM", "1260"},
                        Case{"9:00pm", "1260"},
                        Case{"9 PM", "1260"},
                        Case{" 08:15 ", "495"},
                        Case{"12:00 AM", "0"},
                        Case{"12:30 pm", "750"},
                        Case{"9:00 p.m.", "1260"},
                        Case{"00:00", "0"},
                        Case{"23:59", "1439"},
                        Case{"20:39:10.250", "1239"},
                        Case{"", "none"},
                        Case{"24:00", "none"},
                        Case{"20:60", "none"},
                        Case{"20:5", "none"},
                        Case{"9", "none"},
                        Case{"0:30 PM", "none"},
                        Case{"13:00 PM", "none"},
                        Case{"9:00 xm", "none"},
                        Case{"-1:00", "none"},
                        Case{"123:00", "none"},
                        Case{"20:39:99", "none"},
                        Case{"9:00 PMs", "none"},
                        Case{"evening", "none"},
                        Case{"20:39h", "none"},
                        Case{"08:00-08:30", "480"},
                        Case{"8:00 - 9:00 pm", "480"},
                        Case{"8:00-", "none"},
                        Case{"8:00-x", "none"}}) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(clock(c.text), c.minute);
  }
}

std::string date(const char* text, DateOrder order) {
  const auto parts = split_date(text);
  if (!parts) return "none";
  const auto day = to_day(*parts, order);
  return day ? to_iso(*day) : "no day";
}

TEST(SplitDate, ReadsEveryFormInTheOrderAskedFor) {
  struct Case {
    const char* text;
    DateOrder order;
    const char* day;
  };
  for (const auto& c : {Case{"2024-11-20", DateOrder::ymd, "2024-11-20"},
                        Case{"2024-11-20", DateOrder::mdy, "2024-11-20"},
                        Case{"2024/1/5", DateOrder::ymd, "2024-01-05"},
                        Case{"20/11/2024", DateOrder::dmy, "2024-11-20"},
                        Case{"11/20/2024", DateOrder::mdy, "2024-11-20"},
                        Case{"20.11.2024", DateOrder::dmy, "2024-11-20"},
                        Case{"20-11-2024", DateOrder::dmy, "2024-11-20"},
                        Case{"5.3.24", DateOrder::dmy, "2024-03-05"},
                        Case{"5.3.69", DateOrder::dmy, "1969-03-05"},
                        Case{"24-03-05", DateOrder::ymd, "2024-03-05"},
                        Case{"20/11/2024", DateOrder::mdy, "no day"},
                        Case{"20/11/2024", DateOrder::ymd, "no day"},
                        Case{"2024-02-30", DateOrder::ymd, "no day"},
                        Case{"2024-00-10", DateOrder::ymd, "no day"},
                        Case{"1024-01-10", DateOrder::ymd, "no day"},
                        Case{"2024-11/20", DateOrder::ymd, "none"},
                        Case{"202-11-20", DateOrder::ymd, "none"},
                        Case{"20241120", DateOrder::ymd, "none"},
                        Case{"2024-11-200", DateOrder::ymd, "none"},
                        Case{"2024-11-20x", DateOrder::ymd, "none"},
                        Case{"5th Jan 2022", DateOrder::mdy, "2022-01-05"},
                        Case{"22nd Feb 2022", DateOrder::ymd, "2022-02-22"},
                        Case{"1st March 2024", DateOrder::ymd, "2024-03-01"},
                        Case{"January 5, 2022", DateOrder::ymd, "2022-01-05"},
                        Case{"2025 Sat Oct 4", DateOrder::ymd, "2025-10-04"},
                        Case{"25. September 2026", DateOrder::ymd, "2026-09-25"},
                        Case{"5 de mayo de 2022", DateOrder::ymd, "2022-05-05"},
                        Case{"3 août 2022", DateOrder::ymd, "2022-08-03"},
                        Case{"7-Mär-2022", DateOrder::ymd, "2022-03-07"},
                        Case{"31st Feb 2022", DateOrder::ymd, "no day"},
                        Case{"5th Jan", DateOrder::ymd, "none"},
                        Case{"5 jui 2022", DateOrder::ymd, "none"},
                        Case{"5th 2022 left", DateOrder::ymd, "none"},
                        Case{"", DateOrder::ymd, "none"}}) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(date(c.text, c.order), c.day);
  }
}

TEST(SplitDate, LeavesTheClockBehindAWordedDate) {
  const auto parts = split_date("2025 Sat Oct 4 8:09 PM");
  ASSERT_TRUE(parts.has_value());
  EXPECT_EQ(parts->rest, "8:09 PM");
}

TEST(DayPartFromWord, KnowsTheWordsOfApps) {
  struct Case {
    const char* text;
    const char* part;
  };
  for (const auto& c :
       {Case{"pre", "night"}, Case{"AM", "morning"}, Case{"mid", "midday"}, Case{"pm", "evening"},
        Case{"Morning", "morning"}, Case{"evening", "evening"}, Case{"all day", ""}}) {
    SCOPED_TRACE(c.text);
    const auto part = day_part_from_word(c.text);
    ASSERT_TRUE(part.has_value());
    EXPECT_EQ(to_word(*part), c.part);
  }
  for (const char* text : {"", "am ", "breakfast", "p"}) {
    EXPECT_FALSE(day_part_from_word(text).has_value()) << text;
  }
}

TEST(ParseInstant, ReadsSecondsMillisecondsAndSpreadsheetSerials) {
  struct Case {
    const char* text;
    const char* instant;
  };
  const auto written = [](const char* text) -> std::string {
    const auto instant = parse_instant(text);
    if (!instant) return "none";
    std::string words = to_iso(instant->day);
    if (instant->minute) words += ' ' + std::to_string(*instant->minute);
    return instant->is_utc ? words + " utc" : words;
  };
  for (const auto& c :
       {Case{"1767254400000", "2026-01-01 480 utc"}, Case{"1767254400", "2026-01-01 480 utc"},
        Case{"45292", "2024-01-01"}, Case{"45292.5", "2024-01-01 720"},
        Case{"45292.999999", "2024-01-01 1439"}, Case{"12345", "none"}, Case{"20241120", "none"},
        Case{"4529a", "none"}, Case{"45292.x", "none"}, Case{"", "none"}}) {
    EXPECT_EQ(written(c.text), c.instant) << c.text;
  }
}

TEST(ParseStampClock, TakesOffsetsOff) {
  struct Case {
    const char* text;
    int minute;
    std::optional<int> offset;
  };
  for (const auto& c : {Case{"21:30", 1290, {}}, Case{"21:30:00Z", 1290, 0},
                        Case{"21:30+02:00", 1290, 120}, Case{"21:30 -0530", 1290, -330},
                        Case{"9:30 PM", 1290, {}}, Case{"21:30:15.123+02", 1290, 120}}) {
    SCOPED_TRACE(c.text);
    const auto stamp = parse_stamp_clock(c.text);
    ASSERT_TRUE(stamp.has_value());
    EXPECT_EQ(stamp->time.minute(), c.minute);
    EXPECT_EQ(stamp->offset, c.offset);
  }
  for (const char* text : {"", "Z", "21:30+2", "21:30+99:00", "21:30+02:00:00", "-05:00", "x"}) {
    EXPECT_FALSE(parse_stamp_clock(text).has_value()) << text;
  }
}

std::string order_of(const std::vector<const char*>& dates) {
  DateOrderEvidence evidence;
  std::uint64_t line = 2;
  for (const char* text : dates) evidence.add(text, line++);
  const auto decision = evidence.decide();
  if (!decision) return evidence.is_contradictory() ? "contradictory" : "open";
  return std::string{to_word(decision->order)} + ", " + decision->reason;
}

TEST(DateOrderEvidence, DecidesFromTheWholeFile) {
  EXPECT_EQ(order_of({"03/04/2024", "13/02/2024"}), "dmy, 13/02/2024 at line 3");
  EXPECT_EQ(order_of({"03/04/2024", "02/13/2024"}), "mdy, 02/13/2024 at line 3");
  EXPECT_EQ(order_of({"03/04/2024", "rubbish", "2024-11-20"}), "open");
  EXPECT_EQ(order_of({"13/02/2024", "02/13/2024"}), "contradictory");
  EXPECT_EQ(order_of({"3.4.24", "4.4.24"}), "dmy, dotted dates");
  EXPECT_EQ(order_of({"3.13.24", "4.4.24"}), "mdy, 3.13.24 at line 2");
  EXPECT_EQ(order_of({"99-01-02"}), "ymd, 99-01-02 at line 2");
}

TEST(DateOrderEvidence, LetsOneInTwentyBeWrong) {
  std::vector<const char*> dates(19, "13/02/2024");
  dates.push_back("02/13/2024");
  EXPECT_EQ(order_of(dates), "dmy, 13/02/2024 at line 2");
  dates.push_back("02/14/2024");
  EXPECT_EQ(order_of(dates), "contradictory");
}

}  // namespace
}  // namespace culprit::diary
