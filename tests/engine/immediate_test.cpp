#include "engine/immediate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "culprit/engine/analyse.hpp"
#include "culprit/engine/explain.hpp"
#include "support/diary_builder.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::DiaryBuilder;
using diary::Kind;
using Texts = std::vector<std::string>;

constexpr std::string_view immediate_text = "possible immediate reaction, not ranked: ";
constexpr std::string_view advice =
    " on your own before seeing a doctor; trouble breathing, throat swelling or faintness: call "
    "emergency services";

Analysis analyse(const DiaryBuilder& builder, const Options& options = {}) {
  const auto diary = builder.build();
  return engine::analyse(diary, foods::resolve(diary), options);
}

Texts warned(const Analysis& analysis, const std::string& code) {
  Texts found;
  for (const Warning& warning : analysis.warnings) {
    if (warning.code == code) found.push_back(warning.text);
  }
  return found;
}

/// `name (note)` of the foods that are set aside.
Texts set_aside(const Analysis& analysis) {
  Texts foods;
  for (const SkippedFood& food : analysis.skipped) {
    if (food.reason != SkipReason::possible_immediate_reaction) continue;
    foods.push_back(food.name + " (" + food.note.value_or("") + ")");
  }
  return foods;
}

bool has_row(const Analysis& analysis, const std::string& name) {
  return std::any_of(analysis.foods.begin(), analysis.foods.end(),
      [&](const RankedFood& food) { return food.name == name; });
}

/// Kefir `hours` before a rating at 20:00 raises it by 3 points, or lowers it.
DiaryBuilder kefir(int hours, double points) {
  DiaryBuilder builder;
  std::mt19937 bits{7};
  for (int day = 0; day < 120; ++day) {
    const bool is_eaten = bits() % 3 == 0;
    if (is_eaten) builder.food(day, "kefir", (20 - hours) * 60 - 30);
    for (const char* other : {"rice", "beans", "oats"}) {
      if (bits() % 3 == 0) builder.food(day, other, static_cast<int>(8 + bits() % 12) * 60);
    }
    const double noise = static_cast<double>(bits() % 21) / 10 - 1;
    builder.logged(day).severity(day, 5 + noise + (is_eaten ? points : 0), 20 * 60);
  }
  return builder;
}

Options in_hours() {
  Options options;
  options.lags = HourWindows{{{0, 2}, {2, 6}, {6, 24}}};
  options.has_explicit_lags = true;
  return options;
}

TEST(PossibleImmediateReaction, OfAFindingWithinTwoHoursTakesTheFoodOutOfTheRanking) {
  const Analysis analysis = analyse(kefir(1, 3), in_hours());
  EXPECT_TRUE(analysis.findings.empty());
  EXPECT_FALSE(has_row(analysis, "kefir"));
  ASSERT_EQ(set_aside(analysis).size(), 1U);
  const SkippedFood& food = analysis.skipped.front();
  EXPECT_EQ(food.name, "kefir");
  EXPECT_EQ(food.note->substr(0, 8), "ratings ");
  EXPECT_NE(food.note->find(" points higher within 2 h"), std::string::npos);
  EXPECT_GT(food.exposed_days, 20);
  EXPECT_EQ(warned(analysis, "possible_immediate_reaction"),
      Texts{std::string{immediate_text} + "kefir (" + *food.note + "); do not try it again" +
            std::string{advice}});
  EXPECT_EQ(analysis.warnings.front().code, "possible_immediate_reaction");
}

TEST(PossibleImmediateReaction, IsNoFindingLaterNorOneWithLowerRatings) {
  for (const auto& [hours, points, verdict] :
      {std::tuple{3, 3.0, Verdict::suspect}, std::tuple{1, -3.0, Verdict::protective}}) {
    const Analysis analysis = analyse(kefir(hours, points), in_hours());
    EXPECT_TRUE(set_aside(analysis).empty());
    ASSERT_FALSE(analysis.findings.empty());
    EXPECT_EQ(analysis.findings[0].foods, Texts{"kefir"});
    EXPECT_EQ(analysis.findings[0].verdict, verdict);
    EXPECT_EQ(warned(analysis, "possible_immediate_reaction"), Texts{});
  }
}

TEST(PossibleImmediateReaction, StaysAmongWhatOtherFoodsAreTestedBeside) {
  const auto diary = kefir(1, 3).build();
  const auto resolution = foods::resolve(diary);
  const Analysis analysis = engine::analyse(diary, resolution, in_hours());
  const Explanation rice = engine::explain(resolution, analysis, "rice");
  EXPECT_EQ(rice.conditional_on, Texts{"kefir"});
  const Explanation own = engine::explain(resolution, analysis, "kefir");
  EXPECT_FALSE(own.row);
  EXPECT_FALSE(own.finding);
  ASSERT_TRUE(own.skipped);
  EXPECT_EQ(own.skipped->reason, SkipReason::possible_immediate_reaction);
}

