/// The words of the notation: what `!word` behind a name and `!word` before names say; and ordinary
/// words of English, which are no misspelling of a food: chump is no champ.
///
/// The dictionary of these is a Bloom filter: it knows every word of the list, and about one in 300
/// that is none.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/word_table.hpp"
#include "culprit/foods/lexicon.hpp"
#include "foods/notation.hpp"
#include "foods/tables.hpp"
#include "foods/vocabulary.hpp"

namespace culprit::foods {

/// `name = !word argument`.
struct Directive {
  std::string_view word;
  TermKind kind;
  std::optional<Role> role = std::nullopt;
};

/// By the first word of the text; null = unknown.
[[nodiscard]] const Directive* find_directive(std::string_view text) noexcept;

/// What stands behind the first word.
[[nodiscard]] std::string_view argument_of(std::string_view text) noexcept;

/// The flag of a line `!word name; name`, which holds of its names, and of all entries of the
/// family or of the unit of one; nothing = unknown.
[[nodiscard]] std::optional<std::uint16_t> property_flag(std::string_view word) noexcept;

/// No misspelling means a word that means nothing, few mean a short word of a far dish.
[[nodiscard]] Target target_of(const Line& line);

/// The words of a list in the notation of lexicon/english.words, whose lines of `#` are comments.
[[nodiscard]] std::vector<std::string> unpack_words(std::string_view text);

/// The filter of these words: a power of two of 64-bit blocks.
[[nodiscard]] std::vector<std::uint64_t> make_dictionary(const std::vector<std::string>& words);

/// Whether a word in small letters is in the filter; never in an empty one.
[[nodiscard]] bool is_ordinary(
    std::span<const std::uint64_t> dictionary, std::string_view word) noexcept;

}  // namespace culprit::foods
