#include "stats/joint_selection.hpp"

#include <gtest/gtest.h>

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <random>
#include <vector>

#include "stats/brute_force.hpp"
#include "stats/dense_groups.hpp"
#include "support/near.hpp"

namespace culprit::stats {
namespace {

using culprit::testing::BruteForce;
using culprit::testing::DenseGroups;
using culprit::testing::is_near;
using Index = Eigen::Index;

class Random {
 public:
  explicit Random(unsigned seed) : bits_{seed} {}
  double uniform() { return (static_cast<double>(bits_()) + 0.5) / 4294967296.0; }
  double normal() {
    return std::sqrt(-2 * std::log(uniform())) * std::cos(2 * std::numbers::pi * uniform());
  }
  Eigen::VectorXd normals(Index n) {
    return Eigen::VectorXd::NullaryExpr(n, [this] { return normal(); });
  }

 private:
  std::mt19937 bits_;
};

/// Two lags, three windows: each lag and their mean.
Eigen::MatrixXd two_lags() {
  Eigen::MatrixXd windows(2, 3);
  windows << 1, 0, 0.5, 0, 1, 0.5;
  return windows;
}

/// Yes/no foods at two lags, centred; `linked` > 0 = food 1 is eaten with food 0 that often.
DenseGroups yes_no_data(Random& random, Index m, Index groups, double linked = 0) {
  DenseGroups data;
  data.windows = two_lags();
  data.degrees = static_cast<double>(m - 1);
  Eigen::MatrixXd eaten = Eigen::MatrixXd::NullaryExpr(
      m + 1, groups, [&] { return random.uniform() < 0.35 ? 1.0 : 0.0; });
  for (Index day = 0; day <= m && groups > 1; ++day) {
    if (random.uniform() < linked) eaten(day, 1) = eaten(day, 0);
  }
  data.columns.resize(m, groups * 2);
  for (Index g = 0; g < groups; ++g) {
    for (Index lag = 0; lag < 2; ++lag) {
      const Eigen::VectorXd column = eaten.col(g).segment(1 - lag, m);
      data.columns.col(2 * g + lag) = column.array() - column.mean();
    }
  }
  return data;
}

void set_outcome(DenseGroups& data, const Eigen::VectorXd& outcome) {
  data.outcome = outcome.array() - outcome.mean();
  data.outcome_sd = std::sqrt(data.outcome.squaredNorm() / static_cast<double>(outcome.size()));
}

/// Largest difference of any inclusion probability, or of that of the empty set.
double distance(const DenseGroups& data, const SelectionOptions& options) {
  const BruteForce exact{data, options};
  const Selection found = select_groups(data, options);
  double empty = 0;
  for (const auto& set : found.sets) {
    if (set.groups.empty()) empty = set.probability;
  }
  return std::max({(found.positive - exact.positive).cwiseAbs().maxCoeff(),
      (found.negative - exact.negative).cwiseAbs().maxCoeff(), std::abs(empty - exact.empty)});
}

/// Few groups are expected to matter; with a prior of one in two, middle probabilities are seen.
const SelectionOptions even_odds{.inclusion_b = 2, .slab_scales = {0.25, 1.0}};

TEST(SelectGroups, AgreesWithEnumerationOnOrthogonalColumns) {
  for (const unsigned seed : {1U, 2U, 3U, 4U}) {
    Random random{seed};
    DenseGroups data = yes_no_data(random, 120, 3);
    const Eigen::MatrixXd basis =
        data.columns.householderQr().householderQ() * Eigen::MatrixXd::Identity(120, 6);
    data.columns = 5 * basis;
    set_outcome(data, random.normals(120) + 0.4 * data.columns.col(0) - 0.35 * data.columns.col(3));
    EXPECT_LT(distance(data, even_odds), 0.02) << seed;
  }
}

TEST(SelectGroups, AgreesWithEnumerationOnCorrelatedFoods) {
  for (const unsigned seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
    for (const double linked : {0.5, 0.9}) {
      Random random{seed};
      DenseGroups data = yes_no_data(random, 120, 3, linked);
      const double effect = 0.3 + 0.1 * seed;
      set_outcome(data, random.normals(120) + effect * data.columns.col(0));
      EXPECT_LT(distance(data, even_odds), 0.08) << seed << " " << linked;
    }
  }
}

TEST(SelectGroups, AgreesWithEnumerationOnUnequalWindows) {
  constexpr double never = -std::numeric_limits<double>::infinity();
  for (const unsigned seed : {1U, 2U, 3U}) {
    Random random{seed};
    DenseGroups data = yes_no_data(random, 120, 3);
    // One group prefers its second lag, one has no other window, one is as usual.
    data.log_prior.resize(3, 3);
    data.log_prior.col(0) << std::log(0.1), std::log(0.8), std::log(0.1);
    data.log_prior.col(1) << never, 0, never;
    data.log_prior.col(2).setConstant(std::log(1.0 / 3));
    set_outcome(data, random.normals(120) + 0.5 * data.columns.col(1) + 0.5 * data.columns.col(3));
    EXPECT_LT(distance(data, even_odds), 0.08) << seed;
    const Selection found = select_groups(data, even_odds);
    EXPECT_LT(found.effects[1].weight[0], 1e-300);
    EXPECT_TRUE(is_near(found.effects[1].weight[1], 1, 1e-12));
    EXPECT_LT(found.effects[1].weight[2], 1e-300);
    EXPECT_TRUE(std::isfinite(mean_of(found.effects[1])));
    EXPECT_TRUE(std::isfinite(quantile(found.effects[1], 0.1)));
  }
}

TEST(SelectGroups, TwoThatCannotBeToldApartShareTheProbability) {
  Random random{5};
  DenseGroups one = yes_no_data(random, 150, 6);
  set_outcome(one, random.normals(150) + 1.3 * one.columns.col(0));
  DenseGroups two = one;
  two.columns.middleCols(2, 2) = one.columns.leftCols(2);
  const Selection alone = select_groups(one);
  const Selection shared = select_groups(two);
  EXPECT_GT(alone.positive[0], 0.9);
  const Eigen::VectorXd included = shared.positive + shared.negative;
  EXPECT_NEAR(included[0], included[1], 1e-6);
  EXPECT_NEAR(shared.positive[0], shared.positive[1], 0.05) << "of both at once one takes the sign";
  EXPECT_NEAR(shared.positive[0], 0.5, 0.06);
  double any = 0;
  for (const auto& set : shared.sets) {
    if (!set.groups.empty() && set.groups[0] <= 1) any += set.probability;
  }
  EXPECT_NEAR(any, alone.positive[0], 0.03);
}

TEST(SelectGroups, FindsASignAndAWindow) {
  for (const double effect : {1.5, -1.5}) {
    Random random{8};
    DenseGroups data = yes_no_data(random, 200, 20);
    // Group 7, on the second lag alone.
    set_outcome(data, random.normals(200) + effect * data.columns.col(15));
    const Selection found = select_groups(data);
    EXPECT_GT((effect > 0 ? found.positive : found.negative)[7], 0.99);
    EXPECT_LT((effect > 0 ? found.negative : found.positive)[7], 1e-4);
    Index window = -1;
    found.effects[7].weight.maxCoeff(&window);
    EXPECT_EQ(window, 1);
    EXPECT_NEAR(mean_of(found.effects[7]), effect, 0.45);
    EXPECT_TRUE(is_near(found.effects[7].weight.sum(), 1, 1e-9));
    EXPECT_EQ(found.sets[0].groups, std::vector<std::int32_t>{7});
  }
}

TEST(SelectGroups, FindsAsManyAsThereAre) {
  for (const Index n : {1, 5, 9, 14}) {
    Random random{12};
    DenseGroups data = yes_no_data(random, 700, 30);
    Eigen::VectorXd outcome = random.normals(700);
    for (Index g = 0; g < n; ++g) outcome += 2 * data.columns.col(2 * g);
    set_outcome(data, outcome);
    const Selection found = select_groups(data);
    EXPECT_GT(found.positive.head(n).minCoeff(), 0.99) << n;
    EXPECT_LT(found.positive.tail(30 - n).maxCoeff(), 0.5) << n;
  }
}

TEST(SelectGroups, WhatCouldStandInForOneOfManySharesItsProbability) {
  Random random{13};
  DenseGroups data = yes_no_data(random, 700, 30);
  // Group 20 is eaten exactly as group 3 is, group 21 as group 6.
  data.columns.middleCols(40, 2) = data.columns.middleCols(6, 2);
  data.columns.middleCols(42, 2) = data.columns.middleCols(12, 2);
  Eigen::VectorXd outcome = random.normals(700);
  for (Index g = 0; g < 9; ++g) outcome += 2 * data.columns.col(2 * g);
  set_outcome(data, outcome);
  const Selection found = select_groups(data);
  // Sets in which both are exchanged are not looked at: a third each instead of a quarter.
  for (const Index group : {3, 20, 6, 21}) EXPECT_NEAR(found.positive[group], 0.5, 0.2) << group;
  EXPECT_GT(found.positive[3] + found.positive[20], 0.99);
  EXPECT_GT(found.positive[6] + found.positive[21], 0.99);
}

TEST(SelectGroups, OfNoiseMostlySelectsNothing) {
  int empty_is_heaviest = 0;
  double included = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    Random random{seed};
    DenseGroups data = yes_no_data(random, 150, 20);
    set_outcome(data, random.normals(150));
    const Selection found = select_groups(data);
    empty_is_heaviest += found.sets[0].groups.empty() ? 1 : 0;
    included += found.positive.sum() + found.negative.sum();
  }
  EXPECT_GE(empty_is_heaviest, 19);
  EXPECT_LT(included / 20, 0.7);
}

TEST(SelectGroups, ProbabilitiesAddUp) {
  Random random{3};
  DenseGroups data = yes_no_data(random, 100, 8, 0.8);
  set_outcome(data, random.normals(100) + 0.7 * data.columns.col(0) - 0.6 * data.columns.col(9));
  const Selection found = select_groups(data);
  double total = 0;
  Eigen::VectorXd included = Eigen::VectorXd::Zero(8);
  double last = 1;
  for (const auto& set : found.sets) {
    total += set.probability;
    EXPECT_LE(set.probability, last);
    last = set.probability;
    EXPECT_TRUE(std::is_sorted(set.groups.begin(), set.groups.end()));
    ASSERT_EQ(set.positive.size(), set.groups.size());
    for (const std::int32_t group : set.groups) included[group] += set.probability;
  }
  EXPECT_TRUE(is_near(total, 1, 1e-12));
  EXPECT_LT((included - found.positive - found.negative).cwiseAbs().maxCoeff(), 1e-12);
  EXPECT_GT(found.fitted, 1);
  EXPECT_EQ(found.effects.size(), 8U);
}

/// A diary of middling difficulty: some groups in doubt.
DenseGroups doubtful(unsigned seed) {
  Random random{seed};
  DenseGroups data = yes_no_data(random, 120, 10, 0.7);
  set_outcome(data, random.normals(120) + 0.6 * data.columns.col(0) - 0.5 * data.columns.col(12));
  return data;
}

TEST(SelectGroups, DoesNotDependOnTheOrderOfGroups) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    const DenseGroups data = doubtful(seed);
    std::vector<Index> order(10);
    std::iota(order.begin(), order.end(), Index{0});
    std::shuffle(order.begin(), order.end(), std::mt19937{seed});
    DenseGroups shuffled = data;
    for (Index g = 0; g < 10; ++g) {
      shuffled.columns.middleCols(2 * g, 2) =
          data.columns.middleCols(2 * order[static_cast<std::size_t>(g)], 2);
    }
    const Selection a = select_groups(data);
    const Selection b = select_groups(shuffled);
    EXPECT_LT((a.positive(order) - b.positive).cwiseAbs().maxCoeff(), 1e-9);
    EXPECT_LT((a.negative(order) - b.negative).cwiseAbs().maxCoeff(), 1e-9);
    for (std::size_t g = 0; g < 10; ++g) {
      EXPECT_TRUE(is_near(
          mean_of(b.effects[g]), mean_of(a.effects[static_cast<std::size_t>(order[g])]), 1e-9));
    }
  }
}

