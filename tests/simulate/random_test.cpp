#include "simulate/random.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace culprit::simulate {
namespace {

TEST(Random, StreamsOfOneSeedDiffer) {
  Random a{1, Stream::eating};
  Random b{1, Stream::course};
  Random again{1, Stream::eating};
  const double first = a.uniform();
  EXPECT_NE(first, b.uniform());
  EXPECT_EQ(first, again.uniform());
}

TEST(Random, UniformNumbersFillTheUnitInterval) {
  Random random{5, Stream::eating};
  double sum = 0, smallest = 1, largest = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double u = random.uniform();
    sum += u;
    smallest = std::min(smallest, u);
    largest = std::max(largest, u);
  }
  EXPECT_NEAR(sum / 100'000, 0.5, 0.005);
  EXPECT_GE(smallest, 0);
  EXPECT_LT(smallest, 0.001);
  EXPECT_LT(largest, 1);
  EXPECT_GT(largest, 0.999);
}

TEST(Random, BelowGivesEveryNumberAlike) {
  Random random{5, Stream::names};
  int counts[3] = {};
  for (int i = 0; i < 30'000; ++i) ++counts[random.below(3)];
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 400);
}

TEST(Random, NormalNumbersHaveTheMomentsAndLieOnTheGrid) {
  Random random{5, Stream::course};
  double sum = 0, squares = 0, fourths = 0;
  constexpr int n = 100'000;
  for (int i = 0; i < n; ++i) {
    const double z = random.normal();
    EXPECT_EQ(z * 0x1p20, std::round(z * 0x1p20));
    sum += z;
    squares += z * z;
    fourths += z * z * z * z;
  }
  EXPECT_NEAR(sum / n, 0, 0.015);
  EXPECT_NEAR(squares / n, 1, 0.02);
  EXPECT_NEAR(fourths / n, 3, 0.15);
}

}  // namespace
}  // namespace culprit::simulate
