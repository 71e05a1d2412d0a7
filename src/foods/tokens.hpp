/// A folded phrase as words, numbers and separators.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace culprit::foods {

enum class TokenKind : std::uint8_t {
  word,
  number,
  comma,
  semicolon,  ///< also line ends, full stops, colons
  plus,       ///< also `/` between words
  open,
  close,
  dash,  ///< a lone hyphen: between the parts of one name, a brand first
};

struct Token {
  TokenKind kind = TokenKind::word;
  std::string_view text;   ///< within the folded phrase
  double value = 0;        ///< of a number
  std::uint32_t word = 0;  ///< in the vocabulary; filled in by the scanner
  bool is_guess = false;   ///< a misspelling of that word
};

/// Splits what `fold_phrase` made. Views point into `folded`. A number glued to letters is a number
/// and a word (`250ml`, `2x`) unless `is_word` knows the whole (`7up`, `2%`).
template <typename IsWord>
[[nodiscard]] std::vector<Token> tokenise(std::string_view folded, const IsWord& is_word);

/// `1.5`, `1/2` as a number; NaN if it is none.
[[nodiscard]] double number_of(std::string_view text) noexcept;

namespace detail {
[[nodiscard]] std::string_view take_field(std::string_view& rest) noexcept;
[[nodiscard]] TokenKind kind_of(std::string_view field) noexcept;
[[nodiscard]] std::size_t leading_number(std::string_view field) noexcept;
/// `6:20`, `6pm`, `6:20pm`: when, not how much.
[[nodiscard]] bool is_clock(std::string_view field) noexcept;
}  // namespace detail

template <typename IsWord>
std::vector<Token> tokenise(std::string_view folded, const IsWord& is_word) {
  std::vector<Token> tokens;
  tokens.reserve(12);
  while (!folded.empty()) {
    const auto field = detail::take_field(folded);
    const TokenKind kind = detail::kind_of(field);
    if (kind != TokenKind::word || is_word(field)) {
      tokens.push_back({kind, field});
      continue;
    }
    if (detail::is_clock(field)) continue;
    if (field.front() == 'x' && detail::leading_number(field.substr(1)) + 1 == field.size()) {
      const double times = number_of(field.substr(1));
      if (times == times) {
        tokens.push_back({TokenKind::number, field, times});
        continue;
      }
    }
    const std::size_t n = detail::leading_number(field);
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
