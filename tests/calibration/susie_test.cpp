#include "calibration/susie.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "support/near.hpp"
#include "support/reference.hpp"

namespace culprit::calibration {
namespace {

using culprit::testing::is_near;
using culprit::testing::optimised;
using culprit::testing::reference_number;
using culprit::testing::reference_numbers;
using culprit::testing::reference_table;

/// Prior variances are found by one-dimensional searches that stop at different points.
constexpr double searched = 1e-3;

struct Data {
  Eigen::MatrixXd x;
  Eigen::VectorXd y;
};

Data reference_data() {
  const auto table = reference_table("susie/input.csv");
  Data data{Eigen::MatrixXd(table.at("y").size(), 15), table.at("y")};
  for (int j = 0; j < 15; ++j) data.x.col(j) = table.at("X" + std::to_string(j + 1));
  return data;
}

void expect_near(const Eigen::VectorXd& actual, const std::string& pointer, double tolerance) {
  const auto expected = reference_numbers("susie", pointer);
  ASSERT_EQ(static_cast<std::size_t>(actual.size()), expected.size()) << pointer;
  for (Eigen::Index i = 0; i < actual.size(); ++i) {
    EXPECT_TRUE(is_near(actual[i], expected[static_cast<std::size_t>(i)], tolerance))
        << pointer << " " << i;
  }
}

TEST(Susie, MatchesSusieRWithFixedVariances) {
  const auto data = reference_data();
  const auto fit = susie(data.x, data.y,
      {.effects = 5,
          .estimate_prior_variance = false,
          .residual_variance = 1.0,
          .tolerance = 1e-10,
          .most_passes = 1000});
  expect_near(fit.pip, "/fixed/pip", optimised);
  expect_near(fit.prior_variance, "/fixed/V", optimised);
  EXPECT_TRUE(is_near(fit.lower_bound, reference_number("susie", "/fixed/elbo"), optimised));
  for (Eigen::Index j = 0; j < 15; ++j) {
    const auto expected = reference_number("susie", "/fixed/coef/" + std::to_string(j + 1));
    EXPECT_TRUE(is_near(fit.slope[j], expected, optimised)) << j;
  }
}

TEST(Susie, MatchesSusieRWithEstimatedVariances) {
  const auto data = reference_data();
  const auto fit = susie(data.x, data.y,
      {.effects = 5, .residual_variance = {}, .tolerance = 1e-8, .most_passes = 1000});
  expect_near(fit.pip, "/default/pip", searched);
  expect_near(fit.prior_variance, "/default/V", searched);
  EXPECT_TRUE(
      is_near(fit.residual_variance, reference_number("susie", "/default/sigma2"), searched));
  EXPECT_TRUE(is_near(fit.lower_bound, reference_number("susie", "/default/elbo"), searched));
  // susieR counts from 1: L1 = {7}, L2 = {1, 2}.
  EXPECT_EQ(fit.sets, (std::vector<std::vector<Eigen::Index>>{{6}, {0, 1}}));
  EXPECT_EQ(reference_number("susie", "/default/cs/L1"), 7);
  EXPECT_EQ(reference_numbers("susie", "/default/cs/L2"), (std::vector<double>{1, 2}));
}

TEST(Susie, OfAConstantColumnStaysFinite) {
  auto data = reference_data();
  data.x.col(3).setConstant(2);
  const auto fit = susie(data.x, data.y, {.effects = 3, .residual_variance = {}});
  EXPECT_TRUE(fit.pip.allFinite());
  EXPECT_LT(fit.pip[3], 0.2);
  EXPECT_EQ(fit.slope[3], 0);
  EXPECT_GT(fit.pip[6], 0.99);
}

TEST(Susie, RefusesShapesThatDiffer) {
  try {
    (void)susie(Eigen::MatrixXd::Ones(4, 2), Eigen::VectorXd::Ones(5), {});
    ADD_FAILURE() << "accepted";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "susie: columns and outcome differ in length!");
  }
}

}  // namespace
}  // namespace culprit::calibration
