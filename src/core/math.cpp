#include "culprit/core/math.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

#include "culprit/core/clones.hpp"

// Methods and coefficients of exp, log, sin, cos and atan are fdlibm's: Copyright (C) 1993 by Sun
// Microsystems, Inc. All rights reserved. Developed at SunSoft. Permission to use, copy, modify,
// and distribute this software is freely granted, provided that this notice is preserved. Those of
// the float functions are of the Cephes library (S. L. Moshier).

namespace culprit::math {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// ln 2 in two parts: the first has zeros at its end, so that its multiples are exact.
constexpr double ln2_high = 6.93147180369123816490e-01;
constexpr double ln2_low = 1.90821492927058770002e-10;

/// A number as the sum of two: about 106 bits.
struct Pair {
  double high;
  double low;
};

Pair exact_sum(double a, double b) noexcept {
  const double sum = a + b;
  const double of_b = sum - a;
  return {sum, (a - (sum - of_b)) + (b - of_b)};
}

/// The upper half of the digits: products of halves are exact.
double upper_half(double x) noexcept {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) & 0xffff'ffff'f800'0000ULL);
}

Pair exact_product(double a, double b) noexcept {
  const double product = a * b;
  const double a_high = upper_half(a);
  const double b_high = upper_half(b);
  const double a_low = a - a_high;
  const double b_low = b - b_high;
  return {product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

Pair product(const Pair& a, const Pair& b) noexcept {
  const Pair p = exact_product(a.high, b.high);
  return exact_sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

double polynomial(double /*x*/, double last) noexcept { return last; }

/// first + x * (second + x * (third + …)): rounded from the inside outwards.
template <typename... Rest> double polynomial(double x, double first, Rest... rest) noexcept {
  return first + x * polynomial(x, rest...);
}

/// The nearest whole number of a moderate value: the sum has no bits left for a fraction.
double nearest(double x) noexcept {
  constexpr double no_fraction = 0x1.8p52;
  return (x + no_fraction) - no_fraction;
}

/// 2^exponent for -1022 <= exponent <= 1023.
double power_of_two(std::int64_t exponent) noexcept {
  return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

/// x * 2^exponent in two steps, so that neither factor leaves a double's range.
double scaled(double x, std::int64_t exponent) noexcept {
  const std::int64_t half = exponent / 2;
  return x * power_of_two(half) * power_of_two(exponent - half);
}

/// e^(high - low) for |high - low| <= ln 2 / 2 and a `low` far smaller.
double exp_near_zero(double high, double low) noexcept {
  const double r = high - low;
  const double t = r * r;
  const double c = r - t * polynomial(t, 1.66666666666666019037e-01, -2.77777777770155933842e-03,
                               6.61375632143793436117e-05, -1.65339022054652515390e-06,
                               4.13813679705723846039e-08);
  return 1 + (r * c / (2 - c) - low + high);
}

/// e^(x + low) for a `low` far smaller than x, as 2^k e^r with |r| <= ln 2 / 2.
double exp_of_pair(double x, double low) noexcept {
  if (!(x < 710)) return x >= 710 ? infinity : nan;
  if (x < -746) return 0;
  const double k = nearest(x * std::numbers::log2e);
  return scaled(exp_near_zero(x - k * ln2_high, k * ln2_low - low), static_cast<std::int64_t>(k));
}

/// x = 2^k m with m in [sqrt(1/2), sqrt(2)), for positive finite x.
struct Split {
  double k;
  double m;
};

Split split(double x) noexcept {
  double k = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    k = -54;
  }
  constexpr std::uint64_t root_half = 0x3fe6'a09e'667f'3bcdULL;
  const auto bits = std::bit_cast<std::uint64_t>(x) - root_half;
  const auto exponent = static_cast<std::int64_t>(bits) >> 52;
  const auto mantissa = (bits & 0x000f'ffff'ffff'ffffULL) + root_half;
  return {k + static_cast<double>(exponent), std::bit_cast<double>(mantissa)};
}

/// What `log` gives at the ends of its domain and beyond, for x that is not positive and finite.
double log_outside(double x) noexcept { return x == 0 ? -infinity : x > 0 ? infinity : nan; }

/// log(x) to about 2^-65 of its size, for positive finite x: 2 atanh(s) with s = (m - 1)/(m + 1).
Pair log_pair(double x) noexcept {
  const auto [k, m] = split(x);
  const double f = m - 1;
  const Pair divisor = exact_sum(m, 1);
  const double s = f / divisor.high;
  const Pair back = exact_product(s, divisor.high);
  const Pair ratio{s, ((f - back.high) - back.low - s * divisor.low) / divisor.high};
  const Pair square = product(ratio, ratio);
  const Pair cube = product(square, ratio);
  constexpr Pair two_thirds{0x1.5555555555555p-1, 0x1.5555555555555p-55};
  const Pair second = product(cube, two_thirds);
  const double z = square.high;
  double rest = 0;
  for (int n = 23; n >= 5; n -= 2) rest = rest * z + 2.0 / n;
  rest *= z * cube.high;
  // The largest part first: k ln 2, then 2 s, then what is at most a hundredth of it.
  Pair sum = exact_sum(k * ln2_high, 2 * ratio.high);
  const Pair next = exact_sum(sum.high, second.high);
  const double low = sum.low + next.low + 2 * ratio.low + second.low + rest + k * ln2_low;
  return exact_sum(next.high, low);
}

double sin_near_zero(double x, double low) noexcept {
  const double z = x * x;
  const double r = polynomial(z, 8.33333333332248946124e-03, -1.98412698298579493134e-04,
      2.75573137070700676789e-06, -2.50507602534068634195e-08, 1.58969099521155010221e-10);
  const double v = z * x;
  return x - ((z * (0.5 * low - v * r) - low) + v * 1.66666666666666324348e-01);
}

double cos_near_zero(double x, double low) noexcept {
  const double z = x * x;
  const double r = z * polynomial(z, 4.16666666666666019037e-02, -1.38888888888741095749e-03,
                           2.48015872894767294178e-05, -2.75573143513906633035e-07,
                           2.08757232129817482790e-09, -1.13596475577881948265e-11);
  const double half = 0.5 * z;
  const double w = 1 - half;
  return w + (((1 - w) - half) + (z * r - x * low));
}

/// The sine of x + quarters * pi/2. Multiples of pi/2 are taken off in three parts (118 bits).
double sin_of(double x, std::int64_t quarters) noexcept {
  if (!(std::abs(x) <= 1e6)) return nan;
  const double n = nearest(x * (2 / std::numbers::pi));
  const double first = x - n * 1.57079632673412561417e+00;
  double w = n * 6.07710050630396597660e-11;
  const double r = first - w;
  w = n * 2.02226624879595063154e-21 - ((first - r) - w);
  const double high = r - w;
  const double low = (r - high) - w;
  const auto turn = (static_cast<std::int64_t>(n) + quarters) & 3;
  const double value = (turn & 1) != 0 ? cos_near_zero(high, low) : sin_near_zero(high, low);
  return (turn & 2) != 0 ? -value : value;
}

/// The angle whose tangent is y/x, for 0 <= y <= x and x > 0.
double atan_of_ratio(double y, double x) noexcept {
  Pair angle{0, 0};
  double t = y / x;
  if (t > 0.6875) {
    angle = {7.85398163397448278999e-01, 3.06161699786838301793e-17};
    t = (y - x) / (y + x);
  } else if (t > 0.4375) {
    angle = {4.63647609000806093515e-01, 2.26987774529616870924e-17};
    t = (2 * y - x) / (2 * x + y);
  }
  const double z = t * t;
  const double w = z * z;
  const double odd = z * polynomial(w, 3.33333333333329318027e-01, 1.42857142725034663711e-01,
                             9.09088713343650656196e-02, 6.66107313738753120669e-02,
                             4.97687799461593236017e-02, 1.62858201153657823623e-02);
  const double even = w * polynomial(w, -1.99999999998764832476e-01, -1.11111104054623557880e-01,
                              -7.69187620504482999495e-02, -5.83357013379057348645e-02,
                              -3.65315727442169155270e-02);
  return angle.high - ((t * (odd + even) - angle.low) - t);
}

}  // namespace

double exp(double x) noexcept { return exp_of_pair(x, 0); }

double exp2(double x) noexcept {
  if (!(std::abs(x) < 1100)) return x > 0 ? infinity : x < 0 ? 0.0 : nan;
  const double k = nearest(x);
  return scaled(exp_of_pair((x - k) * std::numbers::ln2, 0), static_cast<std::int64_t>(k));
}

double log(double x) noexcept {
  if (!(x > 0 && x < infinity)) return log_outside(x);
  const auto [k, m] = split(x);
  const double f = m - 1;
  const double half_square = 0.5 * f * f;
  const double s = f / (2 + f);
  const double z = s * s;
  const double w = z * z;
  const double even = w * polynomial(w, 3.999999999940941908e-01, 2.222219843214978396e-01,
                              1.531383769920937332e-01);
  const double odd = z * polynomial(w, 6.666666666666735130e-01, 2.857142874366239149e-01,
                             1.818357216161805012e-01, 1.479819860511658591e-01);
  return s * (half_square + odd + even) + k * ln2_low - half_square + f + k * ln2_high;
}

double pow(double x, double y) noexcept {
  if (y == 0 || x == 1) return 1;
  if (x > 0 && x < infinity && std::abs(y) < 1e300) {
    const Pair log_x = log_pair(x);
    // Beyond a double's range at any rate, where the products below would lose their meaning.
    const double about = y * log_x.high;
    if (std::abs(about) > 800) return about > 0 ? infinity : 0;
    const Pair exponent = exact_product(y, log_x.high);
    return exp_of_pair(exponent.high, exponent.low + y * log_x.low);
  }
  if (!(x >= 0) || std::isnan(y)) return nan;
  return (x > 1) == (y > 0) ? infinity : 0;
}

double sin(double x) noexcept { return sin_of(x, 0); }

double cos(double x) noexcept { return sin_of(x, 1); }

double atan2(double y, double x) noexcept {
  constexpr double pi_low = 1.2246467991473531772e-16;
  const double up = std::abs(y);
  const double along = std::abs(x);
  if (std::isnan(x) || std::isnan(y)) return nan;
  if (up == 0 && along == 0) return 0;
  if (std::isinf(up) && std::isinf(along)) return atan2(std::copysign(1, y), std::copysign(1, x));
  double angle = up <= along ? atan_of_ratio(up, along)
                             : std::numbers::pi / 2 - (atan_of_ratio(along, up) - pi_low / 2);
  if (x < 0) angle = std::numbers::pi - (angle - pi_low);
  return y < 0 ? -angle : angle;
}

double asin(double x) noexcept { return atan2(x, std::sqrt((1 - x) * (1 + x))); }

double acos(double x) noexcept { return atan2(std::sqrt((1 - x) * (1 + x)), x); }

CULPRIT_CLONES void exp_each(std::span<double> values) noexcept {
  for (double& value : values) {
    constexpr double no_fraction = 0x1.8p52;
    const double x = value > -708.0 ? value : -708.0;
    const double shifted = x * std::numbers::log2e + no_fraction;
    const double k = shifted - no_fraction;
    // The whole number is in the last bits of the sum: it goes to the exponent's.
    const double y = exp_near_zero(x - k * ln2_high, k * ln2_low);
    value = std::bit_cast<double>(
        std::bit_cast<std::uint64_t>(y) + (std::bit_cast<std::uint64_t>(shifted) << 52));
  }
}

CULPRIT_CLONES void exp_each(std::span<float> values) noexcept {
  for (float& value : values) {
    constexpr float no_fraction = 0x1.8p23F;
    const float x = value > -87.0F ? value : -87.0F;
    const float shifted = x * std::numbers::log2e_v<float> + no_fraction;
    const float k = shifted - no_fraction;
    const float r = (x - k * 0.693359375F) - k * -2.12194440e-4F;
    float p = 1.9875691500e-4F;
    p = p * r + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    const float y = p * (r * r) + r + 1.0F;
    value = std::bit_cast<float>(
        std::bit_cast<std::uint32_t>(y) + (std::bit_cast<std::uint32_t>(shifted) << 23));
  }
}

CULPRIT_CLONES void log_each(std::span<float> values) noexcept {
  for (float& value : values) {
    constexpr std::uint32_t root_half = 0x3f35'04f3U;
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value) - root_half;
    const auto k = static_cast<float>(static_cast<std::int32_t>(bits) >> 23);
    const float f = std::bit_cast<float>((bits & 0x007f'ffffU) + root_half) - 1;
    float p = 7.0376836292e-2F;
    p = p * f - 1.1514610310e-1F;
    p = p * f + 1.1676998740e-1F;
    p = p * f - 1.2420140846e-1F;
    p = p * f + 1.4249322787e-1F;
    p = p * f - 1.6668057665e-1F;
    p = p * f + 2.0000714765e-1F;
    p = p * f - 2.4999993993e-1F;
    p = p * f + 3.3333331174e-1F;
    const float z = f * f;
    value = ((p * f * z + k * -2.12194440e-4F) - 0.5F * z + f) + k * 0.693359375F;
  }
}

}  // namespace culprit::math
