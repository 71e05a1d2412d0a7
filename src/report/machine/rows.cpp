#include "culprit/report/machine/rows.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "culprit/core/number.hpp"
#include "culprit/csv/writer.hpp"
#include "report/machine/row_cells.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

Cell number_cell(const std::optional<double>& value, int digits = printed_digits) {
  if (!value || !std::isfinite(*value)) return {};
  return round_to_printed(*value, digits);
}

Cell probability_cell(const std::optional<double>& value) {
  return number_cell(value, probability_digits);
}

Cell text(std::string_view value) { return std::string{value}; }

std::string in_one_line(std::string value) {
  std::replace_if(
      value.begin(), value.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return value;
}

/// A cell as a field. Only texts are guarded: a number may start with its minus sign.
struct ToField {
  char delimiter;

  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return format_number(value); }
  std::string operator()(const std::string& value) const {
    std::string guarded = csv::guard_formula(value);
    return delimiter == '\t' ? in_one_line(std::move(guarded)) : guarded;
  }
};

std::string to_delimited(const engine::Analysis& analysis, char delimiter) {
  std::array<std::string, row_columns.size()> fields;
  std::copy(row_columns.begin(), row_columns.end(), fields.begin());
  std::string out = csv::write_record(fields, delimiter);
  for (const auto& food : analysis.foods) {
    const auto row = make_row(food);
    std::transform(row.begin(), row.end(), fields.begin(),
        [&](const Cell& cell) { return to_field(cell, delimiter); });
    out += csv::write_record(fields, delimiter);
  }
  return out;
}

/// First, last and unit.
std::array<Cell, 3> lag_cells(const TimeWindow& window) {
  if (const auto* hours = window.hours())
    return {std::int64_t{hours->from()}, std::int64_t{hours->to()}, text("hours")};
  const auto& days = *window.days();
  return {std::int64_t{days.first()}, std::int64_t{days.last()}, text("days")};
}

}  // namespace

std::array<Cell, row_columns.size()> make_row(const engine::RankedFood& food) {
  const auto [first, last, unit] = lag_cells(food.lag);
  return {std::int64_t{food.rank}, food.name, text(to_word(food.level)),
      text(to_word(food.verdict)), text(to_word(food.direction)),
      probability_cell(food.probability), number_cell(food.correlation), first, last, unit,
      number_cell(food.effect.estimate), number_cell(food.effect.low),
      number_cell(food.effect.high), text(effect_unit), probability_cell(food.p_value),
      probability_cell(food.p_adjusted), std::int64_t{food.exposed_days},
      food.finding ? Cell{std::int64_t{*food.finding}} : Cell{},
      food.reason ? Cell{*food.reason} : Cell{}};
}

std::string to_field(const Cell& cell, char delimiter) {
  return std::visit(ToField{delimiter}, cell);
}

std::string to_csv(const engine::Analysis& analysis) { return to_delimited(analysis, ','); }

std::string to_tsv(const engine::Analysis& analysis) { return to_delimited(analysis, '\t'); }

}  // namespace culprit::report
