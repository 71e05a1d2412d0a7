#include "stats/whitening.hpp"

#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <cmath>
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
using culprit::testing::optimised;
using culprit::testing::reference_number;
using culprit::testing::reference_numbers;
using culprit::testing::reference_table;

/// Days and values of the reference diary's severities, days without one left out.
struct Observed {
  Eigen::VectorXd days, values;
};

Observed observed_severity() {
  const Eigen::VectorXd all = reference_table("diary180.csv").at("severity");
  std::vector<double> days, values;
  for (Eigen::Index i = 0; i < all.size(); ++i) {
    if (std::isnan(all[i])) continue;
    days.push_back(static_cast<double>(i));
    values.push_back(all[i]);
  }
  const auto n = static_cast<Eigen::Index>(days.size());
  return {
      Eigen::Map<Eigen::VectorXd>(days.data(), n), Eigen::Map<Eigen::VectorXd>(values.data(), n)};
}

Eigen::MatrixXd dense_covariance(const Eigen::VectorXd& times, const NoiseParameters& p,
    const std::vector<Eigen::MatrixXd>& blocks) {
  Eigen::MatrixXd v(times.size(), times.size());
  for (Eigen::Index i = 0; i < times.size(); ++i) {
    for (Eigen::Index j = 0; j < times.size(); ++j) {
      const double gap = std::abs(times[i] - times[j]);
      const double power = gap == 0 ? 1 : std::pow(p.phi, gap);
      v(i, j) = (1 - p.noise_share) * power + (i == j ? p.noise_share : 0);
    }
  }
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    v += p.variances[b] * blocks[b] * blocks[b].transpose();
  }
  return v;
}

TEST(CausalWhitener, HasTheLikelihoodOfTheKalmanFilterOfStatsmodels) {
  const auto data = observed_severity();
  for (int i = 0; i < 3; ++i) {
    const std::string at = "/fixed/" + std::to_string(i) + "/";
    const auto number = [&](const char* key) {
      return reference_number("kalman_ar1_noise_missing", at + key);
    };
    const double signal = number("s2_eps") / (1 - number("phi") * number("phi"));
    const double total = signal + number("s2_noise");
    const CausalWhitener whitener{data.days,
        {.phi = number("phi"), .noise_share = number("s2_noise") / total, .variances = {}}};
    const Eigen::VectorXd deviations = data.values.array() - number("mu");
    const double squares = whitener.whiten(deviations).squaredNorm() / total;
    const double n = static_cast<double>(data.days.size());
    const double log_likelihood =
        -0.5 * (n * std::log(2 * M_PI * total) + whitener.log_determinant() + squares);
    EXPECT_TRUE(is_near(log_likelihood, number("loglik_dense_mvn"), closed_form));
    EXPECT_TRUE(is_near(log_likelihood, number("loglik_statsmodels"), optimised));
  }
}

TEST(CausalWhitener, GivesTheStandardisedInnovationsOfStatsmodels) {
  const auto data = observed_severity();
  const auto innovations = reference_numbers("kalman_ar1_noise_missing", "/innov_first20");
  const auto variances = reference_numbers("kalman_ar1_noise_missing", "/innov_var_first20");
  const double total = 0.8 / (1 - 0.49) + 0.3;
  const CausalWhitener whitener{
      data.days, {.phi = 0.7, .noise_share = 0.3 / total, .variances = {}}};
  const Eigen::VectorXd deviations = data.values.array() - 4;
  const Eigen::VectorXd white = whitener.whiten(deviations);
  Eigen::Index row = 0;
  for (std::size_t day = 0; day < innovations.size(); ++day) {
    if (std::isnan(innovations[day])) continue;
    EXPECT_TRUE(is_near(
        white[row] / std::sqrt(total), innovations[day] / std::sqrt(variances[day]), optimised))
        << day;
    ++row;
  }
  EXPECT_GT(row, 10);
}

