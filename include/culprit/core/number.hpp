/// Numbers in and out, the same on every machine and in every locale.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace culprit {

/// The mark between whole and fraction.
enum class DecimalMark {
  point,  ///< 4.5
  comma,  ///< 4,5
};

/// The whole text as a finite decimal number, or nothing. Optional sign and exponent; no spaces,
/// thousands separators, hex, inf or nan.
[[nodiscard]] std::optional<double> parse_number(
    std::string_view text, DecimalMark mark = DecimalMark::point) noexcept;

/// Significant digits of what machine formats print. Probabilities and p-values have fewer: they
/// come from long sums of exponentials, whose last bits mean nothing.
inline constexpr int printed_digits = 9;
inline constexpr int probability_digits = 6;

/// The number nearest to `value` with at most `digits` significant decimal digits: what every
/// machine format prints, so that the last bits of a sum never show. NaN and infinities unchanged.
[[nodiscard]] double round_to_printed(double value, int digits = printed_digits) noexcept;

/// Shortest digits, at most 9 significant (`0.1`, `12345678.9`, `1e-07`). Minus zero prints `0`.
/// @throws std::domain_error  if `value` is not finite: unknown is never printed as a number.
[[nodiscard]] std::string format_number(double value);

/// The power of ten of the first digit: 2 of 100, 1 of 99.999, -1 of 0.1. Rounded to 15 digits
/// first: the double nearest to 1e-6 is a little less, and still gives -6.
/// @throws std::domain_error  if `value` is not positive and finite.
[[nodiscard]] int decade_of(double value);

}  // namespace culprit
