#include "culprit/core/math.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace culprit {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Arguments that are the same on every machine.
class Arguments {
 public:
  double between(double low, double high) {
    const double share = static_cast<double>(bits_() >> 11) * 0x1p-53;
    return low + (high - low) * share;
  }

 private:
  std::mt19937_64 bits_{20};
};

/// The difference in units of the last place of `expected`.
double error_in_ulp(double actual, long double expected) {
  int exponent = 0;
  (void)std::frexp(static_cast<double>(expected), &exponent);
  const double ulp = std::ldexp(1.0, std::max(exponent - 53, -1074));
  return std::abs(static_cast<double>(
      (static_cast<long double>(actual) - expected) / static_cast<long double>(ulp)));
}

struct Function {
  const char* name;
  double (*portable)(double);
  long double (*reference)(long double);
  double low;
  double high;
  double most_ulp;
};

double atan2_of_one(double x) noexcept { return math::atan2(1, x); }
double atan2_left(double x) noexcept { return math::atan2(x, -1); }
double cube_of_exp2(double x) noexcept { return math::pow(math::exp2(x), 3); }

const std::vector<Function>& functions() {
  static const std::vector<Function> all{
      {"exp", math::exp, [](long double x) { return std::exp(x); }, -745, 709.7, 1},
      {"exp", math::exp, [](long double x) { return std::exp(x); }, -1, 1, 1},
      {"exp2", math::exp2, [](long double x) { return std::exp2(x); }, -1074, 1023.9, 1.1},
      {"log", math::log, [](long double x) { return std::log(x); }, 0, 2, 1},
      {"log", math::log, [](long double x) { return std::log(x); }, 0.99, 1.01, 1},
      {"log", math::log, [](long double x) { return std::log(x); }, 0, 1e300, 1},
      {"log", math::log, [](long double x) { return std::log(x); }, 0, 1e-308, 1},
      {"sin", math::sin, [](long double x) { return std::sin(x); }, -10, 10, 1},
      {"sin", math::sin, [](long double x) { return std::sin(x); }, -1e6, 1e6, 1},
      {"cos", math::cos, [](long double x) { return std::cos(x); }, -10, 10, 1},
      {"cos", math::cos, [](long double x) { return std::cos(x); }, -1e6, 1e6, 1},
      {"asin", math::asin, [](long double x) { return std::asin(x); }, -1, 1, 3},
      {"acos", math::acos, [](long double x) { return std::acos(x); }, -1, 1, 3},
      {"atan2", atan2_of_one, [](long double x) { return std::atan2(1.0L, x); }, -5, 5, 2},
      {"atan2", atan2_of_one, [](long double x) { return std::atan2(1.0L, x); }, 0, 1e17, 2},
      {"atan2", atan2_left, [](long double x) { return std::atan2(x, -1.0L); }, -5, 5, 2}};
  return all;
}

TEST(Math, IsAsExactAsItSays) {
  Arguments arguments;
  for (const Function& f : functions()) {
    for (int i = 0; i < 20'000; ++i) {
      const double x = arguments.between(f.low, f.high);
      const double error = error_in_ulp(f.portable(x), f.reference(static_cast<long double>(x)));
      ASSERT_LE(error, f.most_ulp) << f.name << " of " << x;
    }
  }
}

TEST(Math, PowersAreExactOverTheWholeRange) {
  Arguments arguments;
  for (int i = 0; i < 60'000; ++i) {
    const std::array<double, 3> bases{math::exp2(arguments.between(-300, 300)),
        1 + arguments.between(-1e-9, 1e-9), arguments.between(0.5, 2)};
    const double x = bases.at(static_cast<std::size_t>(i) % bases.size());
    const double most = 700 / std::max(std::abs(math::log(x)), 1e-12);
    const double y = arguments.between(-most, most);
    const long double expected = std::pow(static_cast<long double>(x), static_cast<long double>(y));
    ASSERT_LE(error_in_ulp(math::pow(x, y), expected), 1) << x << " to the power of " << y;
  }
}

TEST(Math, KnowsTheEndsOfItsDomains) {
  EXPECT_EQ(math::exp(infinity), infinity);
  EXPECT_EQ(math::exp(710), infinity);
  EXPECT_EQ(math::exp(-infinity), 0);
  EXPECT_EQ(math::exp(-745.1), std::numeric_limits<double>::denorm_min());
  EXPECT_EQ(math::exp(0), 1);
  EXPECT_EQ(math::exp2(infinity), infinity);
  EXPECT_EQ(math::exp2(-infinity), 0);
  EXPECT_EQ(math::exp2(-1074), std::numeric_limits<double>::denorm_min());
  for (int k = -1022; k < 1024; ++k) EXPECT_EQ(math::exp2(k), std::ldexp(1.0, k));
  EXPECT_EQ(math::log(0), -infinity);
  EXPECT_EQ(math::log(infinity), infinity);
  EXPECT_EQ(math::log(1), 0);
  EXPECT_TRUE(std::isnan(math::log(-1)));
  EXPECT_EQ(math::atan2(0, 0), 0);
  EXPECT_EQ(math::atan2(-0.0, -1), std::atan2(0.0, -1.0));
  EXPECT_EQ(math::atan2(-infinity, infinity), std::atan2(-1.0, 1.0));
  EXPECT_EQ(math::atan2(1, infinity), 0);
  EXPECT_TRUE(std::isnan(math::asin(1.1)));
  EXPECT_TRUE(std::isnan(math::acos(-1.1)));
  EXPECT_TRUE(std::isnan(math::sin(1.1e6)));
  EXPECT_TRUE(std::isnan(math::cos(-infinity)));
  for (const auto f : {math::exp, math::exp2, math::log, math::sin, math::cos, math::asin,
           math::acos, atan2_of_one, cube_of_exp2}) {
    EXPECT_TRUE(std::isnan(f(nan)));
  }
}

