#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "culprit/report/html/html.hpp"
#include "culprit/report/machine/plan_json.hpp"
#include "culprit/report/terminal/table.hpp"
#include "report/plan_fixtures.hpp"

namespace culprit::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using trial::Arm;

TEST(TrialJson, HoldsTheVerdictAtTheTop) {
  const auto json = nlohmann::json::parse(to_json(make_result(), "1.0.0"));
  EXPECT_EQ(json["schema"], "culprit.trial/1");
  EXPECT_EQ(json["verdict"], "confirmed");
  EXPECT_EQ(json["effect"]["low"], 0.5);
  EXPECT_TRUE(json["effect"]["high"].is_null());
  EXPECT_EQ(json["p_harm"], 0.0123457);
  EXPECT_EQ(json["basis"], "randomisation");
  EXPECT_EQ(json["blocks"][2]["mean"], 3.25);
  EXPECT_TRUE(json["more_blocks"].is_null());
  const auto line = to_json(make_result(), "1.0.0", -1);
  EXPECT_EQ(std::ranges::count(line, '\n'), 1);
}

TEST(TrialCsv, IsOneRow) {
  const auto lines = lines_of(to_csv(make_result()));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(
      lines[1], "carrot,food,plan,true,confirmed,,2,0.5,,0.0123457,1,1,12,12,12,0,0.45,10,0.9,0");
}

TEST(TrialTexts, SayTheVerdictFirst) {
  auto result = make_result();
  EXPECT_THAT(
      to_table(result, {}), HasSubstr("Confirmed: eczema was higher when you ate carrot, by"));
  EXPECT_THAT(to_table(result, {}), HasSubstr("You knew what you"));
  EXPECT_THAT(to_html(result, "1.0.0"), HasSubstr("data-rating=\"3\" data-eaten=\"1\""));
  result.outcome->verdict = trial::Verdict::tolerated;
  EXPECT_THAT(to_markdown(result), HasSubstr("no reason here to leave carrot out"));
  result.outcome->verdict = trial::Verdict::not_confirmed;
  EXPECT_THAT(to_markdown(result), HasSubstr("a real chance to show itself"));
  result.outcome->verdict = trial::Verdict::inconclusive;
  result.outcome->more_blocks = 8;
  EXPECT_THAT(to_markdown(result),
      HasSubstr("About 8 more blocks would decide it, by one extension: culprit "
                "plan --extend PLAN DIARY"));
  result.plan.alpha_first = result.plan.alpha;
  EXPECT_THAT(
      to_markdown(result), HasSubstr("about 8 more blocks, and this trial cannot be extended"));
  result.outcome->more_blocks = 18;
  EXPECT_THAT(to_markdown(result), HasSubstr("More blocks would not decide it"));
  for (const char* reason : {"stopped_early", "low_compliance", "too_few_ratings"}) {
    result.outcome->reason = reason;
    EXPECT_THAT(to_markdown(result), HasSubstr("Undecided"));
  }
}

TEST(TrialTexts, SayStopBeforeAnythingElse) {
  for (const bool is_running : {false, true})
    for (const char* code : {"possible_immediate_reaction", "immediate_symptoms"}) {
      auto result = make_result();
      result.is_running = is_running;
      if (is_running) result.outcome.reset();
      else result.outcome->verdict = trial::Verdict::tolerated;
      result.reactions = {{monday, "hives", true}};
      result.warnings = {{"diary_changed", "it changed"}, {code, "hives: see an allergist"}};
      for (const auto& text :
          {to_table(result, {}), to_markdown(result), to_html(result, "1.0.0")}) {
        const auto stop = text.find("Hives: see an allergist.");
        ASSERT_NE(stop, std::string::npos) << text;
        EXPECT_LT(stop, text.find("Block by block"));
        EXPECT_LT(stop, text.find(is_running ? "0 of 4" : "does not make carrot safe"));
        EXPECT_THAT(text, Not(HasSubstr("no reason here")));
        EXPECT_THAT(text, Not(HasSubstr("The trial runs until")));
        EXPECT_THAT(text, Not(HasSubstr("hives: see")));  // once
        EXPECT_THAT(text, HasSubstr("it changed"));
      }
      const auto json = nlohmann::json::parse(to_json(result, "1.0.0"));
      EXPECT_EQ(json["reactions"][0]["date"], "2026-01-01");
      EXPECT_EQ(json["reactions"][0]["within_hours"], true);
      EXPECT_EQ(json["warnings"][1]["code"], code);
      EXPECT_THAT(to_csv(result), ::testing::EndsWith(",1\n"));
    }
}

