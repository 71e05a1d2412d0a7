/// Lose It!'s food log: a food a row, with deleted rows and exercise among them.
#include <fmt/format.h>

#include "diary/cell_text.hpp"
#include "diary/cells.hpp"
#include "diary/layout.hpp"
#include "diary/tags.hpp"

namespace culprit::diary {
namespace {

struct LoseItColumns : EntryColumns {
  std::size_t icon;
  std::size_t deleted;
};

class LoseItReader final : public RowReader {
 public:
  LoseItReader(FileContext& context, const LoseItColumns& columns)
      : RowReader{context}, columns_{columns} {}

  Fate consume(const csv::Record& record) override {
    const auto deleted = cell_of(record, columns_.deleted);
    if (deleted == "1" || parse_truth(deleted).value_or(false)) return skip("deleted_row");
    const auto stamp = read_stamp(record, columns_.date, absent);
    if (!stamp.is_right()) return reject_stamp(record, stamp.problem(), columns_.date);
    factors_.check_in(stamp.day());
    if (is_exercise(record, columns_.type) || is_exercise(record, columns_.icon)) {
      factors_.tick(stamp.day(), "exercise");
      return Fate::used;
    }
    const auto name = cell_of(record, columns_.name);
    if (is_nameless(name)) return reject_nameless(record, columns_.name, "food name");
    const auto cell = cell_of(record, columns_.amount);
    const auto quantity = parse_quantity(cell);
    if (!is_missing(cell) && (!quantity || quantity->amount < 0)) {
      return reject(record, columns_.amount, "bad_amount",
                    fmt::format("quantity '{}' is no amount; expected a number of 0 or more",
                                quotable(cell)));
    }
    EntryTable& entries = file().shared.entries;
    if (quantity && quantity->amount == 0) {
      entries.log_day(stamp.day());
      return skip("amount_zero");
    }
    const auto units = cell_of(record, columns_.unit);
    const std::uint32_t unit = is_missing(units) ? 0 : entries.unit(units);
    Entry& entry = add_entry(stamp, Kind::food, name);
    if (quantity) entry.amount = quantity->amount;
    entry.unit = unit;
    return Fate::used;
  }

  void finish() override { factors_.finish(file().shared.entries); }

 private:
  static bool is_exercise(const csv::Record& record, std::size_t column) {
    return fold_name(cell_of(record, column)) == "exercise";
  }

  LoseItColumns columns_;
  TickedFactors factors_;
};

Recognition recognise_lose_it(const Head& head) {
  const bool all = head.find("date") && head.find("name") && head.find("quantity") &&
                   head.find("units") && head.find("calories");
  if (!all || !(head.find("deleted") || head.find("icon"))) return {};
  return {1.0,
          "the header names Name, Quantity, Units and Deleted or Icon, as Lose It!'s log does"};
}

std::unique_ptr<RowReader> open_lose_it(FileContext& context) {
  const Head& head = context.head;
  const LoseItColumns columns{{.date = head.column("date"),
                               .type = head.column(head.find("type") ? "type" : "meal"),
                               .name = head.column("name"),
                               .amount = head.column("quantity"),
                               .unit = head.column("units")},
                              head.column("icon"),
                              head.column("deleted")};
  report_roles(context, columns, {{columns.deleted, "deleted rows are skipped"}});
  return std::make_unique<LoseItReader>(context, columns);
}

}  // namespace

constinit const Layout lose_it_layout{.name = "lose-it",
                                      .recognise = recognise_lose_it,
                                      .open = open_lose_it,
                                      .is_food_log = true,
                                      .usual_date_order = DateOrder::mdy};

}  // namespace culprit::diary
