
#include "culprit/report/machine/check.hpp"

#include <gtest/gtest.h>

#include "report/check_fixtures.hpp"

namespace culprit::report {
namespace {

TEST(Check, SummarisesTheDiary) {
  const auto check = fixtures::check();
  EXPECT_EQ(check.diary.files, (std::vector<std::string>{"foods.csv", "ratings.csv"}));
  EXPECT_EQ(check.diary.fingerprint, 0xffu);
  EXPECT_EQ(check.diary.format, "long");
  EXPECT_EQ(to_iso(check.diary.first_day), "2024-01-01");
  EXPECT_EQ(to_iso(check.diary.last_day), "2024-01-04");
  EXPECT_EQ(check.diary.days, 4);
  EXPECT_EQ(check.diary.logged_days, 2);
  EXPECT_EQ(check.diary.readings, 1);
  EXPECT_EQ(check.diary.foods, 2);
  EXPECT_EQ(check.diary.food_entries, 4u);
  EXPECT_EQ(check.diary.rejected_rows, 4u);
}

TEST(Check, CountsFoodsOverTheirSpellings) {
  const auto check = fixtures::check();
  EXPECT_EQ(check.foods, (std::vector<foods::Phrase>{{"coffee", 3}, {"oats", 1}}));
}

TEST(Check, FoodsOfEqualCountStandInByteOrder) {
  auto input = fixtures::read_result();
  auto foods = fixtures::resolution();
  input.diary.entries.clear();
  std::swap(foods.foods[0], foods.foods[1]);
  const auto check = make_check(input, foods, {});
  EXPECT_EQ(check.foods, (std::vector<foods::Phrase>{{"coffee", 0}, {"oats", 0}}));
}

TEST(Check, SortsRejectionsByCount) {
  const auto check = fixtures::check();
  ASSERT_EQ(check.rejections.size(), 2u);
  EXPECT_EQ(check.rejections[0].code, "bad_date");
  EXPECT_EQ(check.rejections[0].first.place.line, 17u);
  EXPECT_EQ(check.rejections[1].code, "bad_amount");
  EXPECT_EQ(check.rejections[1].count, 1u);
}

TEST(Check, FindsTheLongestGapAlsoAtTheEnds) {
  struct Case {
    std::vector<int> logged;  ///< days after the first of January
    std::optional<std::pair<int, int>> gap;
  };
  const std::vector<Case> cases{{{0, 3}, {{1, 2}}}, {{0, 1, 2, 3}, {}}, {{3}, {{0, 3}}},
      {{0}, {{1, 3}}}, {{}, {{0, 4}}}, {{1, 2}, {{0, 1}}}, {{0, 1, 2, 3, 9}, {}}};
  for (const auto& c : cases) {
    auto input = fixtures::read_result();
    const Day first = input.diary.entries.front().day;
    input.diary.logged_days.clear();
    for (const int day : c.logged) input.diary.logged_days.push_back(first + Days{day});
    const auto gap = make_check(input, fixtures::resolution(), {}).longest_gap;
    ASSERT_EQ(gap.has_value(), c.gap.has_value());
    if (!gap) continue;
    EXPECT_EQ(gap->first, first + Days{c.gap->first});
    EXPECT_EQ(gap->days, c.gap->second);
  }
}

TEST(Check, ShowsOneEntryOfEachKindFirst) {
  EXPECT_EQ(fixtures::check().examples,
      (std::vector<std::string>{"2024-01-01 08:05 food coffee 2 cup",
          "2024-01-01 severity eczema 4.5", "2024-01-04 symptom itch 3"}));
  auto input = fixtures::read_result();
  input.diary.entries.resize(4);
  EXPECT_EQ(make_check(input, fixtures::resolution(), {}).examples,
      (std::vector<std::string>{"2024-01-01 08:05 food coffee 2 cup",
          "2024-01-01 severity eczema 4.5", "2024-01-01 food Coffee"}));
}

TEST(Check, ShowsEntriesWithTheClockOfTheFile) {
  auto input = fixtures::read_result();
  input.diary.day_starts = std::chrono::minutes{4 * 60};
  EXPECT_EQ(make_check(input, fixtures::resolution(), {}).examples.front(),
      "2024-01-01 12:05 food coffee 2 cup");
  input.diary.entries.front().time = ClockTime{21 * 60 + 30};
  EXPECT_EQ(make_check(input, fixtures::resolution(), {}).examples.front(),
      "2024-01-02 01:30 food coffee 2 cup");
}

TEST(Check, WorksWithoutAnyEntry) {
  const auto check = fixtures::empty_check();
  EXPECT_EQ(check.diary.days, 0);
  EXPECT_FALSE(check.longest_gap);
  EXPECT_TRUE(check.examples.empty());
  EXPECT_TRUE(check.foods.empty());
}

}  // namespace
}  // namespace culprit::report