TEST(SelectGroups, GivesTheSameBitsTwice) {
  const DenseGroups data = doubtful(4);
  const Selection a = select_groups(data);
  const Selection b = select_groups(data);
  EXPECT_EQ(a.positive, b.positive);
  EXPECT_EQ(a.negative, b.negative);
  EXPECT_EQ(a.sets.size(), b.sets.size());
}

TEST(SelectGroups, IsBlindToTheUnitOfTheOutcome) {
  const DenseGroups data = doubtful(5);
  DenseGroups tenfold = data;
  tenfold.outcome *= 10;
  tenfold.outcome_sd *= 10;
  const Selection a = select_groups(data);
  const Selection b = select_groups(tenfold);
  EXPECT_LT((a.positive - b.positive).cwiseAbs().maxCoeff(), 1e-9);
  for (std::size_t g = 0; g < 10; ++g) {
    EXPECT_TRUE(is_near(mean_of(b.effects[g]), 10 * mean_of(a.effects[g]), 1e-9));
    EXPECT_TRUE(is_near(quantile(b.effects[g], 0.9), 10 * quantile(a.effects[g], 0.9), 1e-6));
  }
}

TEST(SelectGroups, MoreFittedSetsChangeLittle) {
  for (const unsigned seed : {6U, 7U, 8U}) {
    const DenseGroups data = doubtful(seed);
    const Selection usual = select_groups(data);
    const Selection many = select_groups(data, {.most_fitted = 3000, .least_share = 1e-8});
    EXPECT_LT((usual.positive - many.positive).cwiseAbs().maxCoeff(), 0.05) << seed;
    EXPECT_LT((usual.negative - many.negative).cwiseAbs().maxCoeff(), 0.05) << seed;
  }
}

