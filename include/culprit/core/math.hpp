/// Elementary functions that give the same bits on every CPU. The C library picks variants of its
/// own by CPU (with and without fused multiply-add), whose last bits differ; these are made of
/// additions, multiplications, divisions and square roots only, which IEEE 754 fixes to the last
/// bit. Nothing else in the project calls the library's (tests `portable_math`, `same_bits`).
///
/// NaN gives NaN, infinities and zeros what `std::` gives, unless a line says otherwise. Errors are
/// measured by tests/core/math_test.cpp, in units of the last place (ulp).
#pragma once

#include <span>

namespace culprit::math {

/// e^x, to 1 ulp; below e^-708.4 within the spacing of the subnormal numbers.
[[nodiscard]] double exp(double x) noexcept;
/// 2^x, to 1.1 ulp, exact where x is whole.
[[nodiscard]] double exp2(double x) noexcept;
/// The natural logarithm, to 1 ulp.
[[nodiscard]] double log(double x) noexcept;
/// x^y for x >= 0, to 1 ulp. NaN where x is negative.
[[nodiscard]] double pow(double x, double y) noexcept;
/// Sine and cosine of radians, to 1 ulp. NaN beyond |x| = 10^6.
[[nodiscard]] double sin(double x) noexcept;
[[nodiscard]] double cos(double x) noexcept;
/// The angle of the point (x, y), in [-pi, pi], to 2 ulp. The sign of a zero does not count.
[[nodiscard]] double atan2(double y, double x) noexcept;
/// To 3 ulp. NaN beyond |x| = 1.
[[nodiscard]] double asin(double x) noexcept;
[[nodiscard]] double acos(double x) noexcept;

/// Of each value, to 1 ulp. For values up to 709; below e^-708 it is e^-708.
void exp_each(std::span<double> values) noexcept;
/// Of each value, to 1 ulp of a float. For values up to 88; below e^-87 it is e^-87.
void exp_each(std::span<float> values) noexcept;
/// Of each value, to 1 ulp of a float. For normal positive values only.
void log_each(std::span<float> values) noexcept;

}  // namespace culprit::math
