#include "culprit/engine/timeline.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "culprit/engine/analyse.hpp"
#include "culprit/engine/explain.hpp"
#include "support/diary_builder.hpp"
#include "support/simulated_diary.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::DiaryBuilder;
using culprit::testing::simulated_diary;

/// Forty days: rice on even ones, day 20 not logged; the rating is 6 on the day after rice, else 2.
diary::Diary alternating() {
  DiaryBuilder builder;
  for (int day = 0; day < 40; ++day) {
    if (day != 20) {
      builder.food(day, "bread");
      if (day % 2 == 0) builder.food(day, "rice");
    }
    builder.severity(day, day % 2 == 1 ? 6 : 2);
  }
  return builder.build();
}

Options next_day() {
  Options options;
  options.lags = LagWindow{1, 1};
  options.has_explicit_lags = true;
  return options;
}

std::ptrdiff_t count(const TimelineFood& food, Exposure exposure) {
  return std::count(food.exposures.begin(), food.exposures.end(), exposure);
}

TEST(Timeline, HoldsEveryReadingAndLoggedDay) {
  const auto diary = alternating();
  const auto resolution = foods::resolve(diary);
  const auto analysis = analyse(diary, resolution, next_day());
  const auto timeline = make_timeline(diary, resolution, analysis, {});
  EXPECT_EQ(to_iso(timeline.first_day), "2024-01-01");
  EXPECT_EQ(to_iso(timeline.last_day), "2024-02-09");
  EXPECT_EQ(timeline.logged_days.size(), 39U);
  ASSERT_EQ(timeline.readings.size(), static_cast<std::size_t>(analysis.diary.readings));
  EXPECT_EQ(to_iso(timeline.readings.front().day), "2024-01-02");
  EXPECT_EQ(timeline.readings.front().value, 6);
  EXPECT_TRUE(timeline.foods.empty());
}

TEST(Timeline, TellsReadingsWithWithoutAndUnknownApart) {
  const auto diary = alternating();
  const auto resolution = foods::resolve(diary);
  const auto analysis = analyse(diary, resolution, next_day());
  const auto timeline = make_timeline(diary, resolution, analysis, {{"rice", foods::Level::food}});
  ASSERT_EQ(timeline.foods.size(), 1U);
  const auto& rice = timeline.foods.front();
  EXPECT_EQ(rice.eaten_on.size(), 19U);
  ASSERT_EQ(rice.exposures.size(), timeline.readings.size());
  const auto explained = explain(resolution, analysis, "rice");
  EXPECT_EQ(rice.compared, explained.compared);
  EXPECT_EQ(count(rice, Exposure::exposed), explained.exposed.readings);
  EXPECT_EQ(count(rice, Exposure::unexposed), explained.unexposed.readings);
  EXPECT_EQ(count(rice, Exposure::unknown), explained.unknown_readings);
}

TEST(Timeline, CountsTheDaysOfTheWindowOnWhichAFoodWasEaten) {
  const auto diary = alternating();
  const auto resolution = foods::resolve(diary);
  auto analysis = analyse(diary, resolution, next_day());
  for (auto& row : analysis.foods) row.lag = LagWindow{1, 1};
  const auto one = make_timeline(diary, resolution, analysis, {{"rice", foods::Level::food}});
  const auto& days = one.foods.front().days_within;
  ASSERT_EQ(days.size(), one.readings.size());
  for (std::size_t i = 0; i < days.size(); ++i)
    EXPECT_EQ(days[i], one.foods.front().exposures[i] == Exposure::exposed ? 1 : 0) << i;
}

TEST(Timeline, GathersTreatmentsByNameMostDaysFirst) {
  auto diary = alternating();
  const auto add = [&](unsigned day, const std::string& name) {
    diary::Entry entry;
    entry.day = *make_day(2024, 1, day);
    entry.kind = diary::Kind::treatment;
    entry.name = static_cast<std::uint32_t>(diary.names.size());
    diary.entries.push_back(entry);
    diary.names.push_back(name);
  };
  add(3, "Tacrolimus");
  add(4, "Cream");
  add(4, "cream");
  add(6, "cream");
  const auto resolution = foods::resolve(diary);
  const auto analysis = analyse(diary, resolution, next_day());
  const auto treatments = make_timeline(diary, resolution, analysis, {}).treatments;
  ASSERT_EQ(treatments.size(), 2U);
  EXPECT_EQ(treatments[0].name, "Cream");
  EXPECT_EQ(treatments[0].days.size(), 2U);
  EXPECT_EQ(treatments[1].name, "Tacrolimus");
}

TEST(Timeline, LeavesOutNamesThatTheDiaryDoesNotHold) {
  const auto diary = alternating();
  const auto resolution = foods::resolve(diary);
  const auto analysis = analyse(diary, resolution, next_day());
  const auto timeline = make_timeline(
      diary, resolution, analysis, {{"kiwi", foods::Level::food}, {"rice", foods::Level::group}});
  EXPECT_TRUE(timeline.foods.empty());
}

TEST(Timeline, TakesTheFoodsOfFindingsInTheOrderOfTheRows) {
  const auto diary = simulated_diary({.seed = 1, .effect = 2});
  const auto resolution = foods::resolve(diary);
  const auto analysis = analyse(diary, resolution, {});
  EXPECT_EQ(found_names(analysis), (std::vector<TimelineName>{{"culprit", foods::Level::food}}));
  EXPECT_TRUE(found_names(Analysis{}).empty());
}

}  // namespace
}  // namespace culprit::engine
