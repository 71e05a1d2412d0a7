#include "culprit/core/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace culprit {
namespace {

bool is_ascii_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::optional<double> parse_plain(std::string_view text) noexcept {
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) return std::nullopt;
  }
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stopped != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// Whole numbers and short decimals, the bulk of a diary, exactly as `from_chars` would: digits and
/// the power of ten are exact in a double, so one division rounds correctly.
std::optional<double> parse_short(std::string_view text, char mark) noexcept {
  const bool is_negative = !text.empty() && text.front() == '-';
  if (is_negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 15) return std::nullopt;
  static constexpr std::array<double, 16> powers{
      1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  std::uint64_t digits = 0;
  std::size_t after_mark = 0;
  bool marked = false;
  bool any = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
      after_mark += marked ? 1 : 0;
      any = true;
    } else if (c == mark && !marked) {
      marked = true;
    } else {
      return std::nullopt;
    }
  }
  if (!any) return std::nullopt;
  const double value = static_cast<double>(digits) / powers[after_mark];
  return is_negative ? -value : value;
}

}  // namespace

std::optional<double> parse_number(std::string_view text, DecimalMark mark) noexcept {
  const char sign = mark == DecimalMark::point ? '.' : ',';
  if (const auto value = parse_short(text, sign)) return value;
  if (!text.empty() && is_ascii_letter(text.front())) return std::nullopt;  // also inf and nan
  if (mark == DecimalMark::point) return parse_plain(text);
  // With a decimal comma a point could only be a thousands separator, which is refused.
  std::array<char, 64> buffer{};
  if (text.size() > buffer.size() || text.find('.') != std::string_view::npos) return std::nullopt;
  std::replace_copy(text.begin(), text.end(), buffer.begin(), ',', '.');
  return parse_plain({buffer.data(), text.size()});
}

double round_to_printed(double value, int digits) noexcept {
  if (!std::isfinite(value) || value == 0) return value == 0 ? 0.0 : value;
  std::array<char, 32> buffer{};
  const auto end = fmt::format_to_n(buffer.data(), buffer.size(), "{:.{}e}", value, digits - 1).out;
  double rounded = value;
  std::from_chars(buffer.data(), end, rounded);
  return rounded;
}

std::string format_number(double value) {
  if (!std::isfinite(value))
    throw std::domain_error(fmt::format("format_number: value is {}, but must be finite!", value));
  return fmt::format("{:.9g}", value == 0 ? 0.0 : value);
}

int decade_of(double value) {
  if (!(value > 0 && std::isfinite(value)))
    throw std::domain_error(
        fmt::format("decade_of: value is {}, but must be positive and finite!", value));
  const std::string text = fmt::format("{:.14e}", value);
  const std::size_t sign = text.find('e') + 1;
  int decade = 0;
  std::from_chars(text.data() + sign + 1, text.data() + text.size(), decade);
  return text[sign] == '-' ? -decade : decade;
}

}  // namespace culprit
