/// Ordinary words of English, which are no misspelling of a food: chump is no champ.
///
/// A Bloom filter: it knows every word of the list, and about one in 300 that is none.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace culprit::foods {

/// The words of a list in the notation of lexicon/english.words, whose lines of `#` are comments.
[[nodiscard]] std::vector<std::string> unpack_words(std::string_view text);

/// The filter of these words: a power of two of 64-bit blocks.
[[nodiscard]] std::vector<std::uint64_t> make_dictionary(const std::vector<std::string>& words);

/// Whether a word in small letters is in the filter; never in an empty one.
[[nodiscard]] bool is_ordinary(std::span<const std::uint64_t> dictionary,
                               std::string_view word) noexcept;

}  // namespace culprit::foods
