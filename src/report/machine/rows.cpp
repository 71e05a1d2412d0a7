#include "culprit/report/machine/rows.hpp"

#include <algorithm>

#include "culprit/csv/writer.hpp"
#include "culprit/report/machine/json.hpp"
#include "report/machine/fields.hpp"
#include "report/machine/row_cells.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

std::string field_of(const Facts& value, char delimiter) {
  if (value.is_null()) return {};
  if (!value.is_string()) return value.dump();
  auto text = csv::guard_formula(value.get<std::string>());
  if (delimiter == '\t')
    std::ranges::replace_if(
        text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

std::string to_delimited(const engine::Analysis& analysis, char delimiter) {
  std::string out = head_of(row_of(engine::RankedFood{}), delimiter);
  for (const auto& food : analysis.foods) out += line_of(row_of(food), delimiter);
  return out;
}

}  // namespace

Facts row_of(const engine::RankedFood& food) {
  FieldWriter row;
  const auto* hours = food.lag.hours();
  const auto* days = food.lag.days();
  row("rank", food.rank, "name", food.name, "level", to_word(food.level), "verdict",
      to_word(food.verdict), "direction", to_word(food.direction), "probability", food.probability,
      "correlation", food.correlation, "lag_first", hours ? hours->from() : days->first(),
      "lag_last", hours ? hours->to() : days->last(), "lag_unit", hours ? "hours" : "days",
      "estimate", food.effect.estimate, "low", food.effect.low, "high", food.effect.high, "unit",
      effect_unit, "p_value", food.p_value, "p_adjusted", food.p_adjusted, "exposed_days",
      food.exposed_days, "finding", food.finding, "reason", food.reason);
  return row.take();
}

std::string head_of(const Facts& row, char delimiter) {
  std::vector<std::string> heads;
  for (const auto& [name, value] : row.items()) heads.push_back(name);
  return csv::write_record(heads, delimiter);
}

std::string line_of(const Facts& row, char delimiter) {
  std::vector<std::string> cells;
  for (const Facts& value : row) cells.push_back(field_of(value, delimiter));
  return csv::write_record(cells, delimiter);
}

std::string dump(const Facts& facts, int indent) {
  return escape_in_json(facts.dump(indent, ' ', false, Facts::error_handler_t::replace)) + '\n';
}

std::string to_csv(const engine::Analysis& analysis) { return to_delimited(analysis, ','); }

std::string to_tsv(const engine::Analysis& analysis) { return to_delimited(analysis, '\t'); }

std::string to_ndjson(const engine::Analysis& analysis) {
  std::string out;
  for (const auto& food : analysis.foods) out += dump(row_of(food), -1);
  return out;
}

}  // namespace culprit::report
