#include "culprit/stats/distributions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "stats/boost_math.hpp"

namespace culprit::stats {
namespace {

using StudentT = boost::math::students_t_distribution<double, Policy>;
using ChiSquare = boost::math::chi_squared_distribution<double, Policy>;
using NoncentralT = boost::math::non_central_t_distribution<double, Policy>;

void require(
    bool holds, const char* function, const char* argument, double value, const char* rule) {
  if (!holds) {
    throw std::domain_error(
        fmt::format("{}: {} is {}, but must be {}!", function, argument, value, rule));
  }
}

}  // namespace

double normal_cdf(double z) {
  // Beyond these the nearest double is 1 and 0.
  if (z > 8.3) return 1;
  if (z < -38.6) return 0;
  return 0.5 * boost::math::erfc(-z / std::numbers::sqrt2, Policy{});
}

double normal_quantile(double p) {
  require(p > 0 && p < 1, "normal_quantile", "p", p, "in (0, 1)");
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p, Policy{});
}

double log_gamma(double x) {
  require(x > 0, "log_gamma", "x", x, "> 0");
  return boost::math::lgamma(x, Policy{});
}

double student_t_upper_tail(double t, double df) {
  require(df > 0, "student_t_upper_tail", "df", df, "> 0");
  require(!std::isnan(t), "student_t_upper_tail", "t", t, "a number");
  if (std::isinf(t)) return t > 0 ? 0.0 : 1.0;
  return boost::math::cdf(boost::math::complement(StudentT{df}, t));
}

double chi_square_upper_tail(double x, double df) {
  require(df > 0, "chi_square_upper_tail", "df", df, "> 0");
  require(x >= 0, "chi_square_upper_tail", "x", x, ">= 0");
  if (std::isinf(x)) return 0.0;
  return boost::math::cdf(boost::math::complement(ChiSquare{df}, x));
}

double student_t_two_sided(double t, double df) {
  return std::min(1.0, 2.0 * student_t_upper_tail(std::abs(t), df));
}

double student_t_quantile(double p, double df) {
  require(p > 0 && p < 1, "student_t_quantile", "p", p, "in (0, 1)");
  require(df > 0, "student_t_quantile", "df", df, "> 0");
  return boost::math::quantile(StudentT{df}, p);
}

double t_test_power(double noncentrality, double df, double alpha) {
  require(std::isfinite(noncentrality), "t_test_power", "noncentrality", noncentrality, "finite");
  require(alpha > 0 && alpha < 1, "t_test_power", "alpha", alpha, "in (0, 1)");
  require(df > 0, "t_test_power", "df", df, "> 0");
  const double critical = student_t_quantile(1 - alpha / 2, df);
  const double shift = std::abs(noncentrality);
  // Far beyond the critical value the series of the noncentral t lose their footing, and the
  // answer is 1 to every digit that is printed.
  if (shift > critical + 10 + critical * 10 / std::sqrt(df)) return 1.0;
  const NoncentralT distribution{df, shift};
  return boost::math::cdf(boost::math::complement(distribution, critical)) +
         boost::math::cdf(distribution, -critical);
}

}  // namespace culprit::stats
