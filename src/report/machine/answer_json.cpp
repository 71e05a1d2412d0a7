#include "culprit/report/machine/answer_json.hpp"

#include <fmt/format.h>

#include "culprit/core/number.hpp"
#include "report/machine/json_objects.hpp"
#include "report/words/summary.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

constexpr std::size_t n_nearest = 3;

Json ids(foods::GroupSet set, const foods::Lexicon& lexicon) {
  Json list = Json::array();
  set.for_each([&](foods::GroupId group) { list.push_back(lexicon.groups()[group].id); });
  return list;
}

Json item_object(const foods::Item& item, const foods::Lexicon& lexicon) {
  const auto ingredient_object = [&](const foods::Ingredient& ingredient) {
    return Json{{"term", lexicon.name(ingredient.term)}, {"share", to_word(ingredient.share)}};
  };
  Json object{{"term", item.name},
      {"written", item.written.empty() ? Json{nullptr} : Json{item.written}},
      {"known", item.term.has_value()}, {"role", to_word(item.role)},
      {"groups", ids(item.groups.sure, lexicon)}, {"maybe", ids(item.groups.maybe, lexicon)},
      {"minor", ids(item.groups.minor, lexicon)},
      {"ingredients", list(item.ingredients, ingredient_object)}, {"amount", item.amount},
      {"unit", item.unit.empty() ? Json{nullptr} : Json{item.unit}}};
  if (!item.term) object.add("nearest", foods::nearest_names(lexicon, item.name, n_nearest));
  return object;
}

Json resolved_phrase_object(const ResolvedPhrase& phrase, const foods::Lexicon& lexicon) {
  Json unknown = Json::array();
  for (const auto& item : phrase.resolved.items)
    if (!item.term) unknown.push_back(item.name);
  const auto in_json = [&](const foods::Item& item) { return item_object(item, lexicon); };
  return {{"text", phrase.text}, {"items", list(phrase.resolved.items, in_json)},
      {"groups", ids(phrase.resolved.sure(), lexicon)},
      {"maybe", ids(phrase.resolved.maybe(), lexicon)}, {"not_eaten", phrase.resolved.not_eaten},
      {"unknown", std::move(unknown)}};
}

Json interval(const stats::Interval& value) { return Json::array({value.low, value.high}); }

Json moments_object(const stats::MetaAnalysis& meta) {
  return {{"estimate", meta.estimate}, {"interval", interval(meta.interval)},
      {"p_value", Json{meta.p_value, probability_digits}}, {"tau2", meta.tau2}};
}

Json pooled_food_object(const engine::PooledFood& food, const engine::PooledTable& table) {
  const auto& meta = food.pooled;
  const auto lags = engine::lags_of(food.window);
  const auto in_json = [&](const engine::PersonEstimate& person) {
    return Json{{"person", table.persons[person.person]}, {"own", person.own},
        {"estimate", person.shrunken.estimate}, {"interval", interval(person.shrunken.interval)}};
  };
  return {{"name", food.name}, {"level", to_word(food.level)},
      {"window", word_of(window_words, food.window)},
      {"lag_days", Json::array({lags.first(), lags.last()})}, {"persons", food.persons.size()},
      {"estimate", meta.estimate}, {"interval", interval(meta.interval)},
      {"prediction", interval(meta.prediction)},
      {"p_value", Json{meta.p_value, probability_digits}},
      {"p_adjusted", Json{food.p_adjusted, probability_digits}}, {"tau2", meta.tau2},
      {"i2", meta.i2}, {"q", meta.q}, {"q_p_value", Json{meta.q_p_value, probability_digits}},
      {"dersimonian_laird", moments_object(food.moments)},
      {"estimates", list(food.persons, in_json)}};
}

/// Items on a line each. Written one by one: the estimates of all people as one document would
/// take many times the memory of the text.
template <typename Items, typename One> std::string lines_of(const Items& items, const One& one) {
  std::string text = "[";
  for (const auto& item : items) {
    text += text.size() > 1 ? ",\n  " : "\n  ";
    text += one(item).line();
    text.pop_back();  // its LF
  }
  return text + (text.size() > 1 ? "\n ]" : "]");
}

}  // namespace

std::string to_json(std::span<const ResolvedPhrase> phrases, const foods::Lexicon& lexicon) {
  const auto in_json = [&](const auto& phrase) { return resolved_phrase_object(phrase, lexicon); };
  const Json document{{"schema", "culprit.foods/1"}, {"phrases", list(phrases, in_json)}};
  return document.lines();
}

std::string to_json(const PoolSource& source) {
  const auto& table = source.table;
  const auto left_out = list(table.left_out, [](const auto& left) {
    return Json{{"reason", left.first}, {"persons", left.second}};
  });
  const Json head{{"schema", "culprit.pool/1"}, {"version", source.version},
      {"fingerprint", fmt::format("{:016x}", source.fingerprint)},
      {"unit", "share of the scale's range if eaten daily"},
      {"method", "REML, Hartung-Knapp with a variance not below that without"}, {"fdr", source.fdr},
      {"least_persons", engine::least_persons}, {"persons", table.persons.size()},
      {"without_lag_zero", table.without_lag_zero}, {"left_out", left_out},
      {"cautions", cautions()}};
  std::string text = head.lines();
  text.resize(text.rfind("\n}"));
  text += ",\n \"foods\": " +
          lines_of(table.foods, [&](const auto& food) { return pooled_food_object(food, table); });
  text += ",\n \"too_few\": " + lines_of(table.too_few, [](const engine::SparseFood& food) {
    return Json{{"name", food.name}, {"level", to_word(food.level)}, {"persons", food.persons}};
  });
  return text + "\n}\n";
}

}  // namespace culprit::report
