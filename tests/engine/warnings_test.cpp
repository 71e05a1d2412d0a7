#include "engine/warnings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "culprit/engine/analyse.hpp"
#include "support/diary_builder.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::DiaryBuilder;
using diary::Kind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

/// The warnings' texts that have this code.
std::vector<std::string> texts(const std::vector<Warning>& warnings, const std::string& code) {
  std::vector<std::string> found;
  for (const Warning& warning : warnings) {
    if (warning.code == code) found.push_back(warning.text);
  }
  return found;
}

std::vector<std::string> warned(
    const DiaryBuilder& builder, const std::string& code, const Options& options = {}) {
  const auto diary = builder.build();
  return texts(analyse(diary, foods::resolve(diary), options).warnings, code);
}

using Texts = std::vector<std::string>;

/// Uniform numbers, the same on every platform.
class Dice {
 public:
  explicit Dice(unsigned seed) : bits_{seed} {}
  double roll() { return static_cast<double>(bits_()) / 4294967296.0; }
  bool happens(double probability) { return roll() < probability; }
  /// About normal, mean 0, standard deviation 1.
  double noise() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += roll();
    return sum;
  }

 private:
  std::mt19937 bits_;
};

/// Foods beside the one in question, which do nothing.
void add_others(DiaryBuilder& builder, Dice& dice, int day) {
  for (const char* name : {"apple", "bread", "carrot", "dates", "eggs"}) {
    if (dice.happens(0.3)) builder.food(day, name);
  }
  builder.logged(day);
}

double in_tenths(double value) { return std::round(10 * value) / 10; }

/// 120 days, rated `value(day)`.
template <typename Value> DiaryBuilder rated(Value value, int days = 120) {
  Dice dice{3};
  DiaryBuilder builder;
  for (int day = 0; day < days; ++day) {
    add_others(builder, dice, day);
    builder.severity(day, value(dice, day));
  }
  return builder;
}

TEST(Warnings, TellOfManyRatingsAtTheLowestValue) {
  const auto with_zeros = [](int of_ten) {
    return rated([of_ten](Dice& dice, int day) {
      return day % 10 < of_ten ? 0 : 3 + in_tenths(5 * dice.roll());
    });
  };
  EXPECT_EQ(warned(with_zeros(3), "floor_or_ceiling"),
      Texts{"29 % of the ratings are 0, the lowest of the scale: effects look smaller than "
            "they are"});
  EXPECT_EQ(warned(with_zeros(2), "floor_or_ceiling"), Texts{});
}

TEST(Warnings, TellOfManyRatingsAtTheHighestValue) {
  const auto with_tens = [](int of_ten) {
    return rated([of_ten](Dice& dice, int day) {
      return day % 10 < of_ten ? 10 : 3 + in_tenths(5 * dice.roll());
    });
  };
  EXPECT_EQ(warned(with_tens(3), "floor_or_ceiling"),
      Texts{"29 % of the ratings are 10, the highest of the scale: effects look smaller than "
            "they are"});
  EXPECT_EQ(warned(with_tens(2), "floor_or_ceiling"), Texts{});
}

TEST(Warnings, TellThatTreatmentComesFirstWhereMostRatingsAreSevere) {
  const auto mostly = [](double usual) {
    return rated([usual](Dice& dice, int day) {
      return day % 3 == 0 ? std::floor(4 * dice.roll()) : usual;
    });
  };
  Options options;
  options.scale = diary::scale_from_text("0..10");
  EXPECT_EQ(warned(mostly(7), "severe_ratings", options),
      Texts{"most ratings are 7 or more, which is severe: see a clinician; treatment, not "
            "diet, is the first step"});
  EXPECT_EQ(warned(mostly(6.9), "severe_ratings", options), Texts{});
  options.scale = diary::scale_from_text("POEM");
  EXPECT_EQ(warned(mostly(17), "severe_ratings", options).size(), 1U);
  EXPECT_EQ(warned(mostly(16), "severe_ratings", options), Texts{});
}

