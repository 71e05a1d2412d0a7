#include "stats/reml.hpp"

#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <cmath>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "stats/whitening.hpp"
#include "support/near.hpp"
#include "support/reference.hpp"

namespace culprit::stats {
namespace {

using culprit::testing::closed_form;
using culprit::testing::is_near;
using culprit::testing::optimised;
using culprit::testing::reference_number;
using culprit::testing::reference_numbers;
using culprit::testing::reference_table;
using culprit::testing::restricted_fit;

/// severity ~ 1 + food1 + food2 + stress + day on irregular days.
struct Gls {
  Eigen::VectorXd days, severity;
  Eigen::MatrixXd fixed;
};

Gls gls_data() {
  const auto table = reference_table("gls_ar1_gaps/input.csv");
  Gls data{table.at("day"), table.at("severity"), Eigen::MatrixXd(table.at("day").size(), 5)};
  data.fixed << Eigen::VectorXd::Ones(data.days.size()), table.at("food1"), table.at("food2"),
      table.at("stress"), table.at("day");
  return data;
}

struct Coefficients {
  Eigen::VectorXd estimate, standard_error;
};

Coefficients coefficients(const Gls& data, const NoiseFit& fit) {
  const CausalWhitener whitener{data.days, fit.parameters};
  const Eigen::MatrixXd x = whitener.whiten(data.fixed);
  const Eigen::VectorXd y = whitener.whiten(data.severity);
  const Eigen::LLT<Eigen::MatrixXd> normal{x.transpose() * x};
  const Eigen::MatrixXd inverse = normal.solve(Eigen::MatrixXd::Identity(5, 5));
  return {normal.solve(x.transpose() * y), (fit.variance * inverse.diagonal()).cwiseSqrt()};
}

TEST(RestrictedLikelihood, MatchesNlmeAtFixedPhi) {
  const auto data = gls_data();
  const auto fit = restricted_likelihood(
      data.days, data.severity, data.fixed, {}, {.phi = 0.5, .variances = {}});
  EXPECT_TRUE(is_near(fit.log_likelihood,
      reference_number("gls_ar1_gaps", "/CAR1_phi0.5_fixed_REML/logLik"), optimised));
  EXPECT_TRUE(is_near(std::sqrt(fit.variance),
      reference_number("gls_ar1_gaps", "/CAR1_phi0.5_fixed_REML/sigma"), optimised));
  const auto [estimate, standard_error] = coefficients(data, fit);
  const auto expected = reference_numbers("gls_ar1_gaps", "/CAR1_phi0.5_fixed_REML/coef");
  const auto expected_se = reference_numbers("gls_ar1_gaps", "/CAR1_phi0.5_fixed_REML/se");
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_TRUE(is_near(estimate[static_cast<Eigen::Index>(i)], expected[i], closed_form * 10));
    EXPECT_TRUE(
        is_near(standard_error[static_cast<Eigen::Index>(i)], expected_se[i], closed_form * 10));
  }
}

TEST(FitNoiseReml, MatchesNlmeWithAndWithoutNugget) {
  const auto data = gls_data();
  const auto fit = fit_noise_reml(data.days, data.severity, data.fixed, {},
      {.smallest_noise_share = 0, .resolution = 1.0 / 8192});
  for (const std::string model : {"/CAR1_REML", "/AR1_plus_nugget_REML"}) {
    EXPECT_TRUE(is_near(
        fit.log_likelihood, reference_number("gls_ar1_gaps", model + "/logLik"), restricted_fit));
    EXPECT_TRUE(is_near(std::sqrt(fit.variance), reference_number("gls_ar1_gaps", model + "/sigma"),
        restricted_fit));
    const auto expected = reference_numbers("gls_ar1_gaps", model + "/coef");
    const auto [estimate, standard_error] = coefficients(data, fit);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_TRUE(is_near(estimate[static_cast<Eigen::Index>(i)], expected[i], restricted_fit));
    }
  }
  EXPECT_TRUE(is_near(
      fit.parameters.phi, reference_number("gls_ar1_gaps", "/CAR1_REML/phi"), restricted_fit));
}

TEST(FitNoiseReml, DefaultLatticeIsWithinATenthOfALogLikelihoodUnit) {
  const auto data = gls_data();
  const auto coarse = fit_noise_reml(data.days, data.severity, data.fixed, {});
  EXPECT_GT(coarse.log_likelihood, reference_number("gls_ar1_gaps", "/CAR1_REML/logLik") - 0.02);
  EXPECT_GE(coarse.parameters.noise_share, 1e-4);
}

