#include "culprit/stats/meta_analysis.hpp"

#include <gtest/gtest.h>

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <random>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>

#include "culprit/stats/distributions.hpp"
#include "support/near.hpp"
#include "support/reference.hpp"

namespace culprit::stats {
namespace {

using culprit::testing::closed_form;
using culprit::testing::is_near;
using culprit::testing::is_relatively_near;
using culprit::testing::optimised;
using culprit::testing::reference_number;
using culprit::testing::restricted_fit;
using Vector = Eigen::VectorXd;

std::span<const double> as_span(const Vector& numbers) {
  return {numbers.data(), static_cast<std::size_t>(numbers.size())};
}

/// Of vectors that are worked out in the call.
MetaAnalysis meta_analysis(
    const Vector& effects, const Vector& standard_errors, const MetaOptions& options = {}) {
  return stats::meta_analysis(as_span(effects), as_span(standard_errors), options);
}

std::vector<ShrunkenEffect> shrink(const Vector& effects, const Vector& standard_errors,
    const MetaAnalysis& mean, const MetaOptions& options = {}) {
  return stats::shrink(as_span(effects), as_span(standard_errors), mean, options);
}

struct Studies {
  Vector effects, standard_errors;
};

/// Effects (yi) and variances (vi) of a CSV file.
Studies read_studies(const std::string& path) {
  std::ifstream file{path};
  std::string line;
  std::getline(file, line);
  std::vector<double> numbers;
  while (std::getline(file, line)) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream cells{line};
    for (double number = 0; cells >> number;) numbers.push_back(number);
  }
  const auto table = Eigen::Map<Eigen::Matrix<double, Eigen::Dynamic, 2, Eigen::RowMajor>>(
      numbers.data(), static_cast<Eigen::Index>(numbers.size() / 2), 2);
  return {table.col(0), table.col(1).cwiseSqrt()};
}

struct Method {
  const char* name;
  MetaOptions options;
  double tolerance;
};

/// 13 trials of BCG vaccine; expected numbers of R's metafor 3.8.1.
TEST(MetaAnalysis, MatchesMetafor) {
  const char* folder = std::getenv("CULPRIT_REFERENCE_DIR");
  if (folder == nullptr) GTEST_SKIP() << "CULPRIT_REFERENCE_DIR is not set";
  const auto data = read_studies(std::string{folder} + "/method/golden/meta_bcg/input.csv");
  ASSERT_EQ(data.effects.size(), 13);
  using enum BetweenVariance;
  using enum MeanVariance;
  for (const Method& method : {Method{"/DL", {dersimonian_laird, normal}, optimised},
           Method{"/DL_HKSJ", {dersimonian_laird, knapp_hartung}, optimised},
           Method{"/REML", {reml, normal}, restricted_fit},
           Method{"/REML_HKSJ", {reml, knapp_hartung}, restricted_fit}}) {
    const auto actual = meta_analysis(data.effects, data.standard_errors, method.options);
    const std::string name = method.name;
    const auto expect = [&](double value, const std::string& key) {
      EXPECT_TRUE(is_near(value, reference_number("meta_bcg", name + key), method.tolerance))
          << name << key;
    };
    expect(actual.estimate, "/b");
    expect(actual.standard_error, "/se");
    expect(actual.interval.low, "/ci/0");
    expect(actual.interval.high, "/ci/1");
    expect(actual.tau2, "/tau2");
    expect(100 * actual.i2, "/I2");
    expect(actual.h2, "/H2");
    expect(actual.q, "/Q");
    expect(actual.prediction.low, "/pi/0");
    expect(actual.prediction.high, "/pi/1");
    expect(actual.p_value, "/p");
    EXPECT_TRUE(is_relatively_near(
        actual.q_p_value, reference_number("meta_bcg", name + "/Qp"), method.tolerance));
  }
}

Studies random_studies(std::mt19937_64& random, int k, double tau) {
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> errors{0.2, 1.0};
  Studies studies{Vector(k), Vector(k)};
  for (int i = 0; i < k; ++i) {
    studies.standard_errors[i] = errors(random);
    studies.effects[i] = 0.3 + tau * normal(random) + studies.standard_errors[i] * normal(random);
  }
  return studies;
}

/// With equal errors both estimators are the sample variance less the error's, and the mean is
/// tested by the t test.
TEST(MetaAnalysis, OfEqualErrorsIsTheTTest) {
  std::mt19937_64 random{3};
  for (int run = 0; run < 20; ++run) {
    auto [effects, errors] = random_studies(random, 5 + run, 1.5);
    errors.setConstant(0.5);
    const auto k = static_cast<double>(effects.size());
    const double variance = (effects.array() - effects.mean()).square().sum() / (k - 1);
    for (const auto between : {BetweenVariance::dersimonian_laird, BetweenVariance::reml}) {
      const auto meta = meta_analysis(effects, errors, {between, MeanVariance::knapp_hartung});
      EXPECT_TRUE(is_near(meta.estimate, effects.mean(), closed_form));
      EXPECT_TRUE(is_near(meta.tau2, std::max(0.0, variance - 0.25), closed_form));
      EXPECT_TRUE(is_near(meta.standard_error, std::sqrt(variance / k), closed_form));
      EXPECT_TRUE(is_near(meta.q, variance * (k - 1) / 0.25, closed_form));
      EXPECT_TRUE(is_relatively_near(meta.p_value,
          student_t_two_sided(effects.mean() / std::sqrt(variance / k), k - 1), optimised));
    }
  }
}

TEST(MetaAnalysis, FollowsOrderShiftAndScale) {
  std::mt19937_64 random{5};
  for (int run = 0; run < 20; ++run) {
    const auto [effects, errors] = random_studies(random, 4 + run, run % 3);
    const auto meta = meta_analysis(effects, errors);
    const auto turned = meta_analysis(effects.reverse(), errors.reverse());
    EXPECT_TRUE(is_near(turned.estimate, meta.estimate, closed_form));
    EXPECT_TRUE(is_near(turned.tau2, meta.tau2, optimised));
    const auto shifted = meta_analysis(effects.array() + 7, errors);
    EXPECT_TRUE(is_near(shifted.estimate, meta.estimate + 7, optimised));
    EXPECT_TRUE(is_near(shifted.tau2, meta.tau2, optimised));
    const auto scaled = meta_analysis(-3 * effects, 3 * errors);
    EXPECT_TRUE(is_near(scaled.estimate, -3 * meta.estimate, optimised));
    EXPECT_TRUE(is_near(scaled.interval.low, -3 * meta.interval.high, optimised));
    EXPECT_TRUE(is_near(scaled.p_value, meta.p_value, optimised));
    EXPECT_TRUE(is_near(scaled.i2, meta.i2, optimised));
  }
}

/// The derivative of the restricted likelihood is 0 at an estimate above 0, and not above 0 at 0.
TEST(MetaAnalysis, RemlStandsAtTheTopOfTheRestrictedLikelihood) {
  const auto likelihood = [](const Studies& data, double tau2) {
    const Vector v = data.standard_errors.array().square() + tau2;
    const Vector w = v.cwiseInverse();
    const double mean = w.dot(data.effects) / w.sum();
    return -0.5 * (v.array().log().sum() + std::log(w.sum()) +
                      (w.array() * (data.effects.array() - mean).square()).sum());
  };
  std::mt19937_64 random{9};
  for (int run = 0; run < 40; ++run) {
    const auto data = random_studies(random, 3 + run % 9, run % 2);
    const double tau2 = meta_analysis(data.effects, data.standard_errors).tau2;
    const double top = likelihood(data, tau2);
    EXPECT_GE(top + 1e-9, likelihood(data, tau2 + 1e-3));
    EXPECT_GE(top + 1e-9, likelihood(data, std::max(0.0, tau2 - 1e-3)));
  }
}

TEST(MetaAnalysis, TheTruncatedVarianceIsNeverSmallerThanThePlainOnes) {
  std::mt19937_64 random{11};
  for (int run = 0; run < 30; ++run) {
    const auto data = random_studies(random, 5, 0);
    const auto error_of = [&](MeanVariance mean) {
      return meta_analysis(data.effects, data.standard_errors, {BetweenVariance::reml, mean})
          .standard_error;
    };
    const double larger =
        std::max(error_of(MeanVariance::normal), error_of(MeanVariance::knapp_hartung));
    EXPECT_DOUBLE_EQ(error_of(MeanVariance::knapp_hartung_truncated), larger);
  }
}

TEST(Shrink, DrawsEachStudyToTheMeanAsFarAsItIsUncertain) {
  std::mt19937_64 random{13};
  for (int run = 0; run < 20; ++run) {
    const auto [effects, errors] = random_studies(random, 8, run % 2 * 0.8);
    const auto meta = meta_analysis(effects, errors);
    const auto shrunken = shrink(effects, errors, meta);
    for (Eigen::Index i = 0; i < effects.size(); ++i) {
      const auto& [estimate, interval] = shrunken[static_cast<std::size_t>(i)];
      const double share = meta.tau2 / (meta.tau2 + errors[i] * errors[i]);
      EXPECT_TRUE(is_near(estimate, share * effects[i] + (1 - share) * meta.estimate, closed_form));
      EXPECT_LE(interval.low, estimate);
      EXPECT_GE(interval.high, estimate);
      // Without differences between studies everybody has the mean and its interval.
      if (meta.tau2 == 0) {
        EXPECT_TRUE(is_near(interval.low, meta.interval.low, closed_form));
      }
    }
  }
}

TEST(MetaAnalysis, TakesStudiesThatAgreeToTheLastDigit) {
  const Vector same = Vector::Constant(5, 0.25);
  const auto meta = meta_analysis(same, Vector::Constant(5, 0.1));
  EXPECT_EQ(meta.tau2, 0);
  EXPECT_DOUBLE_EQ(meta.estimate, 0.25);
  EXPECT_DOUBLE_EQ(meta.standard_error, 0.1 / std::sqrt(5.0));
  const auto plain = meta_analysis(
      same, Vector::Constant(5, 0.1), {BetweenVariance::reml, MeanVariance::knapp_hartung});
  EXPECT_EQ(plain.p_value, 0);
}

TEST(MetaAnalysis, RefusesWhatIsNoStudies) {
  const Vector two = Vector::Constant(2, 1.0);
  EXPECT_THROW((void)meta_analysis(two, Vector::Ones(3)), std::domain_error);
  EXPECT_THROW((void)meta_analysis(Vector::Ones(1), Vector::Ones(1)), std::domain_error);
  EXPECT_THROW((void)meta_analysis(two, Vector::Zero(2)), std::domain_error);
  EXPECT_THROW((void)meta_analysis(two * std::nan(""), two), std::domain_error);
}

TEST(ChiSquare, UpperTailIsThatOfTheClosedForms) {
  for (const double x : {0.0, 0.3, 2.0, 40.0, 900.0}) {
    EXPECT_TRUE(is_relatively_near(chi_square_upper_tail(x, 2), std::exp(-x / 2), closed_form));
    EXPECT_TRUE(
        is_relatively_near(chi_square_upper_tail(x, 1), std::erfc(std::sqrt(x / 2)), closed_form));
  }
  EXPECT_THROW((void)chi_square_upper_tail(-1, 2), std::domain_error);
  EXPECT_THROW((void)chi_square_upper_tail(1, 0), std::domain_error);
}

}  // namespace
}  // namespace culprit::stats
