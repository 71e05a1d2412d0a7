#include "culprit/trial/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <sstream>

#include "culprit/pipeline.hpp"
#include "trial/design.hpp"

namespace culprit::trial {
namespace {

/// Half a year: carrots on every third day or so raise the next day's rating.
std::string diary_text(const std::string& food = "carrot", double effect = 2.5) {
  std::mt19937 random{7};
  std::string text = "date,time,type,name,amount\n";
  double skin = 0;
  bool was_eaten = false;
  for (int i = 0; i < 180; ++i) {
    const std::string date = to_iso(Day{Days{20454 + i}});
    const auto share = [&] { return static_cast<double>(random() % 1000) / 1000; };
    skin = 0.6 * skin + share() - 0.5;
    const double rating = std::round(2 * (4 + 1.2 * skin + (was_eaten ? effect : 0))) / 2;
    text += date + ",21:00,severity,eczema," + std::to_string(rating) + "\n";
    was_eaten = share() < 0.4;
    for (const char* other : {"rice", "pear", "lettuce"})
      if (share() < 0.6) text += date + ",12:00,food," + other + ",\n";
    text += date + ",08:00,food,water,\n";
    if (was_eaten) text += date + ",12:00,food," + food + ",\n";
  }
  return text;
}

/// Analysed once for all tests of one text.
struct Analysed {
  PipelineResult result;
  explicit Analysed(const std::string& text) {
    std::vector<std::unique_ptr<csv::Input>> inputs;
    inputs.push_back(std::make_unique<csv::TextInput>("diary.csv", text));
    result = analyse(inputs, {});
  }
  [[nodiscard]] Plan plan(PlanOptions options = {}) const {
    if (options.about.empty()) options.about = {About::adult};
    return make_plan(
        {{result.input.diary, result.resolution, result.lexicon}, result.analysis}, options);
  }
};

const Analysed& carrots() {
  static const Analysed analysed{diary_text()};
  return analysed;
}

const Plan& usual() {
  static const Plan plan = carrots().plan();
  return plan;
}

TEST(MakePlan, TakesTheFirstFindingAndDrawsALot) {
  const Plan& plan = usual();
  EXPECT_EQ(plan.status, Status::plan);
  EXPECT_EQ(plan.food.name, "carrot");
  EXPECT_EQ(plan.design, Design::alternate);
  EXPECT_EQ(plan.first_day, carrots().result.analysis.diary.last_day + Days{1});
  EXPECT_EQ(plan.model.window.first, 1);
  EXPECT_EQ(plan.model.window.last, 1);
  EXPECT_EQ(plan.block_days, 4);
  EXPECT_EQ(plan.blocks.size(), static_cast<std::size_t>(plan.lot.blocks));
  EXPECT_EQ(std::ranges::count(plan.blocks, Arm::eat, &Block::arm), plan.lot.blocks / 2);
  EXPECT_TRUE(plan.randomised);
  EXPECT_NEAR(plan.alpha_first, 0.04, 1e-12);
  EXPECT_TRUE(plan.power.is_enough);
  EXPECT_GT(plan.power.confirmed, 0.7);
  EXPECT_GT(*plan.prior.probability, 0.9);
  ASSERT_EQ(plan.outlooks.size(), 2U);
  EXPECT_LT(plan.outlooks[0].confirmed[0], plan.outlooks[0].confirmed[1]);
  ASSERT_EQ(plan.alternatives.size(), 2U);
  EXPECT_EQ(plan.alternatives[0].design, Design::observe);
  EXPECT_GT(plan.alternatives[1].days, plan.lot.blocks * 4);
  EXPECT_LE(plan.alternatives[1].days, plan.lot.blocks * 4 + 28);
}

TEST(MakePlan, IsTheSameForTheSameDiaryAndDrawsAnewForAnotherStart) {
  const Plan& plan = usual();
  const Plan again = carrots().plan();
  EXPECT_EQ(plan.seed, again.seed);
  EXPECT_EQ(plan.lot.index, again.lot.index);
  const Plan later = carrots().plan({.start = plan.first_day + Days{2}});
  EXPECT_NE(later.seed, plan.seed);
  const Plan chosen = carrots().plan({.seed = 5});
  EXPECT_EQ(chosen.seed, 5U);
  EXPECT_EQ(chosen.warnings.back().code, "seed_given");
}

TEST(MakePlan, GivesNoDatesWithoutPermission) {
  const auto supervised = carrots().plan({.about = {About::adult, About::asthma}});
  EXPECT_EQ(supervised.status, Status::needs_supervision);
  EXPECT_FALSE(supervised.has_dates());
  EXPECT_GT(supervised.power.confirmed, 0);  // a proposal to take along
  const auto with_clinician =
      carrots().plan({.about = {About::adult, About::asthma}, .supervised = true});
  EXPECT_EQ(with_clinician.status, Status::plan);
  EXPECT_TRUE(with_clinician.has_dates());
  EXPECT_EQ(with_clinician.reasons.size(), 1U);
  const auto refused = carrots().plan({.about = {About::child}, .supervised = true});
  EXPECT_EQ(refused.status, Status::refused);
  EXPECT_FALSE(refused.has_dates());
}

TEST(MakePlan, FollowsTheDesignAskedFor) {
  const auto slow = carrots().plan({.slow = true});
  EXPECT_EQ(slow.block_days, 14);
  EXPECT_EQ(slow.lot.blocks, 6);
  EXPECT_EQ(slow.model.window.last, 14);
  const auto given = carrots().plan({.block_days = 5, .blocks = 10});
  EXPECT_EQ(given.block_days, 5);
  EXPECT_EQ(given.lot.blocks, 10);
  const auto observe = carrots().plan({.design = Design::observe});
  EXPECT_FALSE(observe.has_dates());
  EXPECT_EQ(observe.status, Status::plan);
}

TEST(MakePlan, ReintroducesInSteps) {
  const auto plan = carrots().plan({.supervised = true, .design = Design::elimination});
  EXPECT_GE(plan.lead_in, 14);
  EXPECT_LE(plan.lead_in, 28);
  const auto days = calendar_of(plan);
  EXPECT_EQ(
      days.size(), static_cast<std::size_t>(plan.lead_in + plan.lot.blocks * plan.block_days));
  const auto first = std::ranges::find(days, Arm::eat, &PlanDay::arm);
  EXPECT_EQ(first->portion, 0.1);
  EXPECT_THAT(first->note, ::testing::HasSubstr("not alone at home"));
  const auto second =
      std::find_if(first + 1, days.end(), [](const PlanDay& day) { return day.portion > 0; });
  EXPECT_EQ(second->portion, 0.5);
}

/// Blocks of seven days in this order, last eaten on the day before.
Plan in_order(std::vector<Arm> arms) {
  Plan plan = usual();
  plan.block_days = 7;
  plan.food.days_a_week = 7;
  plan.blocks.clear();
  plan.food.last_eaten = plan.first_day - Days{1};
  for (std::size_t k = 0; k < arms.size(); ++k) {
    const Day first = plan.first_day + Days{7 * static_cast<int>(k)};
    plan.blocks.push_back({arms[k], first, first + Days{6}, static_cast<int>(k) + 1});
  }
  return plan;
}

/// Numbers of the days that are marked as first portions.
std::vector<int> first_portions(const Plan& plan) {
  std::vector<int> days;
  for (const auto& day : calendar_of(plan))
    if (day.is_first_portion) days.push_back(day.number);
  return days;
}

TEST(Calendar, MarksTheFirstPortionAfterTwoWeeksWithoutIt) {
  const auto avoid = Arm::avoid;
  const auto eat = Arm::eat;
  Plan plan = in_order({avoid, avoid, eat, eat, avoid, eat, avoid, avoid, eat});
  EXPECT_THAT(first_portions(plan), ::testing::ElementsAre(15, 57));
  const auto days = calendar_of(plan);
  EXPECT_EQ(days[14].note,
      "first portion after weeks without it: a tablespoon, where your clinician says, not alone at "
      "home");
  EXPECT_EQ(days[14].portion, 0.1);
  EXPECT_EQ(days[15].portion, 0.5);
  EXPECT_EQ(days[16].portion, 1);
  EXPECT_EQ(days[35].portion, 1);         // after one week
  plan.food.last_eaten = plan.first_day;  // thirteen days
  EXPECT_THAT(first_portions(plan), ::testing::ElementsAre(57));
  plan = in_order({avoid, eat, avoid, eat});
  EXPECT_THAT(first_portions(plan), ::testing::IsEmpty());
  plan.food.last_eaten = plan.first_day - Days{8};  // a week before the plan counts
  EXPECT_THAT(first_portions(plan), ::testing::ElementsAre(8));
  plan.food.days_a_week = 1;  // eaten rarely: by the days on which it is eaten
  plan.food.last_eaten = plan.first_day - Days{1};
  EXPECT_THAT(first_portions(plan), ::testing::IsEmpty());
  plan = in_order({avoid, avoid, avoid, eat});
  plan.food.days_a_week = 2;
  EXPECT_THAT(first_portions(plan), ::testing::ElementsAre(22));
  plan.food.is_only_allowed = true;
  EXPECT_THAT(first_portions(plan), ::testing::ElementsAre(22));
  for (const auto& day : calendar_of(plan)) EXPECT_EQ(!day.portion, day.arm == eat);
  plan.food.last_eaten.reset();  // a plan of an earlier version: by its own days
  EXPECT_THAT(first_portions(plan), ::testing::ElementsAre(22));
}

TEST(MakePlan, EliminatesOnlyWithSupervision) {
  const auto plan = carrots().plan({.design = Design::elimination});
  EXPECT_EQ(plan.status, Status::needs_supervision);
  EXPECT_EQ(plan.reasons.front().code, "elimination");
  EXPECT_FALSE(plan.has_dates());
  const auto known = carrots().plan({.supervised = true, .design = Design::elimination});
  EXPECT_TRUE(known.has_dates());
  // The other design counts the days without it, too.
  EXPECT_EQ(usual().alternatives[1].days, known.lead_in + known.lot.blocks * known.block_days);
}

TEST(MakePlan, HasAnOrderThatIsRareEnoughForItsLevel) {
  for (const PlanOptions& options : {PlanOptions{.slow = true}, {.blocks = 6}, {.alpha = 0.01},
           {.alpha = 0.02}, {.alpha = 0.2}}) {
    const auto plan = carrots().plan(options);
    ASSERT_TRUE(plan.power.decisive_blocks.has_value());
    EXPECT_GE(plan.lot.blocks, *plan.power.decisive_blocks);
    EXPECT_GE(plan.alpha_first * static_cast<double>(plan.lot.count), 1 - 1e-9);
    EXPECT_GT(plan.power.confirmed, 0.1);
  }
  // 20 orders: the whole level at once, and no extension.
  const auto slow = carrots().plan({.slow = true});
  EXPECT_EQ(slow.alpha_first, slow.alpha);
  EXPECT_EQ(slow.warnings.back().code, "one_stage");
  EXPECT_EQ(usual().alpha_first, 0.8 * usual().alpha);
  EXPECT_EQ(*usual().power.decisive_blocks, 6);
  const auto closed = carrots().plan({.may_extend = false});
  EXPECT_THAT(closed.warnings, ::testing::IsEmpty());
  // What cannot decide says which can.
  const auto none = carrots().plan({.blocks = 8, .alpha = 0.01});
  EXPECT_EQ(none.lot.blocks, 8);
  EXPECT_EQ(*none.power.decisive_blocks, 12);
  EXPECT_EQ(none.power.confirmed, 0);
  EXPECT_FALSE(none.power.is_enough);
  EXPECT_EQ(carrots().plan({.alpha = 1e-5}).power.decisive_blocks, std::nullopt);
}

TEST(MakePlan, LooksForHelpWhereRatingsAreLower) {
  const Analysed better{diary_text("carrot", -3)};
  const auto plan = better.plan({.food = "carrot"});
  EXPECT_EQ(plan.food.direction, engine::Direction::better);
  EXPECT_LT(*plan.prior.estimate, 0);
  EXPECT_EQ(plan.warnings.front().code, "trial_of_benefit");
  EXPECT_GT(plan.power.confirmed_at_half, 0.3);  // of help, half as large
  EXPECT_TRUE(plan.prior.finding.has_value());
  EXPECT_FALSE(better.plan({.food = "pear"}).prior.finding.has_value());
}

/// The plan of the same half year with other ratings, every so many days.
/// @param rate  of a rating from 0 to 1
Plan rated(const std::string& name, const std::function<double(double)>& rate, int every = 1) {
  std::stringstream lines{diary_text()};
  std::string text;
  int ratings = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto at = line.find("severity,eczema,");
    if (at != std::string::npos) {
      if (ratings++ % every != 0) continue;
      const double share = std::clamp(std::stod(line.substr(line.rfind(',') + 1)) / 10, 0.0, 1.0);
      line = line.substr(0, at) + "severity," + name + "," + std::to_string(rate(share));
    }
    text += line + "\n";
  }
  return Analysed{text}.plan({.food = "carrot"});
}

TEST(MakePlan, StopsAtRatingsThatThePersonCanGive) {
  const auto yes_no = rated("flare", [](double x) { return x > 0.4 ? 1.0 : 0.0; });
  EXPECT_FALSE(yes_no.severe_rating.has_value());
  const auto whole = rated("SCORAD", [](double x) { return std::round(90 * x); });
  EXPECT_EQ(*whole.severe_rating, 83);  // .8 of 103, in whole points
  const auto half = rated("eczema", [](double x) { return std::round(20 * x) / 2; });
  EXPECT_EQ(2 * *half.severe_rating, std::ceil(2 * *half.severe_rating));
  EXPECT_GE(*half.severe_rating, 8);
  EXPECT_FALSE(half.model.rated_every.has_value());
}

TEST(MakePlan, RatesWhatLooksBackAsOftenAsBefore) {
  const auto poem = [](double x) { return std::round(28 * x); };
  EXPECT_EQ(rated("POEM", poem, 7).model.rated_every, 7);
  EXPECT_EQ(rated("POEM", poem, 1).model.rated_every, std::nullopt);
  const auto plan = rated(
      "eczema", [](double x) { return std::round(20 * x) / 2; }, 7);
  EXPECT_EQ(plan.model.rated_every, std::nullopt);  // of a daily rating the more the better
}

TEST(MakePlan, OfAlcoholOnlyAllowsIt) {
  const Analysed wine{diary_text("red wine")};
  const auto plan = wine.plan();
  EXPECT_EQ(plan.food.name, "red wine");
  EXPECT_TRUE(plan.food.is_only_allowed);
  EXPECT_TRUE(plan.has_dates());
  EXPECT_LT(plan.food.exposure, 0.5);
  for (const auto& day : calendar_of(plan)) EXPECT_EQ(!day.portion, day.arm == Arm::eat);
  EXPECT_LT(plan.power.confirmed, usual().power.confirmed);
}

TEST(MakePlan, SpreadsARareFoodEvenly) {
  Plan plan = usual();
  plan.food.days_a_week = 3;
  int eaten = 0;
  int eat_days = 0;
  for (const auto& day : calendar_of(plan)) {
    eat_days += day.arm == Arm::eat;
    eaten += day.portion == 1;
    if (eat_days % 7 == 0) {
      EXPECT_EQ(eaten, eat_days / 7 * 3);
    }
  }
}

TEST(MakePlan, ExtendsAnUndecidedTrialOnce) {
  const auto first = std::make_shared<const Plan>(usual());
  const auto second = carrots().plan({.blocks = 6, .extend = first});
  EXPECT_EQ(second.extension_of, first);
  EXPECT_EQ(second.lot.blocks, 6);
  EXPECT_EQ(second.block_days, first->block_days);
  EXPECT_NE(second.seed, first->seed);
  const auto rule = rule_of(second);
  EXPECT_NEAR(
      rule.weight_first * rule.weight_first, first->lot.blocks / (first->lot.blocks + 6.0), 1e-12);
  EXPECT_THROW((void)carrots().plan({.extend = std::make_shared<const Plan>(second)}), InputError);
}

std::string error_of(const Analysed& analysed, PlanOptions options) {
  try {
    (void)analysed.plan(std::move(options));
  } catch (const InputError& error) {
    return error.messages().front().text;
  }
  return {};
}

TEST(MakePlan, SaysWhatIsMissing) {
  EXPECT_EQ(error_of(carrots(), {.max_days = 20}),
      "max days '20' hold fewer than 6 blocks of 4 days; expected at least 24");
  EXPECT_EQ(error_of(carrots(), {.start = usual().diary.created_last_day}),
      "start '" + to_iso(usual().diary.created_last_day) +
          "' is not after the diary's last day; expected " + to_iso(usual().first_day) +
          " or later");
  const auto closed = std::make_shared<const Plan>(carrots().plan({.may_extend = false}));
  EXPECT_EQ(error_of(carrots(), {.extend = closed}),
      "the plan to extend has no lot, is an extension itself or was made with --no-extension; "
      "expected the plan of an undecided trial");
  const Analysed nothing{diary_text("carrot", 0)};
  EXPECT_EQ(
      error_of(nothing, {}), "no food is found to go with higher ratings; expected --food NAME");
}

TEST(MakePlan, WaitsForATrialThatRuns) {
  const std::string last = to_iso(usual().diary.created_last_day);
  const Analysed running{diary_text() + last + ",,phase,tomato,0\n"};
  const auto plan = running.plan();
  EXPECT_EQ(plan.status, Status::refused);
  EXPECT_EQ(plan.reasons.front().code, "another_trial");
  EXPECT_EQ(plan.reasons.front().text,
      "one trial at a time: that of tomato runs until " + last + "; start on " +
          to_iso(usual().diary.created_last_day + Days{5}) + " or later");
  const Analysed over{diary_text() + last + ",,phase,tomato,\n"};
  EXPECT_EQ(over.plan({.design = Design::observe}).status, Status::plan);
  const Analysed own{diary_text() + last + ",,phase,carrot,0\n"};
  EXPECT_EQ(own.plan({.design = Design::observe}).status, Status::plan);
}

TEST(MakePlan, DoesNotKnowTheLagOfWhatIsNoFinding) {
  const auto plan = carrots().plan({.food = "pear"});
  EXPECT_FALSE(plan.model.is_lag_known);
  EXPECT_EQ(plan.block_days, 7);
  EXPECT_LE(plan.lot.blocks * plan.block_days, 84);
}

}  // namespace
}  // namespace culprit::trial
