#include <gtest/gtest.h>

#include "engine/posterior.hpp"

namespace culprit::engine {
namespace {

TEST(ShareThatCameTrue, KeepsTheEndsAndTheOrder) {
  EXPECT_EQ(share_that_came_true(0), 0);
  EXPECT_EQ(share_that_came_true(1), 1);
  double last = 0;
  for (double p = 0.001; p < 1; p += 0.001) {
    EXPECT_GT(share_that_came_true(p), last) << p;
    last = share_that_came_true(p);
  }
}

TEST(ShareThatCameTrue, LiesOnStraightLinesBetweenWhatWasCounted) {
  EXPECT_DOUBLE_EQ(share_that_came_true(0.22), 0.50);
  EXPECT_DOUBLE_EQ(share_that_came_true(0.75), 0.835);
  EXPECT_DOUBLE_EQ(share_that_came_true(0.985), 0.975);
}

TEST(ShareThatCameTrue, OfSeveralTogetherIsAtMostTheSum) {
  for (double p = 0; p <= 1; p += 0.01) {
    for (double q = 0; p + q <= 1; q += 0.01) {
      EXPECT_LE(
          share_that_came_true(p + q), share_that_came_true(p) + share_that_came_true(q) + 1e-12)
          << p << " " << q;
    }
  }
}

TEST(ShareThatCameTrue, OfRoundingBeyondTheEndsIsTheEnds) {
  EXPECT_EQ(share_that_came_true(1 + 1e-12), 1);
  EXPECT_EQ(share_that_came_true(-1e-12), 0);
}

}  // namespace
}  // namespace culprit::engine
