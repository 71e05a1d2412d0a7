/// The wide layout: a day (or an instant) a row, a column per rating, food, factor or treatment.

#include <string>
#include <utility>

#include "diary/cells.hpp"
#include "diary/roles.hpp"
#include "diary/table_cells.hpp"

namespace culprit::diary {
namespace {

struct ValueColumn {
  std::size_t field = 0;
  Kind kind = Kind::food;
};

struct WideColumns : EntryColumns {
  std::vector<ValueColumn> values = {};  ///< in the order of the file
};

class WideReader final : public RowReader {
 public:
  WideReader(FileContext& context, WideColumns columns)
      : RowReader{context}, columns_{std::move(columns)}, mark_{context.report.decimal_mark} {
    for (const ValueColumn& column : columns_.values) fields_.push_back(column.field);
  }

  Fate consume(const csv::Record& record) override {
    FileContext& context = file();
    if (has_surplus(record)) return Fate::rejected;
    if (!context.shared.subjects.accepts(cell_of(record, columns_.subject)))
      return skip("other_subject");
    const auto stamp = read_stamp(record, columns_.date, columns_.time);
    if (!stamp.is_right()) {
      if (is_header(record)) return skip("repeated_header");
      if (is_total_word(cell_of(record, columns_.date))) return skip("total_row");
      return reject_stamp(record, stamp.problem(), columns_.date);
    }
    if (is_repeated_row(record, stamp, fields_)) return Fate::merged;
    bool any = false;
    bool logged = false;
    for (const ValueColumn& column : columns_.values) {
      const Outcome outcome =
          consume_cell(record, column, {stamp.day(), stamp.time(), column.kind, stamp.part()});
      any = any || outcome != Outcome::blank;
      logged = logged || (column.kind == Kind::food && outcome == Outcome::understood);
    }
    if (logged) context.shared.entries.log_day(stamp.day());
    return any ? Fate::used : skip("nothing_recorded");
  }

 private:
  enum class Outcome { blank, understood, rejected };

  Outcome consume_cell(const csv::Record& record, const ValueColumn& column, Entry entry) {
    const std::string_view cell = cell_of(record, column.field);
    if (is_missing(cell)) return Outcome::blank;
    // Something that is taken or not: 0 means not taken, and a yes needs no number.
    const bool is_intake = !needs_value(column.kind);
    if (const auto value = parse_table_number(cell, mark_)) {
      entry.amount = *value + 0.0;
      if (is_intake && *value < 0) {
        return reject_value(record, column.field, "negative_amount",
                            "is negative; expected 0 or more");
      }
    } else if (const auto rating = is_intake ? std::nullopt : parse_named_rating(cell, mark_)) {
      entry.amount = rating->value;
    } else if (const auto truth = parse_truth(cell);
               truth && (is_intake || entry.kind == Kind::factor || !is_cross(cell))) {
      // A food that was eaten, no matter how much; a factor that was there.
      if (!is_intake || !*truth) entry.amount = *truth ? 1 : 0;
    } else {
      return reject_value(record, column.field, "bad_cell",
                          "is not understood; expected a number, yes or no");
    }
    if (is_intake && entry.amount == 0) return Outcome::understood;
    EntryTable& entries = file().shared.entries;
    entry.name = entries.name(file().head.names[column.field]);
    entries.add() = entry;
    return Outcome::understood;
  }

  Outcome reject_value(const csv::Record& record, std::size_t field, const char* code,
                       std::string_view what) {
    RowReader::reject_value(record, field, code, what);
    return Outcome::rejected;
  }

  WideColumns columns_;
  DecimalMark mark_;
  std::vector<std::size_t> fields_;  ///< of the values
};

Recognition recognise_wide(const Head& head) {
  if (!head.find("date") || head.names.size() < 2) return {};
  // `type` or `name` alone is a long file that lacks a column.
  if (head.find("type") || head.find("name")) return {};
  return {0.8, "the header names date and a column per rating, food or factor"};
}

std::unique_ptr<RowReader> open_wide(FileContext& context) {
  const Head& head = context.head;
  const TableProfile profile = profile_columns(head);
  const auto roles = infer_roles(head, profile, context.shared.options);
  context.report.decimal_mark = profile.mark;
  WideColumns columns;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    context.report.columns.push_back({head.names[i], std::string{to_word(roles[i])}});
    if (roles[i] == Role::date) columns.date = i;
    if (roles[i] == Role::time) columns.time = i;
    if (roles[i] == Role::subject) columns.subject = i;
    if (const auto kind = kind_of(roles[i])) columns.values.push_back({i, *kind});
  }
  note_measures(context, roles);
  return std::make_unique<WideReader>(context, std::move(columns));
}

}  // namespace

constinit const Layout wide_layout{.name = "wide", .recognise = recognise_wide, .open = open_wide};

}  // namespace culprit::diary
