#include "culprit/stats/pooled_fdr.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace culprit::stats {
namespace {

/// The step-up procedure itself: the largest candidate p(k) with p(k) m <= k q, else 0.
double exact_cutoff(std::vector<double> candidates, double hypotheses, double fdr) {
  std::sort(candidates.begin(), candidates.end());
  double cutoff = 0;
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    if (candidates[k] * hypotheses <= fdr * static_cast<double>(k + 1)) cutoff = candidates[k];
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
    std::vector<double> candidates;
    PooledFdr pooled;
    pooled.add_hypotheses(400);
    for (int i = 0; i < 400 - run; ++i) {
      candidates.push_back(i % 4 == 0 ? std::pow(uniform(random), 1 + run % 7) : uniform(random));
      pooled.add_candidate(candidates.back());
    }
    const auto here = found(candidates, pooled.cutoff(0.1));
    EXPECT_LE(here, found(candidates, exact_cutoff(candidates, 400, 0.1)));
    EXPECT_GE(here, found(candidates, exact_cutoff(candidates, 400, 0.1 / 1.0101)));
  }
}

TEST(PooledFdr, TakesTheEnds) {
  PooledFdr pooled;
  EXPECT_EQ(pooled.cutoff(0.1), 0);
  pooled.add_hypotheses(4);
  pooled.add_candidate(std::numeric_limits<double>::quiet_NaN());
  EXPECT_EQ(pooled.cutoff(1), 0);
  for (const double p : {0.0, 1.0, 1.0, 1.0}) pooled.add_candidate(p);
  EXPECT_EQ(pooled.cutoff(0.1), 0);
  EXPECT_EQ(pooled.cutoff(1), 1);
  pooled.add_hypotheses(1);
  pooled.add_candidate(std::numeric_limits<double>::denorm_min());
  EXPECT_GE(pooled.cutoff(0.1), std::numeric_limits<double>::denorm_min());
  EXPECT_LT(pooled.cutoff(0.1), 1e-300);
}

}  // namespace
}  // namespace culprit::stats
