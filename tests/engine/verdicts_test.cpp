#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "culprit/stats/distributions.hpp"
#include "engine/rank.hpp"
#include "support/near.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::closed_form;
using culprit::testing::is_near;

FoodSet set_of(std::size_t foods, double probability, double p_conditional_adjusted) {
  FoodSet set;
  for (std::size_t f = 0; f < foods; ++f) set.foods.push_back(f);
  set.probability = probability;
  set.p_conditional_adjusted = p_conditional_adjusted;
  return set;
}

TEST(LeastProbability, IsAPowerOfTheRate) {
  const double usual = least_probability(0.10);
  EXPECT_GT(usual, 0.15);
  EXPECT_LT(usual, 0.80);
  EXPECT_GT(least_probability(0.05), usual);
  EXPECT_TRUE(
      is_near(least_probability(0.05) * least_probability(0.20), usual * usual, closed_form));
  EXPECT_TRUE(is_near(least_probability(0.07) / least_probability(0.08),
      least_probability(0.14) / least_probability(0.16), closed_form));
  EXPECT_EQ(least_probability(1e-6), 0.99) << "a probability of 1 is never asked for";
}

TEST(LeastProbability, FallsWithTheRate) {
  double last = 1;
  for (double fdr = 0.001; fdr < 1; fdr *= 1.3) {
    EXPECT_LE(least_probability(fdr), last);
    last = least_probability(fdr);
  }
}

TEST(IsFinding, NeedsProbabilityAndAConditionalTest) {
  struct Case {
    std::string name;
    FoodSet set;
    bool expected;
  };
  FoodSet too_large = set_of(1, 0.99, 0.001);
  too_large.is_too_large = true;
  for (const auto& [name, set, expected] : std::vector<Case>{
           {"strong food", set_of(1, 0.9, 0.01), true},
           {"just probable enough", set_of(1, least_probability(0.1) + 1e-6, 0.01), true},
           {"just not probable enough", set_of(1, least_probability(0.1) - 1e-6, 0.01), false},
           {"test just holds", set_of(1, 0.9, 0.1), true},
           {"test just fails", set_of(1, 0.9, 0.101), false},
           {"set just probable enough", set_of(3, least_probability(0.1) + 1e-6, 0.01), true},
           {"set just not probable enough", set_of(2, least_probability(0.1) - 1e-6, 0.01), false},
           {"too large a set", too_large, false},
       }) {
    EXPECT_EQ(is_finding(set, 0.1), expected) << name;
  }
}

TEST(IsFinding, OnceTrueStaysTrueAtHigherRates) {
  for (const std::size_t foods : {1U, 2U}) {
    for (double probability = 0.05; probability < 1; probability += 0.05) {
      for (const double p : {1e-6, 0.02, 0.1, 0.3}) {
        bool last = false;
        for (double fdr = 0.005; fdr < 0.9; fdr *= 1.2) {
          const bool now = is_finding(set_of(foods, probability, p), fdr);
          EXPECT_TRUE(now || !last) << foods << " " << probability << " " << p << " " << fdr;
          last = now;
        }
      }
    }
  }
}

/// One of 20 tested foods, eaten on 40 of 160 days: nothing against clearing it, and enough data.
struct Situation {
  Situation() {
    association.counts = {.exposed = 40, .unexposed = 120};
    association.exposed_readings = 40;
    association.effective_windows = 5;
    for (int w = 1; w <= 18; ++w) {
      association.tests.push_back(
          {.window = LagWindow{1, 1}, .estimate = 0.05 * (w % 3 - 1), .standard_error = 0.2});
    }
    posterior.effect.weight = Eigen::Vector2d{0.5, 0.5};
    posterior.effect.mean = Eigen::Vector2d{0.1, 0.2};
    posterior.effect.sd = Eigen::Vector2d{0.3, 0.3};
    options.fdr = 0.1;
    options.important_change = 1;
    options.readings = 150;
  }

  void set_errors(double standard_error) {
    for (WindowTest& test : association.tests) test.standard_error = standard_error;
  }

  [[nodiscard]] Evidence evidence() const { return {association, posterior, degrees, family_size}; }

