#include "culprit/trial/trial.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "culprit/pipeline.hpp"
#include "support/near.hpp"
#include "support/trial_case.hpp"

namespace culprit::trial {
namespace {

using culprit::testing::day_number;
using culprit::testing::is_near;
using culprit::testing::TrialCase;

std::string diary_text(const std::string& name) {
  std::ifstream file{std::string{CULPRIT_TEST_TRIALS} + "/" + name + "/diary.csv"};
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

PreparedDiary read(const std::string& text) {
  std::vector<std::unique_ptr<csv::Input>> inputs;
  inputs.push_back(std::make_unique<csv::TextInput>("diary.csv", text));
  const PipelineOptions options;
  return prepare(diary::read(inputs, with_foods_of(options.lexicon, options.read)), options);
}

Day day_of(const nlohmann::json& iso) { return Day{Days{day_number(iso)}}; }

/// The plan of a reference case.
Plan plan_of(const TrialCase& trial) {
  const auto& json = trial.plan;
  Plan plan;
  plan.food.name = json["food"];
  plan.food.members = {plan.food.name};
  plan.diary.outcome = "eczema";
  plan.first_day = day_of(json["first_day"]);
  for (const auto& block : json["blocks"])
    plan.blocks.push_back({block["arm"] == "eat" ? Arm::eat : Arm::avoid,
        day_of(block["first_day"]), day_of(block["last_day"])});
  plan.lot.blocks = static_cast<int>(plan.blocks.size());
  plan.randomised = json["randomised"];
  plan.lot.count = json["admissible"]["count"];
  plan.lot.index = json["admissible"]["index"];
  const auto& model = json["model"];
  plan.model.window = {model["window"][0], model["window"][1]};
  plan.model.wide_window = {1, 6};
  plan.model.autocorrelation = model["autocorrelation"];
  plan.model.noise_share = model["noise_share"];
  plan.model.sd = model["sd"];
  plan.model.rows_before = model["rows_before"];
  plan.alpha = plan.alpha_first = json["alpha"];
  plan.important_change = json["important_change"];
  plan.prior.probability = 1;
  return plan;
}

Result judged(const std::string& text, const Plan& plan) {
  const auto prepared = read(text);
  return judge(
      {prepared.input.diary, prepared.resolution, foods::Lexicon::built_in()}, {.plan = plan});
}

TEST(Trial, HasTheReferenceNumbers) {
  for (const std::string name :
      {"1_confirmed", "2_tolerated", "3_slips_gaps", "4_not_randomised"}) {
    const TrialCase trial{name};
    const auto& expected = trial.expected;
    const auto result = judged(diary_text(name), plan_of(trial));
    ASSERT_TRUE(result.outcome) << name;
    const Outcome& outcome = *result.outcome;
    EXPECT_EQ(word_of(verdict_words, outcome.verdict), expected["verdict"]) << name;
    EXPECT_EQ(result.rows, expected["rows"].get<int>()) << name;
    const std::pair<double, const char*> numbers[] = {{outcome.p_harm, "p_harm"},
        {outcome.p_equivalence, "p_equivalence"}, {outcome.estimate, "estimate"},
        {outcome.standard_error, "se"}, {outcome.realised_power, "realised_power"},
        {outcome.evidence->bayes_factor, "bayes_factor"}};
    for (const auto& [value, key] : numbers)
      EXPECT_TRUE(is_near(value, expected[key], 1e-9)) << name << ' ' << key;
    ASSERT_TRUE(outcome.low && outcome.high) << name;
    EXPECT_TRUE(is_near(*outcome.low, expected["interval90"][0], 1e-9)) << name;
    EXPECT_TRUE(is_near(*outcome.high, expected["interval90"][1], 1e-9)) << name;
    if (trial.plan["randomised"]) {
      EXPECT_TRUE(is_near(outcome.p_equivalence_wide, expected["p_equivalence_wide"], 1e-9))
          << name;
      EXPECT_EQ(outcome.more_blocks, expected["more_blocks"].get<int>()) << name;
    }
    const auto& kept = expected["compliance"];
    EXPECT_EQ(result.compliance.eat_days, kept["eat_days"].get<int>()) << name;
    EXPECT_EQ(result.compliance.eaten, kept["eaten"].get<int>()) << name;
    EXPECT_EQ(result.compliance.avoid_days, kept["avoid_days"].get<int>()) << name;
    EXPECT_EQ(result.compliance.slips, kept["slips"].get<int>()) << name;
    EXPECT_NEAR(outcome.level, 0.9, 1e-12);
  }
}

TEST(Trial, WithoutALotIsInconclusiveAfterOneChallenge) {
  const auto result =
      judged(diary_text("4_not_randomised"), plan_of(TrialCase{"4_not_randomised"}));
  EXPECT_EQ(result.outcome->reason, "not_randomised");
  EXPECT_FALSE(result.outcome->is_exact);
}

TEST(Trial, KeepsQuietUntilItsLastDay) {
  const std::string text = diary_text("1_confirmed");
  const auto plan = plan_of(TrialCase{"1_confirmed"});
  const auto result = judged(text.substr(0, text.find("2026-05-04")), plan);
  EXPECT_TRUE(result.is_running);
  EXPECT_FALSE(result.outcome);
  EXPECT_EQ(result.blocks.back().days, 4);
  for (const auto& block : result.blocks) EXPECT_FALSE(block.mean);
  EXPECT_EQ(result.compliance.avoid_days, 29);
}

TEST(Trial, KeepsTheFirstStageOpenAtItsOwnLevel) {
  auto plan = plan_of(TrialCase{"3_slips_gaps"});
  plan.alpha_first = 0.04;  // p is .0481
  const auto result = judged(diary_text("3_slips_gaps"), plan);
  EXPECT_EQ(result.outcome->verdict, Verdict::inconclusive);
  EXPECT_NEAR(result.outcome->level, 0.92, 1e-12);
  EXPECT_FALSE(result.outcome->reason);
  EXPECT_GT(result.outcome->more_blocks, 16);
}

/// The diary of a case, its trial once more after it.
std::string repeated(const TrialCase& trial, const std::string& text) {
  const int first = day_number(trial.plan["first_day"]);
  const int days = day_number(trial.plan["last_day"]) - first + 1;
  std::stringstream lines{text};
  std::string more;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("2026") || day_number(line.substr(0, 10)) < first) continue;
    more += to_iso(Day{Days{day_number(line.substr(0, 10)) + days}}) + line.substr(10) + "\n";
  }
  return text + more;
}

TEST(Trial, CombinesTheTwoStagesOfAnExtension) {
  const TrialCase trial{"3_slips_gaps"};
  auto first = plan_of(trial);
  first.alpha_first = 0.04;
  Plan second = first;
  const Days days{60};
  second.first_day += days;
  for (auto& block : second.blocks) {
    block.first_day += days;
    block.last_day += days;
  }
  second.model.rows_before = 90;
  second.extension_of = std::make_shared<const Plan>(first);
  const auto text = repeated(trial, diary_text("3_slips_gaps"));
  const auto alone = judged(diary_text("3_slips_gaps"), first);
  const auto result = judged(text, second);
  EXPECT_EQ(result.stage, 2);
  EXPECT_EQ(result.outcome->verdict, Verdict::confirmed);
  EXPECT_LT(result.outcome->p_harm, alone.outcome->p_harm);
  EXPECT_NEAR(result.outcome->level, 0.9, 1e-12);
  EXPECT_LT(result.outcome->standard_error, alone.outcome->standard_error);
  EXPECT_GT(*result.outcome->low, 0);
}

TEST(Trial, NeverEatenIsJudgedByTheLotAlone) {
  auto text = diary_text("1_confirmed");
  const auto trial = text.find("2026-03-06,08:00");
  std::string kept = text.substr(0, trial);
  std::stringstream lines{text.substr(trial)};
  for (std::string line; std::getline(lines, line);)
    if (line.find("food,tomato") == std::string::npos) kept += line + "\n";
  const auto result = judged(kept, plan_of(TrialCase{"1_confirmed"}));
  EXPECT_EQ(result.outcome->p_harm, 3.0 / 208);  // about what was planned, not what was eaten
  EXPECT_FALSE(std::isfinite(result.outcome->estimate));
  EXPECT_FALSE(result.outcome->low);
  EXPECT_FALSE(result.outcome->evidence);
}

/// The warnings of a trial whose diary also has these lines.
struct Watched {
  Result result;
  std::string code = {};
  std::string text = {};
};
Watched watch(const TrialCase& trial, const std::string& lines) {
  const auto prepared = read(diary_text("1_confirmed") + lines);
  Plan plan = plan_of(trial);
  plan.diary.fingerprint = 0;
  const foods::Lexicon& lexicon = foods::Lexicon::built_in();
  Watched watched{judge({prepared.input.diary, prepared.resolution, lexicon}, {.plan = plan})};
  for (const auto& warning : watched.result.warnings) {
    watched.code = warning.code;
    watched.text = warning.text;
  }
  return watched;
}

TEST(Trial, StopsAfterAnImmediateReaction) {
  const TrialCase trial{"1_confirmed"};
  const Plan plan = plan_of(trial);
  const auto eat = std::ranges::find(plan.blocks, Arm::eat, &Block::arm);
  const auto avoid = std::ranges::find(plan.blocks, Arm::avoid, &Block::arm);
  const auto hives = [](Day day, const char* time = "") {
    return to_iso(day) + "," + time + ",symptom,hives,3,\n";
  };
  const auto on_eaten = watch(trial, hives(eat->first_day));
  ASSERT_EQ(on_eaten.result.reactions.size(), 1U);
  EXPECT_EQ(on_eaten.result.reactions[0].day, eat->first_day);
  EXPECT_FALSE(on_eaten.result.reactions[0].is_within_hours);
  EXPECT_EQ(on_eaten.code, "possible_immediate_reaction");
  EXPECT_EQ(on_eaten.text,
      plan.food.name +
          ": hives on 1 day with it. Do not eat it again on your own, whatever the plan or the "
          "numbers say: see an allergist. Trouble breathing, throat swelling or faintness is an "
          "emergency: call for help at once");
  EXPECT_TRUE(on_eaten.result.outcome.has_value());
  const auto soon = watch(trial, to_iso(eat->last_day) + ",13:00,food," + plan.food.name + ",,\n" +
                                     hives(eat->last_day, "13:40"));
  ASSERT_EQ(soon.result.reactions.size(), 1U);
  EXPECT_TRUE(soon.result.reactions[0].is_within_hours);
  const auto without = watch(trial, hives(avoid->first_day));
  EXPECT_TRUE(without.result.reactions.empty());
  EXPECT_EQ(without.code, "immediate_symptoms");
  EXPECT_EQ(without.text,
      "hives during the trial, not after " + plan.food.name +
          ": what comes within 2 h of any food is a reason to stop and to see a doctor; trouble "
          "breathing, throat swelling or faintness is an emergency: call for help at once");
  EXPECT_EQ(watch(trial, hives(plan.first_day - Days{1})).code, "");
  EXPECT_EQ(watch(trial, to_iso(eat->first_day) + ",,symptom,hives,0,\n").code, "");
  EXPECT_EQ(watch(trial, to_iso(eat->first_day) + ",,symptom,headache,3,\n").code, "");
}

TEST(Trial, NeedsRatingsInItsDays) {
  const auto text = diary_text("1_confirmed");
  std::string kept;
  std::stringstream lines{text};
  int rated = 0;
  for (std::string line; std::getline(lines, line);)
    if (line < "2026-03-06" || line.find("severity") == std::string::npos || ++rated < 10 ||
        line.starts_with("date"))
      kept += line + "\n";
  try {
    (void)judged(kept, plan_of(TrialCase{"1_confirmed"}));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.messages().front().text,
        "the trial has 9 rated days; expected at least 10 between 2026-03-06 and 2026-05-04");
  }
}

