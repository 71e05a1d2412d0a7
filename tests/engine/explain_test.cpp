#include "culprit/engine/explain.hpp"

#include <gtest/gtest.h>

#include <string>

#include "culprit/core/error.hpp"
#include "culprit/engine/analyse.hpp"
#include "support/diary_builder.hpp"
#include "support/simulated_diary.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::DiaryBuilder;
using culprit::testing::simulated_diary;

Explanation explain(
    const diary::Diary& diary, const std::string& food, const Options& options = {}) {
  const auto resolution = foods::resolve(diary);
  return engine::explain(resolution, analyse(diary, resolution, options), food);
}

/// Forty days: rice on even ones (with "Rice" on day 0), tea with it on days 0–29, kiwi once, day
/// 20 not logged; the rating is 6 on the day after rice, else 2.
DiaryBuilder alternating() {
  DiaryBuilder builder;
  for (int day = 0; day < 40; ++day) {
    if (day != 20) {
      builder.food(day, "bread");
      if (day % 2 == 0) builder.food(day, day == 0 ? "Rice" : "rice");
      if (day % 2 == 0 && day < 30) builder.food(day, "tea");
    }
    builder.severity(day, day % 2 == 1 ? 6 : 2);
  }
  return builder.food(31, "kiwi");
}

std::string error_of(const std::string& food) {
  try {
    (void)explain(alternating().build(), food);
  } catch (const InputError& error) {
    const auto& message = error.messages().front();
    return message.code + ": " + message.text + " | " + message.hint;
  }
  return "no error";
}

TEST(Explain, APartOfANameIsEnoughUnlessItIsOneOfSeveral) {
  auto builder = alternating();
  builder.food(3, "xyzzy plugh").food(4, "xyzzy frotz");
  const auto diary = builder.build();
  EXPECT_EQ(explain(diary, "Plugh").name, "xyzzy plugh");
  try {
    (void)explain(diary, "xyzzy");
    ADD_FAILURE() << "no error";
  } catch (const InputError& error) {
    EXPECT_EQ(error.messages().front().code, "several_foods");
    EXPECT_EQ(error.messages().front().text,
        "food 'xyzzy' could be several of this diary; expected one of 'xyzzy frotz', 'xyzzy "
        "plugh'");
  }
}

TEST(Explain, TakesTheRowAndTheFindingFromTheAnalysis) {
  const auto diary = simulated_diary({.seed = 1, .effect = 2});
  const auto resolution = foods::resolve(diary);
  const auto analysis = analyse(diary, resolution, {});
  const auto culprit = engine::explain(resolution, analysis, "CULPRIT");
  ASSERT_TRUE(culprit.row);
  EXPECT_EQ(culprit.row->verdict, Verdict::suspect);
  ASSERT_TRUE(culprit.finding);
  EXPECT_EQ(culprit.finding->foods, std::vector<std::string>{"culprit"});
  EXPECT_FALSE(culprit.skipped);
  EXPECT_EQ(culprit.compared, culprit.row->lag);
  EXPECT_GT(*culprit.exposed.mean, *culprit.unexposed.mean);
  EXPECT_EQ(culprit.exposed.readings + culprit.unexposed.readings + culprit.unknown_readings,
      analysis.diary.readings);
  EXPECT_TRUE(culprit.conditional_on.empty());
  const auto other = engine::explain(resolution, analysis, analysis.foods.back().name);
  EXPECT_FALSE(other.finding);
  EXPECT_EQ(other.conditional_on, std::vector<std::string>{"culprit"});
}

TEST(Explain, CountsExposedUnexposedAndUnknownReadings) {
  Options options;
  options.lags = LagWindow{1, 1};
  options.has_explicit_lags = true;
  const auto rice = explain(alternating().build(), "rice", options);
  EXPECT_EQ(rice.compared, LagWindow(1, 1));
  EXPECT_EQ(rice.eaten_on.size(), 19U);
  EXPECT_EQ(to_iso(rice.eaten_on.front()), "2024-01-01");
  EXPECT_EQ(rice.phrases.size(), 2U);
  // Readings of days 1, 3 … 39 but 21, whose day before was not logged; nor was the day before the
  // first, whose reading is left out.
  EXPECT_EQ(rice.exposed.readings, 19);
  EXPECT_EQ(rice.exposed.mean, 6);
  EXPECT_EQ(rice.unexposed.readings, 19);
  EXPECT_EQ(rice.unexposed.mean, 2);
  EXPECT_EQ(rice.unknown_readings, 0);
}

