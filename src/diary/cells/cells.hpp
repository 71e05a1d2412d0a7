/// Single cells: blank, missing, yes or no, what stands for a number in a file; and cells that hold
/// more than one thing: lists, a name with a rating in brackets, a number and its unit.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "culprit/csv/reader.hpp"

namespace culprit::diary {

/// `trim`, with the common case of nothing to trim decided on the spot.
[[nodiscard]] inline std::string_view clean(std::string_view text) noexcept {
  if (text.empty()) return text;
  const auto first = static_cast<unsigned char>(text.front());
  const auto last = static_cast<unsigned char>(text.back());
  if (first > ' ' && first < 0x80 && last > ' ' && last < 0x80) return text;
  return trim(text);
}

/// The field, cleaned; blank if the record ends before it.
[[nodiscard]] inline std::string_view cell_of(
    const csv::Record& record, std::size_t column) noexcept {
  return column < record.size() ? clean(record[column]) : std::string_view{};
}

/// Blank, `-`, `--`, `n/a`, `na`, `nan`, `null` in any case: no value was given.
[[nodiscard]] bool is_missing_word(std::string_view cleaned) noexcept;
[[nodiscard]] inline bool is_missing(std::string_view cleaned) noexcept {
  if (cleaned.empty()) return true;
  return !is_digit(cleaned.front()) && !is_digit(cleaned.back()) && is_missing_word(cleaned);
}

/// `_` and white space alone are no name.
[[nodiscard]] inline bool is_nameless(std::string_view cleaned) {
  if (!cleaned.empty() && cleaned.front() != '_' &&
      static_cast<unsigned char>(cleaned.front()) < 0x80)
    return false;
  return tidy_name(cleaned).empty();
}

/// True if every field is blank.
[[nodiscard]] bool is_empty(const csv::Record& record) noexcept;

/// A cell as messages quote it: valid UTF-8 without control characters, at most 60 bytes.
[[nodiscard]] std::string quotable(std::string_view cell);

/// The first `most` names, quotable, and `...` if there are more.
[[nodiscard]] std::string first_names(std::span<const std::string> names, std::size_t most);

/// The mark of a number with one mark and digits on both sides, or behind it: `,` or `.`; else NUL.
[[nodiscard]] char mark_of_number(std::string_view cleaned) noexcept;

/// Visits the parts between the joiners, cleaned, without blank ones. No joiner: the whole cell.
template <typename Visit>
void for_each_part(std::string_view cell, std::string_view joiner, const Visit& visit) {
  auto at = joiner.empty() ? std::string_view::npos : cell.find(joiner);
  for (; at != std::string_view::npos; at = cell.find(joiner)) {
    if (const auto part = clean(cell.substr(0, at)); !part.empty()) visit(part);
    cell.remove_prefix(at + joiner.size());
  }
  if (const auto part = clean(cell); !part.empty()) visit(part);
}

/// All of them; of tables that people keep: a comma within brackets joins nothing (`pizza (cheese,
/// ham), tea`), and lines lose the mark they begin with (`- milk`).
[[nodiscard]] std::vector<std::string_view> split_cell(
    std::string_view cell, std::string_view joiner);

/// `Neck pain (Moderate)`: the name and what stands in the last pair of brackets, both cleaned.
struct Bracketed {
  std::string_view name;
  std::string_view inside;  ///< blank if the text does not end in a pair of brackets
};

/// Takes off only the last pair, so that `Pain (left) (Mild)` is `Pain (left)`; pairs within it
/// belong to it. A text that is nothing but a pair of brackets is all name.
[[nodiscard]] Bracketed split_last_bracket(std::string_view text) noexcept;

/// `6pm cappuccino`, `7:30 toast`: the clock, which is taken off. Of the two halves of a day the
/// one that is closer to `near` [minutes after midnight], where there is one.
[[nodiscard]] std::optional<int> take_leading_clock(
    std::string_view& text, std::optional<int> near);

/// `#idea`, `IMG-1.jpg (file attached)`, `Done`: words of a chat, and no food.
[[nodiscard]] bool is_remark(std::string_view text);

/// `1.00 tsp`, `200mg`, `40 g`, `2`: a number and what it counts.
struct Quantity {
  double amount = 0;
  std::string_view unit;  ///< cleaned; may be blank
};

/// Commas between digits are thousands separators (`1,600.00 g`) unless they are the decimal mark.
/// Nothing if the text does not begin with a number.
[[nodiscard]] std::optional<Quantity> parse_quantity(
    std::string_view text, DecimalMark mark = DecimalMark::point);

/// Likewise, of how much was eaten: also `½ tbsp`, `1 1/2 cups`, `~200 ml`, `2 x 30 g` (60 g) and
/// `3-4 slices` (3.5).
[[nodiscard]] std::optional<Quantity> parse_amount(
    std::string_view text, DecimalMark mark = DecimalMark::point);

/// `Acme Farms - Olive Oil, 0.5 Tbsp (7 g)`: a food, how much of it, and before a dash who made it.
struct Portion {
  std::string_view name;             ///< without brand and amount; all of a text of another form
  std::optional<Quantity> quantity;  ///< above 0, with a unit
};

[[nodiscard]] Portion split_portion(std::string_view text);

/// How much was eaten, in the cell of one food: a number with a unit of servings (`50 g`, `2
/// slices`), `a little` (no number), `[x]` (likewise) and `[ ]` (0). Nothing for any other text.
[[nodiscard]] std::optional<Quantity> parse_serving(std::string_view cell, DecimalMark mark);

/// What a phase of a trial asks for: 1 (`1`, `eat`), 0 (`0`, `avoid`) or NaN (`usual`, blank).
[[nodiscard]] std::optional<double> parse_phase(std::string_view text) noexcept;
inline constexpr std::string_view phase_header = "phase:";  ///< of a column, before the food
inline constexpr std::string_view not_a_phase =
    "is not a phase; expected 1 or eat, 0 or avoid, blank or usual";

}  // namespace culprit::diary
