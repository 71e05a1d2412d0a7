/// Cronometer's `servings.csv`: a food a row, `Day,[Time,]Group,Food Name,Amount,<nutrients>`,
/// where an amount is a number and its unit in one cell (`1.00 tsp`).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "diary/cells.hpp"
#include "diary/layout.hpp"
#include "diary/number_memo.hpp"

namespace culprit::diary {
namespace {

/// `1,050.00 g` without the thousands separators that Cronometer writes into large amounts.
std::string without_separators(std::string_view number) {
  std::string digits{number};
  std::erase(digits, ',');
  return digits;
}

class ServingsReader final : public RowReader {
 public:
  ServingsReader(FileContext& context, const EntryColumns& columns)
      : RowReader{context}, columns_{columns}, numbers_{DecimalMark::point} {}

  Fate consume(const csv::Record& record) override {
    FileContext& context = file();
    const auto stamp = read_stamp(record, columns_.date, columns_.time);
    if (!stamp.is_right()) return reject_stamp(record, stamp.problem(), columns_.date);
    const std::string_view name = cell_of(record, columns_.name);
    if (is_nameless(name)) {
      // Daily sums stand in rows of their own, in the group `Total`.
      if (fold_name(cell_of(record, columns_.type)) == "total") return skip("total_row");
      return reject_nameless(record, columns_.name, "food name");
    }
    const std::string_view cell = cell_of(record, columns_.amount);
    const std::size_t space = std::min(cell.find(' '), cell.size());
    double amount = no_number;
    if (!is_missing(cell)) {
      amount = numbers_.parse(without_separators(cell.substr(0, space)));
      if (std::isnan(amount) || amount < 0) return reject_amount(record, cell);
      if (amount == 0) {
        context.shared.entries.log_day(stamp.day());
        return skip("amount_zero");
      }
    }
    Entry& entry = add_entry(stamp, Kind::food, name);
    entry.unit = context.shared.entries.unit(clean(cell.substr(space)));
    entry.amount = amount;
    return Fate::used;
  }

 private:
  Fate reject_amount(const csv::Record& record, std::string_view cell) {
    return reject(record, columns_.amount, "bad_amount",
                  fmt::format("amount '{}' is no amount; expected a number of 0 or more and a unit",
                              quotable(cell)));
  }

  EntryColumns columns_;
  NumberMemo numbers_;
};

Recognition recognise_servings(const Head& head) {
  if (!head.find("day") || !head.find("food name") || !head.find("amount")) return {};
  if (head.find("energy (kcal)") || head.find("group"))
    return {1.0, "the header names Day, Food Name and Amount, as Cronometer's servings.csv does"};
  return {0.8, "the header names Day, Food Name and Amount"};
}

std::unique_ptr<RowReader> open_servings(FileContext& context) {
  const Head& head = context.head;
  const EntryColumns columns{.date = head.column("day"),
                             .time = head.column("time"),
                             .type = head.column("group"),
                             .name = head.column("food name"),
                             .amount = head.column("amount")};
  report_roles(context, columns, {{columns.type, "ignored"}});
  return std::make_unique<ServingsReader>(context, columns);
}

}  // namespace

constinit const Layout cronometer_layout{.name = "cronometer-servings",
                                         .recognise = recognise_servings,
                                         .open = open_servings,
                                         .is_entry_per_row = true,
                                         .is_food_log = true};

}  // namespace culprit::diary
