/// What the columns of a table are that no app has written, and how their cells are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "diary/joiner.hpp"
#include "diary/layout.hpp"

namespace culprit::diary {

/// How a column's cells are read.
enum class Reading : std::uint8_t {
  value,  ///< a number, a rating in words, yes or no
  list,   ///< one or several names
};

struct TableColumn {
  Role role = Role::ignored;
  Reading reading = Reading::value;
  std::string joiner;         ///< of a list; empty = one name a cell
  bool has_portions = false;  ///< of a list of foods: `Brand - Name, 2 cups`
  bool minus_one_is_missing = false;
  bool negative_is_impossible = false;  ///< of a rating: nearly all others are 0 or more
};

struct TableRoles {
  std::vector<TableColumn> columns;  ///< [columns of the file]
  std::optional<std::size_t> date;
  DecimalMark mark = DecimalMark::point;
  bool date_by_name = false;
  bool foods_by_name = false;  ///< a list of foods is named so, not only looks so
  bool holds_lists = false;
  bool holds_named_lists = false;  ///< symptoms, treatments, …, or names with types
  bool holds_values = false;       ///< foods or ratings of any kind
  bool dates_once = false;         ///< a date stands in the first row of its day only
  bool beyond_wide = false;        ///< a column is used that the wide layout passes over
  bool is_given = false;           ///< `--map` names a column
};

/// Reads the whole file. The map goes first, then the words of the name if the cells agree, then
/// the cells alone.
[[nodiscard]] TableRoles find_table_roles(const Head& head, const ReadOptions& options);

}  // namespace culprit::diary
