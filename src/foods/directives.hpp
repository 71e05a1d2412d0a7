/// The words of the notation: what `!word` behind a name and `!word` before names say.
///
/// Neighbours: `notation.hpp` reads the lines, `compile.cpp` makes the tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

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

}  // namespace culprit::foods
