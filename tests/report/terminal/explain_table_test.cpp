#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "culprit/core/text.hpp"
#include "culprit/report/machine/json.hpp"
#include "culprit/report/report.hpp"
#include "culprit/report/terminal/answer_tables.hpp"
#include "report/explain_fixtures.hpp"
#include "report/words/analysis_words.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string in_words(const engine::Explanation& explanation, const TableOptions& options = {}) {
  return to_table(explanation, engine::Timeline{}, fixtures::rich(), options);
}

TEST(Explain, TellsTheWholeStoryAtEightyColumns) {
  const std::string expected =
      R"(Blueberry: skin was about 1.9 points worse on the next day (about 95 in 100 that
it is blueberry).
If it were eaten every day, ratings would be 1.9 points higher than without it
  (1.4 to 2.4).
Taken into account: red wine.
Warning: factor 'sleep' has no value on 60 % of the days.

Effect of each lag [95 %]. A full bar is 2 points or more; ▒ is better skin.
  same day, order unknown                    -
  next day                   -1.2 [-1.9, -0.5] ▒▒▒▒▒▒▒▒▒▒▒▒
  2 days later                -0.6 [-1.3, 0.1] ▒▒▒▒▒▒
  3 days later                 0.0 [-0.7, 0.7]
  4 days later                +0.6 [-0.1, 1.3] ██████
  5 days later                 +1.2 [0.5, 1.9] ████████████
  6 days later                 +1.8 [1.1, 2.5] ██████████████████

Simple averages, not adjusted: 5.2 in 30 ratings after eating it (next day), 3.5
  in 120 ratings without it.
15 ratings could not be compared, because a day was not logged.
Often on the same days: yogurt (80 %), oats (50 %).
In the diary as: blueberry (30), Blueberries (7).
Eaten on 10 days, most recently 2024-03-03, 2024-03-04, 2024-03-05, 2024-03-06,
  2024-03-07, 2024-03-08, 2024-03-09, 2024-03-10.
180 days (2024-01-01 to 2024-06-28), 176 with foods logged, 165 ratings of
  eczema (0-10), 43 foods.
Adjusted for trend, weekday, stress (1 day before), pollen (0, 1 days before).

Even if no food matters to your skin, about 5 in 100 diaries would still name
  one. Where most people have no food culprit, about half of all named foods are
  chance. These chances hold if nothing outside this diary explains it.
Hives, swelling or vomiting within 2 h: ask a doctor before you eat it again.
  Trouble breathing, throat swelling or faintness: call emergency services.
Association, not cause: test one food at a time with a clinician or dietitian.
The only proof is to leave out this one food and to eat it again, in turns, as
  planned with a dietitian. A common allergen (such as milk, egg, nuts, fish,
  soy or wheat), a staple or several foods at once: never on your own.
Leaving a food out can bring about immediate reactions when it is eaten again.
  In one allergy clinic this was seen in 19 in 100 children whose eczema flared
  with foods and who had no such reactions before the diet (Chang 2016). No
  figure is known for adults.
While you test, keep emollients and treatment as they are. Treat flares as
  prescribed and write it down.
To test it: culprit plan --about adult --food blueberry diary.csv
)";
  EXPECT_EQ(in_words(fixtures::explained()), expected);
}

TEST(Explain, SaysWhyAFoodWasNotTested) {
  const auto text = in_words(fixtures::not_tested());
  EXPECT_TRUE(has(text, "Kiwi: not tested: too few days with it.\n"));
  EXPECT_TRUE(has(text, "\nEaten on 1 day: 2024-03-01.\n"));
  EXPECT_TRUE(has(
      text, "not adjusted: no rating after eating it (1-6 days later), no\n  rating without it."));
  EXPECT_TRUE(has(text, "\nNo food was eaten on half of its days or more.\n"));
  EXPECT_FALSE(has(text, "Effect"));
  EXPECT_FALSE(has(text, "every day, ratings"));
  auto never = fixtures::not_tested();
  never.skipped.reset();
  EXPECT_EQ(verdict_sentence(never, fixtures::rich()), "not tested: no rating could be compared");
}

TEST(Explain, WhereTheSignIsOpenNamesOnlyWhatFitsTheDiary) {
  auto open = fixtures::explained();
  open.finding.reset();
  open.row->finding.reset();
  open.row->verdict = engine::Verdict::no_evidence;
  open.row->effect = {0.4, -0.5, 1.3};
  const auto text = in_words(open, {.width = 200});
  EXPECT_TRUE(text.starts_with("Blueberry: no evidence: no effect seen; one may still exist.\n"));
  EXPECT_TRUE(has(text,
      "\nEaten every day, anything from 0.5 points lower to 1.3 points higher fits this diary.\n"));
  EXPECT_FALSE(has(text, "0.4"));
}

TEST(Explain, ShowsAllDaysIfAskedForAll) {
  const auto text = in_words(fixtures::explained(), {.width = 200, .verbose = true});
  EXPECT_TRUE(has(text, "Eaten on 10 days: 2024-03-01, 2024-03-02, "));
}

TEST(Explain, NamesASetItsNoteTheReasonAndWhatIsNeeded) {
  auto set = fixtures::explained();
  set.finding = fixtures::sets().findings.front();
  set.row->reason = "eaten on most days of blueberry";
  set.row->needed = engine::Needed{90, 20, 45};
  set.conditional_on.clear();
  const auto text = in_words(set, {.width = 200});
  EXPECT_TRUE(has(text, "\nbutter or toast: this diary cannot tell them apart.\n"));
  EXPECT_TRUE(has(text, "\nHalf of the effect runs through a cream.\n"));
  EXPECT_TRUE(has(text, "\nWhy: eaten on most days of blueberry.\n"));
  EXPECT_TRUE(has(text, "\nStill needed: about 90 more days of diary, "));
  EXPECT_TRUE(has(text, "\nEvery other day on purpose: "));
}

