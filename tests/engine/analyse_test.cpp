#include "culprit/engine/analyse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "culprit/core/error.hpp"
#include "support/diary_builder.hpp"
#include "support/near.hpp"
#include "support/simulated_diary.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::DiaryBuilder;
using culprit::testing::simulated_diary;
using diary::Kind;
using ::testing::Contains;
using ::testing::DoubleEq;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

Analysis analyse(const diary::Diary& diary, const Options& options = {}) {
  return engine::analyse(diary, foods::resolve(diary), options);
}

std::string error_of(const DiaryBuilder& builder, const Options& options = {}) {
  try {
    (void)analyse(builder.build(), options);
  } catch (const InputError& error) {
    return error.messages()[0].code + ": " + error.messages()[0].text;
  }
  return "no error";
}

TEST(Analyse, FindsAPlantedFoodOnTheNextDay) {
  const auto analysis = analyse(simulated_diary({.seed = 1, .effect = 2}));
  ASSERT_FALSE(analysis.findings.empty());
  EXPECT_EQ(analysis.findings[0].foods, std::vector<std::string>{"culprit"});
  EXPECT_EQ(analysis.findings[0].verdict, Verdict::suspect);
  EXPECT_EQ(analysis.foods[0].name, "culprit");
  EXPECT_EQ(analysis.foods[0].lag, LagWindow(1, 1));
  EXPECT_LT(analysis.foods[0].effect.low, 2);
  EXPECT_GT(analysis.foods[0].effect.high, 2);
  EXPECT_EQ(analysis.foods.size() + analysis.skipped.size(), 41U);
  EXPECT_EQ(analysis.foods[0].phrases[0].text, "culprit");
}

TEST(Analyse, DescribesDiaryOutcomeAndAdjustment) {
  const auto analysis = analyse(simulated_diary({.seed = 5, .days = 100, .foods = 10}));
  EXPECT_EQ(to_iso(analysis.diary.first_day), "2023-12-25");
  EXPECT_EQ(analysis.diary.days, 107);
  EXPECT_EQ(analysis.diary.logged_days, 107);
  EXPECT_EQ(analysis.diary.readings, 100);
  EXPECT_EQ(analysis.diary.foods, 10);
  EXPECT_EQ(analysis.outcome.name, "eczema");
  EXPECT_EQ(analysis.outcome.scale.name, "0-10");
  EXPECT_EQ(analysis.outcome.important_change, 1);
  EXPECT_EQ(analysis.outcome.important_change_source, "assumed");
  ASSERT_TRUE(analysis.outcome.autocorrelation.has_value());
  EXPECT_NEAR(*analysis.outcome.autocorrelation, 0.8, 0.2);
  EXPECT_EQ(analysis.settings.align, Align::day);
  ASSERT_GE(analysis.adjustments.size(), 2U);
  EXPECT_EQ(analysis.adjustments[0].name, "weekday");
  EXPECT_TRUE(analysis.adjustments[0].sd.has_value());
  EXPECT_EQ(analysis.adjustments[1].name, "trend");
}

TEST(Analyse, TakesTheImportantChangeThatIsGiven) {
  Options options;
  options.important_change = 0.5;
  const auto analysis = analyse(simulated_diary({.seed = 5, .days = 60, .foods = 3}), options);
  EXPECT_EQ(analysis.outcome.important_change, 0.5);
  EXPECT_EQ(analysis.outcome.important_change_source, "given");
}

TEST(Analyse, OfAScaleThatLooksBackUsesMultiplesOfItsRecall) {
  const auto diary = simulated_diary({.seed = 5, .foods = 5});
  Options options;
  options.scale = diary::scale_from_text("POEM");
  const auto analysis = analyse(diary, options);
  EXPECT_EQ(analysis.settings.options.lags, Lags{LagWindow(0, 13)});
  EXPECT_TRUE(analysis.settings.lag_zero_used);
  EXPECT_EQ(analysis.outcome.important_change_source, "instrument");
  for (const auto& food : analysis.foods) {
    EXPECT_EQ(food.lag.days()->first() % 7, 0);
    EXPECT_EQ(food.lag.days()->length() % 7, 0);
  }
  options.has_explicit_lags = true;
  options.lags = LagWindow{0, 6};
  EXPECT_EQ(analyse(diary, options).settings.options.lags, Lags{LagWindow(0, 6)});
  options.lags = LagWindow{1, 3};
  try {
    (void)analyse(diary, options);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.messages()[0].code, "lags_finer_than_recall");
    EXPECT_EQ(error.messages()[0].text,
        "lags '1..3' are finer than POEM can tell, which looks back over 7 days; expected "
        "multiples such as 0..13");
  }
}

