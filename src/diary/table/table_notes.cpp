/// What a person should know of how the columns of a table were understood.
#include <fmt/format.h>

#include <algorithm>

#include "culprit/core/text.hpp"
#include "diary/cells/cells.hpp"
#include "diary/cells/dates.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/table/table_roles.hpp"

namespace culprit::diary {
namespace {

/// The names of the columns that `is_meant` holds for, in quotes.
template <typename Predicate> std::vector<std::string> names_of(
    const Head& head, const TableRoles& roles, const Predicate& is_meant) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < roles.columns.size(); ++i)
    if (is_meant(i)) names.push_back('\'' + quotable(head.names[i]) + '\'');
  return names;
}

std::string list_of(const std::vector<std::string>& names) {
  return joined(names, ", ", [](const std::string& name) { return name; });
}

}  // namespace

Message no_date(const Head& head) {
  const Place place{head.input->name(), head.line, 0};
  std::vector<std::string> days;
  for (const auto& row : head.sample)
    if (const auto cell = std::ranges::find_if(row, lacks_year); cell != row.end())
      days.push_back(quotable(*cell));
  if (days.size() * 2 <= head.sample.size())
    return {"no_date_column", "no column holds dates; expected one, or --map COLUMN=date", place};
  return {.code = "no_year",
      .text = fmt::format(
          "the dates have no year ('{}'); expected one in each, as in 2024-11-24", days.front()),
      .place = place,
      .hint = "in a spreadsheet, give the column the format YYYY-MM-DD and save the file again"};
}

void note_columns(FileContext& context, const TableRoles& roles) {
  const Head& head = context.head;
  const Place place{head.input->name(), head.line, 0};
  auto& notes = context.report.notes;
  const auto measures = names_of(head, roles, [&](std::size_t i) {
    return roles.columns[i].role == Role::ignored &&
           (names_measure(head.folded[i]) || roles.columns[i].is_about_foods);
  });
  if (!measures.empty()) {
    notes.push_back({"measures_ignored",
        fmt::format("what counts days or measures the body or what was eaten is not a food and is "
                    "ignored: {}; --map {} adjusts for it",
            list_of(measures),
            measures.front().substr(0, measures.front().size() - 1) + "=factor'"),
        place});
  }
  for (const int days : {-1, 1}) {
    const auto shifted =
        names_of(head, roles, [&](std::size_t i) { return roles.columns[i].day_shift == days; });
    if (shifted.empty()) continue;
    notes.push_back({"days_shifted",
        fmt::format("the header tells of another day, and what stands below is dated a day {} its "
                    "row: {}; rename the column if that is wrong",
            days < 0 ? "before" : "after", list_of(shifted)),
        place});
  }
  const auto unknown =
      names_of(head, roles, [&](std::size_t i) { return roles.columns[i].offer != Role::ignored; });
  if (!unknown.empty()) {
    notes.push_back({"columns_unused",
        fmt::format("nothing says what these columns hold, and they are not used: {}; --map "
                    "COLUMN=ROLE says it (symptom, food, foods, factor, note, ignored)",
            list_of(unknown)),
        place});
  }
}

}  // namespace culprit::diary
