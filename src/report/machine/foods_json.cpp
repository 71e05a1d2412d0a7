#include "culprit/report/machine/foods_json.hpp"

#include <nlohmann/json.hpp>

#include "culprit/core/number.hpp"
#include "report/machine/json_objects.hpp"

namespace culprit::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t n_nearest = 3;

Json ids(foods::GroupSet set, const foods::Lexicon& lexicon) {
  Json list = Json::array();
  set.for_each([&](foods::GroupId group) { list.push_back(lexicon.groups()[group].id); });
  return list;
}

Json item_object(const foods::Item& item, const foods::Lexicon& lexicon) {
  Json ingredients = Json::array();
  for (const auto& ingredient : item.ingredients) {
    ingredients.push_back(
        {{"term", lexicon.name(ingredient.term)}, {"share", foods::to_word(ingredient.share)}});
  }
  Json object{{"term", item.name},
              {"written", item.written.empty() ? Json(nullptr) : Json(item.written)},
              {"known", item.term.has_value()},
              {"role", foods::to_word(item.role)},
              {"groups", ids(item.groups.sure, lexicon)},
              {"maybe", ids(item.groups.maybe, lexicon)},
              {"minor", ids(item.groups.minor, lexicon)},
              {"ingredients", std::move(ingredients)},
              {"amount", item.amount ? Json(round_to_printed(*item.amount)) : Json(nullptr)},
              {"unit", item.unit.empty() ? Json(nullptr) : Json(item.unit)}};
  if (!item.term) object["nearest"] = foods::nearest_names(lexicon, item.name, n_nearest);
  return object;
}

Json resolved_phrase_object(const ResolvedPhrase& phrase, const foods::Lexicon& lexicon) {
  Json items = Json::array();
  Json unknown = Json::array();
  for (const auto& item : phrase.resolved.items) {
    items.push_back(item_object(item, lexicon));
    if (!item.term) unknown.push_back(item.name);
  }
  return {{"text", phrase.text},
          {"items", std::move(items)},
          {"groups", ids(phrase.resolved.sure(), lexicon)},
          {"maybe", ids(phrase.resolved.maybe(), lexicon)},
          {"not_eaten", phrase.resolved.not_eaten},
          {"unknown", std::move(unknown)}};
}

}  // namespace

std::string to_json(std::span<const ResolvedPhrase> phrases, const foods::Lexicon& lexicon) {
  Json list = Json::array();
  for (const auto& phrase : phrases) list.push_back(resolved_phrase_object(phrase, lexicon));
  const Json document{{"schema", "culprit.foods/1"}, {"phrases", std::move(list)}};
  return dump(document, 1);
}

}  // namespace culprit::report
