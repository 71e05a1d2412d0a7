#include "engine/joint.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "culprit/engine/analyse.hpp"
#include "engine/food_sets.hpp"
#include "engine/rank.hpp"
#include "support/diary_builder.hpp"
#include "support/near.hpp"
#include "support/simulated_diary.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::DiaryBuilder;
using culprit::testing::is_near;
using culprit::testing::simulated_diary;

class Random {
 public:
  explicit Random(unsigned seed) : bits_{seed} {}
  double uniform() { return (static_cast<double>(bits_()) + 0.5) / 4294967296.0; }
  double normal() {
    return std::sqrt(-2 * std::log(uniform())) * std::cos(2 * std::numbers::pi * uniform());
  }

 private:
  std::mt19937 bits_;
};

/// `bread` does something the next day, `butter` is eaten with it, and perhaps `kefir`
/// does something two days later; six more foods do nothing.
struct Table {
  unsigned seed = 1;
  int days = 180;
  double bread = 0;     ///< points
  double together = 0;  ///< share of days on which butter follows bread
  double kefir = 0;     ///< points
};

diary::Diary set_table(const Table& table) {
  constexpr double phi = 0.7;
  constexpr double sd = 1.2;
  Random random{table.seed};
  DiaryBuilder builder;
  double state = sd * random.normal();
  bool bread = false;
  bool kefir[2] = {false, false};
  for (int day = -7; day < table.days; ++day) {
    state = phi * state + sd * std::sqrt(1 - phi * phi) * random.normal();
    const double rating = 5 + state + (bread ? table.bread : 0) + (kefir[1] ? table.kefir : 0);
    if (day >= 0) builder.severity(day, std::clamp(std::round(2 * rating) / 2, 0.0, 10.0));
    builder.logged(day);
    bread = random.uniform() < 0.3;
    const bool butter = random.uniform() < table.together ? bread : random.uniform() < 0.3;
    kefir[1] = kefir[0];
    kefir[0] = random.uniform() < 0.3;
    if (bread) builder.food(day, "bread");
    if (butter) builder.food(day, "butter");
    if (kefir[0]) builder.food(day, "kefir");
    for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
      if (random.uniform() < 0.25) builder.food(day, name);
    }
  }
  return builder.build();
}

struct Inferred {
  std::vector<std::string> names;  // [tested]
  Associations associations;
  JointPosterior joint;

  [[nodiscard]] std::size_t index_of(const std::string& name) const {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  }
  [[nodiscard]] const FoodPosterior& food(const std::string& name) const {
    return joint.foods.at(index_of(name));
  }
  [[nodiscard]] const Association& association(const std::string& name) const {
    return associations.tested.at(index_of(name));
  }
  [[nodiscard]] const FoodSet& set_with(const std::string& name) const {
    return *std::find_if(joint.sets.begin(), joint.sets.end(), [&](const FoodSet& set) {
      return std::count(set.foods.begin(), set.foods.end(), index_of(name)) > 0;
    });
  }
};

Inferred infer(const diary::Diary& diary, const Options& options = {}) {
  Inferred result;
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), {});
  const auto resolution = foods::resolve(diary);
  const Study study = make_study(diary, resolution, outcome, options);
  const Nuisance nuisance = make_nuisance(study, select_factors(diary, study, outcome, options));
  result.associations = associate(study, nuisance, resolution, options);
  result.joint = infer_joint(study, nuisance, result.associations);
  for (const auto& tested : result.associations.tested) {
    result.names.push_back(resolution.foods[tested.food].name);
  }
  return result;
}

