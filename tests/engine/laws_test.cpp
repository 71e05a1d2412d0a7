/// Laws of the whole analysis: what must leave no trace in its numbers. (That the order of rows
/// leaves none is a law of reading, see tests/diary.)
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/csv/input.hpp"
#include "culprit/diary/read.hpp"
#include "culprit/engine/analyse.hpp"
#include "support/diary_builder.hpp"
#include "support/near.hpp"
#include "support/simulated_diary.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::is_near;
using culprit::testing::simulated_diary;
using diary::Diary;
using diary::Kind;

Analysis analyse(const Diary& diary) { return engine::analyse(diary, foods::resolve(diary), {}); }

/// Diaries with a culprit, with none, and with days missing.
std::vector<Diary> some_diaries() {
  return {simulated_diary({.seed = 11, .days = 120, .foods = 12, .effect = 1.5}),
      simulated_diary({.seed = 12, .days = 110, .foods = 12, .effect = 0.8, .unlogged = 0.15}),
      simulated_diary({.seed = 13, .days = 100, .foods = 12})};
}

/// The row of a food. Rows of foods that are alike may change places, so they are met by name.
const RankedFood& row_of(const Analysis& analysis, const std::string& name) {
  static const RankedFood none;
  const auto found = std::find_if(analysis.foods.begin(), analysis.foods.end(),
      [&](const RankedFood& food) { return food.name == name; });
  EXPECT_NE(found, analysis.foods.end()) << name;
  return found == analysis.foods.end() ? none : *found;
}

void expect_same_row(const RankedFood& a, const RankedFood& b, double tolerance) {
  SCOPED_TRACE(a.name);
  EXPECT_EQ(b.verdict, a.verdict);
  EXPECT_EQ(b.lag, a.lag);
  EXPECT_EQ(b.exposed_days, a.exposed_days);
  EXPECT_TRUE(is_near(b.p_value, a.p_value, tolerance));
  EXPECT_TRUE(is_near(b.p_adjusted, a.p_adjusted, tolerance));
  EXPECT_TRUE(is_near(b.probability.value(), a.probability.value(), tolerance));
  EXPECT_TRUE(is_near(b.p_conditional.value(), a.p_conditional.value(), tolerance));
  EXPECT_TRUE(is_near(b.effect.estimate, a.effect.estimate, tolerance));
  // Quantiles are found by bisection, to a billionth of the spread.
  const double of_quantile = tolerance > 0 ? 1e-6 : 0;
  EXPECT_TRUE(is_near(b.effect.low, a.effect.low, of_quantile));
  EXPECT_TRUE(is_near(b.effect.high, a.effect.high, of_quantile));
}

/// @param prefix  of the names of `b`.
void expect_same_numbers(
    const Analysis& a, const Analysis& b, double tolerance, const std::string& prefix = "") {
  ASSERT_EQ(b.foods.size(), a.foods.size());
  for (const RankedFood& food : a.foods) {
    expect_same_row(food, row_of(b, prefix + food.name), tolerance);
  }
  ASSERT_EQ(b.findings.size(), a.findings.size());
  for (std::size_t i = 0; i < a.findings.size(); ++i) {
    std::vector<std::string> names;
    for (const auto& name : a.findings[i].foods) names.push_back(prefix + name);
    EXPECT_EQ(b.findings[i].foods, names);
    EXPECT_TRUE(
        is_near(b.findings[i].probability.value(), a.findings[i].probability.value(), tolerance));
  }
}

Diary shifted(Diary diary, int days) {
  for (auto& entry : diary.entries) entry.day += Days{days};
  for (auto& day : diary.logged_days) day += Days{days};
  return diary;
}

TEST(Laws, TheCalendarLeavesNoTrace) {
  for (const Diary& diary : some_diaries()) {
    const auto original = analyse(diary);
    for (const int days : {7, -700, 364}) {
      SCOPED_TRACE(days);
      expect_same_numbers(original, analyse(shifted(diary, days)), 0);
    }
    for (const int days : {1, -3, 1000}) {
      SCOPED_TRACE(days);
      expect_same_numbers(original, analyse(shifted(diary, days)), 1e-9);
    }
  }
}

/// Names are sorted, so this numbers the foods in the opposite order too.
Diary renamed_backwards(Diary diary) {
  const auto n = static_cast<std::uint32_t>(diary.names.size());
  std::vector<std::uint32_t> outcome(n, 0);
  for (const auto& entry : diary.entries) {
    if (entry.kind == Kind::severity) outcome[entry.name] = 1;
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    if (outcome[i] == 0) {
      diary.names[i] = std::string{"q"} + static_cast<char>('z' - i) + diary.names[i];
    }
  }
  return diary;
}

