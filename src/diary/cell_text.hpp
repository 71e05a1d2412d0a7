/// Cells that hold more than one thing: lists, a name with a rating in brackets, a number and its
/// unit.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "culprit/core/number.hpp"
#include "diary/cells.hpp"

namespace culprit::diary {

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
[[nodiscard]] std::vector<std::string_view> split_cell(std::string_view cell,
                                                       std::string_view joiner);

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
[[nodiscard]] std::optional<int> take_leading_clock(std::string_view& text,
                                                    std::optional<int> near);

/// `#idea`, `IMG-1.jpg (file attached)`, `Done`: words of a chat, and no food.
[[nodiscard]] bool is_remark(std::string_view text);

/// `1.00 tsp`, `200mg`, `40 g`, `2`: a number and what it counts.
struct Quantity {
  double amount = 0;
  std::string_view unit;  ///< cleaned; may be blank
};

/// Commas between digits are thousands separators (`1,600.00 g`) unless they are the decimal mark.
/// Nothing if the text does not begin with a number.
[[nodiscard]] std::optional<Quantity> parse_quantity(std::string_view text,
                                                     DecimalMark mark = DecimalMark::point);

/// `Acme Farms - Olive Oil, 0.5 Tbsp (7 g)`: a food, how much of it, and before a dash who made it.
struct Portion {
  std::string_view name;             ///< without brand and amount; all of a text of another form
  std::optional<Quantity> quantity;  ///< above 0, with a unit
};

[[nodiscard]] Portion split_portion(std::string_view text);

/// How much was eaten, in the cell of one food: a number with a unit of servings (`50 g`, `2
/// slices`), `a little` (no number), `[x]` (likewise) and `[ ]` (0). Nothing for any other text.
[[nodiscard]] std::optional<Quantity> parse_serving(std::string_view cell, DecimalMark mark);

}  // namespace culprit::diary
