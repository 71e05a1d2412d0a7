#include "report/sentences.hpp"

#include <gtest/gtest.h>

#include "report/fixtures.hpp"

namespace culprit::report {
namespace {

const ShowName plain = [](std::string_view text) { return std::string{text}; };
const ShowName shout = [](std::string_view text) { return '<' + std::string{text} + '>'; };

TEST(Sentences, JoinsAsManyNamesAsFit) {
  EXPECT_EQ(join_names({}, 10), "");
  EXPECT_EQ(join_names({"apple", "fig"}, 10), "apple, fig");
  EXPECT_EQ(join_names({"apple", "fig", "kiwi", "plum"}, 10), "apple, fig and 2 more");
  EXPECT_EQ(join_names({"a very long name", "fig"}, 3), "a very long name and 1 more");
}

TEST(Sentences, SaysWhatWasRead) {
  EXPECT_EQ(read_sentence(fixtures::rich(), plain),
            "180 days (2024-01-01 to 2024-06-28), 176 with foods logged, 165 ratings of eczema "
            "(0-10), 43 foods");
  auto small = fixtures::too_little_data();
  small.outcome.scale.name = "POEM";
  small.outcome.scale.maximum = 28;
  EXPECT_EQ(read_sentence(small, shout),
            "1 day (2024-01-01 to 2024-06-28), 1 with foods logged, 1 rating of <eczema> "
            "(<POEM, 0-28>), 1 food");
}

TEST(Sentences, AnswersInOneSentence) {
  EXPECT_EQ(answer_sentence(fixtures::rich(), plain),
            "3 foods stand out: blueberry, red wine (higher ratings after eating); carrot (lower "
            "ratings after eating).");
  EXPECT_EQ(answer_sentence(fixtures::nothing_found(), plain), "No food stands out in this diary.");
  EXPECT_EQ(answer_sentence(fixtures::too_little_data(), plain),
            "There is not enough data yet to say anything about any food.");
  EXPECT_EQ(answer_sentence(fixtures::frame(), plain),
            "There is not enough data yet to say anything about any food.");
  auto one = fixtures::frame();
  fixtures::add_finding(one, fixtures::food(1, "egg", engine::Verdict::suspect));
  EXPECT_EQ(answer_sentence(one, shout), "1 food stands out: <egg> (higher ratings after eating).");
  one.findings.front().direction = engine::Direction::better;
  EXPECT_EQ(answer_sentence(one, plain), "1 food stands out: egg (lower ratings after eating).");
  auto mixed = fixtures::frame();
  fixtures::add_foods(mixed, 1, engine::Verdict::no_evidence);
  fixtures::add_foods(mixed, 3, engine::Verdict::not_enough_data);
  EXPECT_EQ(answer_sentence(mixed, plain),
            "No food stands out in this diary; for 2 of 3 foods there is not enough data yet.");
}

TEST(Sentences, NamesSkippedFoodsByReason) {
  auto analysis = fixtures::rich();
  const std::vector<std::string> expected{
      "Not tested, too few days with it, at least 5 needed (days eaten): kiwi (3).",
      "Not tested, too few days without it, at least 5 needed (days eaten): oats (173).",
      "Not tested, its days cannot be told from trend, factors or treatments (days eaten): salt "
      "(90)."};
  EXPECT_EQ(skipped_sentences(analysis, plain, 100), expected);
  analysis.skipped = {{"fig", engine::SkipReason::too_few_exposures, 1, 5},
                      {"plum", engine::SkipReason::too_few_exposures, 2, 5}};
  EXPECT_EQ(skipped_sentences(analysis, plain, 4),
            std::vector<std::string>{"Not tested, too few days with it, at least 5 needed (days "
                                     "eaten): fig (1) and 1 more."});
  EXPECT_TRUE(skipped_sentences(fixtures::frame(), plain, 100).empty());
}

TEST(Sentences, SaysWhatWasAdjustedFor) {
  EXPECT_EQ(adjusted_sentence(fixtures::rich(), plain),
            "Adjusted for trend, weekday, stress (1 day before), pollen (0, 1 days before).");
  auto same_day = fixtures::frame();
  same_day.adjustments = {{"rain", "factor", {0}, std::nullopt}};
  EXPECT_EQ(adjusted_sentence(same_day, shout), "Adjusted for <rain> (same day).");
  EXPECT_EQ(adjusted_sentence(fixtures::frame(), plain), std::nullopt);
}

TEST(Sentences, CountsRejectedRows) {
  auto analysis = fixtures::rich();
  EXPECT_EQ(rejected_sentence(analysis),
            "2 rows could not be read and were left out; culprit check shows them.");
  analysis.diary.rejected_rows = 1;
  EXPECT_EQ(rejected_sentence(analysis),
            "1 row could not be read and was left out; culprit check shows it.");
  EXPECT_EQ(rejected_sentence(fixtures::frame()), std::nullopt);
}

TEST(Sentences, NamesCompanionsWithTheirShare) {
  auto food = fixtures::rich().foods.front();
  EXPECT_EQ(companions_words(food, plain), "often on the same days: yogurt (80 %), oats (50 %)");
  food.companions.clear();
  EXPECT_EQ(companions_words(food, plain), std::nullopt);
}

TEST(Sentences, ExplainsColumnsAndVerdicts) {
  const std::vector<std::string> columns{
      "points: rating if eaten every day minus rating if never, with its 95 % interval.",
      "adj. p: p-value (small = hard to explain by chance) corrected for every lag and food tried; "
      "at most 0.1 makes a finding.",
      "days: days with the food within reach of a rating."};
  EXPECT_EQ(column_sentences(fixtures::rich()), columns);
  const std::vector<std::string> verdicts{
      "suspect: higher ratings after eating it; worth discussing and testing one at a time.",
      "protective: lower ratings after eating it; not a reason to eat more of it."};
  EXPECT_EQ(verdict_sentences(fixtures::rich(), 3), verdicts);
  EXPECT_EQ(verdict_sentences(fixtures::rich(), 1000).size(), 4u);
  EXPECT_EQ(table_title(fixtures::rich(), plain),
            "Ratings of eczema after eating this food, or something eaten with it:");
}

}  // namespace
}  // namespace culprit::report
