#include "report/words/analysis_words.hpp"

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
  EXPECT_EQ(read_sentence({fixtures::rich(), plain}),
      "180 days (2024-01-01 to 2024-06-28), 176 with foods logged, 165 ratings of eczema "
      "(0-10), 43 foods");
  auto small = fixtures::too_little_data();
  small.outcome.scale.name = "POEM";
  small.outcome.scale.maximum = 28;
  EXPECT_EQ(read_sentence({small, shout}),
      "1 day (2024-01-01 to 2024-06-28), 1 with foods logged, 1 rating of <eczema> "
      "(<POEM, 0-28>), 1 food");
}

TEST(Sentences, NamesFoodsThatCannotBeToldApartAsOne) {
  engine::Finding finding;
  finding.foods = {"a", "b", "c"};
  EXPECT_EQ(set_words(finding, plain), "a, b or c: this diary cannot tell them apart");
  finding.foods = {"a", "b", "c", "d", "e", "f"};
  EXPECT_EQ(set_words(finding, plain), "a, b, c, d, e or f: this diary cannot tell them apart");
  finding.foods.emplace_back("g");
  EXPECT_EQ(
      set_words(finding, plain), "a, b, c, d, e or 2 more: this diary cannot tell them apart");
}

TEST(Sentences, WritesTheNotesOfARow) {
  const auto analysis = fixtures::sets();
  const auto notes = [&](std::size_t row) {
    return row_notes(analysis.foods[row], {.analysis = analysis, .show = shout});
  };
  using Notes = std::vector<std::string>;
  EXPECT_EQ(notes(0), Notes{});
  EXPECT_EQ(notes(1), (Notes{"<butter> or <toast>: this diary cannot tell them apart",
                          "half of the effect runs through a cream"}));
  EXPECT_EQ(notes(6), Notes{"still needed: about 12 more days of diary"});
  const auto rich = fixtures::rich();
  EXPECT_EQ(row_notes(rich.foods[0], {rich, plain}),
      Notes{"often on the same days: yogurt (80 %), oats (50 %)"});
  EXPECT_EQ(row_notes(rich.foods[3], {.analysis = rich, .show = plain, .show_text = shout}),
      Notes{"<eaten on most days of blueberry>"});
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
  EXPECT_EQ(skipped_sentences({analysis, plain}), expected);
  analysis.skipped = {{"fig", engine::SkipReason::too_few_exposures, 1, 5},
      {"plum", engine::SkipReason::too_few_exposures, 2, 5}};
  EXPECT_TRUE(skipped_sentences({fixtures::frame(), plain}).empty());
}

TEST(Sentences, NamesTheSkinWhereTheOutcomeDoes) {
  auto analysis = fixtures::frame();
  EXPECT_EQ(subject_words({analysis, shout}), "skin");
  analysis.outcome.name = "Ekzem";
  EXPECT_EQ(subject_words({analysis, shout}), "skin");
  analysis.outcome.name = "joint pain";
  EXPECT_EQ(subject_words({analysis, shout}), "<joint pain>");
}

TEST(Sentences, WritesACapitalInFront) {
  EXPECT_EQ(capital("cashew"), "Cashew");
  EXPECT_EQ(capital("\u00e9clair"), "\u00e9clair");
  EXPECT_EQ(capital(""), "");
}

TEST(Sentences, OneListOfColumnsServesEveryTable) {
  const auto analysis = fixtures::rich();
  const auto cells = [&](Words words) {
    std::string text;
    for (const auto& column : food_columns({analysis, shout, words}))
      text += column.title + '=' + column.cell(analysis.foods[0]) + '|';
    return text;
  };
  EXPECT_EQ(cells(Words::plain),
      "food=<blueberry>|verdict=suspect|after=next day|points [range]=+1.9 [1.4, 2.4]|certainty=95 "
      "in 100|days=31|");
  EXPECT_EQ(cells(Words::technical),
      "food=<blueberry>|verdict=suspect|after=next day|points [range]=+1.9 [1.4, "
      "2.4]|probability=0.97|p=<0.001|days=31|");
}

TEST(Sentences, SaysWhatWasAdjustedFor) {
  EXPECT_EQ(adjusted_sentence({fixtures::rich(), plain}),
      "Adjusted for trend, weekday, stress (1 day before), pollen (0, 1 days before).");
  auto same_day = fixtures::frame();
  same_day.adjustments = {{"rain", "factor", {0}, std::nullopt}};
  EXPECT_EQ(adjusted_sentence({same_day, shout}), "Adjusted for <rain> (same day).");
  EXPECT_EQ(adjusted_sentence({fixtures::frame(), plain}), std::nullopt);
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
      "points: how much higher the rating would be with it every day, with its 95 % interval; of "
      "what stands out, a wider one that allows for the search.",
      "certainty: of 100 such statements, how many are right that it is this food (of foods that "
      "cannot be told apart: one of them) and no other one.",
      "If food does matter to your skin, about 10 in 100 named foods are chance.",
      "days: days it was eaten shortly before a rating."};
  EXPECT_EQ(column_sentences(fixtures::rich()), columns);
  EXPECT_EQ(column_sentences(fixtures::nothing_found()).size(), 3u);
  const std::vector<std::string> verdicts{
      "suspect: worse ratings after eating it; worth discussing, and testing one food at a time.",
      "protective: better ratings after eating it; no reason to eat more of it."};
  auto rich = verdict_sentences(fixtures::rich());
  EXPECT_EQ(rich.size(), 4u);
  rich.resize(2);
  EXPECT_EQ(rich, verdicts);
  auto sets = verdict_sentences(fixtures::sets());
  sets.resize(3);
  EXPECT_EQ(sets,
      (std::vector<std::string>{verdicts[0], "possible: uncertain; more days of diary may tell.",
          "cleared: a change of 2 points or more is unlikely (at most 5 in 100); this says nothing "
          "about allergy."}));
  EXPECT_EQ(table_title({fixtures::rich(), plain}),
      "Ratings of eczema after eating this food, with the other foods taken into account:");
}

}  // namespace
}  // namespace culprit::report
