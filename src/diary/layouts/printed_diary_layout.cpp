/// Diaries for print: a line of the date, then lines of meals, each with a line a food below.
/// MyFitnessPal's printable diary, FatSecret's report.
#include <algorithm>
#include <array>

#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/layouts/layout.hpp"

namespace culprit::diary {
namespace {

enum class Line { date, meal, total, heading, food };

/// `Breakfast`, `Snacks/Other`, `Before Lunch`. Tea that has values is drunk.
bool heads_meal(std::string_view cell, bool has_values) {
  std::string phrase = header_phrase(cell);
  for (const std::string_view place : {"before ", "after "})
    if (phrase.starts_with(place)) phrase.erase(0, place.size());
  if (phrase.ends_with(" other")) phrase.erase(phrase.rfind(' '));
  return is_meal_word(phrase) && !(has_values && phrase == "tea");
}

/// @param row  a record or a row of the sample
template <typename Row> Line line_of(const Row& row) {
  bool has_values = false;
  bool has_words = false;
  for (std::size_t i = 1; i < row.size(); ++i) {
    const auto cell = clean(row[i]);
    if (cell.empty()) continue;
    const bool is_value = is_digit(cell.front()) || cell.front() == '-' || cell.front() == '.';
    (is_value ? has_values : has_words) = true;
  }
  const auto first = row.size() > 0 ? clean(row[0]) : std::string_view{};
  if (!has_words && is_date_like(first)) return Line::date;
  if (is_total_word(first)) return Line::total;
  if (!has_words && heads_meal(first, has_values)) return Line::meal;
  return has_values && !first.empty() ? Line::food : Line::heading;
}

class PrintedDiaryReader final : public RowReader {
 public:
  using RowReader::RowReader;

  Fate consume(const csv::Record& record) override {
    const auto cell = cell_of(record, 0);
    switch (line_of(record)) {
      case Line::date:
        stamp_ = read_stamp(record, 0, absent);
        if (!stamp_.is_right()) return reject_stamp(record, stamp_.problem(), 0);
        file().shared.entries.log_day(stamp_.day());
        is_food_ = true;
        return skip("heading");
      case Line::total: return skip("total_row");
      case Line::heading:
        // `EXERCISES` heads what is done and not eaten.
        is_food_ = is_food_ && !header_phrase(cell).starts_with("exercise");
        return skip("heading");
      case Line::meal: is_food_ = true; return skip("heading");
      case Line::food: break;
    }
    if (!is_food_) return skip("other_category");
    if (!stamp_.is_right()) return reject_stamp(record, stamp_.problem(), absent);
    const Portion portion = split_portion(cell);
    Entry& entry = add_entry(stamp_, Kind::food, portion.name);
    if (!portion.quantity) return Fate::used;
    entry.amount = portion.quantity->amount;
    entry.unit = file().shared.entries.unit(portion.quantity->unit);
    return Fate::used;
  }

 private:
  Stamp stamp_{StampProblem::no_date};
  bool is_food_ = true;
};

}  // namespace

bool are_lines_of_diary(const Head& head) {
  std::vector<Line> lines{line_of(head.names)};
  if (is_date_like(head.title)) lines.push_back(Line::date);
  for (const auto& row : head.sample) lines.push_back(line_of(row));
  return std::ranges::all_of(std::array{Line::date, Line::meal, Line::food},
      [&](Line needed) { return std::ranges::find(lines, needed) != lines.end(); });
}

std::unique_ptr<RowReader> open_printed_diary(const Layout& /*layout*/, FileContext& context) {
  report_columns(context, [](std::size_t i) { return i == 0 ? "date, foods" : "ignored"; });
  return std::make_unique<PrintedDiaryReader>(context);
}

}  // namespace culprit::diary
