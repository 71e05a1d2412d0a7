/// Tails and quantiles of the distributions that tests and intervals need.
#pragma once

#include <span>

namespace culprit::stats {

/// P(Z <= z) of the standard normal distribution; NaN gives NaN.
[[nodiscard]] double normal_cdf(double z);

/// Each z becomes P(Z <= z), to 1e-14.
/// @param z       no NaN.
/// @param powers  as many: become e^(-z²/2).
void normal_cdf_each(std::span<double> z, std::span<double> powers);

/// The z with P(Z <= z) = p. @throws std::domain_error  unless 0 < p < 1.
[[nodiscard]] double normal_quantile(double p);

/// The logarithm of the gamma function. @throws std::domain_error  unless x > 0.
[[nodiscard]] double log_gamma(double x);

/// P(T > t) for Student's t. @param df  degrees of freedom, > 0, need not be whole.
/// @throws std::domain_error  if df <= 0 or an argument is NaN.
/// Source: Boost.Math; equals R pt(t, df, lower.tail = FALSE).
[[nodiscard]] double student_t_upper_tail(double t, double df);

/// P(X > x) of chi-square. @param df > 0
/// @throws std::domain_error  if `x` is NaN or negative, or `df` is not positive.
[[nodiscard]] double chi_square_upper_tail(double x, double df);

/// Two-sided p-value of a t statistic, in [0, 1]; not 0 before |t| is beyond a double's range.
[[nodiscard]] double student_t_two_sided(double t, double df);

/// The t with P(T <= t) = p. @throws std::domain_error  unless 0 < p < 1 and df > 0.
[[nodiscard]] double student_t_quantile(double p, double df);

}  // namespace culprit::stats
