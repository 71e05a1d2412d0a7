/// Closed choices and their words: one table serves both ways, from value to word and back.
///
/// A table is any constant range of `Word<Enum>`:
///
///     constexpr Word<Color> colors[] = {{Color::red, "red"}, {Color::blue, "blue"}};
///     word_of(colors, Color::red);  // "red"
///     value_of(colors, "blue");     // Color::blue
#pragma once

#include <iterator>
#include <optional>
#include <string_view>
#include <type_traits>

namespace culprit {

template <typename Enum> struct Word {
  Enum value;
  std::string_view word;
};

/// The first word of `value`; empty if the table lacks it.
template <typename Table, typename Enum>
[[nodiscard]] constexpr std::string_view word_of(const Table& table, Enum value) noexcept {
  for (const Word<Enum>& entry : table)
    if (entry.value == value) return entry.word;
  return {};
}

/// The first word of a value whose table `word_table(value)` gives; a choice has it beside itself.
template <typename Enum> [[nodiscard]] constexpr std::string_view to_word(Enum value) noexcept {
  return word_of(word_table(value), value);
}

/// The value that has exactly this word, or nothing. Several words may mean one value.
template <typename Table>
[[nodiscard]] constexpr auto value_of(const Table& table, std::string_view word) noexcept {
  std::optional<std::remove_cv_t<decltype(std::begin(table)->value)>> value;
  for (const auto& entry : table)
    if (!value && entry.word == word) value = entry.value;
  return value;
}

}  // namespace culprit
