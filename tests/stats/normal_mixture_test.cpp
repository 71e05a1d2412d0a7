#include "stats/normal_mixture.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/near.hpp"

namespace culprit::stats {
namespace {

using culprit::testing::closed_form;
using culprit::testing::is_near;

struct Component {
  double weight;
  double mean;
  double sd;
};

NormalMixture mixture_of(const std::vector<Component>& components) {
  NormalMixture mixture;
  const auto k = static_cast<Eigen::Index>(components.size());
  mixture.weight.resize(k);
  mixture.mean.resize(k);
  mixture.sd.resize(k);
  for (Eigen::Index i = 0; i < k; ++i) {
    const Component& component = components[static_cast<std::size_t>(i)];
    mixture.weight[i] = component.weight;
    mixture.mean[i] = component.mean;
    mixture.sd[i] = component.sd;
  }
  return mixture;
}

std::string error_of(const auto& action) {
  try {
    (void)action();
  } catch (const std::domain_error& error) {
    return error.what();
  }
  return "no error";
}

TEST(NormalMixture, OfOneNormalHasTheNormalsQuantiles) {
  const auto normal = mixture_of({{7, 2, 3}});
  // R 4.2.2: 2 + 3 * qnorm(p).
  EXPECT_NEAR(quantile(normal, 0.975), 7.87989195362016, 3e-7);
  EXPECT_NEAR(quantile(normal, 0.5), 2, 3e-7);
  EXPECT_NEAR(quantile(normal, 0.001), -7.27069691850344, 3e-7);
  EXPECT_TRUE(is_near(cumulative(normal, 5), 0.841344746068543, closed_form));  // pnorm(1)
  EXPECT_EQ(mean_of(normal), 2);
}

TEST(NormalMixture, WeightsCountInProportion) {
  const auto a = mixture_of({{0.2, -1, 1}, {0.6, 2, 0.5}});
  const auto b = mixture_of({{1, -1, 1}, {3, 2, 0.5}});
  EXPECT_TRUE(is_near(mean_of(a), 0.25 * -1 + 0.75 * 2, closed_form));
  EXPECT_TRUE(is_near(mean_of(b), mean_of(a), closed_form));
  for (const double x : {-3.0, 0.0, 1.9, 5.0}) {
    EXPECT_TRUE(is_near(cumulative(b, x), cumulative(a, x), closed_form));
    const double by_hand = 0.125 * std::erfc(-(x + 1) / std::numbers::sqrt2) +
                           0.375 * std::erfc(-(x - 2) / 0.5 / std::numbers::sqrt2);
    EXPECT_TRUE(is_near(cumulative(a, x), by_hand, closed_form));
  }
}

TEST(NormalMixture, OfTwoMirroredNormalsIsSymmetric) {
  const auto mixture = mixture_of({{1, -2, 0.7}, {1, 2, 0.7}});
  EXPECT_NEAR(mean_of(mixture), 0, closed_form);
  EXPECT_TRUE(is_near(cumulative(mixture, 0), 0.5, closed_form));
  for (const double p : {0.01, 0.2, 0.4}) {
    EXPECT_NEAR(quantile(mixture, p), -quantile(mixture, 1 - p), 1e-6);
  }
}

TEST(NormalMixture, QuantileInvertsTheDistribution) {
  const auto mixture = mixture_of({{0.5, -1, 0.2}, {2, 0.3, 1.5}, {0.1, 40, 3}, {0, 1e6, 1}});
  for (const double p : {1e-6, 0.025, 0.3, 0.5, 0.97, 0.999}) {
    EXPECT_NEAR(cumulative(mixture, quantile(mixture, p)), p, 1e-7) << p;
  }
}

TEST(NormalMixture, HoldsPoints) {
  // Three quarters at 1, the rest at 3.
  const auto points = mixture_of({{3, 1, 0}, {1, 3, 0}});
  EXPECT_EQ(cumulative(points, 0.999), 0);
  EXPECT_EQ(cumulative(points, 1), 0.75);
  EXPECT_EQ(cumulative(points, 3), 1);
  EXPECT_NEAR(quantile(points, 0.5), 1, 1e-8);
  EXPECT_NEAR(quantile(points, 0.8), 3, 1e-8);
  EXPECT_EQ(quantile(mixture_of({{1, 2.5, 0}}), 0.2), 2.5);
  // Nearly all of it at 0, and a spread that is searched through.
  EXPECT_EQ(quantile(mixture_of({{1, 0, 0}, {1e-6, -0.8, 0.1}}), 0.025), 0);
}

TEST(NormalMixture, KnowsWhenItIsEmpty) {
  EXPECT_TRUE(NormalMixture{}.is_empty());
  EXPECT_TRUE(mixture_of({{0, 1, 1}}).is_empty());
  EXPECT_FALSE(mixture_of({{0, 1, 1}, {1e-9, 1, 1}}).is_empty());
  const auto nothing = mixture_of({{0, 1, 1}});
  EXPECT_EQ(
      error_of([&] { return mean_of(nothing); }), "mean_of: mixture is empty, but must not be!");
  EXPECT_EQ(error_of([&] { return cumulative(nothing, 0); }),
      "cumulative: mixture is empty, but must not be!");
  EXPECT_EQ(error_of([&] { return quantile(nothing, 0.5); }),
      "quantile: mixture is empty, but must not be!");
}

TEST(NormalMixture, RefusesQuantilesOutsideTheOpenUnitInterval) {
  const auto normal = mixture_of({{1, 0, 1}});
  EXPECT_EQ(
      error_of([&] { return quantile(normal, 0); }), "quantile: p is 0, but must be in (0, 1)!");
  EXPECT_EQ(
      error_of([&] { return quantile(normal, 1); }), "quantile: p is 1, but must be in (0, 1)!");
  EXPECT_EQ(error_of([&] { return quantile(normal, std::numeric_limits<double>::quiet_NaN()); }),
      "quantile: p is nan, but must be in (0, 1)!");
}

}  // namespace
}  // namespace culprit::stats
