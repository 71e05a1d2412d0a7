#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "culprit/core/error.hpp"
#include "culprit/report/html/html.hpp"
#include "culprit/report/machine/plan_json.hpp"
#include "culprit/report/terminal/table.hpp"

namespace culprit::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using trial::Arm;
using trial::Plan;

const Day monday{Days{20454}};  // 2026-01-01

/// Six blocks of four days: the order with index 2 of the admissible ones, 001101.
Plan make_plan(const std::string& name = "carrot") {
  Plan plan;
  plan.seed = 12345678901234567890U;
  plan.food.name = name;
  plan.food.members = {name};
  plan.food.phrases = {{"carrots", 12, true}, {"soup; of the day, hot", 0, false}};
  plan.food.hidden = {"coleslaw"};
  plan.food.portion = 100;
  plan.food.most = 150;
  plan.food.unit = "g";
  plan.diary = {0xfedcba9876543210U, monday - Days{1}, std::nullopt, "eczema"};
  plan.prior = {0.9, 1.5, 0.5, 2.5};
  plan.first_day = monday;
  plan.block_days = 4;
  plan.lot = {6, 6, 20, 2};
  const Arm arms[] = {Arm::avoid, Arm::avoid, Arm::eat, Arm::eat, Arm::avoid, Arm::eat};
  for (int k = 0; k < 6; ++k)
    plan.blocks.push_back({arms[k], monday + Days{4 * k}, monday + Days{4 * k + 3}, k + 1});
  plan.outlooks = {{12, 5, {0.4, 0.9}, {0.2, 0.5}}};
  plan.alternatives = {{trial::Design::observe, 24, 0.5}};
  plan.next = {{"tomato", 60, false}};
  return plan;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::stringstream stream{text};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(PlanJson, ReadsBackWhatItWrites) {
  Plan plan = make_plan();
  auto first = std::make_shared<Plan>(make_plan());
  plan.extension_of = first;
  plan.model.is_lag_known = false;
  plan.model.adjust = {"stress"};
  const auto text = to_json(plan, "1.0.0");
  const Plan read = plan_from_json(text, "plan.json");
  EXPECT_EQ(to_json(read, "1.0.0"), text);
  EXPECT_EQ(read.seed, plan.seed);
  EXPECT_EQ(read.diary.fingerprint, plan.diary.fingerprint);
  EXPECT_EQ(read.extension_of->lot.index, 2U);
  EXPECT_EQ(read.blocks[5].last_day, plan.blocks[5].last_day);
  EXPECT_FALSE(read.model.is_lag_known);
}

TEST(PlanJson, HoldsNoDatesWithoutPermission) {
  Plan plan = make_plan();
  plan.blocks.clear();
  plan.status = trial::Status::needs_supervision;
  plan.reasons = {{"allergen_group", "milk"}};
  const auto json = nlohmann::json::parse(to_json(plan, "1.0.0"));
  EXPECT_TRUE(json["first_day"].is_null());
  EXPECT_TRUE(json["last_day"].is_null());
  EXPECT_TRUE(json["calendar"].empty());
  EXPECT_EQ(json["status"], "needs_supervision");
  EXPECT_EQ(to_csv(plan), "date,day,block,arm,portion,note\n");
  EXPECT_THAT(to_ics(plan), Not(HasSubstr("VEVENT")));
  for (const auto& text : {to_table(plan, {}), to_markdown(plan), to_html(plan, "1.0.0")}) {
    EXPECT_THAT(text, Not(HasSubstr("2026-01-0")));
    EXPECT_THAT(text, Not(HasSubstr("EAT")));
    EXPECT_THAT(text, Not(HasSubstr("every day.")));
    EXPECT_THAT(text, HasSubstr("take this page to an allergist"));
  }
}

std::string error_of(const std::string& text) {
  try {
    (void)plan_from_json(text, "plan.json");
  } catch (const InputError& error) {
    return error.messages().front().text;
  }
  return "none";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) return "no " + from;
  return text.replace(at, from.size(), to);
}