TEST(Trial, WarnsOfADiaryThatChanged) {
  auto plan = plan_of(TrialCase{"1_confirmed"});
  plan.diary.created_last_day = Day{Days{day_number("2026-03-05")}};
  plan.diary.fingerprint = 1;
  const auto result = judged(diary_text("1_confirmed"), plan);
  ASSERT_EQ(result.warnings.size(), 1U);
  EXPECT_EQ(result.warnings[0].code, "diary_changed");
}

TEST(Trial, WarnsOfTreatmentInOneArm) {
  std::string text = diary_text("1_confirmed");
  const TrialCase trial{"1_confirmed"};
  for (const auto& block : trial.plan["blocks"])
    if (block["arm"] == "eat")
      for (int day = day_number(block["first_day"]); day <= day_number(block["first_day"]) + 1;
           ++day)
        text += to_iso(Day{Days{day}}) + ",,treatment,hydrocortisone,1,,\n";
  const auto result = judged(text, plan_of(trial));
  ASSERT_EQ(result.treatments.size(), 1U);
  EXPECT_EQ(result.treatments[0].eat_days, 12);
  ASSERT_EQ(result.warnings.size(), 1U);
  EXPECT_EQ(result.warnings[0].text,
      "hydrocortisone was used on 12 of 30 days of eating and 0 of 30 of avoiding: the effect is "
      "larger than it looks");
}

