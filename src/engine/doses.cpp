#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>

#include "engine/study.hpp"

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
  const auto commonest = std::ranges::max_element(amounts.by_unit,
      [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  if (commonest == amounts.by_unit.end()) return std::nullopt;
  std::vector<double>& values = commonest->second;
  if (static_cast<double>(values.size()) < least_comparable * static_cast<double>(amounts.entries))
    return std::nullopt;
  std::ranges::sort(values);
  if (values.front() == values.back()) return std::nullopt;
  const std::size_t middle = values.size() / 2;
  const double median =
      values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  return Usual{commonest->first, median};
}

/// An amount of food; the unit is one of the diary's or, beyond them, of the resolution's.
struct Stated {
  double amount = std::numeric_limits<double>::quiet_NaN();
  std::uint32_t unit = 0;

  [[nodiscard]] bool is_known() const noexcept { return amount == amount; }
};

/// Calls `work` with each entry of a food and each use of it.
template <typename Work>
void each_use(const diary::Diary& diary, const foods::Resolution& resolution, const Work& work) {
  for (const auto& entry : diary.entries)
    if (entry.is_eaten())
      for (const foods::Use& use : resolution.uses_of_name[entry.name]) work(entry, use);
}

}  // namespace

std::vector<double> relative_doses(const diary::Diary& diary, const foods::Resolution& resolution) {
  std::vector<std::uint32_t> unit_of;  // [resolution.units]
  for (const std::string& unit : resolution.units) {
    const auto same = std::ranges::find(diary.units, unit) - diary.units.begin();
    const bool is_known = same != std::ssize(diary.units);
    unit_of.push_back(static_cast<std::uint32_t>(
        is_known ? static_cast<std::size_t>(same) : diary.units.size() + unit_of.size()));
  }
  const auto stated = [&](const diary::Entry& entry, const foods::Use& use) -> Stated {
    if (use.is_alone && entry.has_amount()) return {entry.amount, entry.unit};
    return {use.amount, unit_of.empty() ? 0 : unit_of[use.unit]};
  };
  std::vector<Amounts> amounts(resolution.foods.size());
  each_use(diary, resolution, [&](const diary::Entry& entry, const foods::Use& use) {
    if (resolution.foods[use.food].level != foods::Level::food) return;
    Amounts& food = amounts[use.food];
    ++food.entries;
    const Stated amount = stated(entry, use);
    if (amount.is_known()) food.by_unit[amount.unit].push_back(amount.amount);
  });
  std::vector<std::optional<Usual>> usual_amounts;
  usual_amounts.reserve(amounts.size());
  for (Amounts& food : amounts) usual_amounts.push_back(usual_amount(std::move(food)));
  std::vector<double> doses;
  each_use(diary, resolution, [&](const diary::Entry& entry, const foods::Use& use) {
    const auto& usual = usual_amounts[use.food];
    if (!usual) return doses.push_back(std::numeric_limits<double>::quiet_NaN());
    const Stated amount = stated(entry, use);
    const bool is_comparable = amount.is_known() && amount.unit == usual->unit;
    doses.push_back(is_comparable ? std::min(amount.amount / usual->median, largest_dose) : 1);
  });
  return doses;
}

}  // namespace culprit::engine