TEST(Laws, NamesLeaveNoTrace) {
  for (const Diary& diary : some_diaries()) {
    const auto original = analyse(diary);
    const auto renamed = analyse(renamed_backwards(diary));
    Analysis back = renamed;
    for (RankedFood& food : back.foods) food.name.erase(0, 2);
    for (Finding& finding : back.findings) {
      for (auto& name : finding.foods) name.erase(0, 2);
    }
    expect_same_numbers(original, back, 1e-9);
    EXPECT_NE(renamed.foods[0].name, original.foods[0].name);
  }
}

/// The same diary and one more food, eaten on most days of another: it is no other menu.
Diary with_another_food(Diary diary) {
  diary.names.push_back("zucchini");
  const auto name = static_cast<std::uint32_t>(diary.names.size() - 1);
  const std::vector<diary::Entry> before = diary.entries;
  const std::uint32_t eaten_with = before.front().name;
  int n = 0;
  for (diary::Entry entry : before) {
    if (entry.name != eaten_with || !entry.is_eaten() || ++n % 7 == 0) continue;
    entry.name = name;
    diary.entries.push_back(entry);
  }
  std::stable_sort(diary.entries.begin(), diary.entries.end(),
      [](const auto& a, const auto& b) { return a.day < b.day; });
  return diary;
}

TEST(Laws, AnotherFoodLeavesTheOthersPValuesAlone) {
  for (const Diary& diary : some_diaries()) {
    const auto before = analyse(diary);
    const auto after = analyse(with_another_food(diary));
    EXPECT_EQ(after.foods.size(), before.foods.size() + 1);
    for (const RankedFood& food : before.foods) {
      EXPECT_EQ(row_of(after, food.name).p_value, food.p_value) << food.name;
      EXPECT_EQ(row_of(after, food.name).correlation, food.correlation) << food.name;
    }
  }
}

/// The diary as files in the canonical layout, its entries dealt out in turn.
std::vector<std::unique_ptr<csv::Input>> as_files(const Diary& diary, std::size_t n_files) {
  std::vector<std::string> texts(n_files, "date,type,name,amount\n");
  std::size_t next = 0;
  for (const auto& entry : diary.entries) {
    const bool is_severity = entry.kind == Kind::severity;
    std::string& text = texts[next++ % n_files];
    text += to_iso(entry.day) + (is_severity ? ",severity," : ",food,") + diary.name_of(entry);
    text += is_severity ? "," + std::to_string(entry.amount) : ",";
    text += '\n';
  }
  std::vector<std::unique_ptr<csv::Input>> files;
  for (std::size_t i = 0; i < n_files; ++i) {
    files.push_back(
        std::make_unique<csv::TextInput>("part" + std::to_string(i) + ".csv", texts[i]));
  }
  return files;
}

TEST(Laws, SplittingTheFileLeavesNoTrace) {
  for (const Diary& diary : some_diaries()) {
    const auto whole = diary::read(as_files(diary, 1), {});
    const auto original = analyse(whole.diary);
    for (const std::size_t n_files : {2U, 5U}) {
      const auto parts = diary::read(as_files(diary, n_files), {});
      EXPECT_EQ(parts.fingerprint, whole.fingerprint);
      expect_same_numbers(original, analyse(parts.diary), 0);
    }
  }
}

TEST(Laws, ThreadsLeaveNoTrace) {
  const Diary diary = some_diaries()[1];
  Options options;
  options.threads = 1;
  const auto one = engine::analyse(diary, foods::resolve(diary), options);
  for (const unsigned threads : {2U, 7U}) {
    options.threads = threads;
    expect_same_numbers(one, engine::analyse(diary, foods::resolve(diary), options), 0);
  }
}

/// Dishes that the lexicon knows, of which those with dairy matter.
Diary of_dishes() {
  culprit::testing::DiaryBuilder builder;
  std::uint32_t random = 3;
  const auto below = [&](std::uint32_t n) {
    random = random * 1664525U + 1013904223U;
    return static_cast<int>((random >> 8) % n);
  };
  int yesterday = 0;
  for (int day = 0; day < 150; ++day) {
    builder.logged(day).severity(day, 2 + below(4) + yesterday);
    yesterday = 0;
    for (const std::string dish : {"latte", "cheddar", "yogurt", "apple", "sushi", "steak"}) {
      if (below(5) != 0) continue;
      builder.food(day, dish);
      if (dish == "latte" || dish == "cheddar" || dish == "yogurt") yesterday = 3;
    }
  }
  return builder.build();
}

Analysis analyse_all(const Diary& diary, unsigned threads = 0) {
  Options options;
  options.threads = threads;
  return engine::analyse(
      diary, foods::resolve(diary, foods::Lexicon::built_in(), foods::Levels::all), options);
}