/// Stress moves today's rating and what is eaten today: `chocolate` does nothing. `bread` does
/// something by itself on the next day.
diary::Diary stressful_days(unsigned seed, bool is_written_down) {
  Random random{seed};
  DiaryBuilder builder;
  double state = random.normal();
  bool bread = false;
  for (int day = 0; day < 240; ++day) {
    state = 0.6 * state + 0.8 * random.normal();
    const double stress = random.normal();
    const double rating = 5 + 0.7 * state + 0.9 * stress + (bread ? 1.2 : 0);
    builder.severity(day, std::clamp(std::round(2 * rating) / 2, 0.0, 10.0), 21 * 60);
    builder.logged(day);
    bread = random.uniform() < 0.3;
    if (bread) builder.food(day, "bread");
    if (random.uniform() < 1 / (1 + std::exp(1.0 - 1.5 * stress))) builder.food(day, "chocolate");
    for (const char* name : {"a", "b", "c", "d", "e", "f"})
      if (random.uniform() < 0.25) builder.food(day, name);
    if (is_written_down)
      builder.add(diary::Kind::factor, day, "stress", std::round(5 + 2 * stress));
  }
  return builder.build();
}

TEST(InferJoint, AFindingHoldsBesideTodaysStressToo) {
  Options options;
  options.rated = Rated::evening;
  int found = 0;
  int one_way = 0;
  int bread = 0;
  for (unsigned seed = 1; seed <= 4; ++seed) {
    const auto hidden = infer(stressful_days(seed, false), options);
    const auto written = infer(stressful_days(seed, true), options);
    found += is_finding(hidden.set_with("chocolate"), 0.1) ? 1 : 0;
    const FoodSet& set = written.set_with("chocolate");
    EXPECT_FALSE(is_finding(set, 0.1)) << seed;
    if (is_one_way(set, 0.1)) {
      ++one_way;
      EXPECT_EQ(set.depends_on, "stress");
    }
    bread += is_finding(written.set_with("bread"), 0.1) ? 1 : 0;
  }
  EXPECT_GE(found, 3) << "without the stress nothing tells";
  EXPECT_GE(one_way, 3);
  EXPECT_GE(bread, 3) << "what acts by itself is found beside it";
}

TEST(InferJoint, OfNothingTestedIsEmpty) {
  const auto joint = infer_joint({}, {}, {});
  EXPECT_TRUE(joint.foods.empty());
  EXPECT_TRUE(joint.sets.empty());
}

TEST(InferJoint, FoodsNearlyAlwaysEatenTogetherAreOneSetThatHoldsTheCulprit) {
  int holds = 0;
  int of_two = 0;
  int bystander = 0;
  for (unsigned seed = 1; seed <= 9; ++seed) {
    const auto inferred = infer(set_table({.seed = seed, .bread = 0.9, .together = 0.95}));
    const FoodSet& set = inferred.set_with("bread");
    EXPECT_LE(set.foods.size(), 2U) << seed;
    EXPECT_EQ(set.direction, Direction::worse) << seed;
    const FoodSet& other = inferred.set_with("butter");
    bystander += &other != &set && other.probability > 0.5 ? 1 : 0;
    holds += set.probability >= 0.7 ? 1 : 0;
    of_two += &other == &set ? 1 : 0;
  }
  EXPECT_GE(holds, 8);
  EXPECT_LE(bystander, 1) << "a few days decide, and chance may rule them";
  EXPECT_GE(of_two, 3) << "a diary that cannot tell them apart must say so";
}

TEST(InferJoint, IndependentCulpritsAreSeparateSets) {
  int separate = 0;
  for (unsigned seed = 1; seed <= 5; ++seed) {
    const auto inferred = infer(set_table({.seed = seed, .bread = 1.8, .kefir = -1.8}));
    const FoodSet& bread = inferred.set_with("bread");
    const FoodSet& kefir = inferred.set_with("kefir");
    separate += bread.foods.size() == 1 && kefir.foods.size() == 1 &&
                        is_near(bread.probability, 1, 0.05) && is_near(kefir.probability, 1, 0.05)
                    ? 1
                    : 0;
    EXPECT_EQ(bread.direction, Direction::worse);
    EXPECT_EQ(kefir.direction, Direction::better);
    const auto window_of = [&](const char* name) {
      Eigen::Index best = 0;
      inferred.food(name).effect.weight.maxCoeff(&best);
      return inferred.joint.windows[static_cast<std::size_t>(best)];
    };
    EXPECT_EQ(window_of("bread"), LagWindow(1, 1)) << seed;
    EXPECT_EQ(window_of("kefir"), LagWindow(2, 2)) << seed;
  }
  EXPECT_GE(separate, 4);
}

