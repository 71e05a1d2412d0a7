#include "report/words/summary.hpp"

#include <gtest/gtest.h>

#include "report/fixtures.hpp"

namespace culprit::report {
namespace {

const ShowName plain = [](std::string_view text) { return std::string{text}; };
const ShowName shout = [](std::string_view text) { return '<' + std::string{text} + '>'; };

engine::Analysis mixed() {
  auto analysis = fixtures::frame();
  fixtures::add_foods(analysis, 1, engine::Verdict::no_evidence);
  fixtures::add_foods(analysis, 2, engine::Verdict::possible);
  return analysis;
}

using Texts = std::vector<std::string>;

TEST(Summary, OfARichDiaryNamesWhatWentWithWorseAndWithBetterSkin) {
  const auto summary = summarise({fixtures::rich(), plain});
  EXPECT_EQ(summary.headline, "Blueberry and red wine stand out");
  EXPECT_EQ(summary.worse,
      (Texts{"Blueberry: skin was about 1.9 points worse on the next day (about 95 in 100 that it "
             "is blueberry).",
          "Red wine: skin was about 0.4 points worse on each of the next three days (about 80 in "
          "100 that it is red wine)."}));
  EXPECT_EQ(summary.better,
      Texts{"Carrot: skin was about 0.4 points better on each of the next three days (uncertain: "
            "about 50 in 100 that it is carrot)."});
  EXPECT_EQ(summary.probably_not, "33 foods showed no effect; that does not prove they are safe.");
  EXPECT_EQ(summary.too_early,
      "There is not enough data about 4 foods: food number 37, food number 38, food number 39 and "
      "1 more. Food number 37 could be answered first: about 90 more days of diary. 3 foods could "
      "not be tested: a food needs 5 days with it and 5 without it.");
  EXPECT_EQ(summary.next.size(), 3u);
  EXPECT_EQ(summary.next.front(),
      "Talk with a doctor or dietitian about blueberry, red wine before you change what you eat.");
}

TEST(Summary, OfASetSaysThatItCannotBeToldApart) {
  const auto summary = summarise({fixtures::sets(), plain});
  EXPECT_EQ(summary.headline, "Butter or toast stands out");
  EXPECT_EQ(summary.worse,
      Texts{"Butter or toast: skin was worse by an unknown amount on each of the next three "
            "days (about 95 in 100 that it is one of them). Butter and toast were "
            "eaten on the same days too often to be told apart."});
  EXPECT_EQ(summary.probably_not,
      "A change of 2 points or more from tea is unlikely (at most 5 in 100).");
  EXPECT_EQ(summary.too_early,
      "There is only a hint of egg; more days may tell. There is not enough data about 3 foods: "
      "milk, red grapes, kiwi. Kiwi could be answered first: about 12 more days of diary.");
  auto together = fixtures::sets();
  together.foods[0].companions = {{"toast", 0.923, together.foods[1].id}};
  together.foods[1].companions = {{"butter", 0.97, together.foods[0].id}};
  EXPECT_EQ(together_sentence(together.findings[0], {together, shout}),
      "<butter> and <toast> were eaten together on 92 % of their days, so this diary cannot tell "
      "which it is.");
  // An ingredient of the same name is no member of the set.
  together.foods[0].companions = {{"toast", 0.923, {foods::Level::ingredient, 99}}};
  together.foods[1].companions.clear();
  EXPECT_EQ(together_sentence(together.findings[0], {together, plain}),
      "Butter and toast were eaten on the same days too often to be told apart.");
}

TEST(Summary, OfADiaryWithoutFindingsSaysSoInItsFirstLine) {
  const auto hint = summarise({mixed(), plain});
  EXPECT_EQ(hint.headline, "Nothing stands out");
  EXPECT_TRUE(hint.worse.empty());
  EXPECT_EQ(hint.probably_not, "1 food showed no effect; that does not prove it is safe.");
  EXPECT_EQ(hint.too_early, "There is only a hint of food number 2; more days may tell.");
  EXPECT_EQ(hint.next.size(), 2u);
  auto better = fixtures::rich();
  better.findings.erase(better.findings.begin(), better.findings.begin() + 2);
  EXPECT_EQ(summarise({better, plain}).headline, "Nothing stands out as worse");
  const auto few = summarise({fixtures::too_little_data(), plain});
  EXPECT_EQ(few.headline, "Not enough data yet");
  EXPECT_EQ(few.too_early, "Food number 1 could be answered first: about 90 more days of diary.");
  EXPECT_EQ(few.next,
      Texts{"Keep recording: every food of every day, and one rating a day at the same time."});
  const auto none = summarise({engine::Analysis{}, plain});
  EXPECT_EQ(none.too_early, "Every food: a longer diary of foods and ratings can tell.");
  auto aside = engine::Analysis{};
  aside.warnings = fixtures::hours().warnings;
  EXPECT_EQ(summarise({aside, plain}).headline, "Not enough data about any other food yet");
}

TEST(Summary, FoodsThatAreManyStandOut) {
  for (const auto& [name, expected] : {std::pair{"peas", "Peas stand out"},
           {"hummus", "Hummus stands out"}, {"egg", "Egg stands out"}}) {
    auto analysis = fixtures::rich();
    analysis.findings.resize(1);
    analysis.findings[0].foods = {name};
    EXPECT_EQ(summarise({analysis, plain}).headline, expected);
  }
}

TEST(Summary, ManyFindingsHaveAShortFirstLine) {
  auto analysis = fixtures::frame();
  for (int rank = 1; rank <= 8; ++rank) {
    fixtures::add_finding(
        analysis, fixtures::food(rank, "f" + std::to_string(rank), engine::Verdict::suspect));
    analysis.findings.back().direction = engine::Direction::worse;
  }
  EXPECT_EQ(summarise({analysis, plain}).headline, "F1, f2 and 6 more stand out");
}

TEST(Summary, AFindingBelowTheImportantChangeSaysSo) {
  auto analysis = fixtures::rich();
  analysis.findings[1].effect = {0.9, 0.3, 1.5};
  EXPECT_TRUE(is_small(analysis.findings[1], 1));
  EXPECT_FALSE(is_small(analysis.findings[0], 1));
  EXPECT_TRUE(finding_sentence(analysis.findings[1], {analysis, plain})
                  .ends_with(" Even every day, the best estimate for red wine is a change of less "
                             "than 1 point, the least that matters."));
}

TEST(Summary, TechnicalWordsNameTheProbabilityAndP) {
  const auto analysis = fixtures::rich();
  EXPECT_EQ(finding_sentence(analysis.findings[0], {analysis, plain, Words::technical}),
      "Blueberry: skin was about 1.9 points worse on the next day (posterior probability 0.97, "
      "conditional p <0.001, for blueberry).");
}

TEST(Summary, TheNoteAboutChanceIsThereWhateverWasFound) {
  for (const auto& [name, analysis] : fixtures::all()) {
    const auto note = certainty_note(analysis);
    EXPECT_TRUE(note.starts_with("Even if no food matters to your skin, about ")) << name;
    EXPECT_EQ(
        note.ends_with("if nothing outside this diary explains it."), !analysis.findings.empty())
        << name;
  }
}

TEST(Summary, SaysHowFarADiaryHasCome) {
  const auto few = progress_of(fixtures::too_little_data());
  EXPECT_EQ(few.ratings, 1);
  EXPECT_EQ(few.needed, 91);  // a rating a day, for 90 more days
  auto none = fixtures::frame();
  none.diary.readings = 17;
  EXPECT_EQ(progress_of(none).needed, 90);
}

TEST(Summary, ActingOnAFindingHasItsCautions) {
  EXPECT_EQ(full_cautions(fixtures::rich()).size(), 3u);
  EXPECT_TRUE(full_cautions(fixtures::nothing_found()).empty());
}

TEST(Summary, NeverClaimsMoreThanAnAssociation) {
  for (const auto& [name, analysis] : fixtures::all()) {
    const auto summary = summarise({analysis, [](std::string_view) { return std::string{"x"}; }});
    std::string text = summary.headline + summary.probably_not + summary.too_early;
    for (const auto& list : {summary.worse, summary.better, summary.next})
      for (const auto& words : list) text += words;
    for (const auto* word : {"cause", "trigger", "allerg", "intoleran", "avoid", "proven"}) {
      EXPECT_EQ(text.find(word), std::string::npos) << name << ": " << word;
    }
  }
}

}  // namespace
}  // namespace culprit::report
