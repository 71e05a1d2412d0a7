#include "foods/tokens.hpp"

#include <algorithm>
#include <limits>

#include "culprit/core/number.hpp"

namespace culprit::foods {

namespace {

std::string_view take_field(std::string_view& rest) noexcept {
  const auto end = std::min(rest.find(' '), rest.size());
  const auto field = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return field;
}

TokenKind kind_of(std::string_view field) noexcept {
  if (field.size() != 1) return TokenKind::word;
  switch (field.front()) {
    case ',': return TokenKind::comma;
    case ';': return TokenKind::semicolon;
    case '+': return TokenKind::plus;
    case '(': return TokenKind::open;
    case ')': return TokenKind::close;
    case '-': return TokenKind::dash;
    default: return TokenKind::word;
  }
}

std::size_t leading_number(std::string_view field) noexcept {
  const auto is_numeric = [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '/'; };
  std::size_t n = 0;
  while (n < field.size() && is_numeric(field[n])) ++n;
  return n;
}

/// `6:20`, `6pm`, `6:20pm`: when, not how much.
bool is_clock(std::string_view field) noexcept {
  const auto digits = [&](std::size_t most) {
    std::size_t n = 0;
    while (n < std::min(most, field.size()) && field[n] >= '0' && field[n] <= '9') ++n;
    field.remove_prefix(n);
    return n;
  };
  if (digits(2) == 0) return false;
  const bool has_minutes = field.starts_with(':');
  if (has_minutes) {
    field.remove_prefix(1);
    if (digits(2) != 2) return false;
  }
  return field == "am" || field == "pm" || (has_minutes && field.empty());
}

}  // namespace

double number_of(std::string_view text) noexcept {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const auto slash = text.find('/');
  const auto above = parse_number(text.substr(0, slash));
  if (slash == std::string_view::npos) return above.value_or(none);
  const auto below = parse_number(text.substr(slash + 1));
  return above && below && *below > 0 ? *above / *below : none;
}

std::vector<Token> tokenise(
    std::string_view folded, const std::function<bool(std::string_view)>& is_word) {
  std::vector<Token> tokens;
  tokens.reserve(12);
  while (!folded.empty()) {
    const auto field = take_field(folded);
    const TokenKind kind = kind_of(field);
    if (kind != TokenKind::word || is_word(field)) {
      tokens.push_back({kind, field});
      continue;
    }
    if (is_clock(field)) continue;
    if (field.front() == 'x' && leading_number(field.substr(1)) + 1 == field.size()) {
      const double times = number_of(field.substr(1));
      if (times == times) {
        tokens.push_back({TokenKind::number, field, times});
        continue;
      }
    }
    const std::size_t n = leading_number(field);
    const double value = number_of(field.substr(0, n));
    if (n == 0 || value != value || field.substr(n) == "%") {
      tokens.push_back({TokenKind::word, field});
      continue;
    }
    tokens.push_back({TokenKind::number, field.substr(0, n), value});
    if (n < field.size()) tokens.push_back({TokenKind::word, field.substr(n)});
  }
  return tokens;
}

}  // namespace culprit::foods