/// The likelihood written out with dense matrices.
double dense_likelihood(
    const Gls& data, const std::vector<Eigen::MatrixXd>& blocks, const NoiseParameters& p) {
  const Eigen::Index m = data.days.size(), q = data.fixed.cols();
  Eigen::MatrixXd v = Eigen::MatrixXd::Identity(m, m) * p.noise_share;
  for (Eigen::Index i = 0; i < m; ++i) {
    for (Eigen::Index j = 0; j < m; ++j) {
      v(i, j) += (1 - p.noise_share) * std::pow(p.phi, std::abs(data.days[i] - data.days[j]));
    }
  }
  for (std::size_t b = 0; b < blocks.size(); ++b)
    v += p.variances[b] * blocks[b] * blocks[b].transpose();
  const Eigen::LLT<Eigen::MatrixXd> cv{v};
  const Eigen::MatrixXd xtx = data.fixed.transpose() * cv.solve(data.fixed);
  const Eigen::LLT<Eigen::MatrixXd> cx{xtx};
  const Eigen::VectorXd b = cx.solve(data.fixed.transpose() * cv.solve(data.severity));
  const Eigen::VectorXd rest = data.severity - data.fixed * b;
  const double nu = static_cast<double>(m - q);
  const double variance = rest.dot(cv.solve(rest)) / nu;
  return -0.5 * (nu * (std::log(2 * M_PI * variance) + 1) +
                    2 * cv.matrixLLT().diagonal().array().log().sum() +
                    2 * cx.matrixLLT().diagonal().array().log().sum());
}

TEST(RestrictedLikelihood, WithRandomEffectsEqualsTheDenseFormula) {
  const auto data = gls_data();
  const std::vector<Eigen::MatrixXd> blocks{
      Eigen::MatrixXd::Random(data.days.size(), 7), Eigen::MatrixXd::Random(data.days.size(), 2)};
  for (const auto& variances : {std::vector<double>{0.3, 0.1}, {0, 0.7}, {0, 0}, {4, 0}}) {
    const NoiseParameters parameters{.phi = 0.8, .noise_share = 0.25, .variances = variances};
    const auto fit =
        restricted_likelihood(data.days, data.severity, data.fixed, blocks, parameters);
    EXPECT_TRUE(is_near(fit.log_likelihood, dense_likelihood(data, blocks, parameters), 1e-9));
  }
}

TEST(FitNoiseReml, IsNoWorseThanAnyPointOfAFineGrid) {
  const auto data = gls_data();
  const std::vector<Eigen::MatrixXd> blocks{Eigen::MatrixXd::Random(data.days.size(), 3)};
  const auto fit = fit_noise_reml(data.days, data.severity, data.fixed, blocks);
  for (const double phi : {0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97}) {
    for (const double noise : {0.001, 0.1, 0.3, 0.6}) {
      for (const double variance : {0.0, 0.02, 0.2}) {
        const auto other = restricted_likelihood(data.days, data.severity, data.fixed, blocks,
            {.phi = phi, .noise_share = noise, .variances = {variance}});
        EXPECT_LE(other.log_likelihood, fit.log_likelihood + 0.01);
      }
    }
  }
}

TEST(FitNoiseReml, FindsARandomEffectThatIsThereAndZeroWhereThereIsNone) {
  std::mt19937_64 random{9};
  std::normal_distribution<double> normal;
  const Eigen::Index m = 350;
  Eigen::VectorXd days = Eigen::VectorXd::LinSpaced(m, 0, static_cast<double>(m - 1));
  Eigen::MatrixXd weekday = Eigen::MatrixXd::Zero(m, 7);
  Eigen::VectorXd noise(m);
  double state = 0;
  for (Eigen::Index i = 0; i < m; ++i) {
    weekday(i, i % 7) = 1;
    noise[i] = state = 0.7 * state + std::sqrt(0.51) * normal(random);
  }
  const Eigen::VectorXd effects{{1, -1, 0.5, -0.5, 1.5, -1.5, 0}};
  const std::vector<Eigen::MatrixXd> blocks{weekday};
  const Eigen::MatrixXd ones = Eigen::MatrixXd::Ones(m, 1);
  const auto with = fit_noise_reml(days, noise + weekday * effects, ones, blocks);
  EXPECT_GT(with.parameters.variances[0], 0.3);
  EXPECT_NEAR(with.parameters.phi, 0.7, 0.12);
  const auto without = fit_noise_reml(days, noise, ones, blocks);
  EXPECT_LT(without.parameters.variances[0], 0.02);
}

TEST(FitNoiseReml, OfAnExplainedOutcomeIsNoNoise) {
  const Eigen::VectorXd days = Eigen::VectorXd::LinSpaced(9, 0, 8);
  const Eigen::MatrixXd ones = Eigen::MatrixXd::Ones(9, 1);
  const auto fit = fit_noise_reml(days, Eigen::VectorXd::Constant(9, 4.1), ones, {});
  EXPECT_EQ(fit.parameters.phi, 0);
  EXPECT_EQ(fit.variance, 0);
}

TEST(FitNoiseReml, NeedsMoreObservationsThanColumns) {
  const Eigen::VectorXd days = Eigen::VectorXd::LinSpaced(3, 0, 2);
  try {
    (void)fit_noise_reml(days, days, Eigen::MatrixXd::Random(3, 3), {});
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(),
        "restricted_likelihood: there are 3 observations and 3 fixed columns, but "
        "observations must be more!");
  }
}

}  // namespace
}  // namespace culprit::stats