Result found(const std::string& text, Source source, const std::string& food = {}) {
  const auto prepared = read(text);
  return judge({prepared.input.diary, prepared.resolution, foods::Lexicon::built_in()},
      {.plan = {}, .food = food, .source = source});
}

TEST(Trial, IsFoundInPhasesWithoutAPlan) {
  const auto result = found(diary_text("1_confirmed"), Source::automatic);
  EXPECT_EQ(result.source, Source::phase);
  EXPECT_EQ(result.plan.food.name, "tomato");
  EXPECT_EQ(result.blocks.size(), 9U);  // neighbours of one arm are one phase
  EXPECT_EQ(result.compliance.eat_days, 30);
  EXPECT_FALSE(result.outcome->is_exact);
  EXPECT_NEAR(result.outcome->estimate, 2.16, 0.5);
}

TEST(Trial, IsFoundInFoodsAlone) {
  const auto result = found(diary_text("4_not_randomised"), Source::foods, "tomato");
  EXPECT_EQ(result.source, Source::foods);
  EXPECT_EQ(result.outcome->verdict, Verdict::inconclusive);
  EXPECT_EQ(result.outcome->reason, "not_randomised");
}

std::string error_of(const std::string& text, Source source, const std::string& food = {}) {
  try {
    (void)found(text, source, food);
  } catch (const InputError& error) {
    return error.messages().front().text;
  }
  return {};
}

TEST(Trial, SaysWhatIsMissing) {
  std::string plain = "date,type,name,amount\n";
  for (int day = 1; day <= 28; ++day)
    plain += "2024-02-" + std::string{day < 10 ? "0" : ""} + std::to_string(day) +
             ",food,rice,\n2024-02-01,severity,eczema,3\n";
  EXPECT_EQ(error_of(plain, Source::automatic),
      "the diary holds no phases of a trial; expected --plan FILE or --food NAME");
  EXPECT_EQ(error_of(plain, Source::automatic, "tomato"),
      "food 'tomato' is not in this diary; expected the name of one of its foods");
  EXPECT_EQ(error_of(plain, Source::automatic, "rice"),
      "rice was not left out and tried again: there is nothing to judge; expected days of both");
  EXPECT_EQ(error_of(plain + "2024-02-03,phase,rice,0\n2024-02-03,phase,milk,0\n", Source::phase),
      "the diary holds phases of several foods; expected --food NAME");
}

}  // namespace
}  // namespace culprit::trial