TEST(Warnings, TellOfFewValuesOnALongScale) {
  const auto with_values = [](int n) {
    return rated([n](Dice& dice, int) { return 2 + 2 * std::floor(n * dice.roll()); });
  };
  Options options;
  options.scale = diary::scale_from_text("0..12");
  EXPECT_EQ(warned(with_values(4), "coarse_scale", options),
      Texts{"the ratings take only 4 different values between 0 and 12: small effects cannot "
            "be seen"});
  EXPECT_EQ(warned(with_values(5), "coarse_scale", options), Texts{});
  options.scale = diary::scale_from_text("0..9");
  EXPECT_EQ(warned(with_values(4), "coarse_scale", options), Texts{});
}

TEST(Warnings, TellOfAutocorrelationThatIsLeft) {
  // A cycle of three days is neither a weekday nor a slow change.
  const auto cycle = [](double height) {
    return rated([height](Dice& dice, int day) {
      return in_tenths(5 + height * std::cos(2.0943951 * day) + dice.noise());
    });
  };
  const auto found = warned(cycle(2), "residual_autocorrelation");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(
      found[0], MatchesRegex("ratings still resemble those of the days before after all "
                             "adjustment \\(p = [0-9.e-]+\\): intervals may be too narrow"));
  EXPECT_EQ(warned(cycle(0.1), "residual_autocorrelation"), Texts{});
}

/// Foods are logged on four days of five; ratings of the others are `points` higher.
DiaryBuilder with_gaps(double points) {
  Dice dice{4};
  DiaryBuilder builder;
  for (int day = 0; day < 150; ++day) {
    const bool is_gap = dice.happens(0.2);
    if (!is_gap) add_others(builder, dice, day);
    builder.severity(day, in_tenths(4 + dice.noise() + (is_gap ? points : 0)));
  }
  return builder;
}

TEST(Warnings, TellOfLoggingThatStopsOnBadDays) {
  const auto found = warned(with_gaps(2), "logging_stops_on_bad_days");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0],
      MatchesRegex("ratings are [0-9.]+ points higher where that day and the next have no "
                   "foods logged: logging may stop on bad days, and what was eaten then is "
                   "not known"));
  EXPECT_EQ(warned(with_gaps(0), "logging_stops_on_bad_days"), Texts{});
  EXPECT_EQ(warned(with_gaps(-2), "logging_stops_on_bad_days"), Texts{});
}

/// Foods eaten on every day but each `pause`-th, in turn.
DiaryBuilder eaten_often(int pause, const std::vector<std::string>& names) {
  Dice dice{5};
  DiaryBuilder builder;
  for (int day = 0; day < 120; ++day) {
    add_others(builder, dice, day);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (day % pause != static_cast<int>(2 * i)) builder.food(day, names[i]);
    }
    builder.severity(day, in_tenths(5 + dice.noise()));
  }
  return builder;
}

TEST(Warnings, NameFoodsEatenNearlyAlways) {
  EXPECT_EQ(warned(eaten_often(12, {"milk", "oats", "rice", "salt"}), "eaten_nearly_always"),
      Texts{"eaten on over 90 % of the logged days, which leaves few days without to compare "
            "with: milk, oats, rice and 1 more"});
  EXPECT_EQ(warned(eaten_often(8, {"milk"}), "eaten_nearly_always"), Texts{});
}

/// `pairs` pairs of foods, each eaten every third day; each second food fails once in `apart`.
DiaryBuilder eaten_together(int pairs, int apart) {
  Dice dice{6};
  DiaryBuilder builder;
  for (int day = 0; day < 180; ++day) {
    add_others(builder, dice, day);
    for (int pair = 0; pair < pairs; ++pair) {
      if (!dice.happens(1.0 / 3)) continue;
      builder.food(day, "qea " + std::to_string(pair));
      if (day % apart != 0) builder.food(day, "qugar " + std::to_string(pair));
    }
    builder.severity(day, in_tenths(5 + dice.noise()));
  }
  return builder;
}

