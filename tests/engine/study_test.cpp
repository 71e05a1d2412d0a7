#include "engine/study.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>

#include "culprit/core/error.hpp"
#include "support/diary_builder.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::DiaryBuilder;
using diary::Kind;

Study study_of(const diary::Diary& diary, const Options& options = {}) {
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), options.severity);
  return make_study(diary, foods::resolve(diary), outcome, options);
}

TEST(MakeStudy, UsesTheClockWhereFoodsAndReadingsAreTimed) {
  DiaryBuilder builder;
  for (int day = 0; day < 10; ++day) builder.food(day, "rice", 8 * 60).severity(day, day, 21 * 60);
  EXPECT_EQ(study_of(builder.build()).align, Align::clock);
  Options options;
  options.align = Align::day;
  EXPECT_EQ(study_of(builder.build(), options).align, Align::day);
}

TEST(MakeStudy, NeedsFourFifthsOfBothTimed) {
  for (const int untimed : {2, 3}) {
    DiaryBuilder builder;
    for (int day = 0; day < 10; ++day) {
      const auto minute = day < untimed ? std::nullopt : std::optional{8 * 60};
      builder.food(day, "rice", minute).severity(day, day, 21 * 60);
    }
    EXPECT_EQ(study_of(builder.build()).align, untimed == 2 ? Align::clock : Align::day) << untimed;
  }
}

TEST(MakeStudy, TakesTheWordOfAFileForTheEvening) {
  using diary::DayPart;
  for (const auto part :
      {DayPart::unknown, DayPart::night, DayPart::morning, DayPart::midday, DayPart::evening}) {
    DiaryBuilder builder;
    for (int day = 0; day < 10; ++day) builder.food(day, "rice").severity(day, day);
    diary::Diary diary = builder.build();
    for (auto& entry : diary.entries) {
      if (entry.kind == Kind::severity) entry.part = part;
    }
    SCOPED_TRACE(to_word(part));
    const Study study = study_of(diary);
    EXPECT_EQ(study.align, Align::day);
    EXPECT_EQ(study.lag_zero_used, part == DayPart::evening);
    EXPECT_FALSE(study.readings.front().is_timed);
  }
}

TEST(MakeStudy, KeepsMorningAndEveningOfADayApart) {
  DiaryBuilder builder;
  for (int day = 0; day < 10; ++day) builder.food(day, "rice").severity(day, 2).severity(day, 4);
  diary::Diary diary = builder.build();
  EXPECT_EQ(study_of(diary).readings.size(), 9U);
  for (auto& entry : diary.entries) {
    if (entry.kind == Kind::severity) {
      entry.part = entry.amount == 2 ? diary::DayPart::morning : diary::DayPart::evening;
    }
  }
  EXPECT_EQ(study_of(diary).readings.size(), 18U);
}

TEST(MakeStudy, LagZeroNeedsEveningReadings) {
  struct Case {
    std::optional<int> minute;
    Rated rated;
    bool used;
  };
  for (const auto& c :
      {Case{std::nullopt, Rated::unknown, false}, Case{std::nullopt, Rated::evening, true},
          Case{std::nullopt, Rated::morning, false}, Case{17 * 60, Rated::unknown, true},
          Case{17 * 60 - 1, Rated::unknown, false}, Case{8 * 60, Rated::evening, false}}) {
    DiaryBuilder builder;
    for (int day = 0; day < 10; ++day) builder.food(day, "rice").severity(day, day, c.minute);
    Options options;
    options.rated = c.rated;
    const Study study = study_of(builder.build(), options);
    EXPECT_EQ(study.lag_zero_used, c.used);
    EXPECT_EQ(study.first_used_lag(LagWindow{0, 6}), c.used ? 0 : 1);
  }
}

TEST(MakeStudy, AveragesReadingsOfOneInstantAndKeepsOthersApart) {
  DiaryBuilder builder;
  builder.food(0, "rice").food(1, "rice");
  builder.severity(1, 2, 480).severity(1, 4, 480).severity(1, 9, 1260);
  const Study study = study_of(builder.build());
  ASSERT_EQ(study.readings.size(), 2U);
  EXPECT_EQ(study.readings[0].value, 3);
  EXPECT_EQ(study.readings[1].value, 9);
  EXPECT_EQ(study.readings[1].minute - study.readings[0].minute, 780);
}