TEST(PlanJson, SaysWhereAPlanIsMalformed) {
  const auto text = to_json(make_plan(), "1.0.0");
  const std::string begins = "plan: '";
  const std::string middle = "' is not what a plan has there; expected ";
  const std::string sound =
      "numbers within their ranges, and blocks in the order that the lot drew";
  for (const char* none : {"", "{", "[1, 2", "\xff"})
    EXPECT_EQ(
        error_of(none), "plan: the file is not JSON; expected what culprit plan -f json writes");
  EXPECT_EQ(error_of("[]"), begins + "/" + middle + "an object");
  EXPECT_EQ(error_of("{}"), begins + "/schema" + middle + "it to be there");
  EXPECT_EQ(error_of(replaced(text, "culprit.plan/1", "culprit.rank/1")),
      begins + "/schema" + middle + "culprit.plan/1");
  EXPECT_EQ(error_of(replaced(text, "\"sd\": 1.5", "\"sd\": \"1.5\"")),
      begins + "/model/sd" + middle + "a number");
  EXPECT_EQ(error_of(replaced(text, "\"lag_known\": true", "\"lag_known\": 1")),
      begins + "/model/lag_known" + middle + "true or false");
  EXPECT_EQ(error_of(replaced(text, "\"index\": 2", "\"index\": -2")),
      begins + "/admissible/index" + middle + "a whole number");
  EXPECT_EQ(error_of(replaced(text, "\"name\": \"carrot\"", "\"name\": 3")),
      begins + "/food/name" + middle + "a text");
  EXPECT_EQ(error_of(replaced(text, "\"arm\": \"avoid\"", "\"arm\": \"drink\"")),
      begins + "/blocks/0/arm" + middle + "avoid or eat");
  EXPECT_EQ(error_of(replaced(text, "\"2026-01-01\"", "\"2026-13-01\"")),
      begins + "/first_day" + middle + "a day such as 2025-09-01");
  EXPECT_EQ(error_of(replaced(text, "\"fedcba9876543210\"", "\"xyz\"")),
      begins + "/diary/fingerprint" + middle + "hexadecimal digits");
  EXPECT_EQ(error_of(replaced(text, "\"index\": 2", "\"index\": 6")),
      begins + "/blocks" + middle + sound);
  EXPECT_EQ(error_of(replaced(text, "\"rows_before\": 90", "\"rows_before\": -1")),
      begins + "/model" + middle + sound);
  EXPECT_EQ(error_of(replaced(text, "\"autocorrelation\": 0.7", "\"autocorrelation\": 1.0")),
      begins + "/model" + middle + sound);
  EXPECT_EQ(error_of(replaced(text, "\"alpha\": 0.05", "\"alpha\": 0.5")),
      begins + "/alpha" + middle + sound);
  EXPECT_EQ(error_of(replaced(text, "\"alpha_first\": 0.04", "\"alpha_first\": 0.06")),
      begins + "/alpha_first" + middle + sound);
  EXPECT_EQ(error_of(replaced(text, "\"alpha_first\": 0.04", "\"alpha_first\": 1e-300")),
      begins + "/alpha_first" + middle + sound);
  EXPECT_EQ(error_of(replaced(text, "\"important_change\": 1", "\"important_change\": -1")),
      begins + "/important_change" + middle + sound);
  EXPECT_EQ(
      error_of(replaced(text, "\"last_day\": \"2026-01-08\"", "\"last_day\": \"2026-01-09\"")),
      begins + "/blocks" + middle + sound);
  EXPECT_EQ(error_of(replaced(text, "\"model\": {", "\"model\": 3, \"x\": {")),
      begins + "/model" + middle + "an object");
  EXPECT_EQ(error_of(replaced(text, "\"members\": [", "\"members\": 3, \"x\": [")),
      begins + "/food/members" + middle + "a list");
  Plan none = make_plan();
  none.blocks.clear();
  none.status = trial::Status::refused;
  EXPECT_EQ(error_of(to_json(none, "1.0.0")), begins + "/blocks" + middle + "blocks with dates");
}