TEST(Warnings, NamePairsNearlyAlwaysEatenTogether) {
  const auto found = warned(eaten_together(4, 30), "nearly_always_together");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0],
      MatchesRegex("nearly always eaten on the same days, so this diary "
                   "can hardly tell one from the other: qea . with qugar .; qea . with qugar "
                   ".; qea . with qugar . and 1 more"));
  EXPECT_EQ(warned(eaten_together(4, 5), "nearly_always_together"), Texts{});
}

/// Milk is eaten on `share(day)` of days and adds two points to the next day's rating.
struct Finding {
  int days = 150;
  double base = 0.25;
  /// Added to the chance of milk per point of yesterday's rating above 4.
  double follows_skin = 0;
  /// Chance of a cream on days with milk, and on others; it takes two points off the next day.
  double cream_with = 0;
  double cream_without = 0;
  /// The only days on which milk does something.
  int effect_from = 0;
  int effect_to = 10000;
  double effect = 2;
  /// Milk comes in one season: from here on, hardly before.
  int season_from = 0;
  std::optional<int> eaten_at = {};  ///< minute, also of all ratings at 20:00
};

DiaryBuilder with_milk(const Finding& plan, unsigned seed = 7) {
  Dice dice{seed};
  DiaryBuilder builder;
  bool milk = false;
  bool cream = false;
  double yesterday = 4;
  for (int day = 0; day < plan.days; ++day) {
    const bool works = day >= plan.effect_from && day < plan.effect_to;
    const double rating =
        4 + 0.7 * dice.noise() + (milk && works ? plan.effect : 0) - (cream ? plan.effect : 0);
    const auto rated_at = plan.eaten_at ? std::optional{20 * 60} : std::nullopt;
    builder.severity(day, std::clamp(in_tenths(rating), 0.0, 10.0), rated_at);
    const double base = day < plan.season_from ? 0.02 : plan.base;
    milk = dice.happens(base + plan.follows_skin * (yesterday - 4));
    yesterday = rating;
    cream = dice.happens(milk ? plan.cream_with : plan.cream_without);
    if (milk) builder.food(day, "milk", plan.eaten_at);
    if (cream) builder.add(Kind::treatment, day, "cream");
    add_others(builder, dice, day);
  }
  return builder;
}

bool finds_milk(const DiaryBuilder& builder, const Options& options = {}) {
  const auto diary = builder.build();
  const auto findings = analyse(diary, foods::resolve(diary), options).findings;
  return std::any_of(findings.begin(), findings.end(),
      [](const auto& finding) { return finding.foods == std::vector<std::string>{"milk"}; });
}

TEST(Warnings, TellWhenRatingsWereHigherBeforeEating) {
  const auto follows = with_milk({.follows_skin = 0.25});
  ASSERT_TRUE(finds_milk(follows));
  EXPECT_EQ(warned(follows, "lead_test"),
      Texts{"ratings were already higher before eating milk: eating may follow the skin, or "
            "both follow something else"});
  const auto avoids = with_milk({.days = 300, .base = 0.4, .follows_skin = -0.25});
  ASSERT_TRUE(finds_milk(avoids));
  EXPECT_EQ(warned(avoids, "lead_test"),
      Texts{"ratings were already lower before eating milk: eating may follow the skin, or "
            "both follow something else"});
  const auto does_not = with_milk({});
  ASSERT_TRUE(finds_milk(does_not));
  EXPECT_EQ(warned(does_not, "lead_test"), Texts{});
}

TEST(Warnings, OfHourWindowsTellWhenRatingsWereHigherBeforeEating) {
  Options options;
  options.align = Align::clock;
  options.has_explicit_lags = true;
  options.lags = HourWindows{{{0, 6}, {6, 24}, {24, 48}}};
  // Eaten at 21:00, an hour after the rating: 23 hours before the next one.
  const auto follows = with_milk({.follows_skin = 0.25, .eaten_at = 21 * 60});
  ASSERT_TRUE(finds_milk(follows, options));
  EXPECT_EQ(warned(follows, "lead_test", options),
      Texts{"ratings were already higher before eating milk: eating may follow the skin, or "
            "both follow something else"});
  const auto does_not = with_milk({.eaten_at = 21 * 60});
  ASSERT_TRUE(finds_milk(does_not, options));
  EXPECT_EQ(warned(does_not, "lead_test", options), Texts{});
}

