#include "diary/layouts/column_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "diary/cells/cells.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/cells/word_lists.hpp"
#include "diary/layouts/tags.hpp"
#include "diary/store/memo.hpp"

namespace culprit::diary {
namespace {

constexpr std::uint32_t unnumbered = 0xFFFFFFFFu;

/// A column with the numbers of its name and scale, once an entry needs them: what no entry has
/// must not get into the diary.
struct ReadColumn : ColumnSpec {
  std::uint32_t name_id = unnumbered;
  std::uint32_t scale_id = unnumbered;
};

/// What joins the names in a cell: `|||`, `|`, `;`, a line end, or, if it holds none of them, `,`.
std::string_view joiner_of(std::string_view cell) noexcept {
  if (cell.find('|') != std::string_view::npos)
    return cell.find("|||") != std::string_view::npos ? "|||" : "|";
  if (cell.find(';') != std::string_view::npos) return ";";
  return cell.find('\n') != std::string_view::npos ? "\n" : ",";
}

/// The place of a word in the list, which names the five moods of each language in turn.
std::optional<double> own_mood(std::string_view word) {
  const auto& words = word_list<"moods">;
  const auto at = std::find(words.begin(), words.end(), fold_name(word)) - words.begin();
  return at == std::ssize(words) ? std::nullopt : std::optional{static_cast<double>(at % 5 + 1)};
}

class ColumnReader final : public RowReader {
 public:
  ColumnReader(FileContext& context, ColumnPlan plan)
      : RowReader{context}, date_{plan.date}, time_{plan.time}, year_{plan.year} {
    for (ColumnSpec& column : plan.columns) columns_.push_back({std::move(column)});
  }

  Fate consume(const csv::Record& record) override {
    const auto stamp = stamp_of(record);
    if (!stamp.is_right()) return reject_stamp(record, stamp.problem(), date_);
    if (has_surplus(record)) return Fate::rejected;
    if (is_repeated_row(record, stamp)) return Fate::merged;
    factors_.check_in(stamp.day());
    bool any = false;
    for (ReadColumn& column : columns_) {
      const auto cell = cell_of(record, column.field);
      if (is_missing(cell)) continue;
      any = consume_cell(record, column, stamp, cell) || any;
    }
    return any ? Fate::used : skip("nothing_recorded");
  }

  void finish() override {
    factors_.finish(file().shared.entries);
    moods_.report(file());
  }

 private:
  Stamp stamp_of(const csv::Record& record) {
    const auto date = cell_of(record, date_);
    if (year_ == absent || date.empty()) return read_stamp(record, date_, time_);
    const auto whole = fmt::format("{} {}", date, cell_of(record, year_));
    return settled(record, file().stamps.read(whole, cell_of(record, time_)), time_);
  }

  /// False if the cell says nothing.
  bool consume_cell(
      const csv::Record& record, ReadColumn& column, const Stamp& stamp, std::string_view cell) {
    switch (column.use) {
      case CellUse::number: consume_number(record, column, stamp, cell); break;
      case CellUse::list:
      case CellUse::tags:
        cell = within_items(record, column.field, cell);
        for_each_part(cell, column.joiner.empty() ? joiner_of(cell) : column.joiner,
            [&](std::string_view name) { tick(stamp, column, name); });
        break;
      case CellUse::rated_list: consume_rated_list(record, column, stamp, cell); break;
      case CellUse::intake: consume_intake(cell, column, stamp); break;
      case CellUse::mood:
      case CellUse::own_mood: consume_mood(column, stamp, cell); break;
      case CellUse::scales: consume_scales(record, column, stamp, cell); break;
      case CellUse::yes_no:
      case CellUse::thousandths: return consume_habit(record, column, stamp, cell);
    }
    return true;
  }

  std::uint32_t name_of(ReadColumn& column) {
    if (column.name_id == unnumbered) column.name_id = file().shared.entries.name(column.name);
    return column.name_id;
  }

  void add_value(const Stamp& stamp, ReadColumn& column, double value) {
    EntryTable& entries = file().shared.entries;
    if (column.scale_id == unnumbered) column.scale_id = entries.unit(column.scale);
    Entry& entry = add_entry(stamp, column.kind, name_of(column));
    entry.amount = value + 0.0;
    entry.unit = column.scale_id;
  }