TEST(Explain, AReadingWithAnUnloggedLagIsUnknownUnlessTheFoodWasEaten) {
  Options options;
  options.lags = LagWindow{1, 2};
  options.has_explicit_lags = true;
  const auto kiwi = explain(alternating().build(), "kiwi", options);
  EXPECT_EQ(kiwi.compared, LagWindow(1, 2));
  EXPECT_EQ(kiwi.exposed.readings, 2);
  EXPECT_EQ(kiwi.unknown_readings, 3);
  EXPECT_EQ(kiwi.unexposed.readings, 34);
}

TEST(Explain, ComparesTheHoursOfAWindow) {
  DiaryBuilder builder;
  for (int day = 0; day < 40; ++day) {
    builder.logged(day).severity(day, day % 2 == 0 ? 6 : 2, 20 * 60);
    if (day % 2 == 0) builder.food(day, "rice", 15 * 60);
  }
  Options options;
  options.has_explicit_lags = true;
  options.lags = HourWindows{{{2, 6}}};
  const auto rice = explain(builder.build(), "rice", options);
  EXPECT_EQ(rice.compared, HourWindow(2, 6));
  EXPECT_EQ(rice.exposed.readings, 20);
  EXPECT_EQ(rice.exposed.mean, 6);
  EXPECT_EQ(rice.unexposed.readings, 20);
  EXPECT_EQ(rice.unexposed.mean, 2);
  EXPECT_EQ(rice.unknown_readings, 0);
}

TEST(Explain, SaysWhyAFoodWasNotTestedAndWhatWasEatenWithIt) {
  const auto kiwi = explain(alternating().build(), "kiwi");
  EXPECT_FALSE(kiwi.row);
  EXPECT_FALSE(kiwi.finding);
  ASSERT_TRUE(kiwi.skipped);
  EXPECT_EQ(kiwi.skipped->reason, SkipReason::too_few_exposures);
  EXPECT_TRUE(kiwi.conditional_on.empty());
  ASSERT_EQ(kiwi.companions.size(), 1U);
  EXPECT_EQ(kiwi.companions[0].name, "bread");
  EXPECT_EQ(kiwi.companions[0].share, 1);
}

TEST(Explain, WorksWithoutAnyUsableReading) {
  const auto lone = explain(DiaryBuilder{}.food(0, "rice").severity(60, 3).build(), "rice");
  EXPECT_FALSE(lone.row);
  EXPECT_FALSE(lone.skipped);
  EXPECT_EQ(lone.eaten_on.size(), 1U);
  EXPECT_EQ(lone.exposed.mean, std::nullopt);
  EXPECT_TRUE(lone.companions.empty());
}

TEST(Explain, OfAnUnknownFoodNamesTheNearest) {
  EXPECT_EQ(error_of("rize"),
      "unknown_food: food 'rize' is not in this diary; expected the name of one of its foods "
      "| did you mean 'rice'?");
  EXPECT_EQ(error_of("strawberries"),
      "unknown_food: food 'strawberries' is not in this diary; expected the name of one of "
      "its foods | ");
  EXPECT_EQ(error_of(" RICE_ "), "no error");
}

TEST(Explain, IsNotConditionalOnWhatIsTheSameColumn) {
  auto diary = simulated_diary({.seed = 1, .effect = 2});
  DiaryBuilder builder;
  const int first = (diary.entries.front().day - DiaryBuilder::day(0)).count();
  for (const auto& entry : diary.entries) {
    const int day = (entry.day - diary.entries.front().day).count() + first;
    builder.add(entry.kind, day, diary.name_of(entry), entry.amount);
    if (diary.name_of(entry) == "culprit") builder.food(day, "twyn");
  }
  const auto both = builder.build();
  EXPECT_EQ(explain(both, "culprit").finding->foods.size(), 2U);
  EXPECT_EQ(explain(both, "culprit").conditional_on, std::vector<std::string>{});
  EXPECT_EQ(explain(both, "food 03").conditional_on, (std::vector<std::string>{"culprit", "twyn"}));
}

TEST(Explain, WithNoReadingInThePeriodSaysThatNothingWasTested) {
  Options later;
  later.from = DiaryBuilder::day(400);
  const auto nothing = explain(alternating().build(), "rice", later);
  EXPECT_FALSE(nothing.row);
  EXPECT_TRUE(nothing.eaten_on.empty());
}

}  // namespace
}  // namespace culprit::engine
