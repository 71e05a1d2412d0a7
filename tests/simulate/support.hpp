/// Simulated diaries as plain columns.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "culprit/simulate/simulate.hpp"

namespace culprit::simulate {

/// Days counted from the first of the options.
inline int number_of(const SimulatedDiary& simulated, Day day) {
  return static_cast<int>((day - simulated.options.first_day).count());
}

/// Days on which the food was eaten, with the amount (NaN = none).
inline std::map<int, double> days_with(const SimulatedDiary& simulated, std::string_view food) {
  std::map<int, double> days;
  for (const auto& entry : simulated.diary.entries) {
    if (entry.kind == diary::Kind::food && simulated.diary.name_of(entry) == food)
      days[number_of(simulated, entry.day)] = entry.amount;
  }
  return days;
}

/// The last value of each day of the entries of that kind.
inline std::map<int, double> values_of(const SimulatedDiary& simulated, diary::Kind kind) {
  std::map<int, double> values;
  for (const auto& entry : simulated.diary.entries) {
    if (entry.kind == kind) values[number_of(simulated, entry.day)] = entry.amount;
  }
  return values;
}

inline std::set<std::string> foods_of(const SimulatedDiary& simulated) {
  std::set<std::string> foods;
  for (const auto& entry : simulated.diary.entries) {
    if (entry.kind == diary::Kind::food) foods.insert(simulated.diary.name_of(entry));
  }
  return foods;
}

/// Nothing but one food, eaten independently from day to day, and white noise; every day complete.
inline Options plain(int days) {
  Options options;
  options.days = days;
  options.menu.foods = 1;
  options.menu.weekend_share = 0;
  options.menu.persistent_share = 0;
  options.culprits = {
      .worse = 1, .better = 0, .kernel = Kernel::next_day, .lowest_effect = 2, .highest_effect = 2};
  options.course.phi = 0;
  options.course.level = 50;
  options.logging.unlogged = 0;
  options.logging.unrated = 0;
  options.scale = {.minimum = 0, .maximum = 100, .step = 0.1};
  return options;
}

}  // namespace culprit::simulate