TEST(Warnings, TellOfAFindingThatComesFromTheTreatment) {
  const auto hidden = with_milk({.base = 0.4, .cream_with = 0.8, .cream_without = 0.05});
  ASSERT_TRUE(finds_milk(hidden));
  const auto found = warned(hidden, "finding_through_treatment");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(
      found[0], MatchesRegex("the finding about milk depends on the adjustment for treatments: "
                             "without it the effect would be (less than half as large|of the "
                             "opposite sign)"));
  const auto unrelated = with_milk({.base = 0.4, .cream_with = 0.3, .cream_without = 0.3});
  ASSERT_TRUE(finds_milk(unrelated));
  EXPECT_EQ(warned(unrelated, "finding_through_treatment"), Texts{});
}

TEST(Warnings, TellOfAFindingThatRestsOnOneMonth) {
  // Day 31 is 1 February 2024.
  const auto one_month = with_milk({.effect_from = 31, .effect_to = 60, .effect = 4});
  ASSERT_TRUE(finds_milk(one_month));
  const auto found = warned(one_month, "one_month_carries");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0], MatchesRegex("the finding about milk rests on one month: without February "
                                     "2024 the effect would be (less than half as large|of the "
                                     "opposite sign)"));
  const auto all_months = with_milk({});
  ASSERT_TRUE(finds_milk(all_months));
  EXPECT_EQ(warned(all_months, "one_month_carries"), Texts{});
  const auto three_months =
      with_milk({.days = 91, .effect_from = 31, .effect_to = 60, .effect = 4});
  ASSERT_TRUE(finds_milk(three_months));
  EXPECT_EQ(warned(three_months, "one_month_carries"), Texts{});
}

TEST(Warnings, TellOfAnExposureThatIsATrend) {
  const auto seasonal = with_milk({.days = 180, .base = 0.93, .effect = 3, .season_from = 100});
  ASSERT_TRUE(finds_milk(seasonal));
  const auto found = warned(seasonal, "trend_shared_with_season");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0], MatchesRegex("[5-9][0-9] % of the variation in eating milk is a slow trend "
                                     "over the diary: this diary can hardly tell its effect from "
                                     "season or a drift"));
  const auto steady = with_milk({.days = 180, .base = 0.5, .effect = 3, .season_from = 60});
  ASSERT_TRUE(finds_milk(steady));
  EXPECT_EQ(warned(steady, "trend_shared_with_season"), Texts{});
}

TEST(Warnings, OfFindingsNeedFindings) {
  const auto nothing = with_milk({.effect = 0});
  ASSERT_FALSE(finds_milk(nothing));
  for (const char* code :
      {"lead_test", "finding_through_treatment", "one_month_carries", "trend_shared_with_season"}) {
    EXPECT_EQ(warned(nothing, code), Texts{}) << code;
  }
}

TEST(Warnings, OfVeryFewRatingsSayOnlyThat) {
  const auto builder = rated([](Dice&, int day) { return day % 2 == 0 ? 0.0 : 10.0; }, 29);
  EXPECT_EQ(warned(builder, "few_readings"),
      Texts{"there are only 28 ratings; fewer than 30 is too few for a reliable result"});
  EXPECT_EQ(warned(builder, "floor_or_ceiling"), Texts{});
  const auto enough = rated([](Dice&, int day) { return 5.0 * (day % 3); }, 31);
  EXPECT_EQ(warned(enough, "few_readings"), Texts{});
  EXPECT_EQ(warned(enough, "floor_or_ceiling").size(), 2U);
}

