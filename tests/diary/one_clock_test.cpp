#include "diary/one_clock.hpp"

#include <gtest/gtest.h>

#include "culprit/diary/convert.hpp"
#include "support.hpp"

namespace culprit::diary {
namespace {

/// A table with a row a day, which is 1 March and so on where `first_day` is 1.
std::string table(const std::vector<std::string>& clocks, int first_day = 1) {
  std::string text = "Date,Foods,Itch\n";
  for (int day = 0; day < 8; ++day)
    text += fmt::format("2024-03-{:02}{},milk; {},{}\n", day + first_day,
        clocks[static_cast<std::size_t>(day) % clocks.size()], day % 2 == 0 ? "rice" : "egg",
        day % 5);
  return text;
}

std::string note_of(const ReadResult& result) {
  const auto& notes = result.files.at(0).notes;
  return notes.empty() ? "" : notes[0].code + ": " + notes[0].text;
}

TEST(OneClock, ThatEveryEntryHasIsNoTime) {
  const std::string plain = to_lines(read_text(table({""})).diary);
  for (const char* clock : {" 00:00:00", "T00:00:00", " 12:00:00 AM", " 12:00", "T12:00:00Z",
           "T05:00:00.000Z", "T00:00:00.000Z", "T00:00:00+01:00", " 08:00"}) {
    const auto result = read_text(table({clock}));
    EXPECT_EQ(to_lines(result.diary), plain) << clock;
    EXPECT_EQ(note_of(result).substr(0, 9), "one_clock") << clock;
  }
  EXPECT_EQ(note_of(read_text(table({" 00:00"}))),
      "one_clock: the foods and ratings of the file have one clock, 00:00, which is not a time "
      "of day; they are taken as untimed");
}

TEST(OneClock, OfLocalMidnightInUtcMovesTheDayOn) {
  const std::string plain = to_lines(read_text(table({""}, 2)).diary);
  const std::vector<std::vector<std::string>> cases{{"T23:00:00.000Z"}, {"T22:00:00.000Z"},
      {"T22:00:00Z", "T23:00:00Z"}, {" 22:00", " 23:00"}, {" 23:00:00"}, {"T18:30:00Z"}};
  for (const auto& clocks : cases) {
    const auto result = read_text(table(clocks));
    EXPECT_EQ(to_lines(result.diary), plain) << clocks[0];
    EXPECT_EQ(to_days(result.diary.logged_days),
        "2024-03-02 2024-03-03 2024-03-04 2024-03-05 2024-03-06 2024-03-07 2024-03-08 "
        "2024-03-09");
  }
  EXPECT_EQ(note_of(read_text(table({"T23:00:00Z"}))),
      "one_clock: the foods and ratings of the file have one clock, 23:00, which is not a time "
      "of day; they are taken as untimed, and of the day that begins then, because it is midnight "
      "in UTC");
}

TEST(OneClock, OfNoMidnightInUtcLeavesTheDay) {
  const std::string plain = to_lines(read_text(table({""}, 1)).diary);
  for (const auto* clock : {"T20:15:00Z", "T20:00:00Z", "T17:00:00Z"}) {
    const auto result = read_text(table({clock}));
    EXPECT_EQ(note_of(result).substr(0, 9), "one_clock") << clock;
    EXPECT_EQ(to_lines(result.diary), plain) << clock;
  }
}

TEST(OneClock, WestOfGreenwichLeavesTheDay) {
  EXPECT_EQ(to_lines(read_text(table({"T05:00:00Z", "T04:00:00Z"})).diary),
      to_lines(read_text(table({""})).diary));
}

TEST(OneClock, IsConvertedToTheTimeZoneFirst) {
  ReadOptions options;
  options.time_zone = "Europe/Berlin";
  EXPECT_EQ(to_lines(read_text(table({"T23:00:00Z"}), options).diary),
      to_lines(read_text(table({""}, 2)).diary));
}

TEST(OneClock, OfAnEveningSaysThatTheDayWasOver) {
  const auto lines = to_lines(read_text(table({" 20:15"})).diary);
  EXPECT_NE(lines.find("2024-03-01 evening severity Itch 0"), std::string::npos);
}

TEST(OneClock, CountsFromTheDayAsItIsWritten) {
  ReadOptions options;
  options.day_starts = std::chrono::hours{4};
  const auto result = read_text(table({" 00:00"}), options);
  EXPECT_EQ(to_lines(result.diary), to_lines(read_text(table({""}), options).diary));
  EXPECT_EQ(to_days(result.diary.logged_days).substr(0, 10), "2024-03-01");
}

TEST(OneClock, OfFoodsAloneOrRatingsAloneIsTheirs) {
  std::string text = "date,time,type,name,amount\n";
  for (int day = 1; day < 5; ++day)
    text +=
        fmt::format("2024-03-0{0},00:00,food,milk,1\n2024-03-0{0},20:{0}0,severity,itch,3\n", day);
  const auto result = read_text(text);
  const auto lines = to_lines(result.diary);
  EXPECT_NE(
      lines.find("2024-03-01 food milk 1\n2024-03-01 20:10 severity itch 3\n"), std::string::npos);
  EXPECT_EQ(note_of(result),
      "one_clock: the foods of the file have one clock, 00:00, which is not a time of day; they "
      "are taken as untimed");
}

TEST(OneClock, IsKeptWhereItCanBeATime) {
  const std::vector<std::vector<std::string>> cases{
      {" 08:10", " 08:20"}, {" 00:00", " 12:00"}, {" 00:00", " 00:30", " 19:00"}};
  for (const auto& clocks : cases) EXPECT_EQ(note_of(read_text(table(clocks))), "") << clocks[1];
  std::string lunches = "date,time,type,name,amount\n";
  for (int day = 1; day < 9; ++day)
    lunches += fmt::format(
        "2024-03-0{0},1{1}:00,food,milk,1\n2024-03-0{0},21:00,severity,itch,3\n", day, day % 2 + 2);
  EXPECT_EQ(note_of(read_text(lunches)), "");
  EXPECT_EQ(note_of(read_text("Date,Foods,Itch\n2024-03-01 00:00,milk; tea,3\n"
                              "2024-03-02 00:00,milk; egg,3\n")),
      "");
}

TEST(OneClock, OfOneEntryInTwentyMayBeAnother) {
  std::string text = "date,time,type,name,amount\n";
  for (int day = 1; day <= 20; ++day)
    text += fmt::format("2024-03-{0:02},{1},food,milk,1\n2024-03-{0:02},00:00,severity,itch,3\n",
        day, day == 3 ? "18:30" : "00:00");
  const auto lines = to_lines(read_text(text).diary);
  EXPECT_NE(
      lines.find("2024-03-02 food milk 1\n2024-03-02 severity itch 3\n2024-03-03 severity itch "
                 "3\n2024-03-03 18:30 food milk 1\n"),
      std::string::npos);
}

TEST(OneClock, IsGoneAfterConversion) {
  for (const char* clock : {" 00:00", "T23:00:00Z", " 20:15"}) {
    const Inputs inputs = as_files({table({clock})});
    std::string converted;
    Conversion{inputs, {}, {}}.write([&](std::string_view lines) { converted += lines; });
    EXPECT_EQ(to_lines(read_text(converted).diary), to_lines(read_text(table({clock})).diary))
        << clock;
  }
}

}  // namespace
}  // namespace culprit::diary