/// Rows and findings of every level, to the last digit.
void expect_same_levels(const Analysis& a, const Analysis& b) {
  ASSERT_EQ(b.foods.size(), a.foods.size());
  for (std::size_t i = 0; i < a.foods.size(); ++i) {
    EXPECT_EQ(b.foods[i].name, a.foods[i].name);
    EXPECT_EQ(b.foods[i].level, a.foods[i].level);
    EXPECT_EQ(b.foods[i].part_of, a.foods[i].part_of);
    EXPECT_EQ(b.foods[i].reason, a.foods[i].reason);
    expect_same_row(a.foods[i], b.foods[i], 0);
  }
  ASSERT_EQ(b.findings.size(), a.findings.size());
  for (std::size_t i = 0; i < a.findings.size(); ++i) {
    EXPECT_EQ(b.findings[i].level, a.findings[i].level);
    EXPECT_EQ(b.findings[i].foods, a.findings[i].foods);
    EXPECT_EQ(b.findings[i].probability, a.findings[i].probability);
  }
}

TEST(Laws, AtAllLevelsFilesThreadsAndTheCalendarLeaveNoTrace) {
  const auto whole = diary::read(as_files(of_dishes(), 1), {});
  const auto original = analyse_all(whole.diary);
  ASSERT_FALSE(original.findings.empty());
  ASSERT_EQ(original.findings[0].level, foods::Level::group);
  expect_same_levels(original, analyse_all(diary::read(as_files(of_dishes(), 3), {}).diary));
  expect_same_levels(original, analyse_all(whole.diary, 5));
  expect_same_levels(original, analyse_all(shifted(whole.diary, 70)));
}

/// What a food is called says what it holds: that names leave no trace is no law here.
TEST(Laws, AtAllLevelsNamesSayWhatAFoodHolds) {
  const auto count = [](const Analysis& analysis) {
    return std::count_if(analysis.foods.begin(), analysis.foods.end(),
        [](const RankedFood& row) { return row.level == foods::Level::group; });
  };
  Diary diary = of_dishes();
  EXPECT_GT(count(analyse_all(diary)), 0);
  for (std::size_t i = 0; i < diary.names.size(); ++i) {
    if (diary.names[i] != "eczema") diary.names[i] = "zork_" + std::to_string(i);
  }
  EXPECT_EQ(count(analyse_all(diary)), 0);
}

/// Scale and ratings in other units: everything in points changes in proportion, nothing else.
TEST(Laws, TheUnitOfTheRatingsLeavesNoTrace) {
  for (const Diary& diary : some_diaries()) {
    Diary tenfold = diary;
    for (auto& entry : tenfold.entries) {
      if (entry.kind == Kind::severity) entry.amount *= 10;
    }
    const auto original = analyse(diary);
    Options options;
    options.scale = original.outcome.scale;
    options.scale->minimum *= 10;
    options.scale->maximum *= 10;
    auto scaled = engine::analyse(tenfold, foods::resolve(tenfold), options);
    for (RankedFood& food : scaled.foods) {
      food.effect.estimate /= 10;
      food.effect.low /= 10;
      food.effect.high /= 10;
    }
    expect_same_numbers(original, scaled, 1e-9);
  }
}

TEST(Laws, ADayInHoursIsLagZeroByTheClock) {
  culprit::testing::DiaryBuilder builder;
  std::uint32_t random = 7;
  const auto below = [&](std::uint32_t n) {
    random = random * 1664525U + 1013904223U;
    return static_cast<int>((random >> 8) % n);
  };
  for (int day = 0; day < 120; ++day) {
    if (day % 11 != 5) {
      builder.logged(day);
      for (const char* name : {"bread", "kefir", "plum"}) {
        if (below(3) == 0) builder.food(day, name, below(20 * 60));
      }
    }
    builder.severity(day, below(9), 20 * 60 + below(60));
  }
  const diary::Diary diary = builder.build();
  const auto resolution = foods::resolve(diary);
  Options options;
  options.align = Align::clock;
  options.lags = LagWindow{0, 0};
  const Analysis by_day = analyse(diary, resolution, options);
  options.lags = HourWindows{{{0, 24}}};
  const Analysis by_hour = analyse(diary, resolution, options);
  ASSERT_EQ(by_hour.foods.size(), by_day.foods.size());
  for (std::size_t i = 0; i < by_day.foods.size(); ++i) {
    const auto& day = by_day.foods[i];
    const auto& hour = by_hour.foods[i];
    EXPECT_EQ(hour.name, day.name);
    EXPECT_EQ(hour.lag, HourWindow(0, 24));
    EXPECT_NEAR(hour.effect.estimate, day.effect.estimate, 1e-12);
    EXPECT_NEAR(hour.p_value, day.p_value, 1e-12);
    EXPECT_NEAR(*hour.probability, *day.probability, 1e-12);
    EXPECT_EQ(hour.exposed_days, day.exposed_days);
    EXPECT_EQ(hour.profile[0].pearson, day.profile[0].pearson);
  }
}

}  // namespace
}  // namespace culprit::engine
