/// A folded phrase as words, numbers and separators.
#pragma once

#include <cstdint>
#include <functional>
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
[[nodiscard]] std::vector<Token> tokenise(
    std::string_view folded, const std::function<bool(std::string_view)>& is_word);

/// `1.5`, `1/2` as a number; NaN if it is none.
[[nodiscard]] double number_of(std::string_view text) noexcept;

}  // namespace culprit::foods
