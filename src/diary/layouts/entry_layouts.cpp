/// Exports with an entry a row. Readings: Flaredown's public dump, Symptom Shark, Cronometer's
/// biometrics. Food logs: Cronometer's `servings.csv`, where an amount is a number and its unit in
/// one cell (`1.00 tsp`), and Lose It!'s, with deleted rows and exercise among them.
#include <algorithm>
#include <optional>

#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/layouts/layout.hpp"
#include "diary/layouts/tags.hpp"

namespace culprit::diary {
namespace {

/// What a row is, before its value is read.
struct Meaning {
  Kind kind = Kind::symptom;
  std::string_view scale = {};  ///< of ratings
  bool is_tag = false;
};

/// `symptom 0..4`, `factor`, `tag`.
Meaning meaning_from_text(std::string_view text) {
  const auto space = std::min(text.find(' '), text.size());
  const auto kind = kind_from_word(text.substr(0, space));
  return {kind.value_or(Kind::symptom), trim(text.substr(space)), !kind};
}

class EntryReader final : public RowReader {
 public:
  EntryReader(const Layout& layout, FileContext& context, const EntryColumns& columns)
      : RowReader{context},
        columns_{columns},
        is_food_log_{layout.is_food_log},
        icon_{is_food_log_ ? context.head.column("icon") : absent},
        deleted_{is_food_log_ ? context.head.column("deleted") : absent},
        unnamed_{meaning_from_text(layout.text("kind"))},
        points_a_word_{parse_number(layout.text("points a word")).value_or(0)} {
    for_each_part(layout.text("types"), ", ", [this](std::string_view type) {
      const auto space = type.find(' ');
      meanings_.emplace_back(type.substr(0, space), meaning_from_text(type.substr(space + 1)));
    });
  }

  Fate consume(const csv::Record& record) override {
    if (!file().shared.subjects.accepts(cell_of(record, columns_.subject)))
      return skip("other_subject");
    if (const auto cell = cell_of(record, deleted_); cell == "1" || parse_truth(cell) == true)
      return skip("deleted_row");
    const auto stamp = read_stamp(record, columns_.date, columns_.time);
    if (!stamp.is_right()) return reject_stamp(record, stamp.problem(), columns_.date);
    const bool is_mixed = icon_ != absent || deleted_ != absent;
    if (is_mixed && (is_exercise(record, columns_.type) || is_exercise(record, icon_))) {
      factors_.tick(stamp.day(), "exercise");
      return Fate::used;
    }
    const auto name = cell_of(record, columns_.name);
    if (is_nameless(name)) {
      // Daily sums stand in rows of their own, in the group `Total`.
      if (is_food_log_ && fold_name(cell_of(record, columns_.type)) == "total")
        return skip("total_row");
      return reject_nameless(record, columns_.name, is_food_log_ ? "food name" : "name");
    }
    const auto type = cell_of(record, columns_.type);
    const auto reading = meaning_of(type, name);
    if (!reading) {
      return reject_quoting(record, columns_.type, "bad_type",
          "type '{}' is not known; expected Condition, Symptom, Treatment, Tag, Food, Weather or "
          "HBI");
    }
    if (!is_food_log_ && is_repeated_row(record, stamp)) return Fate::merged;
    factors_.check_in(stamp.day());
    if (reading->is_tag && reading->kind == Kind::factor) {
      factors_.tick(stamp.day(), name);
      return Fate::used;
    }
    return needs_value(reading->kind) ? consume_value(record, stamp, *reading)
                                      : consume_intake(record, stamp, reading->kind);
  }

  void finish() override { factors_.finish(file().shared.entries); }

 private:
  /// Nothing if the type is not known. What words say is asked once for each.
  std::optional<Meaning> meaning_of(std::string_view type, std::string_view name) {
    if (is_food_log_) return unnamed_;
    if (columns_.type == absent)
      return ratings_.of(name) ? Meaning{.scale = unnamed_.scale} : unnamed_;
    const auto* known = types_.of(type);
    if (known == nullptr) return std::nullopt;
    Meaning meaning = known->second;
    if (meaning.is_tag) meaning.kind = tag_kinds_.of(name);
    if (known->first == "condition" && names_skin(fold_name(name))) meaning.kind = Kind::severity;
    return meaning;
  }

