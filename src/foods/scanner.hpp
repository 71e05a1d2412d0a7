/// A folded phrase as what its words mean, longest names first.
#pragma once

#include <string_view>
#include <vector>

#include "foods/fold.hpp"
#include "foods/tables.hpp"

namespace culprit::foods {

struct Element {
  TermKind kind = TermKind::plain;
  std::uint32_t term = nothing;
  double value = 0;         ///< of a number
  std::uint32_t first = 0;  ///< tokens [first, last)
  std::uint32_t last = 0;
  bool is_guess = false;  ///< holds a misspelt word
};

struct Scan {
  std::vector<Token> tokens;
  std::vector<Element> elements;
};

/// Views in the result point into `folded`; `phrase` is the text before folding, whose capitals and
/// apostrophes tell brands from misspellings.
[[nodiscard]] Scan scan(const Tables& tables, std::string_view folded, std::string_view phrase);

/// Whether the word was written in a plural: nuts, not hummus.
[[nodiscard]] bool is_plural(const Tables& tables, const Token& token) noexcept;

/// The entry of exactly these words, or `nothing`.
[[nodiscard]] std::uint32_t find_term(
    const Tables& tables, const std::vector<std::uint32_t>& words) noexcept;

}  // namespace culprit::foods