TEST(PossibleImmediateReaction, OfASymptomInTheDiaryNeedsTwoHoursAndANewOne) {
  struct Case {
    std::string name;
    std::string symptom;
    double value;
    int minute;                 // of day 10, when plum was eaten at 12:00
    std::optional<int> before;  // of day 9
    Texts expected;
  };
  const Texts hives{"plum (hives within 2 h on 1 of 1 day)"};
  for (const auto& c : {Case{"an hour later", "Hives", 2, 13 * 60, {}, hives},
           Case{"two hours later", "hives", 2, 14 * 60, {}, hives},
           Case{"2:01 later", "hives", 2, 14 * 60 + 1, {}, {}},
           Case{"a minute before", "hives", 2, 12 * 60 - 1, {}, {}},
           Case{"none of it", "hives", 0, 13 * 60, {}, {}},
           Case{"there since yesterday", "hives", 2, 13 * 60, 13 * 60, {}},
           Case{"longer ago", "hives", 2, 13 * 60, 11 * 60, hives},
           Case{"another symptom", "headache", 2, 13 * 60, {}, {}},
           Case{"within other words", "lip swelling", 1, 13 * 60, {},
               {"plum (lip swelling within 2 h on 1 of 1 day)"}}}) {
    DiaryBuilder builder = kefir(3, 0);
    for (int day = 0; day < 120; ++day) builder.food(day, "water", 23 * 60);
    builder.food(10, "plum", 12 * 60);
    builder.add(Kind::symptom, 10, c.symptom, c.value, c.minute);
    if (c.before) builder.add(Kind::symptom, 9, c.symptom, 1, *c.before);
    Texts found = set_aside(analyse(builder));
    std::erase_if(found, [](const std::string& text) { return !text.starts_with("plum"); });
    EXPECT_EQ(found, c.expected) << c.name;
  }
}

TEST(PossibleImmediateReaction, OutranksWhateverElseIsSaidOfAFood) {
  DiaryBuilder builder = kefir(3, 3);
  builder.food(50, "kiwi", 12 * 60).add(Kind::symptom, 50, "vomiting", 1, 12 * 60 + 20);
  builder.add(Kind::symptom, 60, "wheeze", 1, 18 * 60);
  builder.food(60, "kefir", 17 * 60);
  const Analysis analysis = analyse(builder, in_hours());
  const Texts found = set_aside(analysis);
  // Kefir would be a suspect, and kiwi was eaten too seldom to be tested.
  EXPECT_EQ(
      std::count_if(found.begin(), found.end(),
          [](const auto& text) { return text.starts_with("kefir (wheeze within 2 h on 1 of "); }),
      1);
  EXPECT_EQ(std::count(found.begin(), found.end(), "kiwi (vomiting within 2 h on 1 of 1 day)"), 1);
  EXPECT_FALSE(has_row(analysis, "kefir"));
  for (const Finding& finding : analysis.findings) EXPECT_NE(finding.foods, Texts{"kefir"});
  EXPECT_EQ(std::count_if(analysis.skipped.begin(), analysis.skipped.end(),
                [](const SkippedFood& food) { return food.name == "kiwi"; }),
      1);
}

TEST(PossibleImmediateReaction, WhatCameAgainAndAgainIsNamedFirstWithItsDays) {
  DiaryBuilder builder;
  for (int day = 0; day < 43; ++day) {
    builder.food(day, "banana", 8 * 60).food(day, "rice", 19 * 60).severity(day, day % 5, 20 * 60);
  }
  for (const int day : {3, 20, 30}) builder.food(day, "prawn", 12 * 60);
  for (const int day : {3, 20}) builder.add(Kind::symptom, day, "hives", 2, 13 * 60);
  builder.add(Kind::symptom, 40, "hives", 1, 9 * 60);
  const Analysis analysis = analyse(builder);
  EXPECT_EQ(set_aside(analysis), (Texts{"prawn (hives within 2 h on 2 of 3 days)",
                                     "banana (hives within 2 h on 1 of 43 days)"}));
  EXPECT_EQ(warned(analysis, "possible_immediate_reaction"),
      Texts{
          std::string{immediate_text} +
          "prawn (hives within 2 h on 2 of 3 days); do not try it again" + std::string{advice} +
          "; also eaten before such a symptom, so not ranked: banana (hives within 2 h on 1 of 43 "
          "days)"});
}

