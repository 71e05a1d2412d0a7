/// Exports whose columns are told by all of their cells: Flaredown's, Loop Habit Tracker's and
/// Perfice's.
#include <algorithm>
#include <utility>

#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/layouts/column_reader.hpp"
#include "diary/layouts/tags.hpp"
#include "diary/store/memo.hpp"

namespace culprit::diary {
namespace {

/// What the filled cells of a column are.
struct Cells {
  std::uint64_t filled = 0;
  std::uint64_t numbers = 0;
  std::uint64_t ratings = 0;  ///< 0 to 4
  std::uint64_t intakes = 0;  ///< `10mg`, `Taken`, `Not Taken`
  std::uint64_t lists = 0;    ///< of names joined with `|||`
  double largest = -1;
};

Cells look_at_cell(std::string_view text) {
  const auto value = parse_number(text);
  return {.filled = 1,
      .numbers = value ? 1U : 0U,
      .ratings = value && *value >= 0 && *value <= 4 ? 1U : 0U,
      .intakes = parse_truth(text) || parse_quantity(text) ? 1U : 0U,
      .lists = text.find("|||") != text.npos ? 1U : 0U,
      .largest = value.value_or(-1)};
}

/// [columns] but that of the date.
std::vector<Cells> survey_cells(const Head& head, std::size_t date) {
  std::vector<Cells> columns(head.names.size());
  TextMemo<Cells> looks{look_at_cell};
  for_each_row(head, [&](const csv::Record& record) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto cell = cell_of(record, i);
      if (i == date || is_missing(cell)) continue;
      const Cells look = looks.of(cell);
      columns[i].filled += look.filled;
      columns[i].numbers += look.numbers;
      columns[i].ratings += look.ratings;
      columns[i].intakes += look.intakes;
      columns[i].lists += look.lists;
      columns[i].largest = std::max(columns[i].largest, look.largest);
    }
  });
  return columns;
}

/// A reader of the columns that `describe(column, cells)` does not return false for.
template <typename Describe> std::unique_ptr<RowReader> open_described(
    const Layout& layout, FileContext& context, const Describe& describe) {
  const Head& head = context.head;
  ColumnPlan plan{.date = layout.date_column(head), .columns = {}};
  const auto cells = survey_cells(head, plan.date);
  for (std::size_t i = 0; i < head.names.size(); ++i) {
    if (i == plan.date || head.folded[i].empty()) continue;
    ColumnSpec column{.field = i, .name = head.names[i]};
    if (describe(column, cells[i])) plan.columns.push_back(std::move(column));
  }
  return make_column_reader(context, std::move(plan));
}

bool is_severity(const FileContext& context, std::size_t i) {
  const auto& wanted = context.shared.options.severity;
  return wanted && fold_name(*wanted) == context.head.folded[i];
}

}  // namespace

/// Others have such columns, too, and rate beyond 4 or in words.
bool are_ratings_and_doses(const Head& head) {
  if (head.column("date") != 0 || head.column("tags") + 2 != head.names.size() ||
      head.folded.back() != "foods")
    return false;
  const auto cells = survey_cells(head, 0);
  for (std::size_t i = 1; i + 2 < cells.size(); ++i) {
    const bool is_intake = cells[i].intakes * 2 > cells[i].filled && !names_rating(head.folded[i]);
    if (cells[i].ratings != cells[i].filled && !is_intake) return false;
  }
  return true;
}

std::unique_ptr<RowReader> open_flaredown(const Layout& layout, FileContext& context) {
  return open_described(layout, context, [&](ColumnSpec& column, const Cells& cells) {
    using enum CellUse;
    const std::string& folded = context.head.folded[column.field];
    if (folded == "weather summary") return false;
    if (folded == "foods") {
      column.use = list;
      column.kind = Kind::food;
    } else if (folded == "tags") {
      column.use = tags;
    } else if (folded.starts_with("weather ")) {
      column.kind = Kind::factor;
    } else if (cells.ratings == cells.filled) {
      column.kind = names_skin(folded) && !names_treatment(folded) ? Kind::severity : Kind::symptom;
      column.scale = "0..4";
    } else {
      column.use = intake;
      column.kind = Kind::treatment;
      return cells.intakes * 2 > cells.filled;  // else words: a note
    }
    return true;
  });
}

std::unique_ptr<RowReader> open_loop(const Layout& layout, FileContext& context) {
  return open_described(layout, context, [&](ColumnSpec& column, const Cells& cells) {
    constexpr double largest_code = 3;
    const std::string& folded = context.head.folded[column.field];
    const bool is_wanted = is_severity(context, column.field);
    const bool is_number = cells.largest > largest_code;
    column.use = is_number || is_wanted ? CellUse::thousandths : CellUse::yes_no;
    if (is_wanted) column.kind = Kind::severity;
    else if (!is_number || !names_rating(folded)) column.kind = kind_of_tag(folded, context.shared);
    return true;
  });
}

std::unique_ptr<RowReader> open_perfice(const Layout& layout, FileContext& context) {
  return open_described(layout, context, [&](ColumnSpec& column, const Cells& cells) {
    const std::string& folded = context.head.folded[column.field];
    const bool is_number = cells.numbers == cells.filled;
    column.joiner = "|||";
    if (!is_number) column.use = CellUse::tags;
    if (is_number && names_factor(folded)) column.kind = Kind::factor;
    if (is_severity(context, column.field)) column.kind = Kind::severity;
    // An answer in free words is a note.
    return is_number || cells.lists > 0 || role_of_phrase(header_phrase(folded)) == Role::foods;
  });
}

}  // namespace culprit::diary
