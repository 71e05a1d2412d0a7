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

TEST(Words, NamesEveryVerdict) {
  const std::vector<std::pair<Verdict, std::string>> cases{{Verdict::suspect, "suspect"},
      {Verdict::protective, "protective"}, {Verdict::possible, "possible"},
      {Verdict::cleared, "cleared"}, {Verdict::no_evidence, "no evidence"},
      {Verdict::not_enough_data, "not enough data"}};
  for (const auto& [verdict, words] : cases) EXPECT_EQ(verdict_words(verdict), words);
}

TEST(Words, SaysWhatEachVerdictMeans) {
  EXPECT_EQ(verdict_meaning(Verdict::suspect, 1),
      "worse ratings after eating it; worth discussing, and testing one food at a time");
  EXPECT_EQ(verdict_meaning(Verdict::protective, 1),
      "better ratings after eating it; no reason to eat more of it");
  EXPECT_EQ(verdict_meaning(Verdict::no_evidence, 1), "no effect seen; one may still exist");
  EXPECT_EQ(verdict_meaning(Verdict::not_enough_data, 1),
      "an effect that matters could have been missed; no reason here to leave it out");
  EXPECT_EQ(verdict_meaning(Verdict::possible, 1), "uncertain; more days of diary may tell");
  EXPECT_EQ(verdict_meaning(Verdict::cleared, 1),
      "a change of 1 point or more is unlikely (at most 5 in 100); this says nothing about "
      "allergy");
  EXPECT_EQ(verdict_meaning(Verdict::cleared, 8.7),
      "a change of 8.7 points or more is unlikely (at most 5 in 100); this says nothing about "
      "allergy");
}

TEST(Words, ChancesAreRoundedDownToFivesAndNeverCertain) {
  const std::vector<std::pair<std::optional<double>, std::string>> cases{{1, "about 95 in 100"},
      {0.95, "about 95 in 100"}, {0.9499, "about 90 in 100"}, {0.7, "about 70 in 100"},
      {0.6999, "about 65 in 100"}, {0.05, "about 5 in 100"}, {0.0499, "under 5 in 100"},
      {0, "under 5 in 100"}, {std::nullopt, "-"}, {fixtures::not_a_number, "-"}};
  for (const auto& [probability, expected] : cases)
    EXPECT_EQ(certainty_words(probability, Length::full), expected);
  EXPECT_EQ(certainty_words(0.99, Length::abbreviated), "95 in 100");
  EXPECT_EQ(certainty_words(0.01, Length::abbreviated), "<5 in 100");
  EXPECT_EQ(chances_in_100(0.29), 25);
  EXPECT_EQ(chances_in_100(std::nullopt), std::nullopt);
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
  EXPECT_EQ(skip_words(SkipReason::possible_immediate_reaction), "possible immediate reaction");
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

TEST(Words, CautionsSayWhatToDoAtOnceAndWhatAnAssociationIs) {
  const std::vector<std::string> expected{
      "Hives, swelling or vomiting within 2 h: ask a doctor before you eat it again. Trouble "
      "breathing, throat swelling or faintness: call emergency services.",
      "Association, not cause: test one food at a time with a clinician or dietitian."};
  EXPECT_EQ(cautions(), expected);
}

TEST(Words, StatesHowOftenChanceAloneNamesAFood) {
  const std::vector<std::pair<double, std::string>> cases{{0.1, "about 5 in 100"},
      {0.2, "about 10 in 100"}, {0.05, "about 25 in 1000"}, {0.001, "about 1 in 1000"},
      {1.0 / 3, "about 167 in 1000"}, {1e-9, "about 1 in 1000"}};
  for (const auto& [fdr, expected] : cases) {
    EXPECT_EQ(coincidence(fdr), "Even if no food matters to your skin, " + expected +
                                    " diaries would still name one. Where most people have no "
                                    "food culprit, about half of all named foods are chance.");
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
      std::vector<std::string>{
          "Better ratings after eating it are not a reason to eat more of it."});
  for (const auto verdict : {engine::Verdict::possible, engine::Verdict::cleared,
           engine::Verdict::no_evidence, engine::Verdict::not_enough_data}) {
    EXPECT_TRUE(cautions_in_full(verdict).empty());
  }
}

TEST(Words, SayOnWhichDaysOneDayOfEatingCounts) {
  const auto day = engine::Align::day;
  const auto clock = engine::Align::clock;
  struct Case {
    TimeWindow lag;
    engine::Align align;
    std::string expected;
  };
  const Case cases[] = {{LagWindow{0, 0}, day, "on the same day"},
      {LagWindow{1, 1}, day, "on the next day"},
      {LagWindow{0, 1}, day, "on the same day and the next"},
      {LagWindow{0, 6}, day, "on the same day and each of the next six"},
      {LagWindow{1, 2}, day, "on each of the next two days"},
      {LagWindow{3, 3}, day, "three days later"},
      {LagWindow{2, 3}, day, "on days 2 and 3 after it"},
      {LagWindow{4, 12}, day, "on each of days 4 to 12 after it"},
      {LagWindow{0, 0}, clock, "over the next 24 hours"},
      {LagWindow{0, 2}, clock, "on each of the first three days"},
      {LagWindow{1, 2}, clock, "on each of the next two days"},
      {HourWindow{0, 6}, clock, "within 6 hours of eating it"},
      {HourWindow{2, 6}, clock, "2 to 6 hours after eating it"}};
  for (const auto& test : cases) EXPECT_EQ(each_day_words(test.lag, test.align), test.expected);
}

TEST(Words, AnEffectIsSharedByTheDaysOfItsWindow) {
  const auto daily = daily_effect({1.8, 0.6, 3}, LagWindow{1, 3});
  EXPECT_DOUBLE_EQ(daily.estimate, 0.6);
  EXPECT_DOUBLE_EQ(daily.low, 0.2);
  EXPECT_DOUBLE_EQ(daily.high, 1);
  EXPECT_DOUBLE_EQ(daily_effect({1.8, 0.6, 3}, HourWindow{2, 6}).estimate, 1.8);
}

TEST(Words, SizesHaveNoSign) {
  EXPECT_EQ(size_words(-1.94, 1), "1.9 points");
  EXPECT_EQ(size_words(1, 0), "1 point");
  EXPECT_TRUE(is_sign_known({1, 0.1, 2}));
  EXPECT_TRUE(is_sign_known({-1, -2, -0.1}));
  EXPECT_FALSE(is_sign_known({1, 0, 2}));
  EXPECT_FALSE(is_sign_known({1, -0.1, 2}));
  EXPECT_FALSE(is_sign_known({fixtures::not_a_number, 1, 2}));
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
