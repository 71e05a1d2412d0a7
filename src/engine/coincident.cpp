#include "engine/coincident.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "culprit/core/clones.hpp"
#include "culprit/core/text.hpp"
#include "engine/associate.hpp"
#include "engine/exposure.hpp"

namespace culprit::engine {
namespace {

/// Foods that may coincide: as many days within reach, with the same sum; of hour windows all, for
/// other days may hold the same hours. Rare foods stand alone.
std::vector<std::vector<std::size_t>> candidates(const Study& study) {
  std::map<std::pair<int, int>, std::vector<std::size_t>> groups;
  std::vector<std::vector<std::size_t>> result;
  for (std::size_t f = 0; f < study.foods.size(); ++f) {
    int sum = 0;
    int count = 0;
    for (const int day : study.foods[f].days) {
      if (!study.is_in_reach[static_cast<std::size_t>(day)]) continue;
      sum += day;
      ++count;
    }
    if (count < least_days) result.push_back({f});
    else if (std::holds_alternative<HourWindows>(study.lags)) groups[{}].push_back(f);
    else groups[{count, sum}].push_back(f);
  }
  for (auto& [signature, foods] : groups) result.push_back(std::move(foods));
  return result;
}

/// All names of a group, as a sentence has them.
std::string names_of(const std::vector<std::size_t>& members, const foods::Resolution& resolution) {
  return joined(members, " and ", [&](std::size_t f) { return resolution.foods[f].name; });
}

/// Parts a group by level: the finest keeps the row.
void part_levels(const foods::Resolution& resolution, const std::vector<std::size_t>& group,
    MergedFoods& merged) {
  auto finest = foods::Level::group;
  for (const std::size_t f : group) finest = std::min(finest, resolution.foods[f].level);
  auto& members = merged.members.emplace_back();
  auto& coarser = merged.coarser.emplace_back();
  for (const std::size_t f : group) {
    (resolution.foods[f].level == finest ? members : coarser).push_back(f);
    merged.unit_of[f] = merged.members.size() - 1;
  }
}

/// The units above one, itself aside.
std::vector<std::uint32_t> parents_of(
    const foods::Resolution& resolution, const MergedFoods& merged, std::size_t unit) {
  std::vector<std::uint32_t> parents;
  for (const auto* names : {&merged.members[unit], &merged.coarser[unit]}) {
    for (const std::size_t f : *names) {
      for (const std::uint32_t parent : resolution.foods[f].parents) {
        const std::size_t above = merged.unit_of[parent];
        if (above != unit) parents.push_back(static_cast<std::uint32_t>(above));
      }
    }
  }
  std::ranges::sort(parents);
  parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
  return parents;
}

MergedFoods unite(const Study& study, const foods::Resolution& resolution,
    const std::vector<std::vector<std::size_t>>& groups) {
  MergedFoods merged{.study = study,
      .resolution = {},
      .members = {},
      .coarser = {},
      .unit_of = std::vector<std::size_t>(study.foods.size())};
  for (const auto& group : groups) part_levels(resolution, group, merged);
  merged.study.foods.clear();
  for (std::size_t unit = 0; unit < merged.members.size(); ++unit) {
    const std::size_t first = merged.members[unit].front();
    merged.study.foods.push_back(study.foods[first]);
    merged.resolution.foods.push_back(resolution.foods[first]);
    foods::Food& food = merged.resolution.foods.back();
    food.name = names_of(merged.members[unit], resolution);
    food.parents = parents_of(resolution, merged, unit);
  }
  return merged;
}

CULPRIT_CLONES std::size_t common_bits(
    const std::uint64_t* a, const std::uint64_t* b, std::size_t n) {
  std::size_t bits = 0;
  for (std::size_t i = 0; i < n; ++i) bits += static_cast<std::size_t>(std::popcount(a[i] & b[i]));
  return bits;
}

constexpr std::size_t most_companions = 3;
constexpr double least_companion_share = 0.5;

}  // namespace

MergedFoods merge_coincident(const Study& study, const foods::Resolution& resolution) {
  std::vector<std::vector<std::size_t>> groups;
  const ExposureGrid grid{study};
  for (const auto& foods : candidates(study)) {
    if (foods.size() == 1) {
      groups.push_back(foods);
      continue;
    }
    std::map<stats::SparseColumns, std::vector<std::size_t>> by_exposure;
    for (const std::size_t f : foods) by_exposure[grid.exposures(study.foods[f])].push_back(f);
    for (auto& [key, group] : by_exposure) groups.push_back(std::move(group));
  }
  for (auto& group : groups) {
    std::ranges::sort(group, [&](std::size_t a, std::size_t b) {
      return resolution.foods[a].name < resolution.foods[b].name;
    });
  }
  // In the order of the original foods, so that a diary without coincidences is left as it was.
  std::ranges::sort(groups, [](const auto& a, const auto& b) {
    return *std::ranges::min_element(a) < *std::ranges::min_element(b);
  });
  return unite(study, resolution, groups);
}

EatenDays::EatenDays(const Study& study, const FoodSeries& food)
    : bits((static_cast<std::size_t>(study.n_days) + 63) / 64) {
  for (const int day : food.days) {
    if (!study.is_comparable(day)) continue;
    bits[static_cast<std::size_t>(day) / 64] |= std::uint64_t{1} << day % 64;
    ++count;
  }
}

std::size_t EatenDays::common_with(const EatenDays& other) const {
  return common_bits(bits.data(), other.bits.data(), bits.size());
}

CompanionFinder::CompanionFinder(const Study& study, const foods::Resolution& resolution)
    : study_{study}, resolution_{resolution}, foods_on_(static_cast<std::size_t>(study.n_days)) {
  for (std::size_t food = 0; food < study.foods.size(); ++food)
    if (resolution.foods[food].level == foods::Level::food)
      for (const int day : study.foods[food].days)
        foods_on_[static_cast<std::size_t>(day)].push_back(food);
}

std::vector<Companion> CompanionFinder::companions_of(std::size_t food) const {
  std::vector<std::size_t> others;  // once for each day
  double own = 0;
  for (const int day : study_.foods[food].days) {
    if (!study_.is_comparable(day)) continue;
    const auto& with = foods_on_[static_cast<std::size_t>(day)];
    others.insert(others.end(), with.begin(), with.end());
    ++own;
  }
  std::vector<std::size_t> common(study_.foods.size());
  for (const std::size_t other : others) ++common[other];
  std::vector<Companion> companions;
  for (const std::size_t other : others) {
    const auto both = static_cast<double>(std::exchange(common[other], 0));
    if (other == food || both < least_companion_share * own) continue;
    const foods::Food& with = resolution_.foods[other];
    if (!std::ranges::binary_search(with.parents, food))
      companions.push_back({with.name, both / own, {foods::Level::food, other}});
  }
  std::ranges::sort(companions, [](const Companion& a, const Companion& b) {
    return std::tuple{-a.share, a.name} < std::tuple{-b.share, b.name};
  });
  companions.resize(std::min(companions.size(), most_companions));
  return companions;
}

}  // namespace culprit::engine
