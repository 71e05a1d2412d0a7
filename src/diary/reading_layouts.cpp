/// Exports with a reading a row: Flaredown's public dump, Symptom Shark, Cronometer's biometrics.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "diary/cells.hpp"
#include "diary/layout.hpp"
#include "diary/name_words.hpp"
#include "diary/rating_words.hpp"
#include "diary/tags.hpp"

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
  std::string_view amount_role = "amount";
  Meaning unnamed = {};      ///< of rows without a type whose name is no rating
  double points_a_word = 0;  ///< of severity; 0 = words are no values
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

class ReadingReader final : public RowReader {
 public:
  ReadingReader(FileContext& context, const App& app, const EntryColumns& columns)
      : RowReader{context}, app_{app}, columns_{columns}, tag_kinds_{context.shared} {}

  Fate consume(const csv::Record& record) override {
    if (!file().shared.subjects.accepts(cell_of(record, columns_.subject)))
      return skip("other_subject");
    const auto stamp = read_stamp(record, columns_.date, columns_.time);
    if (!stamp.is_right()) return reject_stamp(record, stamp.problem(), columns_.date);
    const auto name = cell_of(record, columns_.name);
    if (is_nameless(name)) return reject_nameless(record, columns_.name, "name");
    const auto type = cell_of(record, columns_.type);
    const auto reading = meaning_of(type, name);
    if (!reading) {
      return reject(record, columns_.type, "bad_type",
          fmt::format("type '{}' is not known; expected Condition, Symptom, Treatment, "
                      "Tag, Food, Weather or HBI",
              quotable(type)));
    }
    if (is_repeated_row(record, stamp)) return Fate::merged;
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
    const auto truth = parse_truth(cell);
    const auto dose = parse_quantity(cell);
    if (kind == Kind::treatment && ((truth && !*truth) || (dose && dose->amount <= 0)))
      return skip("amount_zero");
    const bool has_dose = kind == Kind::treatment && dose;
    Entry& entry = add_entry(stamp, kind, cell_of(record, columns_.name));
    if (!has_dose) return Fate::used;
    entry.amount = dose->amount;
    entry.unit = file().shared.entries.unit(dose->unit);
    return Fate::used;
  }

  const App& app_;
  EntryColumns columns_;
  TickedFactors factors_;
  SeverityMemo severities_;
  TextMemo<const Type*> types_;
  TextMemo<bool> ratings_;
  TagKinds tag_kinds_;
};

EntryColumns columns_of(const Head& head, const App& app) {
  const auto at = [&](std::string_view name) { return name.empty() ? absent : head.column(name); };
  const auto subject = at(app.subject);
  return {.subject = subject != absent ? subject : at(app.other_subject),
      .date = at(app.date),
      .time = at(app.time),
      .type = at(app.type),
      .name = at(app.name),
      .amount = at(app.amount),
      .unit = at(app.unit)};
}

template <const App& app> constexpr Layout readings_layout(std::string_view name) {
  return {.name = name,
      .recognise = [](const Head& head) -> Recognition {
        const EntryColumns columns = columns_of(head, app);
        const bool all = columns.date != absent && columns.name != absent &&
                         columns.amount != absent && (columns.type != absent || app.type.empty()) &&
                         (columns.subject != absent || app.subject.empty());
        if (!all) return {};
        return {1.0, app.reason};
      },
      .open = [](FileContext& context) -> std::unique_ptr<RowReader> {
        const EntryColumns columns = columns_of(context.head, app);
        report_roles(context, columns, {{columns.amount, app.amount_role}});
        return std::make_unique<ReadingReader>(context, app, columns);
      },
      .date_column = [](const Head& head) { return columns_of(head, app).date; }};
}

}  // namespace

constinit const Layout flaredown_dump_layout = readings_layout<flaredown_dump>("flaredown-dump");
constinit const Layout symptom_shark_layout = readings_layout<symptom_shark>("symptom-shark");
constinit const Layout cronometer_biometrics_layout =
    readings_layout<cronometer_biometrics>("cronometer-biometrics");

}  // namespace culprit::diary