  void consume_number(
      const csv::Record& record, ReadColumn& column, const Stamp& stamp, std::string_view cell) {
    const auto amount = amounts_.of(cell);
    if (amount)
      add_value(stamp, column, column.turned_at != 0 ? column.turned_at - *amount : *amount);
    else reject_value(record, column.field, "bad_cell", "is not understood; expected a number");
  }

  void tick(const Stamp& stamp, const ReadColumn& column, std::string_view name) {
    const Kind kind = column.use == CellUse::tags ? kinds_.of(name) : column.kind;
    if (kind == Kind::factor) factors_.tick(stamp.day(), name);
    else add_entry(stamp, kind, name);
  }

  void consume_rated_list(
      const csv::Record& record, ReadColumn& column, const Stamp& stamp, std::string_view cell) {
    for_each_part(cell, ";", [&](std::string_view item) {
      const auto [name, inside] = split_last_bracket(item);
      const auto word = severities_.of(inside);
      const auto value = word ? word : parse_number(inside);
      if (!value) {
        reject_cell(record, column.field, "bad_cell",
            fmt::format("symptom '{}' is not rated; expected Mild, Moderate or Severe in brackets",
                quotable(item)));
        return;
      }
      Entry& entry = add_entry(stamp, column.kind, name);
      entry.amount = *value + 0.0;
      if (word) entry.unit = file().shared.entries.unit(severity_word_scale);
    });
  }

  void consume_intake(std::string_view cell, ReadColumn& column, const Stamp& stamp) {
    const auto truth = parse_truth(cell);
    const auto dose = parse_quantity(cell);
    if ((truth && !*truth) || (dose && dose->amount <= 0)) return;
    Entry& entry = add_entry(stamp, column.kind, name_of(column));
    if (!dose) return;
    entry.amount = dose->amount;
    entry.unit = file().shared.entries.unit(dose->unit);
  }

  void consume_mood(ReadColumn& column, const Stamp& stamp, std::string_view cell) {
    moods_.count();
    auto number = given_moods_.of(cell);
    if (!number && column.use == CellUse::own_mood) number = own_moods_.of(cell);
    if (number) add_value(stamp, column, *number);
    else moods_.add(cell);
  }

  /// Rated by the person, on scales of their own.
  void consume_scales(const csv::Record& record, const ReadColumn& column, const Stamp& stamp,
      std::string_view cell) {
    for_each_part(cell, "|", [&](std::string_view scale) {
      const auto colon = std::min(scale.rfind(':'), scale.size() - 1);
      const auto value = parse_number(clean(scale.substr(colon + 1)));
      const auto name = clean(scale.substr(0, colon));
      if (value && !name.empty()) {
        add_entry(stamp, column.kind, name).amount = *value;
        return;
      }
      reject_cell(record, column.field, "bad_cell",
          fmt::format("scale '{}' is not understood; expected NAME: NUMBER", quotable(scale)));
    });
  }

  bool consume_habit(
      const csv::Record& record, ReadColumn& column, const Stamp& stamp, std::string_view cell) {
    const double value = checkmark_from_word(cell).value_or(numbers_.parse(cell));
    const bool is_yes_no = column.use == CellUse::yes_no;
    if (!(value >= -1) || (is_yes_no && value > 3)) {
      reject_value(record, column.field, "bad_cell",
          "is not understood; expected a checkmark of Loop (-1 for none)");
      return true;
    }
    constexpr double none = -1;
    constexpr double passed_over = 3;
    if (value == none || (value == passed_over && (is_yes_no || cell == "SKIP"))) return false;
    const double amount = is_yes_no ? (value == 2 ? 1 : 0) : value / 1000;
    if (needs_value(column.kind) || amount > 0) add_value(stamp, column, amount);
    if (column.kind == Kind::food) file().shared.entries.log_day(stamp.day());
    return true;
  }

