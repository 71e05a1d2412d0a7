/// Cells of tables that people keep themselves: more ways to write a value than an app has.
#pragma once

#include <optional>
#include <string_view>

#include "culprit/core/number.hpp"

namespace culprit::diary {

/// A number, also with thousands separators (`1,050`, `1.050,5`) or over what it counts to (`4/10`,
/// `4 von 10`: 4); `+++` is 3; then the words of `severity_from_word`. @param cell  trimmed
[[nodiscard]] std::optional<double> parse_rating(std::string_view cell, DecimalMark mark);

/// As `parse_rating` without the words and marks of severity.
[[nodiscard]] std::optional<double> parse_table_number(std::string_view cell, DecimalMark mark);

/// `parse_truth`, also in the other languages and as a tick or cross.
[[nodiscard]] std::optional<bool> parse_any_truth(std::string_view cell);

/// `is_missing`, and `?` and a long dash.
[[nodiscard]] bool is_blank_in_table(std::string_view cell) noexcept;

/// Looks like a calendar day, perhaps with a clock.
[[nodiscard]] bool is_date_like(std::string_view cell) noexcept;

}  // namespace culprit::diary