TEST(Explain, OfHourWindowsSpeaksOfHours) {
  const auto text = to_table(fixtures::explained_hours(), engine::Timeline{}, fixtures::hours(),
      {.width = 120, .verbose = true});
  EXPECT_TRUE(has(text, " 5.2 in 30 ratings after eating it (2-6 h later), 3.5 in 120"));
  EXPECT_TRUE(has(text, "\nEffect of each window [95 %]. "));
  for (const auto* line : {"\n  within 2 h ", "\n  2-6 h later ", "\n  6-48 h later "}) {
    EXPECT_TRUE(has(text, line)) << line;
  }
  const auto json = nlohmann::ordered_json::parse(
      to_json(fixtures::explained_hours(), fixtures::hours(), "1.2.3"));
  EXPECT_EQ(json["settings"]["lags"], "0-2h,2-6h,6-48h");
  for (const auto* key : {"food", "finding", "compared"}) {
    EXPECT_EQ(json[key]["lag_days"], nullptr) << key;
    EXPECT_EQ(json[key]["lag_hours"].dump(), "[2,6]") << key;
  }
  EXPECT_EQ(json["food"]["profile"][2]["lag"], nullptr);
  EXPECT_EQ(json["food"]["profile"][2]["lag_hours"].dump(), "[6,48]");
}

TEST(Explain, OfAPossibleImmediateReactionSaysSoFirstAndOnce) {
  const auto text =
      to_table(fixtures::set_aside(), engine::Timeline{}, fixtures::hours(), {.width = 200});
  const auto warning = text.find("Warning: possible immediate reaction, not ranked: peanut");
  const auto verdict =
      text.find("Peanut: not ranked (hives within 2 h on 1 day): possible immediate reaction.");
  ASSERT_NE(verdict, std::string::npos);
  EXPECT_LT(warning, verdict);
  EXPECT_EQ(text.find("Warning: possible", warning + 1), std::string::npos);
  EXPECT_TRUE(has(text, "\nWarning: there are few ratings.\n"));
  const auto json =
      nlohmann::ordered_json::parse(to_json(fixtures::set_aside(), fixtures::hours(), "1.2.3"));
  EXPECT_EQ(json["food"], nullptr);
  EXPECT_EQ(json["skipped"].dump(),
      R"({"name":"peanut","level":"food","reason":"possible_immediate_reaction","exposed_days":4,)"
      R"("needed":0,"note":"hives within 2 h on 1 day"})");
}

TEST(Explain, FitsEveryWidthWithEveryNameAndAscii) {
  for (const auto& [name, explanation] : fixtures::explanations()) {
    for (std::size_t width = 60; width <= 200; width += 20) {
      std::istringstream lines{in_words(explanation, {.width = width})};
      for (std::string line; std::getline(lines, line);) {
        ASSERT_LE(display_width(line), width) << line;
        for (const auto* bad : {"\x1b", "\t", "\r", "\u202E", "\xFF"}) {
          ASSERT_FALSE(has(line, bad));
        }
      }
    }
  }
  for (const char c : in_words(fixtures::explained(), {.ascii = true})) ASSERT_GE(c, 0);
}

TEST(Explain, ClaimsNoMoreThanAnAssociation) {
  for (const auto& [name, explanation] : fixtures::explanations()) {
    for (const auto* word : {"trigger", "allergy to", "avoid", "causes", "proven"}) {
      EXPECT_FALSE(has(in_words(explanation), word)) << word;
    }
  }
}

TEST(Explain, JsonHoldsTheRowAndWhatIsBehindIt) {
  const auto json =
      nlohmann::ordered_json::parse(to_json(fixtures::explained(), fixtures::rich(), "1.2.3"));
  EXPECT_EQ(json["schema"], "culprit.explain/1");
  EXPECT_EQ(json["name"], "blueberry");
  EXPECT_EQ(json["food"]["p_value"], 1e-7);
  EXPECT_EQ(json["finding"]["id"], 1);
  EXPECT_EQ(json["skipped"], nullptr);
  EXPECT_EQ(json["eaten_on"][9], "2024-03-10");
  EXPECT_EQ(json["compared"].dump(),
      R"({"lag_days":[1,1],"exposed":{"readings":30,"mean":5.25},)"
      R"("unexposed":{"readings":120,"mean":3.5},"unknown_readings":15})");
  EXPECT_EQ(json["conditional_on"].dump(), R"(["red wine"])");
  EXPECT_EQ(json["verdict_words"],
      "suspect (about 95 in 100): worse ratings after eating it; worth discussing, and testing one "
      "food at a time");
  const auto none =
      nlohmann::ordered_json::parse(to_json(fixtures::not_tested(), fixtures::rich(), "1.2.3"));
  EXPECT_EQ(none["food"], nullptr);
  EXPECT_EQ(none["finding"], nullptr);
  EXPECT_EQ(none["skipped"]["reason"], "too_few_exposures");
  EXPECT_EQ(none["compared"]["exposed"]["mean"], nullptr);
}

TEST(Explain, TechnicalWordsAddPValuesAndTheProbability) {
  EXPECT_FALSE(has(in_words(fixtures::explained()), "p-value"));
  const auto technical = in_words(fixtures::explained(), {.width = 200, .words = Words::technical});
  for (const char* part : {"p-value for this food or something eaten with it: <0.001.",
           "Given the other likely foods:", "Probability of an effect"}) {
    EXPECT_TRUE(has(technical, part)) << technical;
  }
}

}  // namespace
}  // namespace culprit::report
