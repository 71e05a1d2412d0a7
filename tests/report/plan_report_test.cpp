#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "culprit/core/error.hpp"
#include "culprit/report/html/html.hpp"
#include "culprit/report/machine/plan_json.hpp"
#include "culprit/report/terminal/table.hpp"
#include "report/plan_fixtures.hpp"

namespace culprit::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using trial::Arm;
using trial::Plan;

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
  const auto ics = unfolded(to_ics(plan));
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

TEST(PlanTexts, SayFirstThatNothingCanBeDecided) {
  Plan plan = make_plan();
  plan.power.decisive_blocks = 8;
  plan.power.decides = 0.3;
  const std::string decides = "the chance that it decides is about";
  auto text = to_markdown(plan);
  EXPECT_THAT(text, HasSubstr("\n\nThis plan can decide nothing: of so few blocks no order is rare "
                              "enough for a level of 0.05.\n\nA plan that can: --blocks 8 "
                              "--block-days 4, 32 days.\n\nA schedule"));
  EXPECT_THAT(text, Not(HasSubstr(decides)));
  plan.power.decisive_blocks.reset();
  EXPECT_THAT(to_markdown(plan), HasSubstr("No number of blocks can"));
  plan.power.decisive_blocks = 6;
  text = to_markdown(plan);
  EXPECT_THAT(text, Not(HasSubstr("can decide nothing")));
  EXPECT_THAT(text, Not(HasSubstr("hardly ever")));
  EXPECT_THAT(text, HasSubstr(decides));
  plan.power.decides = 0.09;
  EXPECT_THAT(to_markdown(plan),
      HasSubstr("This plan would hardly ever decide: the chance is 9 in 100. Larger changes are "
                "decided sooner (--important-change 2)."));
}

TEST(PlanTexts, NameTheirOwnLevelScaleAndCadence) {
  Plan plan = make_plan();
  EXPECT_THAT(to_markdown(plan), HasSubstr("confirms 1 of 20 trials of harmless foods"));
  EXPECT_THAT(to_markdown(plan), HasSubstr("A rating of 8 or more on three days in a row"));
  EXPECT_THAT(to_markdown(plan), HasSubstr("in simulated trials 0.5 points of it"));
  plan.model.sd = 12;
  EXPECT_THAT(to_markdown(plan), HasSubstr("in simulated trials 4.0 points of it"));
  for (const auto& [alpha, odds] : {std::pair{0.2, "4 of 20"}, {0.1, "2 of 20"}, {0.01, "1 of 100"},
           {0.03, "3 of 100"}, {0.005, "5 of 1000"}, {0.123456, "12 of 100"}}) {
    plan.alpha = alpha;
    EXPECT_THAT(to_markdown(plan), HasSubstr(std::string{"Chance alone confirms "} + odds));
    auto result = make_result();
    result.plan.alpha = alpha;
    EXPECT_THAT(to_markdown(result), HasSubstr(std::string{"in at most "} + odds + " such trials"));
  }
  plan.severe_rating.reset();
  EXPECT_THAT(to_markdown(plan), HasSubstr("worse than anything in your diary on three days in"));
  plan.model.rated_every = 7;
  plan.block_days = 14;
  plan.model.wide_window = {1, 14};
  plan.severe_rating = 23;
  const auto text = to_markdown(plan);
  EXPECT_THAT(text, HasSubstr("Rate eczema every 7 days at the same hour"));
  EXPECT_THAT(text, Not(HasSubstr("Rate eczema every day")));
  EXPECT_THAT(text, HasSubstr("A rating of 23 or more twice in a row of a block"));
  EXPECT_THAT(text, HasSubstr("It shows effects within 14 days."));
  EXPECT_THAT(text, Not(HasSubstr("within days")));
  EXPECT_THAT(text, Not(HasSubstr("short blocks")));
  const auto ics = unfolded(to_ics(plan));
  EXPECT_THAT(ics, HasSubstr("Rate every 7 days at the same hour"));
  EXPECT_THAT(ics, Not(HasSubstr("evening")));
}

TEST(PlanTexts, HaveTheWordsForWhatMayHelp) {
  Plan plan = make_plan();
  plan.food.direction = engine::Direction::better;
  plan.prior = {0.9, -1.9, -2.5, -1.3, 0.5, 1};
  const auto text = to_markdown(plan);
  EXPECT_THAT(text, HasSubstr("If carrot lowers your rating by 1 point"));
  EXPECT_THAT(text, HasSubstr("harm of 1 point or more is ruled out"));
  EXPECT_THAT(
      text, HasSubstr("does carrot lower eczema within days in this person, and does it do"));
  EXPECT_THAT(text, Not(HasSubstr("raise")));
  EXPECT_THAT(text, HasSubstr("would show help in 1 of 20 trials"));
  plan.prior.finding.reset();
  EXPECT_THAT(to_markdown(plan), HasSubstr("Your diary has not found this food: -1.9"));
  EXPECT_THAT(to_markdown(plan), Not(HasSubstr("looking for the largest")));
  auto result = make_result();
  result.plan.food.direction = engine::Direction::better;
  result.outcome->verdict = trial::Verdict::tolerated;
  EXPECT_THAT(to_markdown(result), HasSubstr("That carrot helps was not shown."));
  result.outcome->p_benefit = 0.01;
  EXPECT_THAT(to_markdown(result), HasSubstr("Ratings were lower when you ate it, by +2.0 points"));
  EXPECT_THAT(to_markdown(result), Not(HasSubstr("was not shown")));
}

TEST(PlanTexts, OfGoingOnWithTheDiaryTellNothingOfATrial) {
  Plan plan = make_plan();
  plan.blocks.clear();
  plan.design = trial::Design::observe;
  const auto text = to_markdown(plan);
  EXPECT_THAT(
      text, HasSubstr("Go on with the diary, and eat as you do now: no dates. In 24 days the "
                      "chance that an effect of 1 point shows is 50 in 100"));
  for (const char* word : {"such a trial", "schedule", "Design:", "blocks of", "decides"})
    EXPECT_THAT(text, Not(HasSubstr(word))) << word;
}

TEST(PlanTexts, GiveReasonsOnceWithoutDates) {
  Plan plan = make_plan();
  plan.blocks.clear();
  plan.status = trial::Status::refused;
  plan.reasons = {{"child", "in childhood: no"}};
  const auto text = to_markdown(plan);
  EXPECT_EQ(text.find("in childhood"), text.rfind("in childhood"));
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

}  // namespace
}  // namespace culprit::report
