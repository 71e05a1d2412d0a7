/// How the cells of a table's columns are read, once it is clear what the columns are.
#include "diary/cells/name_words.hpp"
#include "diary/cells/rating_names.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/table/table_roles.hpp"

namespace culprit::diary {
namespace {

void settle_list(const ColumnProfile& cells, TableRoles& roles, TableColumn& column) {
  column.reading = Reading::list;
  column.joiner = cells.joiner.decide();
  column.has_portions = cells.are_mostly(cells.portions);
  if (column.has_portions && column.joiner == ",") column.joiner.clear();
  roles.holds_lists = true;
}

void settle_rating(const ColumnProfile& cells, TableColumn& column) {
  column.minus_one_is_missing = cells.minus_ones > 0 && cells.minus_ones == cells.negatives;
  column.minus_is_zero = cells.pluses > 0 && cells.pluses + cells.zeros == cells.filled;
  column.negative_is_impossible =
      !column.minus_one_is_missing && cells.negatives * 20 <= cells.numbers;
}

}  // namespace

void settle_readings(
    const Head& head, const ReadOptions& options, const TableProfile& profile, TableRoles& roles) {
  for (std::size_t i = 0; i < roles.columns.size(); ++i) {
    TableColumn& column = roles.columns[i];
    const ColumnProfile& cells = profile.columns[i];
    column.day_shift = day_shift_of(header_phrase(head.names[i]), column.role);
    const bool is_rating = column.role == Role::severity || column.role == Role::symptom;
    const bool is_list =
        column.role == Role::foods || (kind_of(column.role) && column.role != Role::severity &&
                                          column.role != Role::food && cells.are_names());
    if (is_list) settle_list(cells, roles, column);
    if (is_rating && !is_list) {
      settle_rating(cells, column);
      column.high_is_good =
          !options.scale && ends_of_rating(head.folded[i], cells.largest).good == GoodEnd::high;
    }
    if (column.role == Role::name) roles.holds_lists = true;
    if (is_list || is_rating || column.role == Role::food || column.role == Role::name)
      roles.holds_values = true;
  }
}

}  // namespace culprit::diary