std::string place_of(const std::string& text) {
  try {
    (void)plan_from_json(text, "plan.json");
  } catch (const InputError& error) {
    const auto& place = error.messages().front().place;
    return place.file + ':' + std::to_string(place.line) + ':' + std::to_string(place.column);
  }
  return "none";
}

TEST(PlanJson, SaysOnWhichLineAPlanIsMalformed) {
  EXPECT_EQ(place_of(""), "plan.json:1:1");
  EXPECT_EQ(place_of("{\n \"schema\": oops}"), "plan.json:2:12");
  EXPECT_EQ(place_of("{\n \"schema\": 3}"), "plan.json:2:12");
  EXPECT_EQ(place_of("\n{}"), "plan.json:2:1");  // missing: where its object begins
  EXPECT_EQ(place_of("{\"a\": [{\"schema\": 1}, \"}\"],\n\"é\\\"\": {}, \"schema\": \"x\"}"),
      "plan.json:2:22");
  const auto text = to_json(make_plan(), "1.0.0");
  const auto wrong = replaced(text, "\"last_day\": \"2026-01-08\"", "\"last_day\": 8");
  const auto before = wrong.substr(0, wrong.find("\"last_day\": 8"));
  EXPECT_EQ(
      place_of(wrong), "plan.json:" + std::to_string(std::ranges::count(before, '\n') + 1) + ":16");
}

TEST(PlanCsv, HasARowADay) {
  Plan plan = make_plan();
  plan.food.days_a_week = 4;
  const auto lines = lines_of(to_csv(plan));
  ASSERT_EQ(lines.size(), 25U);
  EXPECT_EQ(lines[1], "2026-01-01,1,1,avoid,0,");
  EXPECT_EQ(lines[9], "2026-01-09,9,3,eat,1,");
  EXPECT_EQ(lines[10], "2026-01-10,10,3,eat,0,");
}

TEST(PlanIcs, FoldsAndEscapesAndCountsDaysAsCalendarsDo) {
  std::string name;
  for (int i = 0; i < 40; ++i) name += "Grünkohl, ";
  const auto text = to_ics(make_plan(name));
  std::string unfolded;
  for (const auto& line : lines_of(text)) {
    ASSERT_EQ(line.back(), '\r');
    ASSERT_LE(line.size() - 1, 75U);
    // No line begins within a character.
    const std::string content = line.substr(0, line.size() - 1);
    const bool is_more = content.starts_with(' ');
    const auto first = static_cast<unsigned char>(content[is_more ? 1 : 0]);
    EXPECT_NE(first & 0xC0U, 0x80U);
    unfolded += is_more ? content.substr(1) : "\n" + content;
  }
  const auto lines = lines_of(unfolded);
  EXPECT_EQ(std::ranges::count(lines, "BEGIN:VEVENT"), 7);
  EXPECT_EQ(std::ranges::count(lines, "END:VEVENT"), 7);
  EXPECT_THAT(lines, ::testing::Contains("DTSTART;VALUE=DATE:20260101"));
  EXPECT_THAT(lines, ::testing::Contains("DTEND;VALUE=DATE:20260105"));
  EXPECT_THAT(unfolded, HasSubstr("SUMMARY:AVOID Grünkohl\\, Grünkohl\\, "));
  EXPECT_THAT(unfolded, HasSubstr("a usual portion (100 g)\\, never more than 150 g every day."));
  EXPECT_THAT(unfolded, HasSubstr("SUMMARY:Run culprit trial"));
  std::vector<std::string> ids;
  for (const auto& line : lines)
    if (line.starts_with("UID:")) ids.push_back(line);
  std::ranges::sort(ids);
  EXPECT_EQ(std::unique(ids.begin(), ids.end()), ids.end());
}

