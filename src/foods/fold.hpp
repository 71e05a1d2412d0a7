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

/// The first singular of `word` that `find` knows: berries -> berry, tomatoes -> tomato, leaves ->
/// leaf. @return what `find` returned, or `none` if it returned `none` for every candidate.
template <typename Find, typename Found>
[[nodiscard]] Found first_singular(std::string_view word, const Find& find, Found none) {
  constexpr std::size_t shortest = 4;
  if (word.size() < shortest || !word.ends_with('s') || word.ends_with("ss")) return none;
  const auto try_candidate = [&](std::size_t cut, std::string_view ending) {
    std::string candidate{word.substr(0, word.size() - cut)};
    candidate += ending;
    return candidate.size() < shortest - 1 ? none : find(std::string_view{candidate});
  };
  Found found = none;
  if (word.ends_with("ves")) found = try_candidate(3, "f");
  if (found == none && word.ends_with("ves")) found = try_candidate(3, "fe");
  if (found == none) found = try_candidate(1, "");
  if (found == none && word.ends_with("ies")) found = try_candidate(3, "y");
  if (found == none && word.ends_with("es")) found = try_candidate(2, "");
  return found;
}

}  // namespace culprit::foods