TEST(InferJoint, ABystanderIsClearedOfTheCulpritsEffect) {
  int innocent = 0;
  for (unsigned seed = 1; seed <= 6; ++seed) {
    const auto inferred = infer(set_table({.seed = seed, .bread = 2.5, .together = 0.7}));
    EXPECT_LT(inferred.association("butter").p_value, 0.01) << seed;
    EXPECT_LT(inferred.food("bread").p_conditional, 1e-6) << seed;
    EXPECT_LT(inferred.food("butter").worse, 0.3) << seed;
    innocent += inferred.food("butter").p_conditional > 0.05 ? 1 : 0;
  }
  EXPECT_GE(innocent, 5);
}

TEST(InferJoint, WithoutAStrongFoodTheConditionalTestIsTheScreeningTest) {
  const auto inferred = infer(set_table({.seed = 3}));
  for (std::size_t f = 0; f < inferred.names.size(); ++f) {
    ASSERT_LT(inferred.joint.foods[f].worse + inferred.joint.foods[f].better, 0.5);
    EXPECT_TRUE(is_near(
        inferred.joint.foods[f].p_conditional, inferred.associations.tested[f].p_value, 1e-9));
    EXPECT_GE(
        inferred.joint.foods[f].p_conditional_adjusted, inferred.joint.foods[f].p_conditional);
  }
  EXPECT_EQ(inferred.joint.noise.variance, inferred.associations.noise.variance);
  EXPECT_EQ(inferred.joint.noise.parameters.phi, inferred.associations.noise.parameters.phi);
}

TEST(InferJoint, FitsTheNoiseAgainWithoutTheStrongFoods) {
  // White effects on top of the noise look like white noise until they are taken off.
  const auto inferred = infer(set_table({.seed = 2, .bread = 2.5}));
  const auto& before = inferred.associations.noise;
  const auto& after = inferred.joint.noise;
  EXPECT_GT(inferred.food("bread").worse, 0.99);
  EXPECT_LT(after.variance, 0.8 * before.variance);
  EXPECT_LT(after.variance * after.parameters.noise_share,
      0.5 * before.variance * before.parameters.noise_share);
  EXPECT_GT(inferred.joint.residual_autocorrelation_p, 0.001);
  EXPECT_LE(inferred.joint.residual_autocorrelation_p, 1);
}

/// Properties that hold of every diary.

void expect_sets_are_sound(const Inferred& inferred) {
  std::vector<int> count(inferred.names.size(), 0);
  double last = 1 + 1e-9;
  for (const FoodSet& set : inferred.joint.sets) {
    ASSERT_FALSE(set.foods.empty());
    EXPECT_LE(set.foods.size(), largest_set);
    EXPECT_LE(set.probability, last) << "most probable first";
    last = set.probability;
    double p = 1;
    double sum = 0;
    for (const std::size_t f : set.foods) {
      ++count.at(f);
      const FoodPosterior& food = inferred.joint.foods[f];
      const double own = set.direction == Direction::worse ? food.worse : food.better;
      EXPECT_GE(set.probability, own - 1e-9);
      p = std::min(p, food.p_conditional);
      sum += own;
    }
    EXPECT_LE(set.probability, sum + 1e-9);
    EXPECT_EQ(set.p_conditional, p);
  }
  EXPECT_EQ(std::count(count.begin(), count.end(), 1), std::ssize(count)) << "disjoint, complete";
}

void expect_findings_are_nested(const diary::Diary& diary) {
  std::vector<std::vector<std::string>> last;
  for (const double fdr : {0.05, 0.1, 0.2, 0.4}) {
    Options options;
    options.fdr = fdr;
    std::vector<std::vector<std::string>> now;
    for (const auto& finding : analyse(diary, foods::resolve(diary), options).findings) {
      now.push_back(finding.foods);
    }
    for (const auto& foods : last) EXPECT_EQ(std::count(now.begin(), now.end(), foods), 1) << fdr;
    last = now;
  }
}