TEST(Analyse, OfAScaleThatLooksBackRefusesHours) {
  Options options;
  options.scale = diary::scale_from_text("POEM");
  options.has_explicit_lags = true;
  options.lags = HourWindows{{{0, 2}, {2, 6}}};
  try {
    (void)analyse(simulated_diary({.seed = 5, .foods = 5}), options);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.messages()[0].code, "lags_finer_than_recall");
    EXPECT_EQ(error.messages()[0].text,
        "lags '0-2h,2-6h' are finer than POEM can tell, which looks back over 7 days; "
        "expected multiples such as 0..13");
  }
}

TEST(Analyse, NamesCompanionsByShareOfDays) {
  auto builder = DiaryBuilder{};
  for (int day = 0; day < 60; ++day) {
    builder.logged(day).severity(day, (day * 7) % 5);
    if (day % 3 == 0) builder.food(day, "bread");
    if (day % 3 == 0 && day % 2 == 0) builder.food(day, "butter");
    if (day % 5 == 0) builder.food(day, "plum");
  }
  const auto analysis = analyse(builder.build());
  std::map<std::string, std::vector<std::pair<std::string, double>>> companions;
  for (const auto& food : analysis.foods) {
    auto& of_food = companions[food.name];
    for (const auto& companion : food.companions)
      of_food.emplace_back(companion.name, companion.share);
  }
  EXPECT_THAT(companions["butter"], ElementsAre(Pair("bread", 1)));
  EXPECT_THAT(companions["bread"], ElementsAre(Pair("butter", DoubleEq(0.5))));
  EXPECT_TRUE(companions.contains("plum"));
  EXPECT_THAT(companions["plum"], IsEmpty());
}

TEST(Analyse, SaysNothingAboutTooLittleData) {
  auto builder = DiaryBuilder{};
  for (int day = 0; day < 25; ++day)
    builder.food(day, day % 2 == 0 ? "rice" : "plum").severity(day, (day * 7) % 5);
  const auto analysis = analyse(builder.build());
  EXPECT_TRUE(analysis.says_nothing());
  ASSERT_EQ(analysis.warnings.size(), 1U);
  EXPECT_EQ(analysis.warnings[0].code, "few_readings");
  EXPECT_EQ(analysis.warnings[0].text,
      "there are only 24 ratings; fewer than 30 is too few for a reliable result");
}

TEST(Analyse, OfConstantRatingsWarnsAndSaysNothing) {
  auto builder = DiaryBuilder{};
  for (int day = 0; day < 50; ++day)
    builder.food(day, day % 2 == 0 ? "rice" : "plum").severity(day, 4);
  const auto analysis = analyse(builder.build());
  EXPECT_TRUE(analysis.says_nothing());
  EXPECT_FALSE(analysis.outcome.autocorrelation.has_value());
  ASSERT_EQ(analysis.warnings.size(), 1U);
  EXPECT_EQ(analysis.warnings[0].code, "constant_severity");
  EXPECT_EQ(analysis.warnings[0].text,
      "every rating of eczema is the same: this diary cannot tell foods apart");
}

