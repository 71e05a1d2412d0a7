/// Exports with an entry a row. Readings: Flaredown's public dump, Symptom Shark, Cronometer's
/// biometrics. Food logs: Cronometer's `servings.csv`, where an amount is a number and its unit in
/// one cell (`1.00 tsp`), and Lose It!'s, with deleted rows and exercise among them.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/rating_words.hpp"
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

/// The folded names of an app's columns, blank = it has none, and what its values are.
struct App {
  const char* reason;
  std::string_view date;
  std::string_view name;
  std::string_view amount;
  std::string_view subject = {};
  std::string_view other_subject = {};  ///< where there is no `subject`
  std::string_view type = {};
  std::string_view time = {};
  std::string_view unit = {};
  std::string_view other_type = {};  ///< where there is no `type`
  std::string_view amount_role = "amount";
  Meaning unnamed = {};      ///< of rows without a type whose name is no rating
  double points_a_word = 0;  ///< of severity; 0 = words are no values

  [[nodiscard]] constexpr bool is_food_log() const { return unnamed.kind == Kind::food; }
};

constexpr App flaredown_dump{
    .reason = "the header names checkin_date and trackables, as Flaredown's dump does",
    .date = "checkin date",
    .name = "trackable name",
    .amount = "trackable value",
    .subject = "user id",
    .type = "trackable type"};
constexpr App symptom_shark{
    .reason = "the header names a participant, Symptom and Severity, as Symptom Shark's does",
    .date = "date",
    .name = "symptom",
    .amount = "severity",
    .subject = "participantidentifier",
    .other_subject = "participantid",
    .amount_role = "amount (mild 2.5, moderate 5, severe 7.5, unbearable 10)",
    .unnamed = {.scale = "0..10"},
    .points_a_word = 2.5};  // 0–4 onto 0–10
constexpr App cronometer_biometrics{
    .reason = "the header names Day, Metric and Amount, as Cronometer's biometrics.csv does",
    .date = "day",
    .name = "metric",
    .amount = "amount",
    .time = "time",
    .unit = "unit",
    .unnamed = {.kind = Kind::factor}};
constexpr App cronometer_servings{
    .reason = "the header names Day, Food Name and Amount, as Cronometer's servings.csv does",
    .date = "day",
    .name = "food name",
    .amount = "amount",
    .type = "group",
    .time = "time",
    .unnamed = {.kind = Kind::food}};
constexpr App lose_it{
    .reason = "the header names Name, Quantity, Units and Deleted or Icon, as Lose It!'s log does",
    .date = "date",
    .name = "name",
    .amount = "quantity",
    .type = "type",
    .unit = "units",
    .other_type = "meal",
    .unnamed = {.kind = Kind::food}};

/// What the types of Flaredown's dump mean.
struct Type {
  std::string_view word;
  Meaning meaning;
};
constexpr Type types[] = {{"condition", {.scale = "0..4"}}, {"symptom", {.scale = "0..4"}},
    {"hbi", {}}, {"treatment", {.kind = Kind::treatment}}, {"food", {.kind = Kind::food}},
    {"tag", {.is_tag = true}}, {"weather", {.kind = Kind::factor}}};

const Type* type_of(std::string_view cell) {
  const auto* const at = std::ranges::find(types, fold_name(cell), &Type::word);
  return at == std::end(types) ? nullptr : at;
}

