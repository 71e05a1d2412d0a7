/// Flaredown's export to the user: a day a row, `Date,<conditions>,<symptoms>,<treatments>,Tags,
/// Foods,Weather …`.
#include <algorithm>

#include "diary/cells.hpp"
#include "diary/column_reader.hpp"
#include "diary/memo.hpp"
#include "diary/name_words.hpp"

namespace culprit::diary {
namespace {

/// What the filled cells of a column are.
struct FlaredownCells {
  std::uint64_t filled = 0;
  std::uint64_t ratings = 0;  ///< 0 to 4
  std::uint64_t intakes = 0;  ///< `10mg`, `Taken`, `Not Taken`
};

/// What a column is, is told by its name.
bool is_named(std::string_view folded) {
  return folded == "foods" || folded == "tags" || folded.starts_with("weather ");
}

/// Of the columns whose names do not tell.
std::vector<FlaredownCells> survey_cells(const Head& head, std::size_t date) {
  std::vector<FlaredownCells> columns(head.names.size());
  TextMemo<FlaredownCells> looks;
  for_each_row(head, [&](const csv::Record& record) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto cell = cell_of(record, i);
      if (i == date || is_named(head.folded[i]) || is_missing(cell)) continue;
      const auto look = looks.get(cell, [](std::string_view text) -> FlaredownCells {
        const auto value = parse_number(text);
        const bool is_rating = value && *value >= 0 && *value <= 4;
        return {1, is_rating ? 1U : 0U, parse_truth(text) || parse_quantity(text) ? 1U : 0U};
      });
      columns[i].filled += look.filled;
      columns[i].ratings += look.ratings;
      columns[i].intakes += look.intakes;
    }
  });
  return columns;
}

Recognition recognise_flaredown(const Head& head) {
  if (!head.find("date") || !head.find("tags") || !head.find("foods")) return {};
  const bool weather =
      std::any_of(head.folded.begin(), head.folded.end(),
                  [](const std::string& name) { return name.starts_with("weather "); });
  if (weather)
    return {1.0, "the header names Tags, Foods and the weather, as Flaredown's export does"};
  // Others have such columns, too, and rate beyond 4 or in words.
  if (head.column("date") != 0 || head.column("tags") + 2 != head.names.size() ||
      head.folded.back() != "foods")
    return {};
  const auto cells = survey_cells(head, 0);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool is_intake = cells[i].intakes * 2 > cells[i].filled && !names_rating(head.folded[i]);
    if (cells[i].ratings != cells[i].filled && !is_intake) return {};
  }
  return {0.85,
          "the header ends in Tags and Foods, and the cells before are ratings to 4 and doses, as "
          "in Flaredown's export"};
}

std::unique_ptr<RowReader> open_flaredown(FileContext& context) {
  const Head& head = context.head;
  ColumnPlan plan{.date = head.column("date"), .columns = {}};
  const auto cells = survey_cells(head, plan.date);
  for (std::size_t i = 0; i < head.names.size(); ++i) {
    const std::string& folded = head.folded[i];
    if (i == plan.date || folded.empty() || folded == "weather summary") continue;
    using enum CellUse;
    ColumnSpec column{.field = i, .name = head.names[i]};
    if (folded == "foods") {
      column.use = list;
      column.kind = Kind::food;
    } else if (folded == "tags") {
      column.use = tags;
    } else if (folded.starts_with("weather ")) {
      column.kind = Kind::factor;
    } else if (cells[i].ratings == cells[i].filled) {
      column.kind = names_skin(folded) && !names_treatment(folded) ? Kind::severity : Kind::symptom;
      column.scale = "0..4";
    } else if (cells[i].intakes * 2 > cells[i].filled) {
      column.use = intake;
      column.kind = Kind::treatment;
    } else {
      continue;  // words: a note
    }
    plan.columns.push_back(std::move(column));
  }
  return make_column_reader(context, std::move(plan));
}

}  // namespace

constinit const Layout flaredown_layout{
    .name = "flaredown", .recognise = recognise_flaredown, .open = open_flaredown};

}  // namespace culprit::diary
