/// Bearable's export: a reading a row, `date,weekday,time of day,category,rating/amount,detail`.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/layouts/layout.hpp"
#include "diary/layouts/tags.hpp"

namespace culprit::diary {
namespace {

/// `3`, `3.5` or `3/5`; a length of time as hours (`07:45`).
std::optional<double> rating_of(std::string_view cell) {
  if (const auto number = parse_number(cell.substr(0, cell.find('/')))) return number;
  const auto colon = cell.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto hours = parse_number(cell.substr(0, colon));
  const auto minutes = parse_number(cell.substr(colon + 1).substr(0, 2));
  if (!hours || !minutes) return std::nullopt;
  return *hours + *minutes / 60;
}

bool is_any_of(std::string_view folded, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), folded) != words.end();
}

enum class Category { symptom, meals, ticks, medication, supplement, measure, other };

Category category_of(std::string_view cell) {
  const std::string category = fold_name(cell);
  if (category.starts_with("symptom")) return Category::symptom;
  if (category == "food diary") return Category::meals;
  if (category.starts_with("factor") || category.ends_with("factors") ||
      is_any_of(category, {"food", "foods", "nutrition"}))
    return Category::ticks;
  if (category.starts_with("meds") || category.starts_with("medication"))
    return Category::medication;
  if (category.starts_with("supplement")) return Category::supplement;
  if (is_any_of(category, {"mood", "sleep", "energy", "sleep quality", "health measurements"}))
    return Category::measure;
  return Category::other;
}

class BearableReader final : public RowReader {
 public:
  BearableReader(FileContext& context, const EntryColumns& columns)
      : RowReader{context}, columns_{columns} {}

  Fate consume(const csv::Record& record) override {
    const auto stamp = read_stamp(record, columns_.date, columns_.time);
    if (!stamp.is_right()) return reject_stamp(record, stamp.problem(), columns_.date);
    if (is_repeated_row(record, stamp)) return Fate::merged;
    switch (categories_.of(cell_of(record, columns_.type))) {
      case Category::symptom: return consume_symptom(record, stamp);
      case Category::meals: return consume_meals(record, stamp);
      case Category::ticks: return consume_ticks(record, stamp);
      case Category::medication: return consume_intake(record, stamp, Kind::treatment);
      case Category::supplement: return consume_intake(record, stamp, Kind::supplement);
      case Category::measure: return consume_measure(record, stamp);
      case Category::other: break;
    }
    return skip(is_empty(record) ? "empty_row" : "other_category");
  }

  void finish() override { factors_.finish(file().shared.entries); }

 private:
  Fate consume_symptom(const csv::Record& record, const Stamp& stamp) {
    const auto detail = cell_of(record, columns_.name);
    const auto [bare, inside] = split_last_bracket(detail);
    const auto word = severities_.of(inside);
    const std::string_view name = word ? bare : detail;
    if (is_nameless(name)) return reject_nameless(record, columns_.name, "detail");
    const auto cell = cell_of(record, columns_.amount);
    const auto value = is_missing(cell) ? word : rating_of(cell);
    if (!value && is_missing(cell)) return skip("missing_value");
    if (!value) return reject_rating(record);
    Entry& entry = add_entry(stamp, Kind::symptom, name);
    entry.amount = *value;
    entry.unit = file().shared.entries.unit("1..4");
    return Fate::used;
  }

  [[nodiscard]] std::string_view items_of(const csv::Record& record) {
    return within_items(record, columns_.name, cell_of(record, columns_.name));
  }

  /// `Dairy | Gluten | Alcohol (2)`: the number in brackets is how much.
  Fate consume_ticks(const csv::Record& record, const Stamp& stamp) {
    bool any = false;
    factors_.check_in(stamp.day());
    for_each_part(items_of(record), "|", [&](std::string_view ticked) {
      any = true;
      tick(ticked, stamp);
    });
    return any ? Fate::used : skip("nothing_recorded");
  }