class EntryReader final : public RowReader {
 public:
  EntryReader(FileContext& context, const App& app, const EntryColumns& columns)
      : RowReader{context},
        app_{app},
        columns_{columns},
        icon_{app.is_food_log() ? context.head.column("icon") : absent},
        deleted_{app.is_food_log() ? context.head.column("deleted") : absent},
        tag_kinds_{context.shared} {}

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
      if (app_.is_food_log() && fold_name(cell_of(record, columns_.type)) == "total")
        return skip("total_row");
      return reject_nameless(record, columns_.name, app_.is_food_log() ? "food name" : "name");
    }
    const auto type = cell_of(record, columns_.type);
    const auto reading = meaning_of(type, name);
    if (!reading) {
      return reject(record, columns_.type, "bad_type",
          fmt::format("type '{}' is not known; expected Condition, Symptom, Treatment, "
                      "Tag, Food, Weather or HBI",
              quotable(type)));
    }
    if (!app_.is_food_log() && is_repeated_row(record, stamp)) return Fate::merged;
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
    if (app_.is_food_log()) return app_.unnamed;
    if (columns_.type == absent) {
      const bool is_rating = ratings_.get(
          name, [](std::string_view written) { return names_rating(fold_name(written)); });
      return is_rating ? Meaning{.scale = app_.unnamed.scale} : app_.unnamed;
    }
    const Type* known = types_.get(type, type_of);
    if (known == nullptr) return std::nullopt;
    Meaning meaning = known->meaning;
    if (meaning.is_tag) meaning.kind = tag_kinds_.of(name);
    if (known->word == "condition" && names_skin(fold_name(name))) meaning.kind = Kind::severity;
    return meaning;
  }

  Fate consume_value(const csv::Record& record, const Stamp& stamp, const Meaning& reading) {
    const auto cell = cell_of(record, columns_.amount);
    if (is_missing(cell)) return skip("missing_value");
    auto value = parse_number(cell);
    if (const auto word = severities_.of(cell); !value && word && app_.points_a_word > 0)
      value = *word * app_.points_a_word;
    if (!value && reading.kind == Kind::factor && columns_.type != absent)
      return skip("words_only");
    if (!value) {
      return reject(record, columns_.amount, "bad_amount",
          fmt::format("value '{}' is not a number; expected digits", quotable(cell)));
    }
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
    if (app_.is_food_log() && !is_missing(cell) && (!dose || dose->amount < 0)) {
      return reject(record, columns_.amount, "bad_amount",
          fmt::format(
              "amount '{}' is not an amount; expected a number of 0 or more and perhaps a unit",
              quotable(cell)));
    }
    const bool is_counted = kind == Kind::treatment || app_.is_food_log();
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
    return exercises_.get(cell_of(record, column),
        [](std::string_view cell) { return fold_name(cell) == "exercise"; });
  }

  const App& app_;
  EntryColumns columns_;
  std::size_t icon_;
  std::size_t deleted_;
  TickedFactors factors_;
  SeverityMemo severities_;
  TextMemo<const Type*> types_;
  TextMemo<bool> ratings_;
  TextMemo<bool> exercises_;
  TagKinds tag_kinds_;
};

EntryColumns columns_of(const Head& head, const App& app) {
  const auto at = [&](std::string_view name, std::string_view other = {}) {
    return head.find(name).value_or(other.empty() ? absent : head.column(other));
  };
  return {.subject = at(app.subject, app.other_subject),
      .date = at(app.date),
      .time = at(app.time),
      .type = at(app.type, app.other_type),
      .name = at(app.name),
      .amount = at(app.amount),
      .unit = at(app.unit)};
}

template <const App& app> Recognition recognise_app(const Head& head) {
  const EntryColumns columns = columns_of(head, app);
  const bool all = columns.date != absent && columns.name != absent && columns.amount != absent &&
                   (columns.type != absent || app.type.empty()) &&
                   (columns.subject != absent || app.subject.empty());
  return all ? Recognition{1.0, app.reason} : Recognition{};
}

Recognition recognise_servings(const Head& head) {
  if (!head.find("day") || !head.find("food name") || !head.find("amount")) return {};
  if (head.find("energy (kcal)") || head.find("group")) return {1.0, cronometer_servings.reason};
  return {0.8, "the header names Day, Food Name and Amount"};
}

Recognition recognise_lose_it(const Head& head) {
  const bool all = head.find("date") && head.find("name") && head.find("quantity") &&
                   head.find("units") && head.find("calories");
  if (!all || !(head.find("deleted") || head.find("icon"))) return {};
  return {1.0, lose_it.reason};
}

template <const App& app> constexpr Layout entries_layout(
    std::string_view name, Recognition (*recognise)(const Head&) = recognise_app<app>) {
  return {.name = name,
      .recognise = recognise,
      .open = [](FileContext& context) -> std::unique_ptr<RowReader> {
        const EntryColumns columns = columns_of(context.head, app);
        const auto deleted = app.is_food_log() ? context.head.column("deleted") : absent;
        const bool is_group = app.is_food_log() && deleted == absent;
        report_roles(context, columns,
            {{columns.amount, app.amount_role}, {deleted, "deleted rows are skipped"},
                {is_group ? columns.type : absent, "ignored"}});
        return std::make_unique<EntryReader>(context, app, columns);
      },
      .date_column = [](const Head& head) { return columns_of(head, app).date; },
      .is_food_log = app.is_food_log()};
}

constexpr Layout servings_layout() {
  Layout layout = entries_layout<cronometer_servings>("cronometer-servings", recognise_servings);
  layout.is_entry_per_row = true;
  return layout;
}

constexpr Layout lose_it_log() {
  Layout layout = entries_layout<lose_it>("lose-it", recognise_lose_it);
  layout.usual_date_order = DateOrder::mdy;
  return layout;
}

}  // namespace

constinit const Layout flaredown_dump_layout = entries_layout<flaredown_dump>("flaredown-dump");
constinit const Layout symptom_shark_layout = entries_layout<symptom_shark>("symptom-shark");
constinit const Layout cronometer_biometrics_layout =
    entries_layout<cronometer_biometrics>("cronometer-biometrics");
constinit const Layout cronometer_layout = servings_layout();
constinit const Layout lose_it_layout = lose_it_log();

}  // namespace culprit::diary