TEST(MakeStudy, AveragesUntimedReadingsOfADay) {
  DiaryBuilder builder;
  builder.food(0, "rice").severity(1, 2).severity(1, 3).severity(2, 7);
  const Study study = study_of(builder.build());
  ASSERT_EQ(study.readings.size(), 2U);
  EXPECT_EQ(study.readings[0].value, 2.5);
  EXPECT_FALSE(study.readings[0].is_timed);
}

TEST(MakeStudy, LeavesOutReadingsThatNoLoggedDayReaches) {
  DiaryBuilder builder;
  builder.food(0, "rice").severity(6, 1).severity(7, 2).severity(0, 3).severity(40, 4);
  const Study study = study_of(builder.build());
  // Day 0 itself is out of reach: its own food may have come later, and nothing is known before.
  ASSERT_EQ(study.readings.size(), 1U);
  EXPECT_EQ(study.readings[0].value, 1);
}

TEST(MakeStudy, SelectsReadingsButKeepsEarlierFoods) {
  DiaryBuilder builder;
  for (int day = 0; day < 20; ++day) builder.food(day, "rice").severity(day, day);
  Options options;
  options.from = DiaryBuilder::day(10);
  options.to = DiaryBuilder::day(12);
  const Study study = study_of(builder.build(), options);
  ASSERT_EQ(study.readings.size(), 3U);
  EXPECT_EQ(study.readings[0].value, 10);
  EXPECT_TRUE(study.is_logged[static_cast<std::size_t>(study.readings[0].day - 6)]);
  EXPECT_EQ(std::count(study.is_in_reach.begin(), study.is_in_reach.end(), true), 8);
}

TEST(MakeStudy, PutsUntimedEntriesAtTheirUsualTime) {
  DiaryBuilder builder;
  for (int day = 0; day < 9; ++day) builder.food(day, "rice", 700).severity(day, day, 1200);
  builder.food(9, "rice").food(9, "plum").severity(9, 9);
  const Study study = study_of(builder.build());
  ASSERT_EQ(study.align, Align::clock);
  const auto day_starts = std::int64_t{study.readings.back().day} * minutes_per_day;
  EXPECT_EQ(study.readings.back().minute - day_starts, 1200);
  EXPECT_EQ(study.foods[1].minutes.back() - day_starts, 700);
  EXPECT_EQ(study.foods[0].minutes.back() - day_starts, 12 * 60);
}

TEST(MakeStudy, CountsElapsedHoursAcrossAClockChange) {
  DiaryBuilder builder;
  // Kyiv left summer time on Sunday, 2024-10-27 (day 300) at 04:00: that night has an hour more.
  builder.food(299, "rice", 20 * 60).severity(300, 1, 20 * 60).severity(301, 2, 20 * 60);
  Options options;
  options.align = Align::clock;
  EXPECT_EQ(study_of(builder.build(), options).readings[0].minute -
                study_of(builder.build(), options).foods[0].minutes[0],
      24 * 60);
  options.time_zone = "Europe/Kyiv";
  const Study study = study_of(builder.build(), options);
  EXPECT_EQ(study.readings[0].minute - study.foods[0].minutes[0], 25 * 60);
  EXPECT_EQ(study.readings[1].minute - study.readings[0].minute, 24 * 60);
}

TEST(MakeStudy, KnowsTheWallClockOfADayThatStartsLate) {
  DiaryBuilder builder;
  // Minutes after a day's start at 04:00: 780 is 17:00 on the wall, 1260 is 01:00 of the next day.
  builder.food(0, "rice").severity(1, 1, 779).severity(2, 2, 780).severity(3, 3, 1260);
  auto diary = builder.build();
  diary.day_starts = std::chrono::minutes{4 * 60};
  const Study study = study_of(diary);
  ASSERT_EQ(study.readings.size(), 3U);
  EXPECT_EQ(study.readings[0].clock, 16 * 60 + 59);
  EXPECT_FALSE(study.readings[0].is_evening);
  EXPECT_TRUE(study.readings[1].is_evening);
  EXPECT_EQ(study.readings[2].clock, 60);
  EXPECT_TRUE(study.readings[2].is_evening);
}

