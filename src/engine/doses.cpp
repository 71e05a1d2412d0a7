#include "doses.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>

namespace culprit::engine {
namespace {

constexpr double least_comparable = 0.8;

/// Amounts of one food by unit.
struct Amounts {
  std::size_t entries = 0;
  std::map<std::uint32_t, std::vector<double>> by_unit;
};

/// The unit whose amounts are comparable, and the usual one.
struct Usual {
  std::uint32_t unit = 0;
  double median = 1;
};

std::optional<Usual> usual_amount(Amounts amounts) {
  const auto commonest = std::max_element(
      amounts.by_unit.begin(), amounts.by_unit.end(),
      [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  if (commonest == amounts.by_unit.end()) return std::nullopt;
  std::vector<double>& values = commonest->second;
  if (static_cast<double>(values.size()) <
      least_comparable * static_cast<double>(amounts.entries)) {
    return std::nullopt;
  }
  std::sort(values.begin(), values.end());
  if (values.front() == values.back()) return std::nullopt;
  const std::size_t middle = values.size() / 2;
  const double median =
      values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  return Usual{commonest->first, median};
}

}  // namespace

std::vector<double> relative_doses(const diary::Diary& diary, const foods::Resolution& resolution) {
  std::vector<Amounts> amounts(resolution.foods.size());
  for (const auto& entry : diary.entries) {
    if (!entry.is_eaten()) continue;
    Amounts& food = amounts[*resolution.food_of_name[entry.name]];
    ++food.entries;
    if (entry.has_amount()) food.by_unit[entry.unit].push_back(entry.amount);
  }
  std::vector<std::optional<Usual>> usual;
  usual.reserve(amounts.size());
  for (Amounts& food : amounts) usual.push_back(usual_amount(std::move(food)));
  std::vector<double> doses;
  for (const auto& entry : diary.entries) {
    double dose = std::numeric_limits<double>::quiet_NaN();
    if (entry.is_eaten()) {
      if (const auto& food = usual[*resolution.food_of_name[entry.name]]) {
        const bool is_comparable = entry.has_amount() && entry.unit == food->unit;
        dose = is_comparable ? std::min(entry.amount / food->median, largest_dose) : 1;
      }
    }
    doses.push_back(dose);
  }
  return doses;
}

}  // namespace culprit::engine