  Association association;
  FoodPosterior posterior;
  double degrees = 150;
  double family_size = 20;
  RankOptions options;
};

bool cleared(const Situation& s) { return is_cleared(s.evidence(), s.options); }

TEST(IsCleared, WhenEveryIntervalLiesInsideTheImportantChange) {
  EXPECT_TRUE(cleared(Situation{}));
}

TEST(IsCleared, OneWideWindowIsEnoughToPreventIt) {
  // R: qt(.95, 150) = 1.655075500187172; the window's 90 % interval reaches to its product with the
  // standard error.
  for (const double side : {-1.0, 1.0}) {
    Situation s;
    s.association.tests[7].estimate = side * 0.4;
    s.association.tests[7].standard_error = 0.59 / 1.655075500187172;
    EXPECT_TRUE(cleared(s));
    s.association.tests[7].standard_error = 0.61 / 1.655075500187172;
    EXPECT_FALSE(cleared(s));
  }
}

TEST(IsCleared, TheUsualIntakeOfTheTotalEffectMustBeSmallToo) {
  // On a quarter of the days: up to 4 points in total are 1 point of difference.
  for (const double side : {-1.0, 1.0}) {
    Situation s;
    s.posterior.effect.weight = Eigen::VectorXd::Ones(1);
    s.posterior.effect.mean = Eigen::VectorXd::Constant(1, side * 3.9);
    s.posterior.effect.sd = Eigen::VectorXd::Constant(1, 0.001);
    EXPECT_TRUE(cleared(s));
    s.posterior.effect.sd[0] = 0.1 / 1.6448536269514729;  // 3.9 + qnorm(.95) sd = 4
    s.posterior.effect.sd[0] *= 1.01;
    EXPECT_FALSE(cleared(s));
  }
}

TEST(IsCleared, NoHourWindowMayHoldTooLittleOfTheFood) {
  Situation s;
  s.association.has_untested_hours = true;
  EXPECT_FALSE(cleared(s));
}

TEST(IsCleared, NeedsTwentyReadingsOnEitherSide) {
  Situation s;
  s.association.exposed_readings = 20;
  EXPECT_TRUE(cleared(s));
  s.association.exposed_readings = 19;
  EXPECT_FALSE(cleared(s));
  s.association.exposed_readings = 130;
  EXPECT_TRUE(cleared(s));
  s.association.exposed_readings = 131;
  EXPECT_FALSE(cleared(s));
}

TEST(IsCleared, NotIfTheOutcomeIsUnfitOrNothingIsKnownOfTheEffect) {
  Situation unfit;
  unfit.options.can_clear = false;
  EXPECT_FALSE(cleared(unfit));
  Situation unknown;
  unknown.posterior.effect = {};
  EXPECT_FALSE(cleared(unknown));
}

TEST(IsCleared, ALargerImportantChangeClearsMore) {
  bool last = false;
  for (double change = 0.05; change < 3; change += 0.05) {
    Situation s;
    s.options.important_change = change;
    EXPECT_TRUE(cleared(s) || !last) << change;
    last = cleared(s);
  }
  EXPECT_TRUE(last);
}

TEST(HasEnoughData, IsPowerOfEightyPercentAtTheLevelOfAllFoodsAndWindows) {
  // Level .1 / (20 × 5): R, 150 degrees: qt(1 - .0005, 150) + qnorm(.8) = 4.20 standard errors.
  for (const auto& [ratio, expected] : {std::pair{4.15, false}, std::pair{4.25, true}}) {
    Situation s;
    s.set_errors(1 / ratio);
    EXPECT_EQ(has_enough_data(s.evidence(), s.options), expected) << ratio;
    s.options.important_change = 2;
    s.set_errors(2 / ratio);
    EXPECT_EQ(has_enough_data(s.evidence(), s.options), expected) << ratio;
  }
}

