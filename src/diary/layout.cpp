#include "diary/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "diary/cells.hpp"
#include "diary/name_words.hpp"
#include "diary/table_cells.hpp"
#include "diary/table_roles.hpp"

namespace culprit::diary {
namespace {

constexpr std::size_t shown_columns = 12;

std::string missing_columns(const Head& head) {
  std::string missing;
  for (const std::string_view name : {"date", "type", "name"})
    if (!head.find(name)) missing += (missing.empty() ? "" : ", ") + std::string{name};
  return missing;
}

constexpr std::size_t most_titles = 30;  ///< records before a header

struct Opening {
  std::uint64_t line = 0;
  std::size_t filled = 0;
  bool names_date = false;
};

Opening look_at(const csv::Record& record) {
  Opening opening{record.line()};
  for (std::size_t i = 0; i < record.size(); ++i) {
    const auto cell = clean(record[i]);
    if (!cell.empty()) ++opening.filled;
    if (role_of_phrase(header_phrase(cell)) == Role::date) opening.names_date = true;
  }
  return opening;
}

/// The line of the header: the first record that is no title. A file of titles has its first.
std::uint64_t find_header(const csv::Input& input, csv::Dialect dialect, std::uint64_t first) {
  csv::Reader reader{csv::open_decoded(input), input.name(), dialect};
  std::vector<Opening> openings;
  std::map<std::size_t, std::size_t> records_of;
  std::size_t usual = 0;
  for (auto record = reader.next(); record != nullptr && openings.size() < most_titles;
       record = reader.next()) {
    if (record->line() < first) continue;
    const auto& opening = openings.emplace_back(look_at(*record));
    const auto n = ++records_of[opening.filled];
    if (opening.filled > 1 && n >= records_of[usual]) usual = opening.filled;
  }
  for (const auto& opening : openings) {
    const bool is_title =
        opening.filled < 2 || (!opening.names_date && opening.filled * 2 <= usual);
    if (!is_title) return opening.line;
  }
  return openings.empty() ? 1 : openings.front().line;
}

bool begins_with_digit(std::string_view cell) noexcept {
  return !cell.empty() && cell.front() >= '0' && cell.front() <= '9';
}

/// `,Breakfast,Lunch,Dinner,Itch` below `Date,Foods,,,Symptoms`: words only, below a gap of the
/// line above too, and none below the date.
bool is_second_header(const csv::Record& record, const Head& head) {
  bool fills_gap = false;
  for (std::size_t i = 0; i < record.size(); ++i) {
    const auto cell = cell_of(record, i);
    const bool is_named = i < head.names.size() && !head.names[i].empty();
    const bool is_date = is_named && role_of_phrase(header_phrase(head.names[i])) == Role::date;
    if (!cell.empty() && (is_date || header_phrase(cell).empty() || begins_with_digit(cell)))
      return false;
    fills_gap = fills_gap || (!is_named && !cell.empty());
  }
  return fills_gap && std::any_of(head.names.begin(), head.names.end(), [](const auto& name) {
    return role_of_phrase(header_phrase(name)) == Role::date;
  });
}

bool repeats_header(const csv::Record& record, const Head& head) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < record.size(); ++i) names.push_back(tidy_name(record[i]));
  return names == head.names;
}

/// Of two header lines the lower goes first where it names the column.
void take_header(const csv::Record& record, Head& head) {
  head.line = record.line();
  head.raw = record.raw();
  head.names.resize(std::max(head.names.size(), record.size()));
  head.folded.resize(head.names.size());
  for (std::size_t i = 0; i < record.size(); ++i) {
    if (cell_of(record, i).empty() && !head.names[i].empty()) continue;
    head.names[i] = tidy_name(record[i]);
    head.folded[i] = fold_name(record[i]);
  }
}

}  // namespace

std::optional<std::size_t> Head::find(std::string_view folded_name) const {
  const auto at = std::find(folded.begin(), folded.end(), folded_name);
  if (at == folded.end()) return std::nullopt;
  return static_cast<std::size_t>(at - folded.begin());
}

