#include "engine/family_answers.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "culprit/foods/families.hpp"

namespace culprit::engine {
namespace {

class FamilyReader {
 public:
  explicit FamilyReader(const FamilySources& from) : from_{from} {
    for (std::size_t f = 0; f < from.resolution.foods.size(); ++f) {
      const foods::Food& food = from.resolution.foods[f];
      if (food.level == foods::Level::group) variable_of_[food.name] = f;
    }
    for (std::size_t row = 0; row < from.rows.size(); ++row)
      rows_of_unit_[from.merged.unit_of[from.rows[row].id.index]].push_back(row);
  }

  [[nodiscard]] bool has_groups() const { return !variable_of_.empty(); }

  [[nodiscard]] FamilyAnswer answer(const foods::FamilyRecord& family) const {
    FamilyAnswer answer{.family = family.family, .status = FamilyStatus::never_eaten, .found = {}};
    add_findings(family, answer);
    std::vector<FamilyStatus> groups;
    for (const std::string_view id : family.groups) {
      const auto variable = variable_of_.find(id);
      if (variable != variable_of_.end()) groups.push_back(status_of(variable->second));
    }
    if (!answer.found.empty()) {
      answer.status = FamilyStatus::suspected;
    } else if (!groups.empty()) {
      // Ruled out only if all of it is; and one group with enough data speaks for the others.
      const bool all_out = std::all_of(groups.begin(), groups.end(),
          [](FamilyStatus status) { return status == FamilyStatus::ruled_out; });
      answer.status = all_out ? FamilyStatus::ruled_out : best_known(groups);
      if (has_open_food(family)) answer.status = FamilyStatus::not_enough_data;
    }
    return answer;
  }

 private:
  [[nodiscard]] static FamilyStatus best_known(const std::vector<FamilyStatus>& groups) {
    const bool any_tested = std::any_of(groups.begin(), groups.end(),
        [](FamilyStatus status) { return status != FamilyStatus::not_enough_data; });
    return any_tested ? FamilyStatus::no_sign : FamilyStatus::not_enough_data;
  }

  [[nodiscard]] FamilyStatus status_of(std::size_t variable) const {
    const auto rows = rows_of_unit_.find(from_.merged.unit_of[variable]);
    if (rows == rows_of_unit_.end()) return FamilyStatus::not_enough_data;
    switch (from_.rows[rows->second.front()].verdict) {
      case Verdict::cleared: return FamilyStatus::ruled_out;
      case Verdict::not_enough_data:
      case Verdict::possible: return FamilyStatus::not_enough_data;
      case Verdict::suspect:
      case Verdict::protective:
      case Verdict::no_evidence: break;
    }
    return FamilyStatus::no_sign;
  }

  /// The row names a group of the family, what coincides with one or belongs to one.
  [[nodiscard]] bool is_of(std::size_t row, const foods::FamilyRecord& family) const {
    return std::any_of(family.groups.begin(), family.groups.end(),
        [&](std::string_view id) { return belongs(from_.rows[row].id.index, id); });
  }

  /// Of one of its foods the diary cannot say anything: then nor of them all.
  [[nodiscard]] bool has_open_food(const foods::FamilyRecord& family) const {
    for (std::size_t row = 0; row < from_.rows.size(); ++row) {
      const RankedFood& food = from_.rows[row];
      const bool is_open =
          food.verdict == Verdict::not_enough_data || food.verdict == Verdict::possible;
      if (food.level == foods::Level::food && is_open && is_of(row, family)) return true;
    }
    return false;
  }

  void add_findings(const foods::FamilyRecord& family, FamilyAnswer& answer) const {
    for (std::size_t row = 0; row < from_.rows.size(); ++row) {
      const RankedFood& food = from_.rows[row];
      if (!food.finding || (answer.direction && food.direction != *answer.direction)) continue;
      if (!is_of(row, family)) continue;
      answer.direction = food.direction;
      answer.found.push_back(foods::name_in_words(food.name, food.level));
    }
  }

  [[nodiscard]] bool belongs(std::size_t food, std::string_view group) const {
    const auto variable = variable_of_.find(group);
    if (variable == variable_of_.end()) return false;
    if (from_.merged.unit_of[food] == from_.merged.unit_of[variable->second]) return true;
    const auto& parents = from_.resolution.foods[food].parents;
    return std::binary_search(
        parents.begin(), parents.end(), static_cast<std::uint32_t>(variable->second));
  }

  const FamilySources& from_;
  std::map<std::string, std::size_t, std::less<>> variable_of_;
  std::map<std::size_t, std::vector<std::size_t>> rows_of_unit_;
};

}  // namespace

std::vector<FamilyAnswer> answer_families(const FamilySources& from) {
  const FamilyReader reader{from};
  if (!reader.has_groups()) return {};
  std::vector<FamilyAnswer> answers;
  for (const foods::FamilyRecord& family : foods::families())
    answers.push_back(reader.answer(family));
  return answers;
}

}  // namespace culprit::engine
