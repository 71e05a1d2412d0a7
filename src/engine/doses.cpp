#include "engine/doses.hpp"

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
  const auto commonest = std::max_element(amounts.by_unit.begin(), amounts.by_unit.end(),
      [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  if (commonest == amounts.by_unit.end()) return std::nullopt;
  std::vector<double>& values = commonest->second;
  if (static_cast<double>(values.size()) < least_comparable * static_cast<double>(amounts.entries))
    return std::nullopt;
  std::sort(values.begin(), values.end());
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

class DoseMaker {
 public:
  DoseMaker(const diary::Diary& diary, const foods::Resolution& resolution)
      : diary_{diary}, resolution_{resolution}, amounts_(resolution.foods.size()) {
    for (std::size_t f = 0; f < resolution.units.size(); ++f) {
      const auto same = std::find(diary.units.begin(), diary.units.end(), resolution.units[f]);
      unit_of_.push_back(static_cast<std::uint32_t>(
          same != diary.units.end() ? static_cast<std::size_t>(same - diary.units.begin())
                                    : diary.units.size() + f));
    }
  }

  [[nodiscard]] RelativeDoses run() && {
    for (const auto& entry : diary_.entries) {
      if (!entry.is_eaten()) continue;
      for (const foods::Use& use : resolution_.uses_of_name[entry.name]) count(entry, use);
    }
    for (Amounts& food : amounts_) usual_.push_back(usual_amount(std::move(food)));
    RelativeDoses doses;
    for (const auto& entry : diary_.entries) {
      doses.first.push_back(doses.values.size());
      if (!entry.is_eaten()) continue;
      for (const foods::Use& use : resolution_.uses_of_name[entry.name])
        doses.values.push_back(dose(entry, use));
    }
    return doses;
  }

 private:
  [[nodiscard]] Stated stated(const diary::Entry& entry, const foods::Use& use) const {
    if (use.is_alone && entry.has_amount()) return {entry.amount, entry.unit};
    return {use.amount, unit_of_.empty() ? 0 : unit_of_[use.unit]};
  }

  void count(const diary::Entry& entry, const foods::Use& use) {
    if (resolution_.foods[use.food].level != foods::Level::food) return;
    Amounts& food = amounts_[use.food];
    ++food.entries;
    const Stated amount = stated(entry, use);
    if (amount.is_known()) food.by_unit[amount.unit].push_back(amount.amount);
  }

  [[nodiscard]] double dose(const diary::Entry& entry, const foods::Use& use) const {
    const auto& usual = usual_[use.food];
    if (!usual) return std::numeric_limits<double>::quiet_NaN();
    const Stated amount = stated(entry, use);
    const bool is_comparable = amount.is_known() && amount.unit == usual->unit;
    return is_comparable ? std::min(amount.amount / usual->median, largest_dose) : 1;
  }

  const diary::Diary& diary_;
  const foods::Resolution& resolution_;
  std::vector<std::uint32_t> unit_of_;  // [resolution.units]
  std::vector<Amounts> amounts_;        // [foods]
  std::vector<std::optional<Usual>> usual_;
};

}  // namespace

RelativeDoses relative_doses(const diary::Diary& diary, const foods::Resolution& resolution) {
  return DoseMaker{diary, resolution}.run();
}

}  // namespace culprit::engine
