#include "culprit/stats/pooled_fdr.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace culprit::stats {
namespace {

/// The step-up procedure itself: the largest p(k) with p(k) <= k q / m, else 0.
double exact_cutoff(std::vector<double> p_values, double fdr) {
  std::sort(p_values.begin(), p_values.end());
  const auto m = static_cast<double>(p_values.size());
  double cutoff = 0;
  for (std::size_t k = 0; k < p_values.size(); ++k) {
    if (p_values[k] * m <= fdr * static_cast<double>(k + 1)) cutoff = p_values[k];
  }
  return cutoff;
}

std::uint64_t found(const std::vector<double>& p_values, double cutoff) {
  return static_cast<std::uint64_t>(
      std::count_if(p_values.begin(), p_values.end(), [&](double p) { return p <= cutoff; }));
}

TEST(PooledFdr, NeverFindsMoreThanTheExactProcedureAndHardlyLess) {
  std::mt19937_64 random{7};
  std::uniform_real_distribution<double> uniform{0, 1};
  for (int run = 0; run < 50; ++run) {
    std::vector<double> p_values;
    PooledFdr pooled;
    for (int i = 0; i < 400; ++i) {
      p_values.push_back(i % 4 == 0 ? std::pow(uniform(random), 1 + run % 7) : uniform(random));
      pooled.add(p_values.back());
    }
    const double exact = exact_cutoff(p_values, 0.1);
    const auto here = found(p_values, pooled.cutoff(0.1));
    EXPECT_LE(here, found(p_values, exact));
    EXPECT_GE(here, found(p_values, exact_cutoff(p_values, 0.1 / 1.0101)));
    EXPECT_EQ(pooled.size(), p_values.size());
  }
}

TEST(PooledFdr, TakesTheEnds) {
  PooledFdr pooled;
  EXPECT_EQ(pooled.cutoff(0.1), 0);
  pooled.add(std::numeric_limits<double>::quiet_NaN());
  EXPECT_EQ(pooled.size(), 0);
  for (const double p : {0.0, 1.0, 1.0, 1.0}) pooled.add(p);
  EXPECT_EQ(pooled.cutoff(0.1), 0);
  EXPECT_EQ(pooled.cutoff(1), 1);
  pooled.add(std::numeric_limits<double>::denorm_min());
  EXPECT_GE(pooled.cutoff(0.1), std::numeric_limits<double>::denorm_min());
  EXPECT_LT(pooled.cutoff(0.1), 1e-300);
}

}  // namespace
}  // namespace culprit::stats
