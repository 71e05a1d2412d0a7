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

TEST(NoiseFitter, MatchesNlmeAtFixedPhi) {
  const auto data = gls_data();
  const auto fit =
      NoiseFitter{data.days, data.fixed, {}}.at(data.severity, {.phi = 0.5, .variances = {}});
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

TEST(NoiseFitter, MatchesNlmeWithAndWithoutNugget) {
  const auto data = gls_data();
  const auto fit = NoiseFitter{data.days, data.fixed, {}}.fit(
      data.severity, {.smallest_noise_share = 0, .resolution = 1.0 / 8192});
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

TEST(NoiseFitter, DefaultLatticeIsWithinATenthOfALogLikelihoodUnit) {
  const auto data = gls_data();
  const auto coarse = NoiseFitter{data.days, data.fixed, {}}.fit(data.severity);
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

TEST(NoiseFitter, WithRandomEffectsEqualsTheDenseFormula) {
  const auto data = gls_data();
  const std::vector<Eigen::MatrixXd> blocks{
      Eigen::MatrixXd::Random(data.days.size(), 7), Eigen::MatrixXd::Random(data.days.size(), 2)};
  NoiseFitter fitter{data.days, data.fixed, blocks};
  for (const auto& variances : {std::vector<double>{0.3, 0.1}, {0, 0.7}, {0, 0}, {4, 0}}) {
    const NoiseParameters parameters{.phi = 0.8, .noise_share = 0.25, .variances = variances};
    const auto fit = fitter.at(data.severity, parameters);
    EXPECT_TRUE(is_near(fit.log_likelihood, dense_likelihood(data, blocks, parameters), 1e-9));
  }
}

TEST(NoiseFitter, IsNoWorseThanAnyPointOfAFineGrid) {
  const auto data = gls_data();
  const std::vector<Eigen::MatrixXd> blocks{Eigen::MatrixXd::Random(data.days.size(), 3)};
  NoiseFitter fitter{data.days, data.fixed, blocks};
  const auto fit = fitter.fit(data.severity);
  for (const double phi : {0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97}) {
    for (const double noise : {0.001, 0.1, 0.3, 0.6}) {
      for (const double variance : {0.0, 0.02, 0.2}) {
        const auto other =
            fitter.at(data.severity, {.phi = phi, .noise_share = noise, .variances = {variance}});
        EXPECT_LE(other.log_likelihood, fit.log_likelihood + 0.01);
      }
    }
  }
}

TEST(NoiseFitter, FindsARandomEffectThatIsThereAndZeroWhereThereIsNone) {
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
  NoiseFitter fitter{days, ones, blocks};
  const auto with = fitter.fit(noise + weekday * effects);
  EXPECT_GT(with.parameters.variances[0], 0.3);
  EXPECT_NEAR(with.parameters.phi, 0.7, 0.12);
  const auto without = fitter.fit(noise);
  EXPECT_LT(without.parameters.variances[0], 0.02);
  // What it keeps from one outcome to the next changes nothing.
  const auto afresh = NoiseFitter{days, ones, blocks}.fit(noise);
  EXPECT_EQ(without.log_likelihood, afresh.log_likelihood);
  EXPECT_EQ(without.parameters.phi, afresh.parameters.phi);
}

TEST(NoiseFitter, OfAnExplainedOutcomeIsNoNoise) {
  const Eigen::VectorXd days = Eigen::VectorXd::LinSpaced(9, 0, 8);
  const Eigen::MatrixXd ones = Eigen::MatrixXd::Ones(9, 1);
  const auto fit = NoiseFitter{days, ones, {}}.fit(Eigen::VectorXd::Constant(9, 4.1));
  EXPECT_EQ(fit.parameters.phi, 0);
  EXPECT_EQ(fit.variance, 0);
}

TEST(NoiseFitter, NeedsMoreObservationsThanColumns) {
  const Eigen::VectorXd days = Eigen::VectorXd::LinSpaced(3, 0, 2);
  try {
    const NoiseFitter fitter{days, Eigen::MatrixXd::Random(3, 3), {}};
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(),
        "NoiseFitter: there are 3 observations and 3 fixed columns, but "
        "observations must be more!");
  }
}

}  // namespace
}  // namespace culprit::stats
