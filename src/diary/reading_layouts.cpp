/// Exports with a reading a row: Flaredown's public dump, Symptom Shark, Cronometer's biometrics.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "diary/cell_text.hpp"
#include "diary/cells.hpp"
#include "diary/layout.hpp"
#include "diary/name_words.hpp"
#include "diary/severity_words.hpp"
#include "diary/tags.hpp"

namespace culprit::diary {
namespace {

/// What a row is, before its value is read.
struct Meaning {
  Kind kind = Kind::symptom;
  std::string_view scale = {};  ///< of ratings
  bool is_tag = false;
};

enum class App { flaredown_dump, symptom_shark, cronometer_biometrics };

/// What the types of Flaredown's dump mean.
struct Type {
  std::string_view word;
  Meaning meaning;
};
constexpr Type types[] = {{"condition", {.scale = "0..4"}},
                          {"symptom", {.scale = "0..4"}},
                          {"hbi", {}},
                          {"treatment", {.kind = Kind::treatment}},
                          {"food", {.kind = Kind::food}},
                          {"tag", {.is_tag = true}},
                          {"weather", {.kind = Kind::factor}}};

const Type* type_of(std::string_view cell) {
  const auto* const at = std::ranges::find(types, fold_name(cell), &Type::word);
  return at == std::end(types) ? nullptr : at;
}

/// Tells what rows are by their type and name; what words say is asked once for each.
class Readings {
 public:
  Readings(App app, const SharedState& shared) : app_{app}, tag_kinds_{shared} {}

  /// Nothing if the type is not known.
  [[nodiscard]] std::optional<Meaning> of(std::string_view type, std::string_view name) {
    if (app_ == App::symptom_shark) return Meaning{.scale = "0..10"};
    if (app_ == App::cronometer_biometrics) {
      const bool is_rating = ratings_.get(
          name, [](std::string_view written) { return names_rating(fold_name(written)); });
      return Meaning{.kind = is_rating ? Kind::symptom : Kind::factor};
    }
    const Type* known = types_.get(type, type_of);
    if (known == nullptr) return std::nullopt;
    Meaning meaning = known->meaning;
    if (meaning.is_tag) meaning.kind = tag_kinds_.of(name);
    if (known->word == "condition" && names_skin(fold_name(name))) meaning.kind = Kind::severity;
    return meaning;
  }

 private:
  App app_;
  TextMemo<const Type*> types_;
  TextMemo<bool> ratings_;
  TagKinds tag_kinds_;
};

class ReadingReader final : public RowReader {
 public:
  ReadingReader(FileContext& context, App app, const EntryColumns& columns)
      : RowReader{context}, app_{app}, columns_{columns}, readings_{app, context.shared} {}

  Fate consume(const csv::Record& record) override {
    if (!file().shared.subjects.accepts(cell_of(record, columns_.subject)))
      return skip("other_subject");
    const auto stamp = read_stamp(record, columns_.date, columns_.time);
    if (!stamp.is_right()) return reject_stamp(record, stamp.problem(), columns_.date);
    const auto name = cell_of(record, columns_.name);
    if (is_nameless(name)) return reject_nameless(record, columns_.name, "name");
    const auto type = cell_of(record, columns_.type);
    const auto reading = readings_.of(type, name);
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
  Fate consume_value(const csv::Record& record, const Stamp& stamp, const Meaning& reading) {
    const auto cell = cell_of(record, columns_.amount);
    if (is_missing(cell)) return skip("missing_value");
    auto value = parse_number(cell);
    if (!value && app_ == App::symptom_shark) {
      constexpr double points_a_word = 2.5;  // 0–4 onto 0–10
      if (const auto word = severities_.of(cell)) value = *word * points_a_word;
    }
    if (!value && reading.kind == Kind::factor && app_ == App::flaredown_dump)
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

  App app_;
  EntryColumns columns_;
  Readings readings_;
  TickedFactors factors_;
  SeverityMemo severities_;
};

EntryColumns reading_columns(App app, const Head& head) {
  EntryColumns columns;
  switch (app) {
    case App::flaredown_dump:
      columns = {.subject = head.column("user id"),
                 .date = head.column("checkin date"),
                 .type = head.column("trackable type"),
                 .name = head.column("trackable name"),
                 .amount = head.column("trackable value")};
      break;
    case App::symptom_shark:
      columns = {.subject = head.column("participantidentifier"),
                 .date = head.column("date"),
                 .name = head.column("symptom"),
                 .amount = head.column("severity")};
      if (columns.subject == absent) columns.subject = head.column("participantid");
      break;
    case App::cronometer_biometrics:
      columns = {.date = head.column("day"),
                 .time = head.column("time"),
                 .name = head.column("metric"),
                 .amount = head.column("amount"),
                 .unit = head.column("unit")};
      break;
  }
  return columns;
}

template <App app>
Recognition recognise_readings(const Head& head) {
  const EntryColumns columns = reading_columns(app, head);
  if (columns.date == absent || columns.name == absent || columns.amount == absent) return {};
  switch (app) {
    case App::flaredown_dump:
      if (columns.type == absent) return {};
      return {1.0, "the header names checkin_date and trackables, as Flaredown's dump does"};
    case App::symptom_shark:
      if (columns.subject == absent) return {};
      return {1.0, "the header names a participant, Symptom and Severity, as Symptom Shark's does"};
    case App::cronometer_biometrics:
      break;
  }
  return {1.0, "the header names Day, Metric and Amount, as Cronometer's biometrics.csv does"};
}

template <App app>
std::unique_ptr<RowReader> open_readings(FileContext& context) {
  const EntryColumns columns = reading_columns(app, context.head);
  report_roles(context, columns,
               {{columns.amount, app == App::symptom_shark
                                     ? "amount (mild 2.5, moderate 5, severe 7.5, unbearable 10)"
                                     : "amount"}});
  return std::make_unique<ReadingReader>(context, app, columns);
}

template <App app>
constexpr Layout readings_layout(std::string_view name) {
  return {.name = name,
          .recognise = recognise_readings<app>,
          .open = open_readings<app>,
          .date_column = [](const Head& head) { return reading_columns(app, head).date; }};
}

}  // namespace

constinit const Layout flaredown_dump_layout =
    readings_layout<App::flaredown_dump>("flaredown-dump");
constinit const Layout symptom_shark_layout = readings_layout<App::symptom_shark>("symptom-shark");
constinit const Layout cronometer_biometrics_layout =
    readings_layout<App::cronometer_biometrics>("cronometer-biometrics");

}  // namespace culprit::diary