TEST(TrialTexts, CountInPlainWords) {
  auto result = make_result();
  result.compliance = {12, 5, 12, 0, 0, 1, 0};
  result.plan.food.days_a_week = 3;
  result.outcome->estimate = -0.04;
  result.outcome->low.reset();
  auto text = to_markdown(result);
  EXPECT_THAT(text, HasSubstr("0.0 points (90 % interval without an end)"));
  EXPECT_THAT(text, Not(HasSubstr("-0.0")));
  EXPECT_THAT(text, HasSubstr("Eaten on 5 of 12 days of eating (6 were planned), and on 0 of 12"));
  EXPECT_THAT(text, HasSubstr("- 1 day without foods written down."));
  EXPECT_THAT(text, Not(HasSubstr("without a rating")));
  result.outcome->low = 0.5;
  EXPECT_THAT(to_markdown(result), HasSubstr("interval from 0.5 up"));
  result.outcome->low.reset();
  result.outcome->high = 1.5;
  EXPECT_THAT(to_markdown(result), HasSubstr("interval up to 1.5"));
  result.plan.food.days_a_week = 7;
  EXPECT_THAT(to_markdown(result), HasSubstr("Eaten on 5 of 12 days of eating, and on 0 of 12"));
}

TEST(TrialPages, FitOnATelephone) {
  const auto page = to_html(make_result(), "1.0.0");
  const auto heading = page.find(">Block by block<");
  ASSERT_NE(heading, std::string::npos);
  EXPECT_EQ(page.find(">Block by block<", heading + 1), std::string::npos);  // said once
  EXPECT_THAT(page, HasSubstr("aria-label=\"Block by block\""));
  EXPECT_THAT(page, HasSubstr(">6</text>"));  // blocks have numbers, which do not overprint
  EXPECT_THAT(page, Not(HasSubstr(">without</text>")));
}

TEST(TrialTexts, WaitForTheFirstBlock) {
  auto result = make_result();
  result.outcome.reset();
  result.is_running = true;
  for (auto& block : result.blocks) block.days = block.rated = block.eaten = 0;
  auto text = to_table(result, {});
  EXPECT_THAT(text, HasSubstr("a trial that is to begin"));
  EXPECT_THAT(text, HasSubstr("Block 1, avoid, begins on 2026-01-01."));
  EXPECT_THAT(text, Not(HasSubstr("0 of 0")));
  result.blocks.front().days = 2;
  text = to_table(result, {});
  EXPECT_THAT(text, HasSubstr("a trial that runs"));
  EXPECT_THAT(text, HasSubstr("0 of 2"));
  EXPECT_THAT(text, Not(HasSubstr("0 of 0")));
}

TEST(TrialTexts, HoldNoResultWhileItRuns) {
  auto result = make_result();
  result.outcome.reset();
  result.is_running = true;
  result.blocks.back().days = 1;
  for (auto& block : result.blocks) block.mean.reset();
  const auto json = nlohmann::json::parse(to_json(result, "1.0.0"));
  EXPECT_EQ(json["status"], "running");
  for (const char* key : {"verdict", "p_harm", "effect", "rows", "evidence"})
    EXPECT_FALSE(json.contains(key)) << key;
  for (const auto& text : {to_table(result, {}), to_markdown(result), to_html(result, "1.0.0"),
           to_csv(result).substr(to_csv(result).find('\n'))})
    for (const char* word : {"p 0", "interval", "mean</th>", "3.25", "onfirmed:"})
      EXPECT_THAT(text, Not(HasSubstr(word)));
  EXPECT_THAT(to_table(result, {}), HasSubstr("block 6 is eat"));
}

}  // namespace
}  // namespace culprit::report
