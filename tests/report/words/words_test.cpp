#include "report/words/words.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "culprit/core/text.hpp"
#include "report/fixtures.hpp"

namespace culprit::report {
namespace {

using engine::Align;
using engine::Verdict;

TEST(Words, NamesEveryVerdictInFullAndAbbreviated) {
  struct Case {
    Verdict verdict;
    std::string full;
    std::string abbreviated;
  };
  const std::vector<Case> cases{
      {Verdict::suspect, "suspect", "suspect"},
      {Verdict::protective, "protective", "protective"},
      {Verdict::possible, "possible", "possible"},
      {Verdict::cleared, "cleared", "cleared"},
      {Verdict::no_evidence, "no evidence", "no evidence"},
      {Verdict::not_enough_data, "not enough data", "too few data"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(verdict_words(c.verdict, Length::full), c.full);
    EXPECT_EQ(verdict_words(c.verdict, Length::abbreviated), c.abbreviated);
  }
}

TEST(Words, SaysWhatEachVerdictMeans) {
  EXPECT_EQ(verdict_meaning(Verdict::suspect, 1),
      "higher ratings after eating it; worth discussing and testing one at a time");
  EXPECT_EQ(verdict_meaning(Verdict::protective, 1),
      "lower ratings after eating it; not a reason to eat more of it");
  EXPECT_EQ(verdict_meaning(Verdict::no_evidence, 1), "no sign of it; not proof");
  EXPECT_EQ(verdict_meaning(Verdict::not_enough_data, 1),
      "an effect that matters could have been missed; no reason in this diary to leave it "
      "out");
  EXPECT_EQ(
      verdict_meaning(Verdict::possible, 1), "a hint below the chosen rate; more data would tell");
  EXPECT_EQ(verdict_meaning(Verdict::cleared, 1),
      "an effect of 1 point or more looks unlikely in this diary; this says nothing about "
      "allergy");
  EXPECT_EQ(verdict_meaning(Verdict::cleared, 8.7),
      "an effect of 8.7 points or more looks unlikely in this diary; this says nothing about "
      "allergy");
}

TEST(Words, PutsProbabilitiesIntoWordsAndNeverIntoCertainty) {
  const std::vector<std::pair<std::optional<double>, std::string>> cases{{1, "very likely"},
      {0.95, "very likely"}, {0.949, "likely"}, {0.7, "likely"}, {0.699, "maybe"}, {0.25, "maybe"},
      {0.249, "weak sign"}, {0.1, "weak sign"}, {0.0999, "no sign"}, {0, "no sign"},
      {std::nullopt, "-"}, {fixtures::not_a_number, "-"}};
  for (const auto& [probability, expected] : cases) {
    EXPECT_EQ(certainty_words(probability, Length::full), expected);
  }
  EXPECT_EQ(certainty_words(0.95, Length::abbreviated), "v. likely");
  EXPECT_EQ(certainty_words(0.9, Length::abbreviated), "likely");
}

TEST(Words, PutsRangesIntoWords) {
  EXPECT_EQ(range_words({40, 90}), "about 40-90");
  EXPECT_EQ(range_words({40, 40}), "about 40");
}

TEST(Words, PutsLagsIntoWords) {
  struct Case {
    LagWindow lag;
    Align align;
    std::string full;
    std::string abbreviated;
  };
  const std::vector<Case> cases{
      {{0, 0}, Align::day, "same day", "same day"},
      {{1, 1}, Align::day, "next day", "next day"},
      {{2, 2}, Align::day, "2 days later", "2 days"},
      {{0, 1}, Align::day, "0-1 days later", "0-1 days"},
      {{1, 3}, Align::day, "1-3 days later", "1-3 days"},
      {{10, 60}, Align::day, "10-60 days later", "10-60 days"},
      {{0, 0}, Align::clock, "within 24 h", "within 24 h"},
      {{0, 1}, Align::clock, "within 48 h", "within 48 h"},
      {{1, 1}, Align::clock, "24-48 h later", "24-48 h"},
      {{1, 3}, Align::clock, "24-96 h later", "24-96 h"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(lag_words(c.lag, c.align, Length::full), c.full);
    EXPECT_EQ(lag_words(c.lag, c.align, Length::abbreviated), c.abbreviated);
  }
}

TEST(Words, SaysWhyAFoodWasNotTested) {
  using engine::SkipReason;
  EXPECT_EQ(skip_words(SkipReason::possible_immediate_reaction),
      "possible immediate reaction: do not try it again on your own; breathing trouble or "
      "faintness is an emergency");
  EXPECT_EQ(skip_words(SkipReason::too_few_exposures), "too few days with it");
  EXPECT_EQ(skip_words(SkipReason::too_few_unexposed), "too few days without it");
  EXPECT_EQ(skip_words(SkipReason::no_variation),
      "its days cannot be told from trend, factors or treatments");
}

TEST(Words, CountsInSingularAndPlural) {
  EXPECT_EQ(count_words(0, "day"), "0 days");
  EXPECT_EQ(count_words(1, "day"), "1 day");
  EXPECT_EQ(count_words(2, "day"), "2 days");
}

TEST(Words, ShowsOneDigitMoreThanTheImportantChange) {
  const std::vector<std::pair<double, int>> cases{{1, 1}, {3.4, 1}, {0.4, 2}, {0.05, 3}, {10, 0},
      {25, 0}, {1e-12, 6}, {0, 1}, {-1, 1}, {fixtures::not_a_number, 1}};
  for (const auto& [change, decimals] : cases) {
    EXPECT_EQ(effect_decimals(change), decimals) << change;
  }
}

TEST(Words, ShowsEffectsWithSignAndInterval) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  struct Case {
    engine::Effect effect;
    int decimals;
    std::string expected;
  };
  const std::vector<Case> cases{
      {{1.9, 1.4, 2.4}, 1, "+1.9 [1.4, 2.4]"},
      {{-1.1, -1.8, -0.4}, 1, "-1.1 [-1.8, -0.4]"},
      {{0.04, -0.04, 0.06}, 1, "0.0 [0.0, 0.1]"},
      {{12.4, -3, 30}, 0, "+12 [-3, 30]"},
      {{0.123456, 0.1, 0.2}, 3, "+0.123 [0.100, 0.200]"},
      {{1234567890.0, -1e9, 2e9}, 1, "+1.23e+09 [-1.00e+09, 2.00e+09]"},
      {{fixtures::not_a_number, 0, 1}, 1, "-"},
      {{1, -infinity, fixtures::not_a_number}, 1, "+1.0 [?, ?]"},
  };
  for (const auto& c : cases) EXPECT_EQ(effect_words(c.effect, c.decimals), c.expected);
}

TEST(Words, NeverShowsAPValueAsZero) {
  const std::vector<std::pair<double, std::string>> cases{{0, "<0.001"}, {1e-300, "<0.001"},
      {0.00099, "<0.001"}, {0.001, "0.001"}, {0.0321, "0.032"}, {1, "1.000"},
      {fixtures::not_a_number, "-"}};
  for (const auto& [p_value, expected] : cases) EXPECT_EQ(p_words(p_value), expected);
}

TEST(Words, CautionsAreTwoLinesThatFitATerminal) {
  const std::vector<std::string> expected{
      "Hives, swelling, vomiting, wheeze, faintness within 2 h: emergency, do not retry",
      "Association, not cause: test one food at a time with a clinician or dietitian."};
  EXPECT_EQ(cautions(), expected);
  for (const auto& line : cautions()) EXPECT_LE(display_width(line), 80u);
}

TEST(Words, StatesHowOftenChanceAloneShowsAFinding) {
  const std::vector<std::pair<double, std::string>> cases{
      {0.1, "of 100 diaries without any culprit food, about 5 would"},
      {0.2, "of 10 diaries without any culprit food, about 1 would"},
      {0.05, "of 1000 diaries without any culprit food, about 25 would"},
      {0.001, "of 1000 diaries without any culprit food, about 1 would"},
      {1.0 / 3, "of 1000 diaries without any culprit food, about 167 would"},
      {1e-9, "of 1000 diaries without any culprit food, about 1 would"}};
  for (const auto& [fdr, expected] : cases) {
    EXPECT_EQ(coincidence(fdr), "Some findings are coincidence: " + expected + " still show one.");
  }
}

TEST(LagWords, OfHourWindowsAreHoursWhateverTheAlignment) {
  EXPECT_EQ(lag_words(HourWindow{0, 2}, engine::Align::clock, Length::full), "within 2 h");
  EXPECT_EQ(lag_words(HourWindow{2, 6}, engine::Align::clock, Length::full), "2-6 h later");
  EXPECT_EQ(lag_words(HourWindow{2, 6}, engine::Align::clock, Length::abbreviated), "2-6 h");
}

TEST(CautionsInFull, GoWithVerdictsThatSomebodyMayActOn) {
  EXPECT_EQ(cautions_in_full(engine::Verdict::suspect).size(), 3U);
  EXPECT_EQ(cautions_in_full(engine::Verdict::protective),
      std::vector<std::string>{"Lower ratings after eating it are no reason to eat more of it."});
  for (const auto verdict : {engine::Verdict::possible, engine::Verdict::cleared,
           engine::Verdict::no_evidence, engine::Verdict::not_enough_data}) {
    EXPECT_TRUE(cautions_in_full(verdict).empty());
  }
}

TEST(Words, TellLagsWithinASentence) {
  const auto day = engine::Align::day;
  const auto clock = engine::Align::clock;
  struct Case {
    TimeWindow lag;
    engine::Align align;
    std::string expected;
  };
  const Case cases[] = {{LagWindow{0, 0}, day, "on the day of"},
      {LagWindow{1, 1}, day, "the day after"},
      {LagWindow{0, 1}, day, "from the day of to the day after"},
      {LagWindow{1, 2}, day, "the day after to two days after"},
      {LagWindow{3, 3}, day, "three days after"},
      {LagWindow{4, 12}, day, "four days after to 12 days after"},
      {LagWindow{0, 0}, clock, "within 24 hours of"},
      {LagWindow{1, 2}, clock, "24 to 72 hours after"},
      {HourWindow{2, 6}, clock, "2 to 6 hours after"}};
  for (const auto& test : cases) EXPECT_EQ(after_words(test.lag, test.align), test.expected);
}

TEST(Words, TellAmountsInTheirDirection) {
  using engine::Direction;
  EXPECT_EQ(
      amount_words({1.94, 1.4, 2.4}, Direction::worse, 1), "1.9 points (between 1.4 and 2.4)");
  EXPECT_EQ(amount_words({-1, -1.8, 0.2}, Direction::better, 0), "1 point (between 0 and 2)");
  const double unknown = std::numeric_limits<double>::infinity();
  EXPECT_EQ(amount_words({1, -unknown, 2}, Direction::worse, 1), "1.0 points (between ? and 2.0)");
}

TEST(Words, TellProbabilitiesAsNumbersOnlyWhenAsked) {
  EXPECT_EQ(probability_words(0.974), "0.97");
  EXPECT_EQ(probability_words(0.999), ">0.99");
  EXPECT_EQ(probability_words(0.9900000001), "0.99");  // what the machine formats print
  EXPECT_EQ(probability_words(0.001), "<0.01");
  EXPECT_EQ(probability_words(std::nullopt), "-");
}

}  // namespace
}  // namespace culprit::report
