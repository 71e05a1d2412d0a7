/// Food logs, a food a row: Cronometer's `servings.csv`, where an amount is a number and its unit
/// in one cell (`1.00 tsp`), and Lose It!'s, with deleted rows and exercise among them.
#include <fmt/format.h>

#include "diary/cells.hpp"
#include "diary/layout.hpp"
#include "diary/tags.hpp"

namespace culprit::diary {
namespace {

struct FoodLogColumns : EntryColumns {
  std::size_t icon = absent;
  std::size_t deleted = absent;
};

class FoodLogReader final : public RowReader {
 public:
  FoodLogReader(FileContext& context, const FoodLogColumns& columns)
      : RowReader{context}, columns_{columns} {}

  Fate consume(const csv::Record& record) override {
    const auto deleted = cell_of(record, columns_.deleted);
    if (deleted == "1" || parse_truth(deleted).value_or(false)) return skip("deleted_row");
    const auto stamp = read_stamp(record, columns_.date, columns_.time);
    if (!stamp.is_right()) return reject_stamp(record, stamp.problem(), columns_.date);
    factors_.check_in(stamp.day());
    const bool is_mixed = columns_.icon != absent || columns_.deleted != absent;
    if (is_mixed &&
        (says(record, columns_.type, "exercise") || says(record, columns_.icon, "exercise"))) {
      factors_.tick(stamp.day(), "exercise");
      return Fate::used;
    }
    const auto name = cell_of(record, columns_.name);
    if (is_nameless(name)) {
      // Daily sums stand in rows of their own, in the group `Total`.
      if (says(record, columns_.type, "total")) return skip("total_row");
      return reject_nameless(record, columns_.name, "food name");
    }
    const auto cell = cell_of(record, columns_.amount);
    const auto quantity = parse_quantity(cell);
    if (!is_missing(cell) && (!quantity || quantity->amount < 0)) {
      return reject(record, columns_.amount, "bad_amount",
          fmt::format("amount '{}' is no amount; expected a number of 0 or more and "
                      "perhaps a unit",
              quotable(cell)));
    }
    EntryTable& entries = file().shared.entries;
    if (quantity && quantity->amount == 0) {
      entries.log_day(stamp.day());
      return skip("amount_zero");
    }
    const auto unit = cell_of(record, columns_.unit);
    Entry& entry = add_entry(stamp, Kind::food, name);
    if (quantity) entry.amount = quantity->amount;
    if (!is_missing(unit)) entry.unit = entries.unit(unit);
    else if (quantity) entry.unit = entries.unit(quantity->unit);
    return Fate::used;
  }

  void finish() override { factors_.finish(file().shared.entries); }

 private:
  static bool says(const csv::Record& record, std::size_t column, std::string_view word) {
    return fold_name(cell_of(record, column)) == word;
  }

  FoodLogColumns columns_;
  TickedFactors factors_;
};

std::unique_ptr<RowReader> open_food_log(FileContext& context, const FoodLogColumns& columns) {
  report_roles(context, columns,
      {{columns.deleted, "deleted rows are skipped"},
          {columns.deleted == absent ? columns.type : absent, "ignored"}});
  return std::make_unique<FoodLogReader>(context, columns);
}

Recognition recognise_servings(const Head& head) {
  if (!head.find("day") || !head.find("food name") || !head.find("amount")) return {};
  if (head.find("energy (kcal)") || head.find("group"))
    return {1.0, "the header names Day, Food Name and Amount, as Cronometer's servings.csv does"};
  return {0.8, "the header names Day, Food Name and Amount"};
}

std::unique_ptr<RowReader> open_servings(FileContext& context) {
  const Head& head = context.head;
  return open_food_log(context, {{.date = head.column("day"),
                                    .time = head.column("time"),
                                    .type = head.column("group"),
                                    .name = head.column("food name"),
                                    .amount = head.column("amount")}});
}

Recognition recognise_lose_it(const Head& head) {
  const bool all = head.find("date") && head.find("name") && head.find("quantity") &&
                   head.find("units") && head.find("calories");
  if (!all || !(head.find("deleted") || head.find("icon"))) return {};
  return {
      1.0, "the header names Name, Quantity, Units and Deleted or Icon, as Lose It!'s log does"};
}

std::unique_ptr<RowReader> open_lose_it(FileContext& context) {
  const Head& head = context.head;
  return open_food_log(context, {{.date = head.column("date"),
                                     .type = head.column(head.find("type") ? "type" : "meal"),
                                     .name = head.column("name"),
                                     .amount = head.column("quantity"),
                                     .unit = head.column("units")},
                                    head.column("icon"), head.column("deleted")});
}

}  // namespace

constinit const Layout cronometer_layout{.name = "cronometer-servings",
    .recognise = recognise_servings,
    .open = open_servings,
    .is_entry_per_row = true,
    .is_food_log = true};

constinit const Layout lose_it_layout{.name = "lose-it",
    .recognise = recognise_lose_it,
    .open = open_lose_it,
    .is_food_log = true,
    .usual_date_order = DateOrder::mdy};

}  // namespace culprit::diary