  std::size_t date_;
  std::size_t time_;
  std::size_t year_;
  std::vector<ReadColumn> columns_;
  TickedFactors factors_;
  TextMemo<Kind> kinds_{[this](std::string_view tag) { return kind_of_tag(tag, file().shared); }};
  TextMemo<std::optional<double>> severities_{severity_from_word};
  TextMemo<std::optional<double>> amounts_{[](std::string_view cell) {
    const auto quantity = parse_quantity(cell);
    return quantity ? std::optional{quantity->amount} : std::nullopt;
  }};
  TextMemo<std::optional<double>> given_moods_{[this](std::string_view word) {
    const auto& map = file().shared.options.mood_map;
    const auto given = map.find(fold_name(word));
    return given == map.end() ? std::nullopt : std::optional{given->second};
  }};
  TextMemo<std::optional<double>> own_moods_{own_mood};
  UnknownMoods moods_;
  NumberMemo numbers_{DecimalMark::point};
};

std::string role_of(const ColumnSpec& column) {
  std::string kind{to_word(column.kind)};
  switch (column.use) {
    case CellUse::tags: return "foods, factors and treatments";
    case CellUse::list: return kind + " list";
    case CellUse::rated_list: return "symptom list (mild 1, moderate 2, severe 3, unbearable 4)";
    case CellUse::mood: return kind + " (by --mood-map)";
    case CellUse::own_mood:
      return kind + (column.scale.empty() ? " (by --mood-map)"
                                          : " (rad 1, good 2, meh 3, bad 4, awful 5)");
    case CellUse::number:
      if (column.turned_at != 0) return kind + " (turned round: higher = worse)";
      break;
    default: break;
  }
  return kind;
}

constexpr Word<CellUse> use_words[] = {{CellUse::number, "number"}, {CellUse::list, "list"},
    {CellUse::tags, "tags"}, {CellUse::rated_list, "rated_list"}, {CellUse::mood, "mood"},
    {CellUse::own_mood, "own_mood"}, {CellUse::scales, "scales"}};

/// `number severity, Skin Feeling, 1..5, 6`; `tags symptom, |`.
ColumnSpec column_from_text(std::string_view text) {
  std::vector<std::string_view> parts = split_cell(text, ", ");
  parts.resize(4);
  const auto space = parts[0].find(' ');
  ColumnSpec column{.use = value_of(use_words, parts[0].substr(0, space)).value(),
      .kind = kind_from_word(parts[0].substr(space + 1)).value(),
      .scale = std::string{parts[2]},
      .turned_at = parse_number(parts[3]).value_or(0)};
  const bool is_list = column.use == CellUse::list || column.use == CellUse::tags;
  if (is_list && !parts[1].empty()) column.joiner = parts[1] == "any" ? "" : parts[1];
  else column.name = parts[1];
  return column;
}

}  // namespace

std::unique_ptr<RowReader> open_columns(const Layout& layout, FileContext& context) {
  const Head& head = context.head;
  ColumnPlan plan{.date = layout.date_column(head),
      .time = layout.column(head, "time"),
      .columns = {},
      .year = layout.column(head, "year")};
  if (plan.year == plan.date) plan.year = absent;
  std::vector<bool> is_taken(head.names.size());
  layout.for_each("column", [&](std::string_view names, std::string_view what) {
    auto fields = head.named(names);
    std::sort(fields.begin(), fields.end());
    ColumnSpec column = column_from_text(what);
    if (column.use == CellUse::own_mood && !context.shared.options.mood_map.empty())
      column.scale.clear();
    const std::string name = column.name;
    for (const std::size_t field : fields) {
      if (is_taken[field]) continue;
      is_taken[field] = true;
      column.field = field;
      column.name = name.empty() ? head.names[field] : name;
      plan.columns.push_back(column);
    }
  });
  layout.for_each("note", [&](std::string_view names, std::string_view note) {
    const auto space = note.find(' ');
    if (!head.named(names).empty())
      context.report.notes.push_back({std::string{note.substr(0, space)},
          std::string{note.substr(space + 1)}, {head.input->name(), 0, 0}});
  });
  return make_column_reader(context, std::move(plan));
}

std::unique_ptr<RowReader> make_column_reader(FileContext& context, ColumnPlan plan) {
  report_columns(context, [&](std::size_t i) {
    std::string role = i == plan.date || i == plan.year ? "date"
                       : i == plan.time                 ? "time"
                                                        : "ignored";
    for (const ColumnSpec& column : plan.columns)
      if (column.field == i) role = role_of(column);
    return role;
  });
  return std::make_unique<ColumnReader>(context, std::move(plan));
}

std::optional<double> checkmark_from_word(std::string_view cell) noexcept {
  constexpr Word<double> words[] = {
      {2, "YES_MANUAL"}, {2, "YES_AUTO"}, {0, "NO"}, {3, "SKIP"}, {-1, "UNKNOWN"}};
  return value_of(words, cell);
}

}  // namespace culprit::diary