  Fate consume_value(const csv::Record& record, const Stamp& stamp, const Meaning& reading) {
    const auto cell = cell_of(record, columns_.amount);
    if (is_missing(cell)) return skip("missing_value");
    auto value = parse_number(cell);
    if (const auto word = severities_.of(cell); !value && word && points_a_word_ > 0)
      value = *word * points_a_word_;
    if (!value && reading.kind == Kind::factor && columns_.type != absent)
      return skip("words_only");
    if (!value)
      return reject_quoting(
          record, columns_.amount, "bad_amount", "value '{}' is not a number; expected digits");
    EntryTable& entries = file().shared.entries;
    const bool is_factor = reading.kind == Kind::factor;
    Entry& entry = add_entry(stamp, reading.kind, cell_of(record, columns_.name));
    entry.amount = *value + 0.0;
    entry.unit = entries.unit(is_factor ? cell_of(record, columns_.unit) : reading.scale);
    return Fate::used;
  }

  Fate consume_intake(const csv::Record& record, const Stamp& stamp, Kind kind) {
    const auto cell = cell_of(record, columns_.amount);
    const auto dose = parse_quantity(cell);
    if (is_food_log_ && !is_missing(cell) && (!dose || dose->amount < 0)) {
      return reject_quoting(record, columns_.amount, "bad_amount",
          "amount '{}' is not an amount; expected a number of 0 or more and perhaps a unit");
    }
    const bool is_counted = kind == Kind::treatment || is_food_log_;
    if (is_counted && (parse_truth(cell) == false || (dose && dose->amount <= 0))) {
      if (kind == Kind::food) file().shared.entries.log_day(stamp.day());
      return skip("amount_zero");
    }
    Entry& entry = add_entry(stamp, kind, cell_of(record, columns_.name));
    const auto unit = cell_of(record, columns_.unit);
    if (dose && is_counted) {
      entry.amount = dose->amount;
      entry.unit = file().shared.entries.unit(dose->unit);
    }
    if (!is_missing(unit)) entry.unit = file().shared.entries.unit(unit);
    return Fate::used;
  }

  bool is_exercise(const csv::Record& record, std::size_t column) {
    return exercises_.of(cell_of(record, column));
  }

  using Type = std::pair<std::string_view, Meaning>;

  EntryColumns columns_;
  bool is_food_log_;
  std::size_t icon_;
  std::size_t deleted_;
  Meaning unnamed_;             ///< of rows without a type whose name is no rating
  double points_a_word_;        ///< of severity; 0 = words are no values
  std::vector<Type> meanings_;  ///< of the words of types
  TickedFactors factors_;
  TextMemo<std::optional<double>> severities_{severity_from_word};
  TextMemo<const Type*> types_{[this](std::string_view cell) -> const Type* {
    const auto at = std::ranges::find(meanings_, fold_name(cell), &Type::first);
    return at == meanings_.end() ? nullptr : &*at;
  }};
  TextMemo<bool> ratings_{[](std::string_view name) { return names_rating(fold_name(name)); }};
  TextMemo<bool> exercises_{[](std::string_view cell) { return fold_name(cell) == "exercise"; }};
  TextMemo<Kind> tag_kinds_{
      [this](std::string_view tag) { return kind_of_tag(tag, file().shared); }};
};

}  // namespace

std::unique_ptr<RowReader> open_entries(const Layout& layout, FileContext& context) {
  const EntryColumns columns = layout.columns(context.head);
  const auto deleted = layout.is_food_log ? context.head.column("deleted") : absent;
  const bool is_group = layout.is_food_log && deleted == absent;
  const std::string_view amount_role = layout.text("amount role");
  report_roles(context, columns,
      {{columns.amount, amount_role.empty() ? "amount" : amount_role},
          {deleted, "deleted rows are skipped"}, {is_group ? columns.type : absent, "ignored"}});
  return std::make_unique<EntryReader>(layout, context, columns);
}

}  // namespace culprit::diary
