/// The canonical long layout: one entry a row, `date,type,name[,subject,time,amount,unit,note]`.

#include <cmath>
#include <cstring>

#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/layouts/layout.hpp"
#include "diary/store/memo.hpp"

namespace culprit::diary {
namespace {

/// Most entries are foods: their word without a loop.
bool is_food(std::string_view word) noexcept {
  return word.size() == 4 && std::memcmp(word.data(), "food", 4) == 0;
}

class LongReader final : public RowReader {
 public:
  LongReader(FileContext& context, const EntryColumns& columns, DecimalMark mark)
      : RowReader{context},
        columns_{columns},
        n_columns_{context.head.names.size()},
        mark_{mark},
        numbers_{mark} {}

  Fate consume(const csv::Record& record) override {
    FileContext& context = file();
    if (record.size() > n_columns_ && has_surplus(record)) return Fate::rejected;
    if (columns_.subject != absent &&
        !context.shared.subjects.accepts(cell_of(record, columns_.subject)))
      return skip("other_subject");
    const auto stamp = read_stamp(record, columns_.date, columns_.time);
    if (!stamp.is_right()) return reject_stamp(record, stamp.problem(), columns_.date);
    const std::string_view type = cell_of(record, columns_.type);
    Kind kind = Kind::food;
    if (!is_food(type)) {
      const auto known = kind_from_word(type);
      if (!known)
        return reject_quoting(record, columns_.type, "bad_type",
            "type '{}' is not known; expected food, severity, symptom, factor, treatment, "
            "supplement or phase");
      kind = *known;
    }
    std::string_view name = within_items(record, columns_.name, cell_of(record, columns_.name));
    Entry own{.day = stamp.day(), .time = stamp.time(), .part = stamp.part()};
    if (kind == Kind::food && !name.empty() && is_digit(name.front())) name = take_clock(name, own);
    if (is_nameless(name)) return reject_nameless(record, columns_.name, "name");
    const std::string_view amount = cell_of(record, columns_.amount);
    double value = no_number;
    if (kind == Kind::phase) {
      const auto phase = parse_phase(amount);
      if (!phase)
        return reject_quoting(
            record, columns_.amount, "bad_amount", std::string{"phase '{}' "}.append(not_a_phase));
      value = *phase;
    } else if (!is_missing(amount)) {
      value = numbers_.parse(amount);
      if (std::isnan(value) && needs_value(kind))
        if (const auto rating = parse_named_rating(amount, mark_); rating && rating->scale.empty())
          value = rating->value;
      if (!(value > 0)) {
        const Fate fate = odd_amount(record, kind, stamp.day(), value);
        if (fate != Fate::used) return fate;
        value += 0.0;  // minus zero becomes zero
      }
    } else if (needs_value(kind)) {
      return skip("missing_value");
    }
    Entry& entry = add_entry(stamp, kind, name);
    entry.time = own.time;
    entry.part = own.part;
    entry.unit = context.shared.entries.unit(cell_of(record, columns_.unit));
    entry.amount = value;
    return Fate::used;
  }

 private:
  /// What becomes of an entry whose amount is no number, or zero or less.
  Fate odd_amount(const csv::Record& record, Kind kind, Day day, double value) {
    if (std::isnan(value)) {
      return reject_quoting(record, columns_.amount, "bad_amount",
          std::string{"amount '{}' is not a number; expected digits with at most one '"} +
              (mark_ == DecimalMark::comma ? ',' : '.') + '\'');
    }
    if (needs_value(kind)) return Fate::used;
    if (value < 0)
      return reject_quoting(record, columns_.amount, "negative_amount",
          "amount '{}' is negative; expected 0 or more");
    if (kind == Kind::food) file().shared.entries.log_day(day);
    return skip("amount_zero");
  }

  EntryColumns columns_;
  std::size_t n_columns_;
  DecimalMark mark_;
  NumberMemo numbers_;
};

/// `subject`, else a column whose header is another word for people.
std::size_t person_column(const Head& head) {
  if (const auto subject = head.find("subject")) return *subject;
  for (std::size_t i = 0; i < head.names.size(); ++i) {
    const std::string phrase = header_phrase(head.names[i]);
    if (role_of_phrase(phrase) == Role::subject || names_person(phrase)) return i;
  }
  return absent;
}

}  // namespace

std::unique_ptr<RowReader> open_long(const Layout& layout, FileContext& context) {
  const Head& head = context.head;
  EntryColumns columns = layout.columns(head);
  columns.subject = person_column(head);
  report_roles(context, columns, {{head.column("note"), "note"}});
  context.report.decimal_mark = find_decimal_mark(head, columns.amount, columns.amount + 1);
  return std::make_unique<LongReader>(context, columns, context.report.decimal_mark);
}

}  // namespace culprit::diary
