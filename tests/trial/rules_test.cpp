#include "trial/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/diary_builder.hpp"

namespace culprit::trial {
namespace {

using culprit::testing::DiaryBuilder;
using foods::Level;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int start = 120;

/// A diary, the food that is to be tested, and what its owner says.
struct Case {
  DiaryBuilder diary;
  std::string food = "carrot";
  Level level = Level::food;
  engine::Analysis analysis;
  PlanOptions options{.about = {About::adult}};
  std::optional<engine::RankedFood> row;
  engine::Direction direction = engine::Direction::worse;
  int avoid_days = 24;
  Design design = Design::alternate;

  /// 120 days of rice and peas, the food every third day.
  explicit Case(std::string name = "carrot", Level at = Level::food, std::string_view phrase = {})
      : food{std::move(name)}, level{at} {
    for (int day = 0; day < start; ++day) {
      for (const char* other : {"apple juice", "pear", "lettuce"}) diary.food(day, other);
      diary.severity(day, day % 4);
      if (day % 3 == 0) diary.food(day, phrase.empty() ? food : phrase);
    }
    analysis.outcome.name = "eczema";
  }

  [[nodiscard]] Permission ask() const {
    const auto built = diary.build();
    const auto& lexicon = foods::Lexicon::built_in();
    const auto resolution = foods::resolve(built, lexicon, foods::Levels::all);
    const DiaryFoods source{built, resolution, lexicon};
    const auto subject = find_subject(source, {food}, level);
    Plan plan;
    plan.food.direction = direction;
    plan.design = design;
    plan.first_day = DiaryBuilder::day(start);
    plan.lot.blocks = 2;
    plan.block_days = avoid_days;
    return ask_rules({source, analysis}, options, {subject, plan, row ? &*row : nullptr});
  }
};

std::vector<std::string> codes(const std::vector<engine::Warning>& list) {
  std::vector<std::string> found;
  for (const auto& each : list) found.push_back(each.code);
  return found;
}

void expect_supervised(const Case& each, const std::string& code) {
  const auto permission = each.ask();
  EXPECT_EQ(permission.status, Status::needs_supervision) << each.food;
  EXPECT_THAT(codes(permission.reasons), ElementsAre(code)) << each.food;
}
void expect_refused(const Case& each, const std::string& code) {
  const auto permission = each.ask();
  EXPECT_EQ(permission.status, Status::refused) << each.food;
  EXPECT_THAT(codes(permission.reasons), ElementsAre(code)) << each.food;
}
void expect_allowed(const Case& each) {
  const auto permission = each.ask();
  EXPECT_EQ(permission.status, Status::plan) << each.food;
  EXPECT_THAT(codes(permission.reasons), IsEmpty()) << each.food;
}

Case saying(std::vector<About> about, Case each = Case{}) {
  each.options.about = std::move(about);
  return each;
}

TEST(Rules, AllowAPlainFoodThatIsEatenNow) { expect_allowed(Case{}); }

TEST(Rules, RefuseAfterAnImmediateReaction) {
  Case each;
  each.analysis.skipped = {
      {.name = "carrot", .reason = engine::SkipReason::possible_immediate_reaction}};
  expect_refused(each, "possible_immediate_reaction");
  each.analysis.skipped[0].reason = engine::SkipReason::too_few_exposures;
  expect_allowed(each);
  each.analysis.skipped = {
      {.name = "pear", .reason = engine::SkipReason::possible_immediate_reaction}};
  expect_allowed(each);
}

TEST(Rules, RefuseAfterAnImmediateReactionToWhatItBelongsTo) {
  Case each{"lentils", Level::food};
  each.analysis.skipped = {{.name = "legume",
      .reason = engine::SkipReason::possible_immediate_reaction,
      .note = "hives within 2 h on 2 of 3 days",
      .level = Level::group}};
  expect_refused(each, "possible_immediate_reaction");
  EXPECT_EQ(each.ask().reasons.front().text,
      "possible immediate reaction to any legume (hives within 2 h on 2 of 3 days): no trial at "
      "home; "
      "see an allergist");
  each.diary.food(0, "orange");
  each.analysis.skipped[0].name = "citrus";
  expect_allowed(each);
}

TEST(Rules, RefuseWhatHoldsTheSameIngredientAsWhatReacted) {
  const auto after_reaction_to = [](const std::string& other, const std::string& tested) {
    Case each{tested};
    each.diary.food(1, other);
    each.analysis.skipped = {
        {.name = other, .reason = engine::SkipReason::possible_immediate_reaction}};
    return codes(each.ask().reasons);
  };
  for (const auto& [other, tested] : {std::pair{"tomato", "tomato soup"}, {"tomato soup", "tomato"},
           {"egg", "mayonnaise"}, {"omelette", "egg"}, {"prawns", "prawn curry"}})
    EXPECT_THAT(
        after_reaction_to(other, tested), ::testing::Contains("possible_immediate_reaction"))
        << other << ", " << tested;
  for (const auto& [other, tested] : {std::pair{"tomato", "carrot"}, {"lentils", "peas"},
           {"orange", "lemon"}, {"prawns", "chicken curry"}})
    EXPECT_THAT(after_reaction_to(other, tested),
        ::testing::Not(::testing::Contains("possible_immediate_reaction")))
        << other << ", " << tested;
}

TEST(Rules, RefuseASymptomThatMayHaveFollowedIt) {
  Case each;
  each.diary.add(diary::Kind::symptom, 9, "Hives", 2);
  expect_refused(each, "immediate_symptoms");
  EXPECT_EQ(each.ask().reasons.front().text,
      "hives on 1 day with it, and no clock time says what that followed: no trial at home; see an "
      "allergist");
  Case day_without;
  day_without.diary.add(diary::Kind::symptom, 10, "Hives", 2);
  expect_allowed(day_without);
  Case none;
  none.diary.add(diary::Kind::symptom, 9, "Hives", 0);
  expect_allowed(none);
}

TEST(Rules, RefuseNothingForAReactionToAnotherFood) {
  // Day 121 has clock times: carrot at 8, prawns at 19.
  const auto hives_at = [](int minute, int last_food = 19 * 60) {
    Case each;
    each.diary.food(start + 1, "carrot", 8 * 60).food(start + 1, "prawns", last_food);
    each.diary.add(diary::Kind::symptom, start + 1, "Hives", 2, minute);
    return each;
  };
  expect_allowed(hives_at(19 * 60 + 20));
  expect_allowed(hives_at(7 * 60));                         // before it was eaten
  expect_refused(hives_at(12 * 60), "immediate_symptoms");  // followed nothing within 2 hours
  expect_allowed(hives_at(12 * 60, 11 * 60));
  Case untimed = hives_at(19 * 60 + 20);
  untimed.diary.food(start + 1, "pear");
  expect_refused(untimed, "immediate_symptoms");
}

TEST(Rules, SuperviseWeeksWithoutIt) {
  Case each;
  each.design = Design::elimination;
  expect_supervised(each, "elimination");
  each.design = Design::alternate;
  expect_allowed(each);
}

TEST(Rules, RefusePeopleForWhomNoCalendarIsMade) {
  for (const About word : {About::child, About::pregnant, About::breastfeeding,
           About::eating_disorder, About::underweight, About::anaphylaxis})
    expect_refused(saying({About::adult, word}), std::string{word_of(about_words, word)});
  expect_allowed(saying({About::adult}));
  expect_allowed(saying({About::none}));
}

TEST(Rules, SuperviseAsthmaAndFoodAllergy) {
  expect_supervised(saying({About::adult, About::asthma}), "asthma");
  expect_supervised(saying({About::adult, About::food_allergy}), "food-allergy");
  expect_allowed(saying({About::adult, About::pollen_allergy}, Case{"lamb"}));
}

TEST(Rules, SuperviseLabelAllergensSureOrMaybe) {
  for (const char* food : {"milk", "cashew", "salmon", "beer", "bread"})
    expect_supervised(Case{food}, "allergen_group");
  for (const char* food : {"carrot", "red wine", "lamb"}) expect_allowed(Case{food});
}

TEST(Rules, SuperviseWhatIsNotKnown) {
  expect_supervised(Case{"zorblax"}, "unknown_food");
  expect_allowed(Case{"parsnip"});
}

TEST(Rules, SuperviseWhatIsNotEatenNow) {
  const auto eaten_on = [](std::vector<int> days) {
    Case each{"turnip"};
    DiaryBuilder diary;
    for (int day = 0; day < start; ++day) diary.food(day, "pear").severity(day, day % 4);
    for (const int day : days) diary.food(day, "turnip");
    each.diary = diary;
    return each;
  };
  expect_allowed(eaten_on({30, 40, 50, 60, 106}));
  expect_supervised(eaten_on({29, 40, 50, 60, 106}), "not_eaten_now");  // four within 90 days
  expect_supervised(eaten_on({30, 40, 50, 60, 105}), "not_eaten_now");  // none within 14
}

TEST(Rules, KnowWhatIsEatenOnlyFromDaysThatAreLogged) {
  const auto day = [](int number) { return DiaryBuilder::day(number); };
  std::vector<Day> eaten;
  std::vector<Day> logged;
  for (int i = 0; i < 100; ++i) logged.push_back(day(i));
  for (const int i : {60, 65, 70, 75, 80}) eaten.push_back(day(i));
  EXPECT_FALSE(is_eaten_now(eaten, logged, day(100)));
  logged.erase(logged.end() - 13, logged.end() - 8);  // nine of the last fourteen
  EXPECT_TRUE(is_eaten_now(eaten, logged, day(100)));
  EXPECT_TRUE(is_eaten_now(eaten, logged, day(113)));
  EXPECT_FALSE(is_eaten_now(eaten, logged, day(114)));  // nothing known of two weeks
}

TEST(Rules, SuperviseGroupsOfWeakEvidence) {
  expect_supervised(Case{"caffeine", Level::group, "coffee"}, "weak_evidence");
  expect_allowed(Case{"citrus", Level::group, "orange"});
}

TEST(Rules, SuperviseStaples) {
  // The food is 40 of 400 entries.
  Case potato{"potato", Level::food};
  expect_allowed(potato);
  potato.avoid_days = 27;
  expect_allowed(potato);
  potato.avoid_days = 28;
  expect_supervised(potato, "staple");
  Case more = Case{"potato", Level::food};
  more.diary.food(1, "potato");
  expect_supervised(more, "staple");  // 41 of 401 is more than a tenth
  Case carrot;
  carrot.avoid_days = 42;
  for (int day = 1; day < 46; day += 2) carrot.diary.food(day, "carrot");
  expect_allowed(carrot);  // 63 of 423 entries
  carrot.diary.food(47, "carrot").food(51, "carrot");
  expect_supervised(carrot, "staple");
}

TEST(Rules, SuperviseSevereSkin) {
  Case each;
  each.analysis.warnings = {{"severe_ratings", ""}};
  expect_supervised(each, "severe_ratings");
  each.analysis.warnings = {{"coarse_scale", ""}};
  expect_allowed(each);
}

TEST(Rules, SupervisePollenAllergyAndWhatCrossReacts) {
  expect_supervised(saying({About::adult, About::pollen_allergy}, Case{"apple"}), "pollen_food");
  expect_allowed(saying({About::adult}, Case{"apple"}));
  expect_allowed(saying({About::adult, About::pollen_allergy}, Case{"lamb"}));
}

TEST(Rules, RefuseASecondTrialAtATime) {
  Case each;
  each.options.running = "tomato";
  each.options.running_until = DiaryBuilder::day(start - 6);
  expect_refused(each, "another_trial");
  each.options.running_until = DiaryBuilder::day(start - 7);
  expect_allowed(each);
  each.options.running = "Carrot";
  each.options.running_until = DiaryBuilder::day(start);
  expect_allowed(each);
}

TEST(Rules, WarnOfBenefitsAndOfWhatIsClearedAlready) {
  Case each;
  each.direction = engine::Direction::better;
  each.row.emplace().name = "carrot";
  EXPECT_THAT(codes(each.ask().warnings), IsEmpty());
  each.row->finding = 1;
  EXPECT_THAT(codes(each.ask().warnings), ElementsAre("trial_of_benefit"));
  each.direction = engine::Direction::worse;
  each.row->verdict = engine::Verdict::cleared;
  EXPECT_THAT(codes(each.ask().warnings), ElementsAre("cleared"));
}

TEST(Rules, ListAllReasonsRefusalsFirst) {
  auto each = saying({About::adult, About::asthma, About::pregnant}, Case{"milk"});
  EXPECT_THAT(codes(each.ask().reasons), ElementsAre("pregnant", "asthma", "allergen_group"));
  EXPECT_EQ(each.ask().status, Status::refused);
}

}  // namespace
}  // namespace culprit::trial
