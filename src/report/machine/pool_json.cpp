#include "culprit/report/machine/pool_json.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "report/machine/json_objects.hpp"
#include "report/words/pool_words.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

Json interval(const stats::Interval& value) {
  return Json::array({json_number(value.low), json_number(value.high)});
}

Json moments_object(const stats::MetaAnalysis& meta) {
  return {{"estimate", json_number(meta.estimate)},
          {"interval", interval(meta.interval)},
          {"p_value", json_number(meta.p_value, probability_digits)},
          {"tau2", json_number(meta.tau2)}};
}

Json person_object(const engine::PersonEstimate& person, const engine::PooledTable& table) {
  return {{"person", table.persons[person.person]},
          {"own", json_number(person.own)},
          {"estimate", json_number(person.shrunken.estimate)},
          {"interval", interval(person.shrunken.interval)}};
}

Json pooled_food_object(const engine::PooledFood& food, const engine::PooledTable& table) {
  const auto& meta = food.pooled;
  const auto lags = engine::lags_of(food.window);
  Json persons = Json::array();
  for (const auto& person : food.persons) persons.push_back(person_object(person, table));
  return {{"name", food.name},
          {"level", foods::to_word(food.level)},
          {"window", to_word(food.window)},
          {"lag_days", Json::array({lags.first(), lags.last()})},
          {"persons", food.persons.size()},
          {"estimate", json_number(meta.estimate)},
          {"interval", interval(meta.interval)},
          {"prediction", interval(meta.prediction)},
          {"p_value", json_number(meta.p_value, probability_digits)},
          {"p_adjusted", json_number(food.p_adjusted, probability_digits)},
          {"tau2", json_number(meta.tau2)},
          {"i2", json_number(meta.i2)},
          {"q", json_number(meta.q)},
          {"q_p_value", json_number(meta.q_p_value, probability_digits)},
          {"dersimonian_laird", moments_object(food.moments)},
          {"estimates", persons}};
}

/// Items on a line each. Written one by one: the estimates of all people as one document would
/// take many times the memory of the text.
template <typename Items, typename One> std::string lines_of(const Items& items, const One& one) {
  std::string text = "[";
  for (const auto& item : items) {
    text += text.size() > 1 ? ",\n  " : "\n  ";
    text += dump(one(item), -1);
    text.pop_back();  // its LF
  }
  return text + (text.size() > 1 ? "\n ]" : "]");
}

}  // namespace

std::string to_json(const PoolSource& source) {
  const auto& table = source.table;
  Json left_out = Json::array();
  for (const auto& [reason, count] : table.left_out)
    left_out.push_back({{"reason", reason}, {"persons", count}});
  const Json head{{"schema", "culprit.pool/1"},
                  {"version", source.version},
                  {"fingerprint", fmt::format("{:016x}", source.fingerprint)},
                  {"unit", "share of the scale's range if eaten daily"},
                  {"method", "REML, Hartung-Knapp with a variance not below that without"},
                  {"fdr", json_number(source.fdr)},
                  {"least_persons", engine::least_persons},
                  {"persons", table.persons.size()},
                  {"without_lag_zero", table.without_lag_zero},
                  {"left_out", left_out},
                  {"cautions", cautions()}};
  std::string text = dump(head, 1);
  text.resize(text.rfind("\n}"));
  text += ",\n \"foods\": " +
          lines_of(table.foods, [&](const auto& food) { return pooled_food_object(food, table); });
  text +=
      ",\n \"too_few\": " + lines_of(table.too_few, [](const engine::SparseFood& food) {
        return Json{
            {"name", food.name}, {"level", foods::to_word(food.level)}, {"persons", food.persons}};
      });
  return text + "\n}\n";
}

}  // namespace culprit::report
