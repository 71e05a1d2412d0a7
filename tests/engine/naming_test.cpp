#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/food_sets.hpp"
#include "engine/posterior.hpp"
#include "engine/rank.hpp"
#include "support/near.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::is_near;
using foods::Layer;
using foods::Level;

// Milk, cheese and toast are foods; dairy holds the first two, gluten toast and wheat, which holds
// toast; sugar is of another layer.
enum Variable : std::size_t { milk, cheese, toast, garlic, dairy, wheat, gluten, lactose };

const LagWindow next_day{1, 1};

std::vector<Association> kitchen() {
  std::vector<Association> tested(8);
  const auto set = [&](Variable v, Level level, int days, std::vector<std::size_t> parents,
                       Layer layer = Layer::identity) {
    tested[v].food = v;
    tested[v].level = level;
    tested[v].layer = layer;
    tested[v].parents = std::move(parents);
    tested[v].counts = {.exposed = days, .unexposed = 100 - days};
    tested[v].tests = {{.window = next_day, .estimate = 1}};
  };
  set(milk, Level::food, 30, {dairy, lactose});
  set(cheese, Level::food, 20, {dairy});
  set(toast, Level::food, 40, {wheat, gluten});
  set(garlic, Level::ingredient, 25, {});
  set(dairy, Level::group, 45, {});
  set(wheat, Level::group, 40, {gluten});
  set(gluten, Level::group, 42, {});
  set(lactose, Level::group, 30, {}, Layer::dose);
  return tested;
}

/// A posterior over single variables: each alone with its probability, positive.
struct Posterior {
  std::vector<stats::WeightedSet> sets;
  std::vector<FoodPosterior> foods{8};

  explicit Posterior(const std::vector<std::pair<Variable, double>>& probabilities) {
    double nothing = 1;
    for (const auto& [variable, probability] : probabilities) {
      sets.push_back({.groups = {static_cast<std::int32_t>(variable)},
          .positive = {1},
          .probability = probability});
      foods[variable].worse = probability;
      nothing -= probability;
    }
    sets.push_back({.groups = {}, .positive = {}, .probability = nothing});
    for (FoodPosterior& food : foods) food.p_conditional_adjusted = 0.001;
  }
};

std::vector<FoodSet> sets_of(const Posterior& posterior, const std::vector<Association>& tested) {
  return form_sets(posterior.sets, posterior.foods, tested,
      {.correlation = [](std::size_t, std::size_t) { return 0.5; },
          .likely_window = [](std::size_t) { return next_day; }});
}

struct Case {
  const char* why;
  std::vector<std::pair<Variable, double>> probabilities;
  std::vector<std::size_t> names;  // of the first set
  double probability;
};

TEST(NameSet, NamesTheLevelThatExplains) {
  const Case cases[] = {
      {"a group that is sure enough", {{dairy, 0.8}, {milk, 0.1}}, {dairy}, 0.8},
      {"the food where it is the food", {{milk, 0.8}, {dairy, 0.15}}, {milk}, 0.95},
      {"the food where the group is not sure: either way it is true", {{dairy, 0.6}, {milk, 0.3}},
          {milk}, 0.9},
      {"two foods where one alone does not hold enough", {{milk, 0.4}, {cheese, 0.3}, {dairy, 0.2}},
          {milk, cheese}, 0.9},
      {"two groups of which one belongs to the other", {{gluten, 0.5}, {wheat, 0.4}},
          {gluten, wheat}, 0.9},
      {"an ingredient without relatives", {{garlic, 0.9}}, {garlic}, 0.9},
  };
  for (const Case& c : cases) {
    auto tested = kitchen();
    // A group needs two foods that agree.
    tested[cheese].parents = {dairy, wheat, gluten};
    const auto sets = sets_of(Posterior{c.probabilities}, tested);
    EXPECT_EQ(sets[0].foods, c.names) << c.why;
    EXPECT_TRUE(is_near(sets[0].probability, c.probability, 1e-12)) << c.why;
    EXPECT_FALSE(sets[0].part_of) << c.why;
  }
}

