#include "diary/layouts/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/table/table_roles.hpp"

namespace culprit::diary {
namespace {

constexpr std::size_t shown_columns = 12;

std::string missing_columns(const Head& head) {
  std::string missing;
  for (const std::string_view name : {"date", "type", "name"})
    if (!head.find(name)) missing += (missing.empty() ? "" : ", ") + std::string{name};
  return missing;
}

}  // namespace

std::span<const Layout* const> all_layouts() {
  static constexpr const Layout* layouts[] = {&my_symptoms_layout, &bearable_layout, &daylio_layout,
      &flaredown_layout, &flaredown_dump_layout, &tsw_atlas_layout, &loop_layout, &perfice_layout,
      &how_we_feel_layout, &migraine_buddy_layout, &symptom_shark_layout, &lose_it_layout,
      &cronometer_biometrics_layout, &my_fitness_pal_summary_layout, &cronometer_summary_layout,
      &fitbit_layout, &loop_scores_layout, &loop_single_habit_layout, &cronometer_layout,
      &long_layout, &wide_layout, &printed_diary_layout};
  return layouts;
}

std::vector<std::string> layout_names() {
  std::vector<std::string> names{
      std::string{long_layout.name}, std::string{wide_layout.name}, std::string{table_layout.name}};
  for (const Layout* layout : all_layouts())
    if (layout != &long_layout && layout != &wide_layout) names.emplace_back(layout->name);
  return names;
}

namespace {

const Layout* find_layout(std::string_view name) {
  for (const Layout* layout : all_layouts())
    if (layout->name == name) return layout;
  return table_layout.name == name ? &table_layout : nullptr;
}

Recognised given_layout(const Head& head, const std::string& name) {
  if (const Layout* layout = find_layout(name))
    return {layout, {1.0, "given by --format-in", layout->recognise(head).is_headless}};
  throw InputError(
      {"unknown_format", fmt::format("format '{}' is not known; expected one of {}", quotable(name),
                             first_names(layout_names(), shown_columns))});
}

bool is_mapped(const Head& head, const ReadOptions& options) {
  return std::any_of(options.map.begin(), options.map.end(), [&](const MappedColumn& mapping) {
    return head.find(fold_name(mapping.column)).has_value();
  });
}

/// With little else, `type` or `name` alone is a long file that lacks a column, unless it is surely
/// something else; all three are one.
bool is_long_header(const Head& head) {
  return head.find("date") && (head.find("name") || head.find("type")) && head.names.size() < 4;
}

/// @throws InputError  if a day stands in the header, where names are expected.
void check_names(const Head& head) {
  const auto days = std::count_if(head.names.begin(), head.names.end(),
      [](const std::string& name) { return is_date_like(name); });
  if (days == 0) return;
  const std::string names = first_names(head.names, shown_columns);
  Message message;
  message.place = {head.input->name(), head.line, 1};
  if (days * 2 > static_cast<std::ptrdiff_t>(head.names.size())) {
    message.code = "days_in_header";
    message.text = fmt::format(
        "the header names days ({}): each day is a column; expected a row per day", names);
    message.hint = "transpose the table: copy it in the spreadsheet and paste it transposed";
  } else {
    message.code = "no_header";
    message.text = fmt::format(
        "the file begins with an entry ({}); expected a header that names the columns", names);
    message.hint = "put a line such as Date,Food,Itch above it";
  }
  throw InputError(std::move(message));
}

bool has_split_date(const Head& head) {
  return head.find("year") && head.find("month") && head.find("day");
}

Message unknown_layout(const Head& head) {
  Message message;
  message.code = "unknown_layout";
  message.text = fmt::format(
      "columns not recognised: '{}'; expected columns date, type and name (long, missing: {}) "
      "or date, a severity and a column per food (wide, missing: {})",
      first_names(head.names, shown_columns), missing_columns(head),
      head.find("date") ? "a column besides date" : "date");
  message.place = {head.input->name(), head.line, 1};
  if (has_split_date(head)) {
    message.hint = "put year, month and day into one column, as in 2024-11-24";
  } else if (!head.find("date")) {
    message.hint =
        "if the columns have other names, say what they are: --map "
        "Day=date,Ate=foods,Skin=severity";
  }
  return message;
}

}  // namespace

Recognised find_claim(const Head& head) {
  Recognised best;
  for (const Layout* layout : all_layouts()) {
    auto recognition = layout->recognise(head);
    if (recognition.confidence > best.recognition.confidence)
      best = {layout, std::move(recognition)};
  }
  return best;
}

Recognised recognise(const Head& head, const ReadOptions& options, const Recognised& claim) {
  if (options.format_in) return given_layout(head, *options.format_in);
  Recognised best = is_mapped(head, options) ? Recognised{} : claim;
  if (best.is_app()) return best;
  check_names(head);
  const auto table = std::make_shared<const TableRoles>(find_table_roles(head, options));
  const Recognition recognition = how_sure(*table);
  const bool is_wide =
      best.layout != nullptr && !table->holds_lists && !table->dates_once && !table->is_given;
  constexpr double sure = 0.7;
  const bool is_likely = recognition.confidence > (is_long_header(head) ? sure : 0);
  if (is_likely && !is_wide) best = {&table_layout, recognition};
  best.table = table;
  if (best.layout == nullptr) throw InputError(unknown_layout(head));
  return best;
}

}  // namespace culprit::diary
