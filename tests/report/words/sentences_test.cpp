#include "report/words/sentences.hpp"

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

TEST(Sentences, NamesFoodsThatCannotBeToldApartAsOne) {
  engine::Finding finding;
  finding.foods = {"a", "b", "c"};
  EXPECT_EQ(set_words(finding, plain), "a, b or c: they can't be told apart in this diary");
  finding.foods = {"a", "b", "c", "d", "e", "f"};
  EXPECT_EQ(
      set_words(finding, plain), "a, b, c, d, e or f: they can't be told apart in this diary");
  finding.foods.emplace_back("g");
  EXPECT_EQ(
      set_words(finding, plain), "a, b, c, d, e or 2 more: they can't be told apart in this diary");
}

TEST(Sentences, WritesTheNotesOfARow) {
  const auto analysis = fixtures::sets();
  const auto notes = [&](std::size_t row, bool all) {
    return row_notes(analysis.foods[row], analysis, {shout, plain, all});
  };
  using Notes = std::vector<std::string>;
  EXPECT_EQ(notes(0, true), Notes{});
  EXPECT_EQ(notes(1, false), (Notes{"<butter> or <toast>: they can't be told apart in this diary",
                                 "half of the effect runs through a cream"}));
  EXPECT_EQ(notes(4, false), Notes{});
  EXPECT_EQ(
      notes(6, true), Notes{"still needed: about 12 more days of diary, about 6 of them with it"});
  const auto rich = fixtures::rich();
  EXPECT_EQ(row_notes(rich.foods[0], rich, {plain, plain, false}),
      Notes{"often on the same days: yogurt (80 %), oats (50 %)"});
  EXPECT_EQ(row_notes(rich.foods[3], rich, {plain, shout, true}),
      Notes{"<eaten on most days of blueberry>"});
  EXPECT_EQ(row_notes(rich.foods[3], rich, {plain, shout, false}), Notes{});
}

TEST(Sentences, ARowOfASetShowsTheProbabilityOfTheSet) {
  const auto sets = fixtures::sets();
  EXPECT_EQ(shown_probability(sets.foods[0], sets), 0.96);
  EXPECT_EQ(shown_probability(sets.foods[1], sets), 0.96);
  EXPECT_EQ(shown_probability(sets.foods[2], sets), sets.foods[2].probability);
  EXPECT_EQ(shown_probability(sets.foods[6], sets), std::nullopt);
  const auto rich = fixtures::rich();
  EXPECT_EQ(shown_probability(rich.foods[0], rich), 0.97);
}

TEST(Sentences, CautionsAboutAlternatingOnlyWhereItIsSuggested) {
  EXPECT_TRUE(alternating_sentence(fixtures::sets()));
  EXPECT_FALSE(alternating_sentence(fixtures::too_little_data()));
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
      "certainty: how likely it is this food (of foods that can't be told apart: one of them) and "
      "not another one eaten with it, in words; findings are chosen at a false discovery rate of "
      "0.1.",
      "days: days with the food within reach of a rating."};
  EXPECT_EQ(column_sentences(fixtures::rich()), columns);
  const std::vector<std::string> verdicts{
      "suspect: higher ratings after eating it; worth discussing and testing one at a time.",
      "protective: lower ratings after eating it; not a reason to eat more of it."};
  EXPECT_EQ(verdict_sentences(fixtures::rich(), 3), verdicts);
  EXPECT_EQ(verdict_sentences(fixtures::rich(), 1000).size(), 4u);
  EXPECT_EQ(verdict_sentences(fixtures::sets(), 4),
      (std::vector<std::string>{verdicts[0],
          "possible: a hint below the chosen rate; more data would tell.",
          "cleared: an effect of 2 points or more looks unlikely in this diary; this says "
          "nothing about allergy."}));
  EXPECT_EQ(table_title(fixtures::rich(), plain),
      "Ratings of eczema after eating this food, the other foods taken into account:");
}

}  // namespace
}  // namespace culprit::report