TEST(Math, PowersAtTheEndsAreThoseOfTheLibrary) {
  for (const double x : {0.0, 0.25, 1.0, 4.0, infinity}) {
    for (const double y : {-infinity, -1e308, -2.0, -0.0, 0.5, 1.0, 3.0, 1e308, infinity}) {
      EXPECT_EQ(math::pow(x, y), std::pow(x, y)) << x << " to the power of " << y;
    }
  }
  EXPECT_EQ(math::pow(nan, 0), 1);
  EXPECT_EQ(math::pow(1, nan), 1);
  EXPECT_TRUE(std::isnan(math::pow(2, nan)));
  EXPECT_TRUE(std::isnan(math::pow(-2, 2)));
}

TEST(Math, ManyExponentialsAreThoseOfOne) {
  Arguments arguments;
  std::vector<double> values(20'001);
  for (double& x : values) x = arguments.between(-707, 709);
  std::vector<double> powers = values;
  math::exp_each(powers);
  for (std::size_t i = 0; i < values.size(); ++i) ASSERT_EQ(powers[i], math::exp(values[i]));
  std::vector<double> ends{-infinity, -708, 0};
  math::exp_each(ends);
  EXPECT_EQ(ends[0], ends[1]);
  EXPECT_EQ(ends[1], math::exp(-708));
  EXPECT_EQ(ends[2], 1);
}

TEST(Math, FloatsAreAsExactAsTheySay) {
  Arguments arguments;
  std::vector<float> exponents(50'001);
  std::vector<float> numbers(50'001);
  for (float& x : exponents) x = static_cast<float>(arguments.between(-86.9, 80));
  for (float& x : numbers) x = static_cast<float>(math::exp2(arguments.between(-126, 127.9)));
  std::vector<float> powers = exponents;
  std::vector<float> logarithms = numbers;
  math::exp_each(powers);
  math::log_each(logarithms);
  const auto error = [](float actual, double expected) {
    int exponent = 0;
    (void)std::frexp(expected, &exponent);
    return std::abs(static_cast<double>(actual) - expected) / std::ldexp(1.0, exponent - 24);
  };
  for (std::size_t i = 0; i < exponents.size(); ++i) {
    ASSERT_LE(error(powers[i], math::exp(static_cast<double>(exponents[i]))), 1) << exponents[i];
    ASSERT_LE(error(logarithms[i], math::log(static_cast<double>(numbers[i]))), 1) << numbers[i];
  }
  std::vector<float> ends{-1000, -88, 0};
  math::exp_each(ends);
  EXPECT_EQ(ends[0], ends[1]);
  EXPECT_LT(ends[0], 2e-38F);
  EXPECT_EQ(ends[2], 1);
}

/// FNV-1a of the bits, so that a compiler or a CPU that rounds otherwise is noticed.
class Digest {
 public:
  template <typename Number> void add(Number value) {
    for (const unsigned char byte : std::bit_cast<std::array<unsigned char, sizeof value>>(value)) {
      digest_ = (digest_ ^ byte) * 0x100000001b3ULL;
    }
  }
  [[nodiscard]] std::uint64_t value() const { return digest_; }

 private:
  std::uint64_t digest_ = 0xcbf29ce484222325ULL;
};

TEST(Math, GivesTheSameBitsEverywhere) {
  Arguments arguments;
  Digest digest;
  for (const Function& f : functions()) {
    for (int i = 0; i < 2'000; ++i) digest.add(f.portable(arguments.between(f.low, f.high)));
  }
  std::vector<float> values(2'003);
  for (float& x : values) x = static_cast<float>(arguments.between(-80, 80));
  math::exp_each(values);
  for (const float x : values) digest.add(x);
  math::log_each(values);
  for (const float x : values) digest.add(x);
  for (int i = 0; i < 2'000; ++i) {
    const double exponent = arguments.between(-30, 30);  // the order of arguments is not fixed
    const double base = arguments.between(0, 9);
    digest.add(math::pow(base, exponent));
  }
  EXPECT_EQ(digest.value(), 3806946800223423568ULL);
}

}  // namespace
}  // namespace culprit
