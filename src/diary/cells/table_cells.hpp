/// Cells of tables that people keep themselves: more ways to write a value than an app has. Words
/// that people and apps rate by, as numbers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "culprit/core/number.hpp"

namespace culprit::diary {

/// The range of `severity_from_word`, as the unit of a rating states it.
inline constexpr std::string_view severity_word_scale = "0..4";
/// The unit of a rating in a word that `--mood-map` gives a number, in which higher is worse.
inline constexpr std::string_view numbered_word = "mood";

/// 0 none, 1 mild, 2 moderate, 3 severe, 4 unbearable: those words and their like in English,
/// German, French, Spanish, Italian, Dutch and Portuguese. Nothing for any other text.
/// In any case.
[[nodiscard]] std::optional<double> severity_from_word(std::string_view text);

/// A value and, as far as the cell itself says, the scale it is on: `0..10` of `4/10`.
struct Rating {
  double value = 0;
  std::string scale = {};
};

/// A number of `parse_table_number`, `~4`, `80%`; `+++`, `***` and ★★★ are 3; the words of
/// `severity_from_word`; between two of them (`3-4`, `mild to moderate`) the middle.
/// @param cell  trimmed
[[nodiscard]] std::optional<Rating> parse_rating(std::string_view cell, DecimalMark mark);

/// Likewise, of a cell in which a rating is expected: `3 (moderate)`, `2 - bad`, `4+`, `>3`, `4
/// 1/2`, `ca. 4`, `four` in seven languages, `mild (hands)`; of several places (`face 4, hands 3`)
/// the worst. What stands behind the number is dropped.
[[nodiscard]] std::optional<Rating> parse_named_rating(std::string_view cell, DecimalMark mark);

/// `Itching (Severe)`, `itch: 3`, `rash 2/4`: a symptom and its value, if it has one.
struct RatedName {
  std::string_view name;
  std::optional<Rating> rating;
};
[[nodiscard]] RatedName split_rating(std::string_view part, DecimalMark mark);

/// The scale that a rating's name states, as a unit does: `0..10` of `Itch (0-10)`, `1..5` of `Skin
/// 1-5 (5 = perfect)` and `Skin (1 = good, 5 = bad)`; or blank.
[[nodiscard]] std::string scale_in_name(std::string_view name);

/// `Total`, `Sum of March`, `Durchschnitt:`: what stands in the place of a date in a row that sums
/// others up.
[[nodiscard]] bool is_total_word(std::string_view cell);

/// A number, also with thousands separators (`1,050`, `1.050,5`), over what it counts to (`4/10`,
/// `4 von 10`: 4), with the other decimal mark (`4,5`) or wrapped by a spreadsheet (`="4"`).
[[nodiscard]] std::optional<double> parse_table_number(std::string_view cell, DecimalMark mark);

/// `yes`, `y`, `true`, `x`, `taken` and their opposites in seven languages, a tick or a cross; or
/// nothing.
[[nodiscard]] std::optional<bool> parse_truth(std::string_view cell);

/// An `x`, which ticks off but rates nothing.
[[nodiscard]] constexpr bool is_cross(std::string_view cell) noexcept {
  return cell == "x" || cell == "X";
}

/// A dash or a minus of any length, alone: nothing, or where others are `+` and `++` 0.
[[nodiscard]] bool is_dash(std::string_view cell) noexcept;

/// `is_missing`, marks alone (`?`, `...`), and words that say so: `forgot to log`, `keine Angabe`.
[[nodiscard]] bool is_blank_in_table(std::string_view cell);

/// Looks like a calendar day, perhaps with a clock.
[[nodiscard]] bool is_date_like(std::string_view cell) noexcept;

}  // namespace culprit::diary