TEST(Analyse, OfRatingsThatFollowFromOneFoodNamesItAndKnowsTheOthers) {
  for (const double worst : {1.0, 8.0}) {
    auto builder = DiaryBuilder{};
    for (int day = 0; day < 180; ++day) {
      builder.severity(day, (day - 1) % 3 == 0 ? worst : 0).food(day, "rice");
      if (day % 3 == 0) builder.food(day, "carrot");
      if (day * 7 % 5 < 2) builder.food(day, "pear");
      if (day * 11 % 7 < 3) builder.food(day, "lettuce");
    }
    const auto analysis = analyse(builder.build());
    ASSERT_EQ(analysis.findings.size(), 1U);
    EXPECT_EQ(analysis.findings[0].foods, std::vector<std::string>{"carrot"});
    EXPECT_NEAR(analysis.findings[0].effect.estimate, worst, 0.01 * worst);
    EXPECT_EQ(analysis.foods.size(), 3U);
    for (const auto& food : analysis.foods) EXPECT_FALSE(std::isnan(food.effect.estimate));
  }
}

TEST(Analyse, WarnsOfSeveralOutcomesUnlessOneWasAskedFor) {
  auto builder = DiaryBuilder{};
  for (int day = 0; day < 50; ++day) {
    builder.food(day, day % 2 == 0 ? "rice" : "plum").severity(day, (day * 7) % 5);
    builder.add(Kind::symptom, day, "itch", day % 4);
  }
  Options options;
  const auto analysis = analyse(builder.build(), options);
  ASSERT_FALSE(analysis.warnings.empty());
  EXPECT_EQ(analysis.warnings[0].code, "several_outcomes");
  EXPECT_EQ(analysis.warnings[0].text,
      "the diary rates several things; this is about eczema (--severity chooses another: "
      "itch; if they rate one skin, --severity 'mean(eczema, itch)' sees more than each)");
  options.severity = "Itch";
  const auto asked = analyse(builder.build(), options);
  EXPECT_THAT(asked.warnings, Not(Contains(Field(&Warning::code, "several_outcomes"))));
  EXPECT_EQ(asked.outcome.name, "itch");
}

TEST(Analyse, RefusesADiaryWithoutFoodAndSaysNothingWithoutUsableReadings) {
  DiaryBuilder no_food;
  no_food.severity(1, 2);
  EXPECT_EQ(error_of(no_food), "no_food: the diary holds no food; expected entries of type food");
  DiaryBuilder too_late;
  too_late.food(0, "rice").severity(30, 2);
  const auto analysis = analyse(too_late.build());
  EXPECT_TRUE(analysis.says_nothing());
  EXPECT_TRUE(analysis.foods.empty());
  EXPECT_EQ(analysis.diary.readings, 0);
  ASSERT_EQ(analysis.warnings.size(), 1U);
  EXPECT_EQ(analysis.warnings[0].code, "no_usable_rating");
  EXPECT_EQ(analysis.warnings[0].text,
      "no rating of eczema can be used: each needs a day with foods logged among the chosen "
      "lags before it, within the chosen period");
}

TEST(Analyse, WithNoReadingInThePeriodOrNoUsableLagSaysSo) {
  DiaryBuilder builder;
  for (int day = 0; day < 40; ++day) {
    builder.food(day, day % 2 == 0 ? "rice" : "plum").severity(day, (day * 7) % 5);
  }
  Options later;
  later.from = DiaryBuilder::day(400);
  Options same_day;
  same_day.lags = LagWindow{0, 0};
  for (const Options& options : {later, same_day}) {
    const auto analysis = analyse(builder.build(), options);
    EXPECT_TRUE(analysis.says_nothing());
    ASSERT_EQ(analysis.warnings.size(), 1U);
    EXPECT_EQ(analysis.warnings[0].code, "no_usable_rating");
  }
}

TEST(Analyse, GivesNoReasonThatTheOtherFoodsDoNotBearOut) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const auto analysis = analyse(simulated_diary({.seed = seed, .days = 120, .foods = 20}));
    for (const RankedFood& food : analysis.foods) {
      if (!food.reason || food.p_conditional.value_or(1) >= 0.05) continue;
      EXPECT_NE(food.reason_code, "explained") << seed;
      EXPECT_NE(food.reason_code, "companion") << seed;
    }
  }
}

/// Laws: what must not matter.

diary::Diary shifted(diary::Diary diary, int days) {
  for (auto& entry : diary.entries) entry.day += Days{days};
  for (auto& day : diary.logged_days) day += Days{days};
  return diary;
}

