#include "culprit/stats/distributions.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "stats/trial_power.hpp"
#include "support/near.hpp"
#include "support/reference.hpp"

namespace culprit::stats {
namespace {

using culprit::testing::closed_form;
using culprit::testing::is_near;
using culprit::testing::is_relatively_near;
using culprit::testing::optimised;
using culprit::testing::reference_number;
using culprit::testing::reference_numbers;

TEST(Normal, IsThatOfR) {
  EXPECT_EQ(normal_cdf(0), 0.5);
  EXPECT_TRUE(is_relatively_near(normal_cdf(1), 0.841344746068543, closed_form));
  EXPECT_TRUE(is_relatively_near(normal_cdf(-10), 7.61985302416053e-24, closed_form));
  EXPECT_EQ(normal_cdf(8.3), 1);
  EXPECT_GT(normal_cdf(-38.4), 0);
  EXPECT_EQ(normal_cdf(-std::numeric_limits<double>::infinity()), 0);
  EXPECT_EQ(normal_cdf(std::numeric_limits<double>::infinity()), 1);
  EXPECT_TRUE(std::isnan(normal_cdf(std::numeric_limits<double>::quiet_NaN())));
  EXPECT_TRUE(is_relatively_near(normal_quantile(0.975), 1.95996398454005, closed_form));
  EXPECT_TRUE(is_relatively_near(normal_quantile(1e-20), -9.26234008979841, closed_form));
  EXPECT_THROW((void)normal_quantile(0), std::domain_error);
  EXPECT_THROW((void)normal_quantile(1), std::domain_error);
}

TEST(LogGamma, IsThatOfR) {
  EXPECT_EQ(log_gamma(1), 0);
  EXPECT_TRUE(is_relatively_near(log_gamma(0.5), 0.5723649429247, closed_form));
  EXPECT_TRUE(is_relatively_near(log_gamma(100), 359.13420536957540, closed_form));
  EXPECT_THROW((void)log_gamma(0), std::domain_error);
}

/// Of the two-sided test, as R has it.
double t_test_power(double noncentrality, double df, double alpha) {
  return one_sided_power(noncentrality, df, alpha / 2) +
         one_sided_power(-noncentrality, df, alpha / 2);
}

/// FNV-1a of the bits: run under masks of the CPU's abilities, too (test `same_bits`).
TEST(Distributions, GiveTheSameBitsEverywhere) {
  std::uint64_t digest = 0xcbf29ce484222325ULL;
  const auto add = [&](double value) {
    digest = (digest ^ std::bit_cast<std::uint64_t>(value)) * 0x100000001b3ULL;
  };
  for (int i = 1; i < 400; ++i) {
    const double x = 0.05 * i;
    const double df = 3 + 0.7 * i;
    add(student_t_upper_tail(x, df));
    add(student_t_quantile(i / 401.0, df));
    add(t_test_power(0.3 * x, df, 0.01));
    add(chi_square_upper_tail(x, 0.1 * df));
    add(normal_cdf(x - 10));
    add(normal_quantile(i / 401.0));
    add(log_gamma(x));
  }
  EXPECT_EQ(digest, 13851774984697709560ULL);
}

TEST(NormalCdfEach, EqualsTheFunctionOfOne) {
  std::vector<double> z;
  for (int i = -900; i <= 900; ++i) z.push_back(i / 100.0);
  std::vector<double> found = z;
  std::vector<double> powers(z.size());
  normal_cdf_each(found, powers);
  for (std::size_t i = 0; i < z.size(); ++i) {
    EXPECT_TRUE(is_near(found[i], normal_cdf(z[i]), 1e-14)) << z[i];
    EXPECT_TRUE(is_relatively_near(powers[i], std::exp(-0.5 * z[i] * z[i]), 1e-14)) << z[i];
    if (std::abs(z[i]) > 5) continue;
    EXPECT_TRUE(is_relatively_near(found[i], normal_cdf(z[i]), 1e-10)) << z[i];
  }
}

TEST(StudentT, TwoSidedEqualsTwiceTheUpperTail) {
  for (const double df : {1.0, 3.0, 29.5, 150.0, 3285.0, 1e6}) {
    for (const double t : {1e-90, 1e-5, 0.1, 1.0, 1.7, 2.0, 5.0, 20.0, 300.0}) {
      EXPECT_TRUE(
          is_relatively_near(student_t_two_sided(t, df), 2 * student_t_upper_tail(t, df), 1e-11))
          << t << " " << df;
    }
  }
}

TEST(StudentT, UpperTailMatchesR) {
  const auto x = reference_numbers("distributions", "/t_sf/x");
  struct Case {
    double df;
    const char* pointer;
  };
  for (const auto& c :
      {Case{3, "/t_sf/df3"}, Case{29.5, "/t_sf/df29.5"}, Case{150, "/t_sf/df150"}}) {
    const auto expected = reference_numbers("distributions", c.pointer);
    for (std::size_t i = 0; i < x.size(); ++i) {
      EXPECT_TRUE(is_relatively_near(student_t_upper_tail(x[i], c.df), expected[i], closed_form));
    }
  }
  EXPECT_EQ(student_t_upper_tail(std::numeric_limits<double>::infinity(), 5), 0);
  EXPECT_EQ(student_t_upper_tail(-std::numeric_limits<double>::infinity(), 5), 1);
}

TEST(StudentT, TwoSidedDoublesTheTailAndKeepsSmallValues) {
  EXPECT_EQ(student_t_two_sided(0, 7), 1);
  EXPECT_EQ(student_t_two_sided(-2.5, 7), student_t_two_sided(2.5, 7));
  EXPECT_TRUE(
      is_relatively_near(student_t_two_sided(9, 150), 2 * 4.68283661069593e-16, closed_form));
  EXPECT_GT(student_t_two_sided(60, 150), 0);
}

TEST(StudentT, QuantileMatchesR) {
  const auto p = reference_numbers("distributions", "/t_quantile/p");
  const auto df3 = reference_numbers("distributions", "/t_quantile/df3");
  const auto df150 = reference_numbers("distributions", "/t_quantile/df150");
  for (std::size_t i = 0; i < p.size(); ++i) {
    EXPECT_TRUE(is_near(student_t_quantile(p[i], 3), df3[i], closed_form));
    EXPECT_TRUE(is_near(student_t_quantile(p[i], 150), df150[i], closed_form));
  }
}

TEST(TTestPower, MatchesR) {
  EXPECT_TRUE(is_near(t_test_power(2.8, 100, 0.05),
      reference_number("distributions", "/nct_power/power"), closed_form));
}

TEST(TTestPower, MatchesPowerTTestForTwoSamples) {
  // R's default leaves the far tail out; at these powers it holds less than 1e-6.
  const double shift = std::sqrt(20 / 2.0);
  EXPECT_TRUE(
      is_near(t_test_power(shift, 38, 0.05), reference_number("power", "/t_power"), optimised));
  const double n = reference_number("power", "/t_n");
  EXPECT_TRUE(is_near(t_test_power(0.5 * std::sqrt(n / 2), 2 * (n - 1), 0.05), 0.8, 1e-5));
}

TEST(TTestPower, IsTheLevelWithoutAnEffectAndOneWithAHugeOne) {
  EXPECT_TRUE(is_near(t_test_power(0, 40, 0.05), 0.05, closed_form));
  EXPECT_EQ(t_test_power(-3, 40, 0.05), t_test_power(3, 40, 0.05));
  // No step where the series is left for the limit.
  double last = 0;
  for (double shift = 0; shift < 60; shift += 0.25) {
    const double power = t_test_power(shift, 12, 1e-4);
    EXPECT_GE(power, last - closed_form) << shift;
    last = power;
  }
}

template <typename Call> std::string error_of(Call call) {
  try {
    (void)call();
  } catch (const std::domain_error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Distributions, NameTheArgumentThatIsWrong) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(error_of([] { return student_t_upper_tail(1, 0); }),
      "student_t_upper_tail: df is 0, but must be > 0!");
  EXPECT_EQ(error_of([=] { return student_t_upper_tail(nan, 3); }),
      "student_t_upper_tail: t is nan, but must be a number!");
  EXPECT_EQ(error_of([] { return student_t_quantile(1, 3); }),
      "student_t_quantile: p is 1, but must be in (0, 1)!");
  EXPECT_EQ(error_of([] { return student_t_quantile(0.5, -1); }),
      "student_t_quantile: df is -1, but must be > 0!");
}

}  // namespace
}  // namespace culprit::stats
