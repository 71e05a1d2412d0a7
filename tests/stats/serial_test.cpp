#include <gtest/gtest.h>

#include <Eigen/QR>
#include <cmath>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "stats/correlation.hpp"
#include "support/near.hpp"
#include "support/reference.hpp"

namespace culprit::stats {
namespace {

using culprit::testing::closed_form;
using culprit::testing::is_near;
using culprit::testing::is_relatively_near;
using culprit::testing::reference_number;
using culprit::testing::reference_table;

/// Residuals of severity ~ 1 + food1 + food2 + stress + day on the complete rows of the diary.
Eigen::VectorXd residuals() {
  const auto table = reference_table("diary180.csv");
  std::vector<Eigen::Index> complete;
  for (Eigen::Index i = 0; i < table.at("day").size(); ++i) {
    double sum = 0;
    for (const char* name : {"severity", "food1", "food2", "stress"}) sum += table.at(name)[i];
    if (!std::isnan(sum)) complete.push_back(i);
  }
  Eigen::MatrixXd x(static_cast<Eigen::Index>(complete.size()), 5);
  x << Eigen::VectorXd::Ones(x.rows()), table.at("food1")(complete), table.at("food2")(complete),
      table.at("stress")(complete), table.at("day")(complete);
  const Eigen::VectorXd y = table.at("severity")(complete);
  return y - x * x.householderQr().solve(y);
}

TEST(LjungBox, MatchesStatsmodels) {
  const Eigen::VectorXd rest = residuals();
  for (const int lags : {1, 7, 10}) {
    const double expected =
        reference_number("serial_tests", "/ljung_box/" + std::to_string(lags) + "/p");
    // The residuals of two programs differ in the last bits, a tail of 1e-10 in more.
    EXPECT_TRUE(is_relatively_near(ljung_box_p(rest, lags), expected, 1e-9)) << lags;
  }
}

TEST(LjungBox, OfThreeValuesByHand) {
  // r1 = (-1·0 + 0·1) / 2 = 0: no autocorrelation at lag 1. r2 = -1/2: Q = 3·5·(1/4)/1 = 3.75, and
  // a chi-squared of 2 degrees has the tail exp(-Q/2).
  const Eigen::Vector3d values{4, 5, 6};
  EXPECT_EQ(ljung_box_p(values, 1), 1);
  EXPECT_TRUE(is_near(ljung_box_p(values, 2), std::exp(-3.75 / 2), closed_form));
}

TEST(LjungBox, OfAConstantSeriesIsOne) {
  EXPECT_EQ(ljung_box_p(Eigen::VectorXd::Constant(12, 3.5), 10), 1);
}

TEST(LjungBox, RefusesLagsThatTheSeriesDoesNotHave) {
  struct Case {
    int n;
    int lags;
    std::string message;
  };
  for (const auto& [n, lags, message] : std::vector<Case>{
           {5, 0, "ljung_box_p: lags is 0, but must be in [1, 4]!"},
           {5, 5, "ljung_box_p: lags is 5, but must be in [1, 4]!"},
           {5, -1, "ljung_box_p: lags is -1, but must be in [1, 4]!"},
           {0, 1, "ljung_box_p: lags is 1, but must be in [1, -1]!"},
       }) {
    try {
      (void)ljung_box_p(Eigen::VectorXd::LinSpaced(n, 0, 1), lags);
      ADD_FAILURE() << "accepted " << lags << " of " << n;
    } catch (const std::domain_error& error) {
      EXPECT_EQ(error.what(), message);
    }
  }
}

}  // namespace
}  // namespace culprit::stats
