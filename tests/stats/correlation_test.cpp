#include "stats/correlation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "support/correlations.hpp"
#include "support/near.hpp"
#include "support/reference.hpp"

namespace culprit::stats {
namespace {

using culprit::testing::closed_form;
using culprit::testing::is_near;
using culprit::testing::kendall_tau_b;
using culprit::testing::pearson;
using culprit::testing::reference_number;
using culprit::testing::reference_numbers;
using culprit::testing::reference_table;
using culprit::testing::spearman;

Eigen::VectorXd vector_of(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

/// Severity, stress and food1 of the reference diary, complete rows only.
struct CompleteRows {
  Eigen::VectorXd severity, stress, food;
};

CompleteRows complete_rows() {
  const auto table = reference_table("diary180.csv");
  std::vector<double> severity, stress, food;
  for (Eigen::Index i = 0; i < table.at("severity").size(); ++i) {
    const double s = table.at("severity")[i], f = table.at("stress")[i], x = table.at("food1")[i];
    if (std::isnan(s) || std::isnan(f) || std::isnan(x)) continue;
    severity.push_back(s);
    stress.push_back(f);
    food.push_back(x);
  }
  return {vector_of(severity), vector_of(stress), vector_of(food)};
}

TEST(Correlation, MatchesROnTheReferenceDiary) {
  const auto rows = complete_rows();
  ASSERT_EQ(rows.severity.size(), 159);
  const auto expect = [](std::optional<double> value, const char* pointer) {
    ASSERT_TRUE(value.has_value());
    EXPECT_TRUE(is_near(*value, reference_number("cor_R", pointer), closed_form)) << pointer;
  };
  expect(pearson(rows.severity, rows.stress), "/severity_stress/pearson/estimate");
  expect(spearman(rows.severity, rows.stress), "/severity_stress/spearman/estimate");
  expect(kendall_tau_b(rows.severity, rows.stress), "/severity_stress/kendall_tau_b/estimate");
  expect(pearson(rows.severity, rows.food), "/severity_food1/pearson_pointbiserial/estimate");
  expect(spearman(rows.severity, rows.food), "/severity_food1/spearman/estimate");
  expect(kendall_tau_b(rows.severity, rows.food), "/severity_food1/kendall_tau_b/estimate");
}

TEST(Correlation, MatchesScipyOnSmallVectorsWithTies) {
  const auto a = vector_of(reference_numbers("rankcorr_scipy", "/small/a"));
  const auto b = vector_of(reference_numbers("rankcorr_scipy", "/small/b"));
  EXPECT_TRUE(is_near(
      *kendall_tau_b(a, b), reference_number("rankcorr_scipy", "/small/tau_b"), closed_form));
  EXPECT_TRUE(
      is_near(*spearman(a, b), reference_number("rankcorr_scipy", "/small/spearman"), closed_form));
  const auto x = vector_of(reference_numbers("rankcorr_scipy", "/binary/x"));
  const auto y = vector_of(reference_numbers("rankcorr_scipy", "/binary/y"));
  EXPECT_TRUE(
      is_near(*pearson(x, y), reference_number("rankcorr_scipy", "/binary/pb"), closed_form));
}

TEST(Correlation, OfAConstantOrOfOnePairIsNothing) {
  const Eigen::VectorXd constant = Eigen::VectorXd::Constant(5, 0.1);
  const Eigen::VectorXd rising = Eigen::VectorXd::LinSpaced(5, 0, 1);
  EXPECT_EQ(pearson(constant, rising), std::nullopt);
  EXPECT_EQ(spearman(rising, constant), std::nullopt);
  EXPECT_EQ(kendall_tau_b(constant, rising), std::nullopt);
  EXPECT_EQ(pearson(rising.head(1), rising.head(1)), std::nullopt);
  EXPECT_EQ(pearson(rising.head(0), rising.head(0)), std::nullopt);
}

TEST(MidRanks, ShareTheMeanAmongTies) {
  EXPECT_EQ(mid_ranks(vector_of({3, 1, 3, 2})), vector_of({3.5, 1, 3.5, 2}));
  EXPECT_EQ(mid_ranks(Eigen::VectorXd{}).size(), 0);
}

TEST(BinaryCorrelation, AgreesWithTheGeneralCoefficients) {
  std::mt19937_64 random{17};
  for (int round = 0; round < 300; ++round) {
    const auto n = static_cast<Eigen::Index>(random() % 40);
    Eigen::VectorXd outcome(n);
    for (double& value : outcome) value = static_cast<double>(random() % (1 + random() % 12));
    Eigen::VectorXd eaten = Eigen::VectorXd::Zero(n);
    std::vector<Eigen::Index> yes_rows;
    for (Eigen::Index i = 0; i < n; ++i) {
      if (random() % 3 != 0) continue;
      eaten[i] = 1;
      yes_rows.push_back(i);
    }
    const auto fast = BinaryCorrelation{outcome}.with(yes_rows);
    const auto same = [](std::optional<double> a, std::optional<double> b) {
      return a.has_value() == b.has_value() && (!a || is_near(*a, *b, closed_form));
    };
    EXPECT_TRUE(same(fast.pearson, pearson(outcome, eaten))) << round;
    EXPECT_TRUE(same(fast.spearman, spearman(outcome, eaten))) << round;
    EXPECT_TRUE(same(fast.kendall, kendall_tau_b(outcome, eaten))) << round;
    for (const auto r : {fast.pearson, fast.spearman, fast.kendall}) {
      EXPECT_LE(std::abs(r.value_or(0)), 1) << round;
    }
  }
}

}  // namespace
}  // namespace culprit::stats
