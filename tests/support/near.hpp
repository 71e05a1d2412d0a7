/// Named tolerances of number comparisons, and a comparison that is relative for large numbers and
/// absolute for small ones.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace culprit::testing {

/// Closed forms: rounding only.
inline constexpr double closed_form = 1e-10;
/// Results of another program's optimiser.
inline constexpr double optimised = 1e-6;
/// Restricted maximum likelihood fits: two optimisers on a flat ridge.
inline constexpr double restricted_fit = 1e-4;

inline ::testing::AssertionResult is_near(double actual, double expected, double tolerance) {
  if (std::isnan(expected) && std::isnan(actual)) return ::testing::AssertionSuccess();
  const double allowed = tolerance * std::max(1.0, std::abs(expected));
  if (std::abs(actual - expected) <= allowed) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << actual << " differs from " << expected << " by "
                                       << std::abs(actual - expected) << ", allowed " << allowed;
}

/// For tails: relative whatever the size.
inline ::testing::AssertionResult is_relatively_near(
    double actual, double expected, double tolerance) {
  if (std::abs(actual - expected) <= tolerance * std::abs(expected)) {
    return ::testing::AssertionSuccess();
  }
  return ::testing::AssertionFailure() << actual << " is not " << expected;
}

}  // namespace culprit::testing