Head read_head(const csv::Input& input, std::uint64_t first_line) {
  Head head;
  head.input = &input;
  head.dialect = csv::sniff_dialect(input);
  const auto line = find_header(input, head.dialect, first_line);
  csv::Reader reader{csv::open_decoded(input), input.name(), head.dialect};
  const csv::Record* record = reader.next();
  while (record != nullptr && record->line() < line) {
    if (record->size() > 0) head.title = fold_name((*record)[0]);
    record = reader.next();
  }
  if (record == nullptr) {
    const bool is_piped = input.name() == "-";
    const std::string what = is_piped ? "nothing arrived on standard input" : "file is empty";
    throw InputError{Message{.code = "empty_file",
        .text = what + "; expected a table as text (CSV)",
        .place = {.file = input.name()},
        .hint = is_piped ? "" : "export the diary again"}};
  }
  take_header(*record, head);
  while (head.sample.size() < Head::sample_rows && (record = reader.next()) != nullptr) {
    const bool is_header = repeats_header(*record, head) || is_second_header(*record, head);
    if (head.sample.empty() && is_header) {
      take_header(*record, head);
      continue;
    }
    auto& row = head.sample.emplace_back();
    for (std::size_t i = 0; i < record->size(); ++i) row.emplace_back(cell_of(*record, i));
  }
  return head;
}

csv::Reader open_rows(const csv::Input& input, const csv::Dialect& dialect, std::uint64_t header) {
  csv::Reader reader{csv::open_decoded(input), input.name(), dialect};
  const csv::Record* record = header > 0 ? reader.next() : nullptr;
  while (record != nullptr && record->line() < header) record = reader.next();
  return reader;
}

namespace {

/// All words, the first cell and, unless a title stands above, a date among them, and not those of
/// the header above.
bool heads_table(const csv::Record& record, const Head& head, bool is_titled) {
  if (record.size() < 2 || cell_of(record, 0).empty()) return false;
  for (std::size_t i = 0; i < record.size(); ++i)
    if (begins_with_digit(clean(record[i])) || is_date_like(clean(record[i]))) return false;
  const Opening opening = look_at(record);
  return opening.filled > 1 && (is_titled || opening.names_date) && !repeats_header(record, head);
}

}  // namespace

std::uint64_t end_table(Head& head) {
  std::uint64_t title = 0;
  std::uint64_t next = 0;
  csv::Reader reader = open_rows(*head.input, head.dialect, head.line);
  for (const csv::Record* record = reader.next(); record != nullptr && next == 0;
       record = reader.next()) {
    std::size_t filled = 0;
    for (std::size_t i = 0; i < record->size() && filled < 2; ++i)
      if (!cell_of(*record, i).empty()) ++filled;
    if (heads_table(*record, head, title > 0)) next = title > 0 ? title : record->line();
    else if (filled > 1) title = 0;
    else if (title == 0 && !begins_with_digit(clean(record->raw())) &&
             !is_date_like(cell_of(*record, 0)))
      title = record->line();
  }
  if (next > 0) head.last_line = next - 1;
  return next;
}

std::size_t usual_date_column(const Head& head) {
  return head.find("date") ? head.column("date") : head.find("day").value_or(0);
}

void report_roles(FileContext& file, const EntryColumns& columns,
    std::initializer_list<std::pair<std::size_t, std::string_view>> others) {
  std::vector<std::pair<std::size_t, std::string_view>> roles{others};
  roles.insert(
      roles.end(), {{columns.subject, "subject"}, {columns.date, "date"}, {columns.time, "time"},
                       {columns.type, "type"}, {columns.name, "name"}, {columns.amount, "amount"},
                       {columns.unit, "unit"}});
  for (std::size_t i = 0; i < file.head.names.size(); ++i) {
    const auto known =
        std::find_if(roles.begin(), roles.end(), [i](const auto& role) { return role.first == i; });
    file.report.columns.push_back(
        {file.head.names[i], std::string{known == roles.end() ? "ignored" : known->second}});
  }
}

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
      "header '{}' is of no known layout; expected columns date, type and name (long, missing: {}) "
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
