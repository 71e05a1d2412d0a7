/// Trackers whose rows hold a few columns: Perfice, How We Feel, Migraine Buddy; Daylio's export of
/// every year (`full_date,date,weekday,time,mood,activities[,scales],…`, before 2018 with the year
/// in a column of its own); and Flaredown's export to the user, a day a row (`Date,<conditions>,
/// <symptoms>,<treatments>,Tags,Foods,Weather …`).
#include <algorithm>
#include <cmath>
#include <utility>

#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/layouts/column_reader.hpp"
#include "diary/store/memo.hpp"

namespace culprit::diary {
namespace {

bool is_millisecond_stamp(std::string_view cell) {
  return cell.size() == 13 && parse_instant(cell).has_value();
}

/// Asked as questions, answered by numbers or by names joined with `|||`.
std::size_t perfice_date(const Head& head) { return head.column("timestamp"); }

Recognition recognise_perfice(const Head& head) {
  const std::size_t at = head.column("timestamp");
  if (at == absent || head.sample.empty()) return {};
  const bool all = std::all_of(head.sample.begin(), head.sample.end(),
      [at](const auto& row) { return at < row.size() && is_millisecond_stamp(row[at]); });
  // Its columns are questions or its lists joined as no other app joins them.
  const bool asks = head.raw.find('?') != std::string::npos ||
                    std::any_of(head.sample.begin(), head.sample.end(), [](const auto& row) {
                      return std::any_of(row.begin(), row.end(), [](const std::string& cell) {
                        return cell.find("|||") != std::string::npos;
                      });
                    });
  if (!all || !asks) return {};
  return {0.95, "the column Timestamp holds milliseconds since 1970, as Perfice's export does"};
}

std::unique_ptr<RowReader> open_perfice(FileContext& context) {
  const Head& head = context.head;
  ColumnPlan plan{.date = perfice_date(head), .columns = {}};
  std::vector<bool> is_number(head.names.size(), true);
  std::vector<bool> is_list(head.names.size());
  NumberMemo numbers{DecimalMark::point};
  for_each_row(head, [&](const csv::Record& record) {
    for (std::size_t i = 0; i < std::min(record.size(), is_number.size()); ++i) {
      const bool is_decided = !is_number[i] && is_list[i];
      if (i == plan.date || is_decided) continue;
      const auto cell = cell_of(record, i);
      if (is_number[i] && !is_missing(cell) && std::isnan(numbers.parse(cell)))
        is_number[i] = false;
      if (cell.find("|||") != std::string_view::npos) is_list[i] = true;
    }
  });
  const auto& wanted = context.shared.options.severity;
  for (std::size_t i = 0; i < head.names.size(); ++i) {
    const std::string& folded = head.folded[i];
    if (i == plan.date || folded.empty()) continue;
    // An answer in free words is a note.
    if (!is_number[i] && !is_list[i] && role_of_phrase(header_phrase(folded)) != Role::foods)
      continue;
    ColumnSpec column{.field = i, .name = head.names[i], .joiner = "|||"};
    if (!is_number[i]) column.use = CellUse::tags;
    if (is_number[i] && names_factor(folded)) column.kind = Kind::factor;
    if (wanted && fold_name(*wanted) == folded) column.kind = Kind::severity;
    plan.columns.push_back(std::move(column));
  }
  return make_column_reader(context, std::move(plan));
}

Recognition recognise_how_we_feel(const Head& head) {
  const bool tagged = std::any_of(head.folded.begin(), head.folded.end(),
      [](const auto& name) { return name.starts_with("tags ("); });
  if (!tagged || !head.find("date") || !head.find("mood")) return {};
  return {1.0, "the header names Mood and Tags (…), as How We Feel's export does"};
}

std::unique_ptr<RowReader> open_how_we_feel(FileContext& context) {
  const Head& head = context.head;
  ColumnPlan plan{.date = head.column("date"), .columns = {}};
  for (std::size_t i = 0; i < head.names.size(); ++i) {
    const std::string& folded = head.folded[i];
    if (head.find(folded) != i) continue;
    ColumnSpec column{.field = i, .kind = Kind::factor, .name = head.names[i]};
    if (folded == "mood") {
      column.use = CellUse::mood;
      column.kind = Kind::symptom;
    } else if (folded == "tags (people)" || folded == "tags (places)") {
      column.use = CellUse::list;
    } else if (folded.starts_with("tags (")) {
      column.use = CellUse::tags;
    } else if (folded != "exercise" && folded != "sleep" && folded != "steps" &&
               folded != "meditation") {
      continue;
    }
    plan.columns.push_back(std::move(column));
  }
  return make_column_reader(context, std::move(plan));
}

/// Attacks only: a day that is not listed was not rated.
std::size_t migraine_buddy_date(const Head& head) { return head.column("start time"); }

Recognition recognise_migraine_buddy(const Head& head) {
  if (!head.find("start time") || !head.find("pain level")) return {};
  return {1.0, "the header names Start Time and Pain Level, as Migraine Buddy's export does"};
}

std::unique_ptr<RowReader> open_migraine_buddy(FileContext& context) {
  const Head& head = context.head;
  ColumnPlan plan{.date = migraine_buddy_date(head), .columns = {}};
  plan.columns.push_back(
      {.field = head.column("pain level"), .name = "Pain Level", .scale = "0..10"});
  if (const auto at = head.find("medications")) {
    plan.columns.push_back(
        {.field = *at, .use = CellUse::list, .kind = Kind::treatment, .joiner = ""});
  }
  if (const auto at = head.find("triggers"))
    plan.columns.push_back({.field = *at, .use = CellUse::tags, .joiner = ""});
  context.report.notes.push_back({"attacks_only",
      "the file lists attacks only: were the other days free of pain? they are taken as not "
      "rated; if they were free of it, give a second file that says so, with rows such as "
      "2024-11-24,symptom,Pain Level,0 below date,type,name,amount",
      {head.input->name(), 0, 0}});
  return make_column_reader(context, std::move(plan));
}

/// The app's own words, 5 = worst, in English and German.
constexpr Word<double> own_words[] = {{1, "rad"}, {2, "good"}, {3, "meh"}, {4, "bad"}, {5, "awful"},
    {1, "super"}, {2, "gut"}, {3, "ok"}, {4, "schlecht"}, {5, "lausig"}};

Recognition recognise_daylio(const Head& head) {
  const bool dated = head.find("full date") || (head.find("year") && head.find("date"));
  if (!dated || !head.find("mood") || !head.find("activities")) return {};
  return {1.0, "the header names a date, mood and activities, as Daylio's export does"};
}

std::size_t daylio_date(const Head& head) {
  return head.find("full date") ? head.column("full date") : head.column("date");
}

std::unique_ptr<RowReader> open_daylio(FileContext& context) {
  const Head& head = context.head;
  using enum CellUse;
  const bool is_own = context.shared.options.mood_map.empty();
  ColumnPlan plan{.date = daylio_date(head),
      .time = head.column("time"),
      .columns = {{.field = head.column("mood"),
                      .use = mood,
                      .name = "mood",
                      .scale = is_own ? "1..5" : "",
                      .words = own_words},
          {.field = head.column("scales"), .use = scales},
          {.field = head.column("activities"), .use = tags, .joiner = "|"}}};
  if (!head.find("full date")) plan.year = head.column("year");
  return make_column_reader(context, std::move(plan));
}

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
  const bool weather = std::any_of(head.folded.begin(), head.folded.end(),
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

constinit const Layout perfice_layout{.name = "perfice",
    .recognise = recognise_perfice,
    .open = open_perfice,
    .date_column = perfice_date};

constinit const Layout how_we_feel_layout{
    .name = "how-we-feel", .recognise = recognise_how_we_feel, .open = open_how_we_feel};

constinit const Layout migraine_buddy_layout{.name = "migraine-buddy",
    .recognise = recognise_migraine_buddy,
    .open = open_migraine_buddy,
    .date_column = migraine_buddy_date,
    .usual_date_order = DateOrder::mdy};

constinit const Layout daylio_layout{.name = "daylio",
    .recognise = recognise_daylio,
    .open = open_daylio,
    .date_column = daylio_date};

constinit const Layout flaredown_layout{
    .name = "flaredown", .recognise = recognise_flaredown, .open = open_flaredown};

}  // namespace culprit::diary
