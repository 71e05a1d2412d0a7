#include "diary/layouts/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "diary/cells/cells.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/layouts/texts.hpp"
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

/// An export that holds no foods, or no names of what it holds.
std::unique_ptr<RowReader> refuse(const Layout& layout, FileContext& file) {
  const std::string_view refusal = layout.text("refused");
  const auto space = refusal.find(' ');
  throw InputError({std::string{refusal.substr(0, space)}, std::string{refusal.substr(space + 1)},
      {file.head.input->name(), file.head.line, 0}});
}

constexpr Word<Layout::Open> readers[] = {{open_bearable, "bearable"}, {open_columns, "columns"},
    {open_entries, "entries"}, {open_my_symptoms, "events"}, {open_flaredown, "flaredown"},
    {open_long, "long"}, {open_loop, "loop"}, {open_perfice, "perfice"},
    {open_printed_diary, "printed"}, {refuse, "refused"}, {open_any_table, "table"}};

std::vector<Layout> layouts_of(std::string_view text) {
  std::vector<Layout> layouts;
  for_each_part(text, "\n", [&](std::string_view line) {
    const auto colon = line.find(": ");
    if (line.starts_with('[')) layouts.push_back({.name = line.substr(1, line.size() - 2)});
    else if (!line.starts_with('#'))
      layouts.back().lines.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  });
  for (Layout& layout : layouts) {
    const std::string_view is = layout.text("is");
    layout.open_with = value_of(readers, layout.text("reader")).value();
    layout.is_entry_per_row = is.find("entry a row") != is.npos;
    layout.is_food_log = is.find("food log") != is.npos;
    layout.usual_date_order = value_of(date_order_words, layout.text("date order"));
  }
  return layouts;
}

bool holds(std::string_view conditions, const Head& head) {
  bool all = true;
  for_each_part(conditions, ", ", [&](std::string_view one) {
    if (!all) return;
    if (one.starts_with('<')) all = holds_condition(one.substr(1, one.size() - 2), head);
    else all = one.starts_with('!') ? head.named(one.substr(1)).empty() : !head.named(one).empty();
  });
  return all;
}

}  // namespace

bool Layout::is_table() const { return open_with == open_any_table; }

std::string_view Layout::text(std::string_view key) const {
  for (const auto& [known, value] : lines)
    if (known == key) return value;
  return {};
}

std::size_t Layout::column(const Head& head, std::string_view key) const {
  const auto found = head.named(text(key));
  return found.empty() ? absent : found.front();
}

EntryColumns Layout::columns(const Head& head) const {
  return {.subject = column(head, "subject"),
      .date = date_column(head),
      .time = column(head, "time"),
      .type = column(head, "type"),
      .name = column(head, "name"),
      .amount = column(head, "amount"),
      .unit = column(head, "unit")};
}

std::size_t Layout::date_column(const Head& head) const {
  if (!text("date").empty()) return column(head, "date");
  return head.find("date") ? head.column("date") : head.find("day").value_or(0);
}

Recognition Layout::recognise(const Head& head) const {
  Recognition recognition;
  for_each("when", [&](std::string_view conditions, std::string_view what) {
    if (recognition.confidence > 0 || !holds(conditions, head)) return;
    const auto space = what.find(' ');
    const std::string_view headless = text("headless");
    recognition = {parse_number(what.substr(0, space)).value(), std::string{what.substr(space + 1)},
        !headless.empty() && holds(headless, head)};
  });
  return recognition;
}

const std::vector<Layout>& all_layouts() {
  static const std::vector<Layout> layouts = layouts_of(texts::apps_txt);
  return layouts;
}

std::vector<std::string> layout_names() {
  std::vector<std::string> names{"long", "wide", "table"};
  for (const Layout& layout : all_layouts())
    if (std::find(names.begin(), names.end(), layout.name) == names.end())
      names.emplace_back(layout.name);
  return names;
}

namespace {

const Layout* find_layout(std::string_view name) {
  const auto at = std::ranges::find(all_layouts(), name, &Layout::name);
  return at == all_layouts().end() ? nullptr : &*at;
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
      "columns not recognised: '{}'; expected columns date, type and name (long, missing: {}) or "
      "date, a severity and a column per food (wide, missing: {})",
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
  for (const Layout& layout : all_layouts()) {
    auto recognition = layout.recognise(head);
    if (recognition.confidence > best.recognition.confidence)
      best = {&layout, std::move(recognition)};
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
  if (is_likely && !is_wide) best = {find_layout("table"), recognition};
  best.table = table;
  if (best.layout == nullptr) throw InputError(unknown_layout(head));
  return best;
}

}  // namespace culprit::diary
