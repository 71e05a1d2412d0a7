#include "report/words/summary.hpp"

#include <gtest/gtest.h>

#include "report/fixtures.hpp"

namespace culprit::report {
namespace {

const ShowName plain = [](std::string_view text) { return std::string{text}; };
const ShowName shout = [](std::string_view text) { return '<' + std::string{text} + '>'; };

struct Case {
  std::string name;
  engine::Analysis analysis;
  std::string suspected;
  std::string cleared;
  std::string unknown;
};

engine::Analysis mixed() {
  auto analysis = fixtures::frame();
  fixtures::add_foods(analysis, 1, engine::Verdict::no_evidence);
  fixtures::add_foods(analysis, 2, engine::Verdict::possible);
  return analysis;
}

TEST(Summary, AnswersInThreeSentences) {
  const Case cases[] = {
      {"sets", fixtures::sets(),
          "Ratings were higher the day after to three days after eating butter or toast (eaten "
          "together too often: this diary can't tell which): by 0.8 points (between -0.5 and 1.5) "
          "if "
          "eaten daily; very likely one of these foods.",
          "Of tea an effect of 2 points or more looks unlikely in this diary; this says nothing "
          "about "
          "allergy.",
          "For 3 foods there is not enough data: milk, red grapes, kiwi. Soonest settled is kiwi: "
          "about 12 more days of diary, about 6 of them with it."},
      {"too little", fixtures::too_little_data(),
          "Nothing yet: there is not enough data to say anything about any food.",
          "No food can be ruled out yet.",
          "For 3 foods there is not enough data: food number 1, food number 2, food number 3. "
          "Soonest "
          "settled is food number 1: about 40-90 more days of diary, about 9-20 of them with it; "
          "before eating it more often on purpose, ask an allergist or dietitian."},
      {"a hint", mixed(), "No food stands out in this diary; there is a hint of food number 2.",
          "No food can be ruled out yet. 1 food was tested without a sign of anything, which is no "
          "proof.",
          "Every food could be judged at this size of change."}};
  for (const auto& test : cases) {
    SCOPED_TRACE(test.name);
    const auto summary = summarise(test.analysis, plain);
    EXPECT_EQ(summary.suspected, test.suspected);
    EXPECT_EQ(summary.cleared, test.cleared);
    EXPECT_EQ(summary.unknown, test.unknown);
  }
}

TEST(Summary, SaysHowOftenASetWasEatenTogether) {
  auto analysis = fixtures::sets();
  analysis.foods[0].companions = {{"toast", 0.923, analysis.foods[1].id}};
  analysis.foods[1].companions = {{"butter", 0.97, analysis.foods[0].id}};
  EXPECT_NE(summarise(analysis, shout)
                .suspected.find("<butter> or <toast> (eaten together on 92 % of days: this diary "
                                "can't tell which)"),
      std::string::npos);
}

TEST(Summary, AnIngredientOfTheSameNameIsNoMemberOfTheSet) {
  auto analysis = fixtures::sets();
  analysis.foods[0].companions = {{"toast", 0.923, {foods::Level::ingredient, 99}}};
  EXPECT_NE(
      summarise(analysis, shout).suspected.find("(eaten together too often: "), std::string::npos);
}

TEST(Summary, LowerRatingsAreNoAdvice) {
  const auto analysis = fixtures::rich();
  EXPECT_EQ(finding_sentence(analysis.findings[2], analysis, plain),
      "Ratings were lower the day after to three days after eating carrot: by 1.1 points "
      "(between 0.4 and 1.8) if eaten daily; maybe this food; not a reason to eat more of "
      "it.");
}

TEST(Summary, OfADiaryTooShortForAnyTestNoFoodIsJudged) {
  EXPECT_EQ(summarise(engine::Analysis{}, plain).unknown,
      "Every food: a longer diary of foods and ratings would tell.");
}

TEST(Summary, NeverClaimsMoreThanAnAssociation) {
  for (const auto& [name, analysis] : fixtures::all()) {
    const auto summary = summarise(analysis, [](std::string_view) { return std::string{"x"}; });
    const auto text = summary.suspected + summary.cleared + summary.unknown;
    for (const auto* word : {"cause", "trigger", "intoleran", "avoid", "proven"}) {
      EXPECT_EQ(text.find(word), std::string::npos) << name << ": " << word;
    }
  }
}

}  // namespace
}  // namespace culprit::report