TEST(CausalWhitener, IsTheInverseOfTheCholeskyFactor) {
  std::mt19937_64 random{3};
  const auto uniform = [&] { return static_cast<double>(random() % 10000) / 10000; };
  for (int round = 0; round < 60; ++round) {
    const auto m = static_cast<Eigen::Index>(1 + random() % 25);
    Eigen::VectorXd times(m);
    double now = 0;
    for (double& time : times) time = (now += round % 3 == 0 ? 1 : uniform() * 3);
    const std::vector<Eigen::MatrixXd> blocks{
        Eigen::MatrixXd::Random(m, 3), Eigen::MatrixXd::Random(m, 2)};
    const NoiseParameters parameters{.phi = round % 7 == 0 ? 0 : uniform() * 0.99,
        .noise_share = round % 5 == 0 ? 0 : uniform(),
        .variances = {round % 4 == 0 ? 0 : uniform(), uniform() * 2}};
    const Eigen::MatrixXd columns = Eigen::MatrixXd::Random(m, 4);
    const CausalWhitener whitener{times, parameters, blocks};
    const Eigen::LLT<Eigen::MatrixXd> cholesky{dense_covariance(times, parameters, blocks)};
    const Eigen::MatrixXd expected = cholesky.matrixL().solve(columns);
    EXPECT_LT((whitener.whiten(columns) - expected).cwiseAbs().maxCoeff(), 1e-9) << round;
    EXPECT_TRUE(is_near(
        whitener.log_determinant(), 2 * cholesky.matrixLLT().diagonal().array().log().sum(), 1e-9));
  }
}

TEST(CausalWhitener, LooksOnlyBack) {
  const Eigen::VectorXd times = Eigen::VectorXd::LinSpaced(12, 0, 11);
  const std::vector<Eigen::MatrixXd> blocks{Eigen::MatrixXd::Random(12, 2)};
  const CausalWhitener whitener{
      times, {.phi = 0.8, .noise_share = 0.2, .variances = {0.5}}, blocks};
  Eigen::VectorXd column = Eigen::VectorXd::Random(12);
  const Eigen::VectorXd before = whitener.whiten(column);
  column[7] += 5;
  const Eigen::VectorXd after = whitener.whiten(column);
  EXPECT_EQ(before.head(7), after.head(7));
  EXPECT_NE(before[7], after[7]);
}

TEST(CausalWhitener, OfNothingIsNothing) {
  const CausalWhitener whitener{Eigen::VectorXd{}, {}};
  EXPECT_EQ(whitener.whiten(Eigen::MatrixXd(0, 3)).cols(), 3);
  EXPECT_EQ(whitener.log_determinant(), 0);
}

TEST(CausalWhitener, NamesWhatIsWrong) {
  const Eigen::VectorXd days = Eigen::VectorXd::LinSpaced(3, 0, 2);
  const std::vector<Eigen::MatrixXd> short_block{Eigen::MatrixXd::Zero(2, 1)};
  const auto error_of = [&](const Eigen::VectorXd& times, const NoiseParameters& parameters,
                            const std::vector<Eigen::MatrixXd>& blocks) -> std::string {
    try {
      const CausalWhitener whitener{times, parameters, blocks};
      (void)whitener.whiten(Eigen::MatrixXd::Zero(2, 1));
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "no error";
  };
  EXPECT_EQ(error_of(days, {.phi = 1, .variances = {}}, {}),
      "CausalWhitener: phi is 1, but must be in [0, 1)!");
  EXPECT_EQ(error_of(days, {.noise_share = -0.5, .variances = {}}, {}),
      "CausalWhitener: noise_share is -0.5, but must be in [0, 1]!");
  EXPECT_EQ(error_of(days, {.variances = {1}}, {}),
      "CausalWhitener: there are 0 blocks and 1 variances, but they must be equal!");
  EXPECT_EQ(error_of(days, {.variances = {-1}}, short_block),
      "CausalWhitener: variances[0] is -1, but must be >= 0!");
  EXPECT_EQ(error_of(days, {.variances = {1}}, short_block),
      "CausalWhitener: block 0 has 2 rows, but must have 3!");
  EXPECT_EQ(error_of(days.reverse(), {.variances = {}}, {}),
      "CausalWhitener: times[1] is 1, but must be >= 2!");
  EXPECT_EQ(error_of(days, {.variances = {}}, {}), "whiten: columns have 2 rows, but must have 3!");
}

}  // namespace
}  // namespace culprit::stats