TEST(NameSet, AGroupNeedsTwoFoodsThatPointItsWay) {
  auto tested = kitchen();
  const Posterior posterior{{{dairy, 0.9}}};
  EXPECT_EQ(sets_of(posterior, tested)[0].foods, std::vector<std::size_t>{dairy});
  tested[cheese].tests[0].estimate = -1;
  EXPECT_EQ(sets_of(posterior, tested)[0].foods, std::vector<std::size_t>{milk});
  tested[cheese].tests[0] = {.window = LagWindow{2, 2}, .estimate = 1};
  EXPECT_EQ(sets_of(posterior, tested)[0].foods, std::vector<std::size_t>{milk});
}

TEST(FormSets, WhatBelongsToANameIsNoFindingOfItsOwn) {
  const auto sets = sets_of(Posterior{{{dairy, 0.5}, {milk, 0.02}, {cheese, 0.45}}}, kitchen());
  std::size_t variables = 0;
  for (const FoodSet& set : sets) {
    variables += set.foods.size();
    const bool is_relative = set.foods == std::vector<std::size_t>{dairy};
    EXPECT_EQ(set.part_of.has_value(), is_relative) << set.foods[0];
    EXPECT_FALSE(set.part_of && is_finding(set, 0.5));
  }
  EXPECT_EQ(variables, 8u);
  EXPECT_EQ(sets[0].foods, std::vector<std::size_t>{cheese});
}

TEST(LevelPrior, SharesItsMassByLevel) {
  stats::GroupedData data;
  set_level_prior(kitchen(), data);
  const Eigen::ArrayXd weight = data.log_weight.exp();
  // Three foods: as many as the prior counts; four fifths, a tenth and a tenth of them.
  EXPECT_TRUE(is_near(weight.head(3).sum(), 2.4, 1e-12));
  EXPECT_TRUE(is_near(weight[garlic], 0.3, 1e-12));
  EXPECT_TRUE(is_near(weight.segment(dairy, 3).sum(), 0.3, 1e-12));
  EXPECT_TRUE(is_near(weight[lactose], 0.075, 1e-12));
  EXPECT_EQ(data.excludes[milk], (std::vector<std::int32_t>{dairy, lactose}));
  EXPECT_EQ(data.excludes[gluten], (std::vector<std::int32_t>{toast, wheat}));
}

TEST(LevelPrior, OfOneLevelIsWhatItWas) {
  stats::GroupedData data;
  auto tested = kitchen();
  tested.resize(3);
  for (Association& food : tested) food.parents.clear();
  set_level_prior(tested, data);
  EXPECT_EQ(data.log_weight.size(), 0);
  EXPECT_TRUE(data.excludes.empty());
  const Eigen::VectorXd p = Eigen::Vector3d{0.1, 0.2, 0.3};
  EXPECT_EQ(weighted_p_values(p, data.log_weight), p);
}

TEST(LevelPrior, WeighsPValuesByWhatWasLikely) {
  const Eigen::ArrayXd log_weight = Eigen::Array3d{1, 1, 4}.log();
  const Eigen::VectorXd weighted = weighted_p_values(Eigen::Vector3d{0.01, 0.8, 0.02}, log_weight);
  EXPECT_TRUE(is_near(weighted[0], 0.02, 1e-12));
  EXPECT_EQ(weighted[1], 1);
  EXPECT_TRUE(is_near(weighted[2], 0.01, 1e-12));
}

TEST(LevelPrior, AFoodHasTheEffectOfWhatItBelongsTo) {
  Posterior posterior{{{dairy, 0.6}, {milk, 0.1}}};
  posterior.sets.push_back({.groups = {dairy, garlic}, .positive = {0.5, 1}, .probability = 0.2});
  posterior.sets[2].probability = 0.1;  // nothing
  add_coarser_names(posterior.sets, kitchen(), posterior.foods);
  EXPECT_TRUE(is_near(posterior.foods[dairy].worse, 0.7, 1e-12));
  EXPECT_TRUE(is_near(posterior.foods[dairy].better, 0.1, 1e-12));
  EXPECT_TRUE(is_near(posterior.foods[milk].worse, 0.8, 1e-12));
  EXPECT_TRUE(is_near(posterior.foods[cheese].worse, 0.7, 1e-12));
  EXPECT_TRUE(is_near(posterior.foods[garlic].worse, 0.2, 1e-12));
  EXPECT_EQ(posterior.foods[toast].worse, 0);
}

}  // namespace
}  // namespace culprit::engine
