/// Phrases, made comparable: folded, by sound, and as words, numbers and separators.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace culprit::foods {

/// The phrase in small letters without marks, apostrophes and hyphens: words, numbers and the signs
/// that separate foods. `Crème-fraîche w/ 1½ cups M&M's` gives `creme fraiche with 1 1/2 cups m and
/// ms`. What is left of punctuation: `,` (also for a dash between spaces), `;` (also for line ends,
/// bullets and full stops), `+` (also for `/` between spaces), `\\` (for `/` between words), `(`,
/// `)`, `/` and `.` within numbers, `%` after them.
/// Idempotent. No text is refused: bytes that are not UTF-8 are taken as Windows-1252.
[[nodiscard]] std::string fold_phrase(std::string_view text);

struct Sound {
  std::uint32_t hash = 0;
  std::size_t length = 0;  ///< consonants
};

/// Of a folded word: its consonants by sound, vowels between them left out. Doubled letters count
/// once.
[[nodiscard]] Sound sound_of(std::string_view word) noexcept;

enum class TokenKind : std::uint8_t {
  word,
  number,
  comma,
  semicolon,  ///< also line ends, full stops, colons
  plus,       ///< also `/` between spaces
  slash,      ///< `/` between words without spaces
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
