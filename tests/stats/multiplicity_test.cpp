#include "stats/multiplicity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/near.hpp"
#include "support/reference.hpp"

namespace culprit::stats {
namespace {

using culprit::testing::closed_form;
using culprit::testing::is_near;
using culprit::testing::is_relatively_near;
using culprit::testing::reference_numbers;

Eigen::VectorXd vector_of(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

void expect_equal(const Eigen::VectorXd& actual, const std::vector<double>& expected) {
  ASSERT_EQ(actual.size(), static_cast<Eigen::Index>(expected.size()));
  for (Eigen::Index i = 0; i < actual.size(); ++i) {
    EXPECT_TRUE(is_near(actual[i], expected[static_cast<std::size_t>(i)], closed_form)) << i;
  }
}

TEST(BenjaminiHochberg, MatchesRAlsoWithTies) {
  expect_equal(benjamini_hochberg(vector_of(reference_numbers("multiplicity", "/p"))),
      reference_numbers("multiplicity", "/adj/BH"));
  expect_equal(benjamini_hochberg(vector_of(reference_numbers("multiplicity", "/BH_with_ties/p"))),
      reference_numbers("multiplicity", "/BH_with_ties/q"));
}

TEST(BenjaminiHochberg, KeepsOrderAndNeverShrinksAPValue) {
  std::mt19937_64 random{5};
  for (int round = 0; round < 200; ++round) {
    Eigen::VectorXd p(static_cast<Eigen::Index>(random() % 30));
    for (double& value : p) value = static_cast<double>(random() % 50) / 50;
    const Eigen::VectorXd adjusted = benjamini_hochberg(p);
    for (Eigen::Index i = 0; i < p.size(); ++i) {
      EXPECT_GE(adjusted[i], p[i]);
      EXPECT_LE(adjusted[i], 1);
      for (Eigen::Index j = 0; j < p.size(); ++j) {
        EXPECT_TRUE(p[i] > p[j] || adjusted[i] <= adjusted[j]);
      }
    }
  }
}

TEST(BenjaminiHochberg, RefusesWhatIsNoProbability) {
  for (const double bad : {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW((void)benjamini_hochberg(vector_of({0.5, bad})), std::domain_error);
  }
  try {
    (void)benjamini_hochberg(vector_of({0.5, 1.5}));
    FAIL();
  } catch (const std::domain_error& error) {
    EXPECT_STREQ(error.what(), "benjamini_hochberg: p_values[1] is 1.5, but must be in [0, 1]!");
  }
}

TEST(CauchyCombination, MatchesThePublishedFormula) {
  const auto expected = reference_numbers("acat", "/acat");
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto p = reference_numbers("acat", "/p/" + std::to_string(i));
    EXPECT_TRUE(is_relatively_near(cauchy_combination(vector_of(p)), expected[i], 1e-7));
  }
}

TEST(CauchyCombination, OfOneIsThatOne) {
  for (const double p : {1e-12, 0.003, 0.5, 0.93}) {
    EXPECT_TRUE(is_relatively_near(cauchy_combination(vector_of({p})), p, closed_form));
  }
}

TEST(CauchyCombination, IsNotDecidedByOneExactZeroOrOne) {
  EXPECT_TRUE(is_relatively_near(cauchy_combination(vector_of({0, 0.5})), 2e-15, 1e-6));
  EXPECT_LT(cauchy_combination(vector_of({1, 1e-9, 0.5})), 1e-8);
}

TEST(CauchyCombination, RefusesNothingAndNonsense) {
  try {
    (void)cauchy_combination(Eigen::VectorXd{});
    FAIL();
  } catch (const std::domain_error& error) {
    EXPECT_STREQ(error.what(), "cauchy_combination: p_values is empty, but must not be!");
  }
  EXPECT_THROW((void)cauchy_combination(vector_of({-1})), std::domain_error);
}

TEST(EffectiveTests, GoesFromOneToTheNumberOfTests) {
  EXPECT_TRUE(is_near(effective_tests(Eigen::MatrixXd::Identity(5, 5)), 5, closed_form));
  EXPECT_TRUE(is_near(effective_tests(Eigen::MatrixXd::Ones(5, 5)), 1, 1e-6));
  Eigen::MatrixXd pair(2, 2);
  pair << 1, 0.6, 0.6, 1;
  // Eigenvalues 1.6 and 0.4: (1.2649 + 0.6325)² / 2 = 1.8.
  EXPECT_TRUE(is_near(effective_tests(pair), 1.8, closed_form));
}

TEST(EffectiveTests, RefusesWhatIsNotSquare) {
  try {
    (void)effective_tests(Eigen::MatrixXd(2, 3));
    FAIL();
  } catch (const std::domain_error& error) {
    EXPECT_STREQ(
        error.what(), "effective_tests: correlation is 2 x 3, but must be square and not empty!");
  }
}

}  // namespace
}  // namespace culprit::stats