TEST(FormSets, ASetOfTooManyFoodsStaysWholeAndIsNoFinding) {
  // Eight foods of which any one might be it: .12 each, and one that has nothing to do with them.
  std::vector<stats::WeightedSet> posterior;
  std::vector<FoodPosterior> foods(9);
  for (std::int32_t food = 0; food < 8; ++food) {
    posterior.push_back({.groups = {food}, .positive = {1}, .probability = 0.12});
    foods[static_cast<std::size_t>(food)].worse = 0.12;
    foods[static_cast<std::size_t>(food)].p_conditional_adjusted = 0.001;
  }
  const auto alike = [](std::size_t a, std::size_t b) { return a < 8 && b < 8 ? 0.99 : 0.0; };
  const std::vector<Association> tested(foods.size());
  const std::vector<FoodSet> sets =
      form_sets(posterior, foods, tested, {.correlation = alike, .likely_window = [](std::size_t) {
                                             return LagWindow{1, 1};
                                           }});
  ASSERT_EQ(sets.size(), 2U);
  EXPECT_EQ(sets[0].foods.size(), 8U);
  EXPECT_TRUE(sets[0].is_too_large);
  EXPECT_NEAR(sets[0].probability, 0.96, 1e-12);
  EXPECT_FALSE(is_finding(sets[0], 0.1));
  EXPECT_TRUE(is_unnamed_finding(sets[0], 0.1));
  EXPECT_EQ(sets[1].foods, std::vector<std::size_t>{8});
}

TEST(InferJoint, SetsAreDisjointAndFindingsNestedInTheRate) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const auto diary = set_table({.seed = seed,
        .days = 100,
        .bread = 0.4 * (seed % 5),
        .together = 0.3 * (seed % 4),
        .kefir = seed % 2 == 0 ? -1.0 : 0});
    SCOPED_TRACE(seed);
    expect_sets_are_sound(infer(diary));
    if (seed <= 3) expect_findings_are_nested(diary);
  }
}

TEST(InferJoint, ProbabilitiesAreProbabilities) {
  const auto inferred =
      infer(simulated_diary({.seed = 4, .days = 150, .foods = 25, .effect = 1, .unlogged = 0.2}));
  for (const FoodPosterior& food : inferred.joint.foods) {
    EXPECT_GE(food.worse, 0);
    EXPECT_GE(food.better, 0);
    EXPECT_LE(food.worse + food.better, 1 + 1e-9);
    ASSERT_FALSE(food.effect.is_empty());
    EXPECT_EQ(food.effect.weight.size(), std::ssize(inferred.joint.windows));
    EXPECT_TRUE(food.effect.mean.allFinite() && food.effect.sd.allFinite());
    EXPECT_GE(food.p_conditional, 0);
    EXPECT_LE(food.p_conditional_adjusted, 1);
  }
}

TEST(InferJoint, IsTheSameForAnyNumberOfThreads) {
  const auto diary = set_table({.seed = 9, .bread = 1.2, .together = 0.9, .kefir = 1});
  Options options;
  options.threads = 1;
  const auto one = infer(diary, options);
  for (const unsigned threads : {2U, 7U}) {
    options.threads = threads;
    const auto many = infer(diary, options);
    for (std::size_t f = 0; f < one.names.size(); ++f) {
      EXPECT_EQ(many.joint.foods[f].worse, one.joint.foods[f].worse);
      EXPECT_EQ(many.joint.foods[f].p_conditional, one.joint.foods[f].p_conditional);
    }
    ASSERT_EQ(many.joint.sets.size(), one.joint.sets.size());
    for (std::size_t s = 0; s < one.joint.sets.size(); ++s) {
      EXPECT_EQ(many.joint.sets[s].foods, one.joint.sets[s].foods);
      EXPECT_EQ(many.joint.sets[s].probability, one.joint.sets[s].probability);
    }
  }
}

}  // namespace
}  // namespace culprit::engine