double probability_of(const Selection& selection, const std::vector<std::int32_t>& groups) {
  for (const auto& set : selection.sets) {
    if (set.groups == groups) return set.probability;
  }
  return 0;
}

TEST(SelectGroups, WeightsAreOddsBeforehand) {
  Random random{5};
  DenseGroups data = yes_no_data(random, 120, 3);
  set_outcome(data, random.normals(120) + 0.5 * data.columns.col(0));
  const Selection plain = select_groups(data);
  data.log_weight = Eigen::Array3d::Zero();
  EXPECT_EQ(select_groups(data).positive, plain.positive);
  // The sum stays three, so that only the odds between single groups change.
  data.log_weight = Eigen::Array3d{0.5, 1.5, 1}.log();
  const Selection weighted = select_groups(data);
  const auto odds = [](const Selection& selection) {
    return probability_of(selection, {0}) / probability_of(selection, {1});
  };
  EXPECT_TRUE(is_near(odds(weighted) / odds(plain), 0.5 / 1.5, 1e-6));
}

TEST(SelectGroups, AgreesWithEnumerationOnWeightsAndExclusions) {
  struct Case {
    const char* what;
    Eigen::Array3d weight;
    std::vector<std::vector<std::int32_t>> excludes;
  };
  const Case cases[] = {{"half as likely, the sum kept", {0.5, 1.5, 1}, {}},
      {"fewer are counted", {0.5, 0.25, 0.25}, {}},
      {"two that exclude one another", {1, 1, 1}, {{1}, {0}, {}}},
      {"both", {0.25, 1.5, 0.75}, {{1, 2}, {0}, {0}}}};
  for (const Case& c : cases) {
    for (const unsigned seed : {1U, 2U, 3U}) {
      Random random{seed};
      DenseGroups data = yes_no_data(random, 120, 3, 0.5);
      set_outcome(data, random.normals(120) + 0.5 * data.columns.col(0));
      data.log_weight = c.weight.log();
      data.excludes = c.excludes;
      EXPECT_LT(distance(data, even_odds), 0.08) << c.what << ", seed " << seed;
    }
  }
}