TEST(Warnings, OfYesAndNoSayWhatAnEffectIs) {
  const auto builder = rated([](Dice&, int day) { return day % 2 == 0 ? 0.0 : 10.0; });
  EXPECT_EQ(warned(builder, "two_values"),
      Texts{"every rating is 0 or 10: an effect is a difference in how often it is 10; ratings "
            "with more steps show smaller effects"});
  EXPECT_EQ(warned(builder, "floor_or_ceiling"), Texts{});
  const auto once = rated([](Dice&, int day) { return day == 60 ? 5.0 : 10.0 * (day % 2); });
  EXPECT_EQ(warned(once, "two_values"), Texts{});
  EXPECT_EQ(warned(once, "floor_or_ceiling").size(), 2U);
}

TEST(Warnings, OfEqualRatingsSayOnlyThat) {
  const auto builder = rated([](Dice&, int) { return 0.0; });
  EXPECT_EQ(warned(builder, "constant_severity"),
      Texts{"every rating of eczema is the same: this diary cannot tell foods apart"});
  EXPECT_EQ(warned(builder, "floor_or_ceiling"), Texts{});
  EXPECT_EQ(
      warned(rated([](Dice&, int day) { return day == 60 ? 1.0 : 0.0; }), "constant_severity"),
      Texts{});
}

TEST(Warnings, SayWhichOutcomeWasChosen) {
  auto builder = rated([](Dice& dice, int) { return in_tenths(5 + dice.noise()); });
  EXPECT_EQ(warned(builder, "several_outcomes"), Texts{});
  builder.add(Kind::symptom, 5, "hives", 2);
  EXPECT_EQ(warned(builder, "several_outcomes"),
      Texts{"the diary rates several things; this is about eczema (--severity chooses "
            "another: hives)"});
}

TEST(Warnings, SayWhenNoRatingCanBeUsed) {
  DiaryBuilder builder;
  builder.severity(0, 3).severity(1, 5).food(40, "milk");
  EXPECT_EQ(warned(builder, "no_usable_rating"),
      Texts{"no rating of eczema can be used: each needs a day with foods logged among the "
            "chosen lags before it, within the chosen period"});
  builder.food(0, "milk");
  EXPECT_EQ(warned(builder, "no_usable_rating"), Texts{});
}

/// A food that raises the next day's rating by 1.6 points, and twins, each left out once.
DiaryBuilder with_twins(int twins) {
  Dice dice{17};
  DiaryBuilder builder;
  bool was_eaten = false;
  int times = 0;
  for (int day = 0; day < 180; ++day) {
    add_others(builder, dice, day);
    const bool is_eaten = dice.happens(0.3);
    if (is_eaten) {
      builder.food(day, "milk");
      ++times;
    }
    for (int twin = 0; is_eaten && twin < twins; ++twin) {
      if (times != 4 * twin + 3) builder.food(day, "qwyn " + std::to_string(twin));
    }
    builder.severity(day, in_tenths(4 + (was_eaten ? 1.6 : 0) + 1.3 * dice.noise()));
    was_eaten = is_eaten;
  }
  return builder;
}

TEST(Warnings, TellOfMoreFoodsThanAFindingCanName) {
  EXPECT_THAT(warned(with_twins(8), "set_too_large"),
      ElementsAre(MatchesRegex("one of [6-9] foods that are mostly eaten together seems to "
                               "go with higher ratings, but this diary cannot tell which; "
                               "eaten apart for some weeks they can be told: .*milk.*")));
  EXPECT_EQ(warned(with_twins(2), "set_too_large"), Texts{});
}

TEST(Warnings, OfALargeSetGoWithRowsThatSayTheSame) {
  const auto diary = with_twins(8).build();
  const Analysis analysis = analyse(diary, foods::resolve(diary), {});
  EXPECT_TRUE(analysis.findings.empty());
  const RankedFood& first = analysis.foods.front();
  EXPECT_EQ(first.verdict, Verdict::possible);
  EXPECT_THAT(first.reason.value_or(""),
      MatchesRegex("one of [6-9] foods eaten together seems to matter; this diary cannot "
                   "tell which"));
}

}  // namespace
}  // namespace culprit::engine
