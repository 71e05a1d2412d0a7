/// What a misspelt word means, and how a word stood in a phrase before folding, which tells brands
/// from misspellings.
#pragma once

#include <string_view>
#include <vector>

#include "foods/tables.hpp"

namespace culprit::foods {

/// Mistakes that a word of that length may have: 0 below 4 letters, 1 for 4–7, 2 from 8 on.
[[nodiscard]] std::size_t allowed_mistakes(std::size_t length) noexcept;

/// The canonical word meant by a text that is no word of the vocabulary, or `nothing`. The nearest
/// counts; of equals the one with the same first letter, that is a food alone, with the same last
/// letter, the earlier in the lexicon. A word of up to five letters must begin alike. A swap of
/// neighbours is one mistake.
[[nodiscard]] std::uint32_t find_meant(const Tables& tables, std::string_view text);

/// Words within `distance` of the text, nearest first, at most `n`.
[[nodiscard]] std::vector<std::uint32_t> find_near(
    const Tables& tables, std::string_view text, std::size_t distance, std::size_t n);

struct Written {
  bool is_capital = false;      ///< begins with a capital letter
  bool is_possessive = false;   ///< `Brad's`
  bool is_before_dash = false;  ///< before ` - `
  bool is_in_head = false;      ///< before the first comma, which is not the last sign
};

/// The first word of `phrase` that folds to `word`; nothing of that if there is none.
[[nodiscard]] Written find_written(std::string_view phrase, std::string_view word);

}  // namespace culprit::foods