TEST(SelectGroups, ExcludedGroupsAreInNoSetTogether) {
  Random random{6};
  DenseGroups data = yes_no_data(random, 120, 3);
  set_outcome(data, random.normals(120) + data.columns.col(0) + data.columns.col(2));
  EXPECT_GT(probability_of(select_groups(data), {0, 1}), 0.5);
  data.excludes = {{1}, {0}, {}};
  const Selection parted = select_groups(data);
  for (const auto& set : parted.sets) {
    EXPECT_FALSE(std::count(set.groups.begin(), set.groups.end(), 0) > 0 &&
                 std::count(set.groups.begin(), set.groups.end(), 1) > 0);
  }
  EXPECT_GT(parted.positive[0] + parted.positive[1], 0.9);
}

TEST(SelectGroups, OfNoGroupsIsNothing) {
  DenseGroups data;
  data.windows = two_lags();
  data.columns.resize(10, 0);
  data.outcome = Eigen::VectorXd::LinSpaced(10, -1, 1);
  data.degrees = 9;
  EXPECT_EQ(select_groups(data).positive.size(), 0);
  EXPECT_TRUE(select_groups(data).effects.empty());
  EXPECT_EQ(stats::select_groups(GroupedData{}).positive.size(), 0);
}

TEST(SelectGroups, OfOneGroupIsABayesFactor) {
  Random random{9};
  DenseGroups data = yes_no_data(random, 100, 1);
  set_outcome(data, random.normals(100) + 0.5 * data.columns.col(0));
  EXPECT_LT(distance(data, even_odds), 0.02);
}

TEST(SelectGroups, AGroupThatNeverVariesIsNeitherForNorAgainst) {
  Random random{10};
  DenseGroups data = yes_no_data(random, 100, 5);
  data.columns.middleCols(4, 2).setZero();
  set_outcome(data, random.normals(100) + 1.5 * data.columns.col(0));
  const Selection found = select_groups(data);
  EXPECT_GT(found.positive[0], 0.99);
  EXPECT_TRUE(found.positive.allFinite());
  EXPECT_LT(found.positive[2] + found.negative[2], 0.2);
  EXPECT_NEAR(mean_of(found.effects[2]), 0, 1e-12);
}

TEST(SelectGroups, OfFewRowsStaysFinite) {
  for (const Index m : {3, 4, 6}) {
    Random random{static_cast<unsigned>(m)};
    DenseGroups data = yes_no_data(random, m, 4);
    set_outcome(data, random.normals(m));
    const Selection found = select_groups(data);
    EXPECT_TRUE(found.positive.allFinite() && found.negative.allFinite()) << m;
    EXPECT_LE((found.positive + found.negative).maxCoeff(), 1 + 1e-12) << m;
  }
}

}  // namespace
}  // namespace culprit::stats
