/// Loop Habit Tracker's Checkmarks.csv: a day a row, a column per habit, newest first.
#include <algorithm>
#include <cmath>

#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/layouts/column_reader.hpp"
#include "diary/layouts/tags.hpp"
#include "diary/store/memo.hpp"

namespace culprit::diary {
namespace {

/// -1 no entry, 0 no, 1 and 2 yes, 3 passed over, or a number times 1000; or their words.
bool is_loop_value(std::string_view cell) {
  if (cell.find('.') != cell.npos) return false;  // a score
  const auto value = checkmark_from_word(cell) ? checkmark_from_word(cell) : parse_number(cell);
  return value && *value >= -1 && *value == std::floor(*value) && (*value <= 3 || *value >= 100);
}

/// The largest number of each habit.
std::vector<double> survey_habits(const Head& head, std::size_t date) {
  std::vector<double> largest(head.names.size(), -1);
  NumberMemo numbers{DecimalMark::point};
  for_each_row(head, [&](const csv::Record& record) {
    for (std::size_t i = 0; i < std::min(record.size(), largest.size()); ++i)
      if (i != date) largest[i] = std::fmax(largest[i], numbers.parse(cell_of(record, i)));
  });
  return largest;
}

Recognition recognise_loop(const Head& head) {
  if (!head.find("date") || head.sample.empty()) return {};
  bool none = false;
  bool coded = false;
  bool worded = false;
  for (const auto& row : head.sample) {
    for (std::size_t i = 0; i < std::min(row.size(), head.names.size()); ++i) {
      if (i == head.column("date") || row[i].empty()) continue;
      if (!is_loop_value(row[i])) return {};
      none = none || row[i] == "-1";
      coded = coded || row[i].size() >= 4;
      worded = worded || checkmark_from_word(row[i]);
    }
  }
  const bool is_closed = head.names.size() > 2 && head.names.back().empty();
  if (is_closed)
    return {1.0,
        "every cell is a checkmark and the header ends in a comma, as Loop "
        "Habit Tracker's Checkmarks.csv does"};
  if (none && coded) return {0.9, "the cells are checkmarks of Loop Habit Tracker, -1 for none"};
  if (worded) return {0.9, "the cells are checkmarks of Loop Habit Tracker: YES_MANUAL, NO, SKIP"};
  return {};
}

bool is_wanted_habit(const FileContext& context, std::size_t i) {
  const auto& wanted = context.shared.options.severity;
  return wanted && fold_name(*wanted) == context.head.folded[i];
}

Kind habit_kind(const FileContext& context, std::size_t i, bool is_number) {
  const std::string& folded = context.head.folded[i];
  if (is_wanted_habit(context, i)) return Kind::severity;
  if (is_number && names_rating(folded)) return Kind::symptom;
  return kind_of_tag(folded, context.shared);
}

std::unique_ptr<RowReader> open_loop(FileContext& context) {
  const Head& head = context.head;
  ColumnPlan plan{.date = head.column("date"), .columns = {}};
  const auto habits = survey_habits(head, plan.date);
  for (std::size_t i = 0; i < head.names.size(); ++i) {
    if (i == plan.date || head.folded[i].empty()) continue;
    constexpr double largest_code = 3;
    const bool is_yes_no = habits[i] <= largest_code;
    plan.columns.push_back({.field = i,
        .use = is_yes_no && !is_wanted_habit(context, i) ? CellUse::yes_no : CellUse::thousandths,
        .kind = habit_kind(context, i, !is_yes_no),
        .name = head.names[i]});
  }
  return make_column_reader(context, std::move(plan));
}

}  // namespace

constinit const Layout loop_layout{
    .name = "loop-habits", .recognise = recognise_loop, .open = open_loop};

}  // namespace culprit::diary
