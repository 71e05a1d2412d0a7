/// Words that people and apps rate by, as numbers.
#pragma once

#include <optional>
#include <string_view>

namespace culprit::diary {

/// The range of `severity_from_word`, as the unit of a rating states it.
inline constexpr std::string_view severity_word_scale = "0..4";

/// 0 none, 1 mild, 2 moderate, 3 severe, 4 unbearable: those words and their like in English,
/// German, French, Spanish, Italian, Dutch and Portuguese. Nothing for any other text.
/// @param folded  as `fold_name` gives it
[[nodiscard]] std::optional<double> severity_from_word(std::string_view folded) noexcept;

}  // namespace culprit::diary
