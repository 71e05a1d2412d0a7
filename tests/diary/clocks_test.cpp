#include <gtest/gtest.h>

#include <string>

#include "diary/cells/dates.hpp"
#include "support.hpp"

namespace culprit::diary {
namespace {

std::string clock(const char* text) {
  const auto time = parse_clock(text);
  if (!time) return "none";
  return fmt::format("{:02}:{:02}", time->minute() / 60, time->minute() % 60);
}

struct Case {
  const char* text;
  const char* clock;
};

TEST(ParseClock, ReadsTheFormsOfAppsAndSpreadsheets) {
  for (const auto& c : {Case{"20:39", "20:39"}, Case{"8:05", "08:05"}, Case{"20:39:10", "20:39"},
           Case{"9:00 PM", "21:00"}, Case{"9:00pm", "21:00"}, Case{"9 PM", "21:00"},
           Case{" 08:15 ", "08:15"}, Case{"12:00 AM", "00:00"}, Case{"12:30 pm", "12:30"},
           Case{"9:00 p.m.", "21:00"}, Case{"8:15 p. m.", "20:15"}, Case{"8:15\u202FPM", "20:15"},
           Case{"00:00", "00:00"}, Case{"23:59", "23:59"}, Case{"24:00", "23:59"},
           Case{"13:00 PM", "13:00"}, Case{"20:39:10.250", "20:39"}, Case{"21.30", "21:30"},
           Case{"21,30", "21:30"}, Case{"00.30", "00:30"}, Case{"21h30", "21:30"},
           Case{"2130", "21:30"}, Case{"815", "08:15"}, Case{"201500", "20:15"},
           Case{"0.895833", "21:30"}, Case{"0,895833", "21:30"}, Case{"0.5", "12:00"},
           Case{"0.9999999", "23:59"}, Case{"\uFF19:30 pm", "21:30"},
           Case{"21:30\u200E", "21:30"}}) {
    EXPECT_EQ(clock(c.text), c.clock) << c.text;
  }
}

TEST(ParseClock, ReadsWordsInSevenLanguages) {
  for (const auto& c :
      {Case{"21 Uhr", "21:00"}, Case{"gegen 21:30 Uhr", "21:30"}, Case{"9 Uhr abends", "21:00"},
          Case{"3 Uhr nachts", "03:00"}, Case{"um 7 Uhr fr\u00FCh", "07:00"},
          Case{"vers 21h", "21:00"}, Case{"9 du soir", "21:00"}, Case{"a las 20:15", "20:15"},
          Case{"9 de la noche", "21:00"}, Case{"alle 20:15", "20:15"}, Case{"ore 20", "20:00"},
          Case{"9 di sera", "21:00"}, Case{"20 uur", "20:00"}, Case{"\u00E0s 20h15", "20:15"},
          Case{"~21:30", "21:30"}, Case{"\u224821:30", "21:30"}, Case{"about 9pm", "21:00"},
          Case{"9 in the evening", "21:00"}, Case{"11 at night", "23:00"},
          Case{"12 midnight", "00:00"}, Case{"12 noon", "12:00"},
          Case{"2 in the afternoon", "14:00"}, Case{"8 o'clock", "08:00"},
          Case{"2130 hrs", "21:30"}}) {
    EXPECT_EQ(clock(c.text), c.clock) << c.text;
  }
}

TEST(ParseClock, TakesTheBeginningOfARange) {
  for (const auto& c : {Case{"08:00-08:30", "08:00"}, Case{"21:30 \u2013 22:00", "21:30"},
           Case{"8:00 - 9:00 pm", "20:00"}, Case{"11-1 pm", "11:00"}, Case{"9pm to 10pm", "21:00"},
           Case{"von 9 bis 10 Uhr", "09:00"}, Case{"8:00-", "08:00"}}) {
    EXPECT_EQ(clock(c.text), c.clock) << c.text;
  }
}

TEST(ParseClock, TakesNothingElse) {
  for (const char* text : {"", "24:01", "25:00", "20:60", "20:5", "9", "about 9", "0:30 PM",
           "13:00 am", "9:00 xm", "-1:00", "123:00", "20:39:99", "9:00 PMs", "evening", "8:00-x",
           "8-9", "1-2-3 pm", "12345", "4.5", "7:30 toast", "2 eggs", "99 Uhr", "2175"}) {
    EXPECT_EQ(clock(text), "none") << text;
  }
}

TEST(DayPartFromWord, KnowsTheWordsOfAppsAndPeople) {
  for (const auto& c : {Case{"pre", "night"}, Case{"AM", "morning"}, Case{"mid", "midday"},
           Case{"pm", "evening"}, Case{"Morning", "morning"}, Case{"evening", "evening"},
           Case{"midnight", "night"}, Case{"abends", "evening"}, Case{"am Abend", "evening"},
           Case{"in der Nacht", "night"}, Case{"mittags", "midday"}, Case{"Fr\u00FCh", "morning"},
           Case{"soir", "evening"}, Case{"apr\u00E8s-midi", "midday"},
           Case{"por la noche", "evening"}, Case{"pomeriggio", "midday"},
           Case{"'s avonds", "evening"}, Case{"de manh\u00E3", "morning"},
           Case{"before bed", "evening"}, Case{"ganztags", ""}, Case{"all day", ""}}) {
    const auto part = day_part_from_word(c.text);
    ASSERT_TRUE(part.has_value()) << c.text;
    EXPECT_EQ(to_word(*part), c.clock) << c.text;
  }
  for (const char* text : {"", "breakfast", "p", "a", "9 pm", "in the", "good morning"})
    EXPECT_FALSE(day_part_from_word(text).has_value()) << text;
}

TEST(ParseStampClock, TakesOffsetsOff) {
  const struct {
    const char* text;
    int minute;
    std::optional<int> offset;
  } cases[] = {{"21:30", 1290, {}}, {"21:30:00Z", 1290, 0}, {"21:30+02:00", 1290, 120},
      {"21:30 -0530", 1290, -330}, {"9:30 PM", 1290, {}}, {"21:30:15.123+02", 1290, 120},
      {"9:30:33 PM GMT+1", 1290, 60}, {"21:30 UTC-03:00", 1290, -180}, {"21:30:00 UTC", 1290, 0},
      {"21:30 CET", 1290, 60}, {"21:30 (CEST)", 1290, 120}, {"21:30:00 +0100 (CET)", 1290, 60},
      {"21:30:00 GMT+0100 (Central European Standard Time)", 1290, 60},
      {"21:30+01:00[Europe/Berlin]", 1290, 60}, {"213000Z", 1290, 0}, {"08:00-08:30", 480, -510},
      {"20:00-21:30", 1200, {}}};
  for (const auto& c : cases) {
    const auto stamp = parse_stamp_clock(c.text);
    ASSERT_TRUE(stamp.has_value()) << c.text;
    EXPECT_EQ(stamp->time.minute(), c.minute) << c.text;
    EXPECT_EQ(stamp->offset, c.offset) << c.text;
  }
  for (const char* text :
      {"", "Z", "UTC", "21:30+2", "21:30+99:00", "21:30+02:00:00", "-05:00", "x", "21:30 ABC"}) {
    EXPECT_FALSE(parse_stamp_clock(text).has_value()) << text;
  }
}

/// The clock that a row of the long layout gets, and whether its cell is rejected.
std::string long_clock(const std::string& time) {
  const auto result =
      read_text("date,time,type,name,amount\n2024-01-08,\"" + time + "\",food,milk,1\n");
  const auto lines = to_lines(result.diary);
  const auto& report = result.files.at(0);
  EXPECT_EQ(accounts(report), "1=1+0+0+0") << time;
  const auto text = lines.substr(11, lines.find(" food") == 10 ? 0 : lines.find(" food") - 11);
  return text + (report.rejected_cells == 1 ? "rejected" : "");
}

TEST(Clocks, NeverCostARowOfTheLongLayout) {
  for (const auto& c : {Case{"21.30", "21:30"}, Case{"21", "21:00"}, Case{"9", "09:00"},
           Case{"abends", "evening"}, Case{"2024-01-08 20:15:00", "20:15"}, Case{"21:30Z", "21:30"},
           Case{"n/a", ""}, Case{"?", ""}, Case{"after dinner", "rejected"},
           Case{"25:00", "rejected"}, Case{"99", "rejected"}}) {
    EXPECT_EQ(long_clock(c.text), c.clock) << c.text;
  }
}

TEST(Clocks, ThatCannotBeReadAreCountedAsCells) {
  const auto result = read_text(
      "date,time,type,name,amount\n2024-01-08,dinner,food,milk,1\n2024-01-08,20:15,severity,itch,"
      "4\n");
  EXPECT_EQ(to_lines(result.rejections),
      "bad_time a.csv:2:12: time 'dinner' is not a time of day; expected HH:MM\n");
  EXPECT_EQ(result.files.at(0).rejected_cells, 1U);
}

TEST(Clocks, InNumbersMakeATimeColumnOfATable) {
  for (const char* time : {"21.30", "2130", "0.895833"}) {
    const auto result =
        read_text(fmt::format("Date,Time,Foods,Itch\n2024-01-08,{0},milk; bread,4\n"
                              "2024-01-09,{0},milk; rice,6\n",
            time));
    EXPECT_NE(to_lines(result.diary).find("2024-01-08 21:30 food milk"), std::string::npos) << time;
  }
}

TEST(Dates, AsNumbersAreReadInATable) {
  for (const char* dates : {"1704744900 1704831300", "1704744900000 1704831300000",
           "20240108 20240109", "240108 240109", "45299 45300"}) {
    const std::string first{dates, std::string_view{dates}.find(' ')};
    const std::string second{dates + first.size() + 1};
    const auto result = read_text(
        fmt::format("Timestamp,Food,Itch\n{},milk; bread,4\n{},milk; rice,6\n", first, second));
    EXPECT_EQ(to_days(result.diary.logged_days), "2024-01-08 2024-01-09") << dates;
  }
}

}  // namespace
}  // namespace culprit::diary
