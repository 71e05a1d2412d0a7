#include "culprit/foods/resolve.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "culprit/core/text.hpp"

namespace culprit::foods {
namespace {

/// Entries of one spelling.
struct Counts {
  std::uint64_t foods = 0;
  std::uint64_t supplements = 0;
};

Food make_food(const std::vector<std::uint32_t>& names, const std::vector<Counts>& counts,
               const diary::Diary& diary) {
  Food food;
  food.is_supplement = true;
  for (const auto name : names) {
    food.phrases.push_back({diary.names[name], counts[name].foods + counts[name].supplements});
    food.is_supplement = food.is_supplement && counts[name].foods == 0;
  }
  std::sort(food.phrases.begin(), food.phrases.end(), [](const Phrase& a, const Phrase& b) {
    return a.count != b.count ? a.count > b.count : a.text < b.text;
  });
  food.name = food.phrases.front().text;
  return food;
}

}  // namespace

Resolution resolve(const diary::Diary& diary) {
  std::vector<Counts> counts(diary.names.size());
  for (const auto& entry : diary.entries) {
    if (entry.kind == diary::Kind::food) ++counts[entry.name].foods;
    if (entry.kind == diary::Kind::supplement) ++counts[entry.name].supplements;
  }
  std::map<std::string, std::vector<std::uint32_t>> by_folded;
  for (std::uint32_t name = 0; name < counts.size(); ++name) {
    if (counts[name].foods + counts[name].supplements == 0) continue;
    by_folded[fold_name(diary.names[name])].push_back(name);
  }
  Resolution resolution;
  resolution.food_of_name.resize(diary.names.size());
  for (const auto& [folded, names] : by_folded) {
    const auto index = static_cast<std::uint32_t>(resolution.foods.size());
    for (const auto name : names) resolution.food_of_name[name] = index;
    resolution.foods.push_back(make_food(names, counts, diary));
  }
  return resolution;
}

}  // namespace culprit::foods