TEST(PlanTexts, MarkTheFirstPortionAfterWeeksWithoutIt) {
  Plan plan = make_plan();
  plan.food.last_eaten = monday - Days{10};
  const std::string note = "first portion after weeks without it: a tablespoon";
  EXPECT_THAT(to_csv(plan), HasSubstr("2026-01-09,9,3,eat,0.1,\"" + note));
  EXPECT_THAT(to_csv(plan), HasSubstr("2026-01-10,10,3,eat,0.5,half a portion"));
  std::string ics = to_ics(plan);
  for (auto at = ics.find("\r\n "); at != std::string::npos; at = ics.find("\r\n "))
    ics.erase(at, 3);
  EXPECT_THAT(ics, HasSubstr("DESCRIPTION:On 2026-01-09: " + note));
  for (const auto& text :
      {to_table(plan, {.width = 200}), to_markdown(plan), to_html(plan, "1.0.0")}) {
    EXPECT_THAT(text, HasSubstr("Block 3, 2026-01-09: " + note));
    EXPECT_THAT(text, HasSubstr("EAT, little at first"));
  }
  plan.food.last_eaten = monday - Days{1};
  for (const auto& text :
      {to_csv(plan), to_ics(plan), to_table(plan, {}), to_markdown(plan), to_html(plan, "1.0.0")})
    EXPECT_THAT(text, Not(HasSubstr("first portion")));
}

TEST(PlanIcs, BeginsWithTheWeeksWithout) {
  Plan plan = make_plan();
  plan.lead_in = 28;
  const auto text = to_ics(plan);
  EXPECT_THAT(text, HasSubstr("DTSTART;VALUE=DATE:20251204\r\nDTEND;VALUE=DATE:20260101\r\n"
                              "SUMMARY:AVOID carrot (before the blocks)"));
}

TEST(PlanTexts, AreNeverCertain) {
  Plan plan = make_plan();
  plan.power.confirmed = 0.999;
  plan.power.tolerated = 0.001;
  EXPECT_THAT(to_markdown(plan), HasSubstr("such a trial shows it is more than 99 in 100"));
  EXPECT_THAT(to_markdown(plan), HasSubstr("is ruled out is less than 1 in 100"));
}

TEST(PlanTable, FitsOnATerminal) {
  const auto text = to_table(make_plan(), {});
  for (const auto& line : lines_of(text)) EXPECT_LE(line.size(), 80U) << line;
  EXPECT_THAT(
      text, HasSubstr("A schedule to discuss with your doctor or dietitian: 24 days in 6 "));
  EXPECT_THAT(text, HasSubstr("12 blocks of 5 days  40 in 100  90 in 100  20 in 100  50 in 100"));
  EXPECT_THAT(text, HasSubstr("In your diary: carrots (12)"));
  EXPECT_THAT(text, HasSubstr("may hold it: soup; of the day, hot"));
  for (const char* word : {"diagnos", "allergy test", "treat"}) EXPECT_THAT(text, HasSubstr(word));
}

TEST(PlanTexts, NeverLetNamesThrough) {
  const auto plan = make_plan("<script>|x\x1b[31m`*");
  EXPECT_THAT(to_html(plan, "1.0.0"), Not(HasSubstr("<script>|")));
  EXPECT_THAT(to_html(plan, "1.0.0"), HasSubstr("data-block=\"6\" data-arm=\"eat\""));
  EXPECT_THAT(to_markdown(plan), HasSubstr("\\<script\\>\\|x"));
  EXPECT_THAT(to_table(plan, {}), Not(HasSubstr("\x1b")));
}

trial::Result make_result() {
  trial::Result result;
  result.plan = make_plan();
  for (const auto& block : result.plan.blocks) {
    result.blocks.push_back({block, 4, block.arm == Arm::eat ? 4 : 0, 4, 3.25});
    for (Day day = block.first_day; day <= block.last_day; day += Days{1})
      result.days.push_back({day, block.arm, block.arm == Arm::eat, 3.0});
  }
  result.compliance = {12, 12, 12, 0, 0, 0, 0};
  result.rows = 24;
  trial::Outcome outcome;
  outcome.verdict = trial::Verdict::confirmed;
  outcome.relevance = "uncertain";
  outcome.p_harm = 0.0123456789;
  outcome.estimate = 2;
  outcome.low = 0.5;
  outcome.evidence = trial::Evidence{0.45, 10, 0.9, 0.5};
  result.outcome = outcome;
  return result;
}

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
  EXPECT_THAT(
      to_markdown(result), HasSubstr("About 8 more blocks would decide it: culprit plan --extend"));
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