TEST(MakeStudy, RefusesAnUnknownTimeZone) {
  DiaryBuilder builder;
  builder.food(0, "rice").severity(1, 1);
  Options options;
  options.time_zone = "Europe/Atlantis";
  try {
    (void)study_of(builder.build(), options);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.messages()[0].code, "unknown_time_zone");
    EXPECT_EQ(error.messages()[0].text,
        "time zone 'Europe/Atlantis' is not known; expected an IANA name such as Europe/Kyiv");
  }
}

TEST(MakeStudy, WithoutReadingsIsEmpty) {
  DiaryBuilder builder;
  builder.food(0, "rice").severity(1, 1);
  Options options;
  options.from = DiaryBuilder::day(2);
  EXPECT_TRUE(study_of(builder.build(), options).readings.empty());
}

TEST(MakeStudy, WithOnlyAnUnusableLagZeroHasNoReadings) {
  DiaryBuilder builder;
  for (int day = 0; day < 10; ++day) builder.food(day, "rice").severity(day, day);
  Options options;
  options.lags = LagWindow{0, 0};
  EXPECT_TRUE(study_of(builder.build(), options).readings.empty());
  options.rated = Rated::evening;
  EXPECT_EQ(study_of(builder.build(), options).readings.size(), 10U);
}

TEST(MakeStudy, RefusesHoursWithoutClockTimes) {
  struct Case {
    std::string name;
    Align align;
    bool food_timed, rating_timed;
    std::string message;  // empty = accepted
  };
  const std::string begin = "lags '0-2h,2-6h' count hours, but ";
  for (const auto& c : {Case{"all timed", Align::automatic, true, true, ""},
           Case{"clock", Align::clock, true, true, ""},
           Case{"no time", Align::automatic, false, false,
               begin +
                   "0 of 1 foods and 0 of 1 ratings have a clock time; expected 80 % of both, or "
                   "some and --align clock"},
           Case{"days", Align::day, true, true,
               begin.substr(0, begin.size() - 4) +
                   "but --align day counts calendar days; expected --align auto or clock"},
           Case{"clock without a timed food", Align::clock, false, true,
               begin +
                   "0 of 1 foods and 1 of 1 ratings have a clock time; expected some of both"}}) {
    DiaryBuilder builder;
    builder.food(0, "plum", c.food_timed ? std::optional{12 * 60} : std::nullopt);
    builder.severity(0, 1, c.rating_timed ? std::optional{13 * 60} : std::nullopt);
    const diary::Diary diary = builder.build();
    const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), {});
    Options options;
    options.align = c.align;
    options.lags = HourWindows{{{0, 2}, {2, 6}}};
    std::string message;
    try {
      EXPECT_EQ(make_study(diary, foods::resolve(diary), outcome, options).readings.size(), 1U);
    } catch (const InputError& error) {
      EXPECT_EQ(error.messages().front().code, "hours_without_clock");
      message = error.messages().front().text;
    }
    EXPECT_EQ(message, c.message) << c.name;
  }
}

TEST(MakeStudy, TheClockThatIsAskedForMustBeThere) {
  DiaryBuilder builder;
  builder.food(0, "plum").severity(0, 1, 13 * 60);
  Options options;
  options.align = Align::clock;
  const diary::Diary diary = builder.build();
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), {});
  try {
    (void)make_study(diary, foods::resolve(diary), outcome, options);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.messages().front().code, "clock_without_times");
    EXPECT_EQ(error.messages().front().text,
        "--align clock, but 0 of 1 foods and 1 of 1 ratings have a clock time; expected some "
        "of both, or --align day");
  }
  builder.food(0, "fig", 12 * 60);
  const diary::Diary timed = builder.build();
  EXPECT_EQ(make_study(timed, foods::resolve(timed), outcome, options).readings.size(), 1U);
}

}  // namespace
}  // namespace culprit::engine