  void tick(std::string_view ticked, const Stamp& stamp) {
    const auto [bare, inside] = split_last_bracket(ticked);
    const auto amount = parse_number(inside);
    const std::string_view name = amount ? bare : ticked;
    const Kind kind = tag_kinds_.of(name);
    if (kind == Kind::factor) {
      if (!amount || *amount > 0) factors_.tick(stamp.day(), name);
    } else if (amount && *amount <= 0) {
      if (kind == Kind::food) file().shared.entries.log_day(stamp.day());
    } else {
      Entry& entry = add_entry(stamp, kind, name);
      if (amount) entry.amount = *amount;
    }
  }

  /// `Meals: Cheese toast | Cola. Snacks: Apple`: the words before a colon name no food.
  Fate consume_meals(const csv::Record& record, const Stamp& stamp) {
    const std::size_t before = file().shared.entries.size();
    for_each_part(items_of(record), "|", [&](std::string_view part) {
      for (auto colon = label_end(part); colon != part.npos; colon = label_end(part)) {
        const auto stop = part.substr(0, colon).rfind(". ");
        if (stop != part.npos) add_meal(part.substr(0, stop), stamp);
        part.remove_prefix(colon + 1);
      }
      add_meal(part, stamp);
    });
    return file().shared.entries.size() > before ? Fate::used : skip("nothing_recorded");
  }

  static std::size_t label_end(std::string_view text) {
    return text.ends_with(':') ? std::min(text.find(": "), text.size() - 1) : text.find(": ");
  }

  void add_meal(std::string_view name, const Stamp& stamp) {
    if (name.ends_with('.')) name.remove_suffix(1);
    if (!is_nameless(clean(name))) add_entry(stamp, Kind::food, clean(name));
  }

  /// `Cetirizine (mg)`: the rating is the dose, in what the brackets say.
  Fate consume_intake(const csv::Record& record, const Stamp& stamp, Kind kind) {
    const std::size_t before = file().shared.entries.size();
    const auto dose = parse_number(cell_of(record, columns_.amount));
    if (dose && *dose <= 0) return skip("amount_zero");
    for_each_part(items_of(record), "|", [&](std::string_view name) {
      const bool is_helper = role_of_phrase(header_phrase(name)) == Role::supplement;
      const auto [bare, unit] = dose ? split_last_bracket(name) : Bracketed{name, {}};
      Entry& entry = add_entry(stamp, is_helper ? Kind::supplement : kind, bare);
      if (!dose) return;
      entry.amount = *dose;
      entry.unit = file().shared.entries.unit(unit);
    });
    return file().shared.entries.size() > before ? Fate::used : skip("nothing_recorded");
  }

  /// Mood, sleep and energy, each one factor whatever was written beside it: adjusted for.
  Fate consume_measure(const csv::Record& record, const Stamp& stamp) {
    const auto cell = cell_of(record, columns_.amount);
    if (is_missing(cell)) return skip("missing_value");
    const auto value = rating_of(cell);
    if (!value) return reject_rating(record);
    const auto detail = cell_of(record, columns_.name);
    const auto category = cell_of(record, columns_.type);
    const bool same = detail.empty() || fold_name(category) != "health measurements";
    add_entry(
        stamp, Kind::factor, same ? std::string{category} : fmt::format("{} {}", category, detail))
        .amount = *value;
    return Fate::used;
  }

  Fate reject_rating(const csv::Record& record) {
    return reject_quoting(
        record, columns_.amount, "bad_amount", "rating '{}' is not a number; expected digits");
  }

  EntryColumns columns_;
  TickedFactors factors_;
  TextMemo<Kind> tag_kinds_{
      [this](std::string_view tag) { return kind_of_tag(tag, file().shared); }};
  TextMemo<Category> categories_{category_of};
  TextMemo<std::optional<double>> severities_{severity_from_word};
};

}  // namespace

std::unique_ptr<RowReader> open_bearable(const Layout& layout, FileContext& context) {
  const EntryColumns columns = layout.columns(context.head);
  report_roles(context, columns);
  return std::make_unique<BearableReader>(context, columns);
}

}  // namespace culprit::diary