TEST(ImmediateSymptoms, WithoutClockTimesAreNamedOnce) {
  struct Case {
    std::string name;
    std::optional<int> symptom, food;
    Texts expected;
  };
  const Texts text{
      "the diary notes hives: if that came within 2 h of a food, do not try the food "
      "again" +
      std::string{advice}};
  for (const auto& c : {Case{"neither", {}, {}, text}, Case{"the food", {}, 8 * 60, text},
           Case{"the symptom", 20 * 60, {}, text}, Case{"both", 20 * 60, 8 * 60, {}}}) {
    DiaryBuilder builder;
    for (int day = 0; day < 40; ++day) {
      builder.food(day, day % 2 == 0 ? "rice" : "plum", c.food).severity(day, day % 5);
    }
    builder.add(Kind::symptom, 8, "hives", 1, c.symptom);
    builder.add(Kind::symptom, 12, "Hives", 3, c.symptom);
    const Analysis analysis = analyse(builder);
    EXPECT_EQ(warned(analysis, "immediate_symptoms"), c.expected) << c.name;
    EXPECT_TRUE(set_aside(analysis).empty()) << c.name;
  }
}

TEST(ImmediateSymptoms, ThatAreTheOutcomeSetNoFoodAside) {
  DiaryBuilder builder;
  for (int day = 0; day < 40; ++day) {
    builder.food(day, day % 2 == 0 ? "rice" : "plum", 19 * 60);
    builder.add(Kind::symptom, day, "hives", day % 3, 20 * 60);
  }
  const Analysis analysis = analyse(builder);
  EXPECT_TRUE(set_aside(analysis).empty());
  EXPECT_EQ(warned(analysis, "immediate_symptoms").size(), 1U);
}

TEST(ImmediateSymptoms, AreWholeWords) {
  for (const char* name : {"hives", "facial swelling", "swollen lips", "vomiting", "wheezing",
           "faint", "urticaria/hives"}) {
    EXPECT_TRUE(names_immediate_symptom(name)) << name;
  }
  for (const char* name : {"", "itch", "archives", "faintly red", "bloating"}) {
    EXPECT_FALSE(names_immediate_symptom(name)) << name;
  }
}

/// Two foods whose finding names both.
JointPosterior joint_of(const TimeWindow& window, Direction direction, double probability) {
  JointPosterior joint;
  joint.windows = {window};
  FoodPosterior food;
  food.worse = probability;
  food.effect.weight = Eigen::VectorXd::Ones(1);
  food.effect.mean = Eigen::VectorXd::Constant(1, 1.5);
  food.effect.sd = Eigen::VectorXd::Constant(1, 0.2);
  joint.foods = {food, food, food};
  joint.sets = {{.foods = {1, 0},
                    .direction = direction,
                    .probability = probability,
                    .p_conditional = 1e-6,
                    .p_conditional_adjusted = 1e-5},
      {.foods = {2}, .direction = direction, .probability = 0.01}};
  return joint;
}

TEST(PartImmediate, TakesWhatCannotBeToldApartWithIt) {
  const std::string both =
      "ratings 1.5 points higher within 2 h of it or of what cannot be told apart from it";
  const std::string other = "cannot be told apart from another of them";
  struct Case {
    std::string name;
    TimeWindow window;
    Direction direction;
    double probability;
    Reactions reactions, expected;
    std::vector<std::size_t> ranked;  // foods of the sets that are left
  };
  for (const auto& c :
      {Case{"a finding", HourWindow{0, 2}, Direction::worse, 0.9, {}, {{0, both}, {1, both}}, {2}},
          Case{"an hour too late", HourWindow{0, 3}, Direction::worse, 0.9, {}, {}, {1, 0, 2}},
          Case{"days", LagWindow{0, 0}, Direction::worse, 0.9, {}, {}, {1, 0, 2}},
          Case{"lower ratings", HourWindow{0, 2}, Direction::better, 0.9, {}, {}, {1, 0, 2}},
          Case{"no finding", HourWindow{0, 2}, Direction::worse, 0.05, {}, {}, {1, 0, 2}},
          Case{"a symptom", HourWindow{2, 6}, Direction::worse, 0.9, {{0, "hives"}},
              {{0, "hives"}, {1, other}}, {2}},
          Case{"a symptom of no finding", HourWindow{2, 6}, Direction::worse, 0.05, {{0, "hives"}},
              {{0, "hives"}}, {1, 2}},
          Case{"both", HourWindow{0, 2}, Direction::worse, 0.9, {{0, "hives"}},
              {{0, "hives, " + both}, {1, both}}, {2}}}) {
    const PartedSets parted =
        part_immediate(joint_of(c.window, c.direction, c.probability), c.reactions, 0.10);
    std::vector<std::size_t> ranked;
    for (const FoodSet& set : parted.ranked) {
      ranked.insert(ranked.end(), set.foods.begin(), set.foods.end());
    }
    EXPECT_EQ(parted.set_aside, c.expected) << c.name;
    EXPECT_EQ(ranked, c.ranked) << c.name;
  }
}

}  // namespace
}  // namespace culprit::engine
