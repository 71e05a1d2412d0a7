/// The flat columns of the csv, tsv and ndjson formats: one definition for all three.
///
/// Neighbours: `rows.cpp` and `batch_lines.cpp` write them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "culprit/engine/analysis.hpp"

namespace culprit::report {

/// Names of the columns, in their order. Scripts depend on both.
inline constexpr std::array<std::string_view, 19> row_columns{"rank", "name", "level", "verdict",
    "direction", "probability", "correlation", "lag_first", "lag_last", "lag_unit", "estimate",
    "low", "high", "unit", "p_value", "p_adjusted", "exposed_days", "finding", "reason"};

/// Nothing (unknown, or not finite), a text, a whole number, or a number already rounded to what
/// is printed.
using Cell = std::variant<std::monostate, std::string, std::int64_t, double>;

/// One food in the order of `row_columns`.
[[nodiscard]] std::array<Cell, row_columns.size()> make_row(const engine::RankedFood& food);

/// A cell as a field of a file parted by `delimiter`. Only texts are guarded against formulas.
[[nodiscard]] std::string to_field(const Cell& cell, char delimiter);

}  // namespace culprit::report
