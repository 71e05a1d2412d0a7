/// Words of phrases, made comparable: as people type them, by sound, and in the singular.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace culprit::foods {

/// The phrase in small letters without marks, apostrophes and hyphens: words, numbers and the signs
/// that separate foods. `Crème-fraîche w/ 1½ cups M&M's` gives `creme fraiche with 1 1/2 cups m and
/// ms`. What is left of punctuation: `,` (also for a dash between spaces), `;` (also for line ends,
/// bullets and full stops), `+`, `(`, `)`, `/` and `.` within numbers, `%` after them.
/// Idempotent. No text is refused: bytes that are not UTF-8 are taken as Windows-1252.
[[nodiscard]] std::string fold_phrase(std::string_view text);

struct Sound {
  std::uint32_t hash = 0;
  std::size_t length = 0;  ///< consonants
};

/// Of a folded word: its consonants by sound, vowels between them left out. Doubled letters count
/// once.
[[nodiscard]] Sound sound_of(std::string_view word) noexcept;

}  // namespace culprit::foods