TEST(Analyse, IsBlindToTheCalendar) {
  const auto diary =
      simulated_diary({.seed = 6, .days = 150, .foods = 15, .effect = 1, .unlogged = 0.1});
  const auto original = analyse(diary);
  for (const int days : {7, -700, 1, 5, 100}) {
    const auto moved = analyse(shifted(diary, days));
    ASSERT_EQ(moved.foods.size(), original.foods.size());
    for (std::size_t i = 0; i < moved.foods.size(); ++i) {
      EXPECT_EQ(moved.foods[i].name, original.foods[i].name);
      EXPECT_TRUE(
          culprit::testing::is_near(moved.foods[i].p_value, original.foods[i].p_value, 1e-9));
      if (days % 7 == 0) {
        EXPECT_EQ(moved.foods[i].p_value, original.foods[i].p_value);
      }
    }
  }
}

TEST(Analyse, IsBlindToNames) {
  auto diary = simulated_diary({.seed = 7, .days = 150, .foods = 15, .effect = 1});
  const auto original = analyse(diary);
  for (auto& name : diary.names) {
    if (name != "eczema") name = "z" + name;
  }
  const auto renamed = analyse(diary);
  ASSERT_EQ(renamed.foods.size(), original.foods.size());
  for (std::size_t i = 0; i < renamed.foods.size(); ++i) {
    EXPECT_EQ(renamed.foods[i].name, "z" + original.foods[i].name);
    EXPECT_EQ(renamed.foods[i].p_value, original.foods[i].p_value);
  }
}

TEST(Analyse, AnotherFoodLeavesTheOthersPValuesAlone) {
  auto builder = DiaryBuilder{};
  auto with = DiaryBuilder{};
  for (int day = 0; day < 90; ++day) {
    for (auto* target : {&builder, &with}) {
      target->logged(day).severity(day, (day * day) % 7);
      if (day % 3 == 0) target->food(day, "rice");
      if (day % 4 == 1) target->food(day, "plum");
    }
    if (day % 5 == 2) with.food(day, "corn");
  }
  const auto before = analyse(builder.build());
  const auto after = analyse(with.build());
  std::map<std::string, double> p_values;
  for (const auto& food : after.foods) p_values[food.name] = food.p_value;
  EXPECT_EQ(p_values.size(), 3U);
  for (const auto& food : before.foods) EXPECT_EQ(p_values[food.name], food.p_value) << food.name;
}

TEST(Analyse, UnloggedDaysMoveEstimatesLittle) {
  int compared = 0;
  int close = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const auto whole = simulated_diary({.seed = seed, .foods = 15, .effect = 1.5});
    auto holed = whole;
    std::erase_if(holed.entries, [](const diary::Entry& entry) {
      return entry.kind == Kind::food && entry.day.time_since_epoch().count() % 5 == 0;
    });
    std::erase_if(
        holed.logged_days, [](Day day) { return day.time_since_epoch().count() % 5 == 0; });
    const auto full = analyse(whole);
    const auto partial = analyse(holed);
    for (const auto& food : full.foods) {
      for (const auto& same : partial.foods) {
        if (same.name != food.name) continue;
        // The same lag, so that a change of the best window is not taken for one of the effect.
        const auto& a = *food.profile[1].effect;
        const auto& b = *same.profile[1].effect;
        ++compared;
        close += std::abs(a.estimate - b.estimate) <= (a.high - a.low) / 2 ? 1 : 0;
      }
    }
  }
  EXPECT_GT(compared, 150);
  EXPECT_GE(close, 0.95 * compared);
}

/// Calibration in small; the full check is in calibration_test.cpp.
TEST(Analyse, OfDiariesWithoutEffectsSeldomFindsAny) {
  int found = 0;
  for (std::uint64_t seed = 1001; seed <= 1040; ++seed) {
    found +=
        analyse(simulated_diary({.seed = seed, .days = 120, .foods = 15})).findings.empty() ? 0 : 1;
  }
  EXPECT_LE(found, 9);  // 4 expected; 10 or more has probability .003 at 10 %
}

}  // namespace
}  // namespace culprit::engine
