/// Boost.Math on the project's elementary functions: those of the C library differ by CPU
/// (core/math.hpp). Boost names in one macro where its functions come from, and works out log1p and
/// expm1 itself where the library has none.
#pragma once

#include <boost/config.hpp>
#undef BOOST_HAS_EXPM1
#undef BOOST_HAS_LOG1P
#include <bit>
#include <boost/math/tools/config.hpp>
#include <cmath>
#include <cstdint>

#include "culprit/core/math.hpp"

namespace culprit::stats::exact {

/// As std::ldexp, without the call where argument and result are normal numbers.
inline double ldexp(double x, int exponent) noexcept {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const auto own = static_cast<int>(bits >> 52) & 0x7ff;
  if (own == 0 || own == 0x7ff || exponent < 1 - own || exponent > 0x7fe - own)
    return std::ldexp(x, exponent);
  return std::bit_cast<double>(bits + (static_cast<std::uint64_t>(exponent) << 52));
}

/// As std::frexp, without the call where the argument is a normal number.
inline double frexp(double x, int* exponent) noexcept {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const auto own = static_cast<int>(bits >> 52) & 0x7ff;
  if (own == 0 || own == 0x7ff) return std::frexp(x, exponent);
  *exponent = own - 0x3fe;
  return std::bit_cast<double>((bits & 0x800f'ffff'ffff'ffffULL) | (0x3feULL << 52));
}

}  // namespace culprit::stats::exact

#undef BOOST_MATH_STD_USING_CORE
#define BOOST_MATH_STD_USING_CORE     \
  using culprit::math::acos;          \
  using culprit::math::asin;          \
  using culprit::math::atan2;         \
  using culprit::math::cos;           \
  using culprit::math::exp;           \
  using culprit::math::log;           \
  using culprit::math::pow;           \
  using culprit::math::sin;           \
  using std::abs;                     \
  using std::ceil;                    \
  using std::fabs;                    \
  using std::floor;                   \
  using std::fmod;                    \
  using culprit::stats::exact::frexp; \
  using culprit::stats::exact::ldexp; \
  using std::modf;                    \
  using std::sqrt;

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace culprit::stats {

/// Doubles all the way: long double costs twice the time, and its functions differ by CPU, too.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

}  // namespace culprit::stats
