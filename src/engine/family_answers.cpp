#include "engine/family_answers.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "culprit/foods/families.hpp"

namespace culprit::engine {
namespace {

FamilyStatus status_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::cleared: return FamilyStatus::ruled_out;
    case Verdict::not_enough_data:
    case Verdict::possible: return FamilyStatus::not_enough_data;
    case Verdict::suspect:
    case Verdict::protective:
    case Verdict::no_evidence: break;
  }
  return FamilyStatus::no_sign;
}

}  // namespace

std::vector<FamilyAnswer> answer_families(const MergedFoods& merged,
    const foods::Resolution& resolution, const std::vector<RankedFood>& rows) {
  std::map<std::string_view, std::size_t> groups;
  for (std::size_t f = 0; f < resolution.foods.size(); ++f)
    if (resolution.foods[f].level == foods::Level::group) groups[resolution.foods[f].name] = f;
  std::vector<FamilyAnswer> answers;
  if (groups.empty()) return answers;
  for (const foods::FamilyRecord& family : foods::families()) {
    FamilyAnswer& answer = answers.emplace_back(
        FamilyAnswer{.family = family.family, .status = FamilyStatus::never_eaten, .found = {}});
    std::vector<std::size_t> own;
    for (const std::string_view id : family.groups)
      if (const auto group = groups.find(id); group != groups.end()) own.push_back(group->second);
    if (own.empty()) continue;
    // Ruled out only if all of it is; and one group with enough data speaks for the others.
    std::set<FamilyStatus> statuses;
    for (const std::size_t group : own) {
      const auto row = std::ranges::find(rows, merged.unit_of[group],
          [&](const RankedFood& food) { return merged.unit_of[food.id.index]; });
      statuses.insert(row == rows.end() ? FamilyStatus::not_enough_data : status_of(row->verdict));
    }
    answer.status = statuses.size() == 1 ? *statuses.begin() : FamilyStatus::no_sign;
    for (const RankedFood& food : rows) {
      // The row names a group of the family, what coincides with one or belongs to one.
      const auto& parents = resolution.foods[food.id.index].parents;
      const bool is_of_family = std::ranges::any_of(own, [&](std::size_t group) {
        return merged.unit_of[food.id.index] == merged.unit_of[group] ||
               std::ranges::binary_search(parents, group);
      });
      if (!is_of_family) continue;
      // Of one of its foods the diary cannot say anything: then nor of them all.
      if (food.level == foods::Level::food &&
          status_of(food.verdict) == FamilyStatus::not_enough_data)
        answer.status = FamilyStatus::not_enough_data;
      if (!food.finding || food.direction != answer.direction.value_or(food.direction)) continue;
      answer.direction = food.direction;
      answer.found.push_back(foods::name_in_words(food.name, food.level));
    }
    if (!answer.found.empty()) answer.status = FamilyStatus::suspected;
  }
  return answers;
}

}  // namespace culprit::engine
