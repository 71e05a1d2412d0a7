#include "culprit/stats/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "culprit/core/clones.hpp"
#include "culprit/core/math.hpp"
#include "stats/boost_math.hpp"
#include "stats/lanes.hpp"
#include "stats/require.hpp"

namespace culprit::stats {
namespace {

using StudentT = boost::math::students_t_distribution<double, Policy>;
using ChiSquare = boost::math::chi_squared_distribution<double, Policy>;

CULPRIT_CLONES void half_squares(const double* z, double* powers, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) powers[i] = -0.5 * z[i] * z[i];
}

/// From z and exp(-z²/2), P(Z <= z); beyond 7 standard deviations it is nearly 0 or 1 at any rate.
/// Source: Hart et al. (1968), Computer Approximations, 5666, as in West (2005), Wilmott, 70–76.
template <typename Number>
[[gnu::always_inline]] inline void to_probability(Number& z, const Number& power) {
  const Number a = z < 0 ? -z : z;
  const Number x = a < 7.07 ? a : a - a + 7.07;
  Number above = 3.52624965998911e-02 * x + 0.700383064443688;
  above = above * x + 6.37396220353165;
  above = above * x + 33.912866078383;
  above = above * x + 112.079291497871;
  above = above * x + 221.213596169931;
  above = above * x + 220.206867912376;
  Number below = 8.83883476483184e-02 * x + 1.75566716318264;
  below = below * x + 16.064177579207;
  below = below * x + 86.7807322029461;
  below = below * x + 296.564248779674;
  below = below * x + 637.333633378831;
  below = below * x + 793.826512519948;
  below = below * x + 440.413735824752;
  const Number tail = power * above / below;
  z = z > 0 ? 1 - tail : tail;
}

CULPRIT_CLONES void probabilities(double* z, const double* powers, std::size_t n) {
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    Four probability = four(z + i).v;
    const Four power = four(powers + i).v;
    to_probability<Four>(probability, power);
    four(z + i).v = probability;
  }
  for (; i < n; ++i) to_probability<double>(z[i], powers[i]);
}

/// Gamma(a + 1/2) / Gamma(a), by its asymptotic series, up the recurrence to where that holds.
double half_step_of_gamma(double a) {
  double ratio = 1;
  for (; a < 20; ++a) ratio *= a / (a + 0.5);
  const double r = 1 / (a * a);
  const double series =
      (-1.0 / 8 + r * (1.0 / 192 + r * (-1.0 / 640 + r * (17.0 / 14336 - r * 31.0 / 18432)))) / a;
  return ratio * std::sqrt(a) * math::exp(series);
}

/// The continued fraction of the incomplete beta function I_x(a, b), without the factor before it.
/// Source: Press et al. (2007), Numerical Recipes, section 6.4 (modified Lentz).
double beta_fraction(double a, double b, double x) {
  constexpr double tiny = 1e-300;
  constexpr double settled = 3e-16;
  constexpr int most_terms = 1000;
  double c = 1;
  double d = 1 - (a + b) * x / (a + 1);
  d = 1 / (std::abs(d) < tiny ? tiny : d);
  double fraction = d;
  for (int m = 1; m < most_terms; ++m) {
    const double two = a + 2 * m;
    const double even = m * (b - m) * x / ((two - 1) * two);
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / (two * (two + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= d * c;
    if (std::abs(d * c - 1) < settled) break;
  }
  return fraction;
}

}  // namespace

double normal_cdf(double z) {
  // Beyond these the nearest double is 1 and 0.
  if (z > 8.3) return 1;
  if (z < -38.6) return 0;
  return 0.5 * boost::math::erfc(-z / std::numbers::sqrt2, Policy{});
}

void normal_cdf_each(std::span<double> z, std::span<double> powers) {
  half_squares(z.data(), powers.data(), z.size());
  math::exp_each(powers);
  probabilities(z.data(), powers.data(), z.size());
}

double normal_quantile(double p) {
  require(p > 0 && p < 1, "normal_quantile: p is {}, but must be in (0, 1)!", p);
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p, Policy{});
}

double log_gamma(double x) {
  require(x > 0, "log_gamma: x is {}, but must be > 0!", x);
  return boost::math::lgamma(x, Policy{});
}

double student_t_upper_tail(double t, double df) {
  require(df > 0, "student_t_upper_tail: df is {}, but must be > 0!", df);
  require(!std::isnan(t), "student_t_upper_tail: t is {}, but must be a number!", t);
  if (std::isinf(t)) return t > 0 ? 0.0 : 1.0;
  return boost::math::cdf(boost::math::complement(StudentT{df}, t));
}

double chi_square_upper_tail(double x, double df) {
  require(df > 0, "chi_square_upper_tail: df is {}, but must be > 0!", df);
  require(x >= 0, "chi_square_upper_tail: x is {}, but must be >= 0!", x);
  if (std::isinf(x)) return 0.0;
  return boost::math::cdf(boost::math::complement(ChiSquare{df}, x));
}

double student_t_two_sided(double t, double df) {
  const double square = t * t;
  // At both ends, where a double's range ends too, with care.
  if (!(square > 1e-200 && square < 1e200 && df >= 1 && df < 1e5))
    return std::min(1.0, 2.0 * student_t_upper_tail(std::abs(t), df));
  // I_x(df/2, 1/2) at x = df / (df + t²), from the side on which the fraction converges.
  const double a = 0.5 * df;
  const double x = df / (df + square);
  const double y = square / (df + square);
  const double front =
      math::exp(a * math::log(x)) * std::sqrt(y / std::numbers::pi) * half_step_of_gamma(a);
  if (x <= (a + 1) / (a + 2.5)) return front * beta_fraction(a, 0.5, x) / a;
  return 1 - front * beta_fraction(0.5, a, y) / 0.5;
}

double student_t_quantile(double p, double df) {
  require(p > 0 && p < 1, "student_t_quantile: p is {}, but must be in (0, 1)!", p);
  require(df > 0, "student_t_quantile: df is {}, but must be > 0!", df);
  return boost::math::quantile(StudentT{df}, p);
}

}  // namespace culprit::stats