TEST(HasEnoughData, AveragesThePowerOverTheWindowsByTheirPrior) {
  Situation s;
  s.set_errors(1 / 6.0);  // power above .99
  for (std::size_t w = 0; w < 9; ++w) s.association.tests[w].standard_error = 1 / 3.9;  // .71
  EXPECT_TRUE(has_enough_data(s.evidence(), s.options));
  for (std::size_t w = 9; w < 18; ++w) s.association.tests[w].prior = 0.2;
  EXPECT_FALSE(has_enough_data(s.evidence(), s.options));
}

/// Days until 1.5 points with a standard error of .5 after 160 days have a power of .8, or another
/// one by its normal quantile.
double days_until(double alpha, double quantile = 0.8416212335729143) {
  const double wanted = stats::student_t_quantile(1 - alpha / 2, 150) + quantile;
  return 160 * (wanted * wanted / 9 - 1);
}

Situation with_half_a_point() {
  Situation s;
  s.set_errors(0.5);
  s.options.important_change = 1.5;
  return s;
}

TEST(DataNeeded, IsTheFormulaWrittenOut) {
  const Situation s = with_half_a_point();
  const Needed needed = data_needed(s.evidence(), s.options, 0);
  const double days = days_until(0.1 / (20 * 5));
  EXPECT_EQ(needed.days, static_cast<int>(std::ceil(days)));
  EXPECT_EQ(needed.exposures, static_cast<int>(std::ceil(0.25 * *needed.days)));
  // Every other day holds 1/4 of variance a day, a quarter of days 3/16: three quarters as many.
  EXPECT_EQ(needed.alternating_days, static_cast<int>(std::ceil(0.75 * days)));
}

TEST(DataNeeded, FindingsMakeTheLevelMilder) {
  const Situation s = with_half_a_point();
  EXPECT_EQ(data_needed(s.evidence(), s.options, 2).days,
      static_cast<int>(std::ceil(days_until(3 * 0.1 / (20 * 5)))));
  // With more findings than tests the level stops at one half.
  EXPECT_EQ(data_needed(s.evidence(), s.options, 100000).days, 1);
}

TEST(DataNeeded, EachKindOfEffectHasToBeSeen) {
  Situation s = with_half_a_point();
  s.association.tests.push_back({.window = LagWindow{4, 6}, .standard_error = 0.4, .prior = 0.001});
  // .7 for the delayed one, whose errors are larger and which takes 2.6 times the information.
  const double wanted = stats::student_t_quantile(1 - 0.0005, 150) + 0.5244005127080407;
  EXPECT_EQ(data_needed(s.evidence(), s.options, 0).days,
      static_cast<int>(std::ceil(160 * (2.6 * wanted * wanted * 0.16 / 2.25 - 1))));
}

TEST(DataNeeded, SaysNothingBeyondAYear) {
  Situation s = with_half_a_point();
  s.options.important_change = 1;
  const Needed needed = data_needed(s.evidence(), s.options, 0);
  EXPECT_EQ(needed.days, std::nullopt) << "545";
  EXPECT_EQ(needed.exposures, std::nullopt);
}

TEST(DataNeeded, FallsAsTheImportantChangeGrows) {
  Situation s;
  int last = 1 << 30;
  for (double change = 0.1; change < 4; change += 0.1) {
    s.options.important_change = change;
    const Needed needed = data_needed(s.evidence(), s.options, 0);
    EXPECT_LE(needed.days.value_or(1000), last) << change;
    EXPECT_GE(needed.days.value_or(1000), 1) << "not enough now, so at least one more day";
    last = needed.days.value_or(1000);
  }
  EXPECT_EQ(last, 1);
}

TEST(DataNeeded, AlternatingIsNamedOnlyWhereItHelps) {
  for (const auto& [exposed, helps] : {std::pair{10, true}, std::pair{43, true},
           std::pair{45, false}, std::pair{80, false}, std::pair{117, true}}) {
    Situation s = with_half_a_point();
    s.association.counts = {.exposed = exposed, .unexposed = 160 - exposed};
    // 4 p (1 - p) = .8 at p = .276 and .724: 44 and 116 of 160 days.
    EXPECT_EQ(data_needed(s.evidence(), s.options, 0).alternating_days.has_value(), helps)
        << exposed;
  }
}

}  // namespace
}  // namespace culprit::engine
