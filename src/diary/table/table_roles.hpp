/// What the columns of a table are that no app has written, and how their cells are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "diary/layouts/layout.hpp"
#include "diary/table/column_profile.hpp"

namespace culprit::diary {

/// How a column's cells are read.
enum class Reading : std::uint8_t {
  value,  ///< a number, a rating in words, yes or no
  list,   ///< one or several names
};

struct TableColumn {
  Role role = Role::ignored;
  Reading reading = Reading::value;
  std::string reason = {};  ///< of the role, for people: `its header names the skin`
  /// Ignored, because nothing says what it holds: the likeliest role; else `ignored`.
  Role offer = Role::ignored;
  bool is_about_foods = false;  ///< ignored: it describes the foods that another column names
  std::string joiner = {};      ///< of a list; empty = one name a cell
  bool has_portions = false;    ///< of a list of foods: `Brand - Name, 2 cups`
  bool minus_one_is_missing = false;
  bool negative_is_impossible = false;  ///< of a rating: nearly all others are 0 or more
  bool is_in_words = false;    ///< a rating in words that only their author can give numbers
  bool high_is_good = false;   ///< of a rating: it is turned round when all are read
  bool minus_is_zero = false;  ///< of a rating in `+` and `++`
  int day_shift = 0;           ///< days from the row's to the one that its header tells of
};

struct TableRoles {
  std::vector<TableColumn> columns;  ///< [columns of the file]
  std::optional<std::size_t> date;
  DecimalMark mark = DecimalMark::point;
  bool date_by_name = false;
  bool foods_by_cells = false;  ///< most names of its cells are foods
  bool holds_lists = false;
  bool holds_values = false;  ///< foods or ratings of any kind
  bool dates_once = false;    ///< only the first row of each day has its date
  bool is_given = false;      ///< `--map` names a column
};

/// Reads the whole file. What a person says goes first, then the words of the header if the cells
/// agree, then the cells. A column that none of them explains has no role and is asked about: no
/// column is a food and no number a rating without a reason.
[[nodiscard]] TableRoles find_table_roles(const Head& head, const ReadOptions& options);

/// Fills in how the cells of each column are read, by its role and its cells.
void settle_readings(
    const Head& head, const ReadOptions& options, const TableProfile& profile, TableRoles& roles);

/// How sure the columns make it that the file is a table.
[[nodiscard]] Recognition how_sure(const TableRoles& roles);

/// Why a table has no column of dates: there is none, or they lack the year.
[[nodiscard]] Message no_date(const Head& head);

/// Says in the report what is not used: measures of the body or of what was eaten, and columns that
/// are asked about.
void note_columns(FileContext& context, const TableRoles& roles);

}  // namespace culprit::diary
