/// Explanations made by hand, of foods of `fixtures::rich()`.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/fixtures.hpp"

namespace culprit::report::fixtures {

/// The first suspect: ten days, everything known.
inline engine::Explanation explained() {
  const auto analysis = rich();
  engine::Explanation made;
  made.row = analysis.foods.front();
  made.name = made.row->name;
  made.phrases = made.row->phrases;
  made.finding = analysis.findings.front();
  for (unsigned day = 1; day <= 10; ++day) made.eaten_on.push_back(*make_day(2024, 3, day));
  made.compared = made.row->lag;
  made.exposed = {30, 5.25};
  made.unexposed = {120, 3.5};
  made.unknown_readings = 15;
  made.conditional_on = {"red wine"};
  made.companions = made.row->companions;
  return made;
}

/// A food that was not tested and never met a rating.
inline engine::Explanation not_tested() {
  engine::Explanation made;
  made.name = "kiwi";
  made.phrases = {{"kiwi", 1}};
  made.skipped = rich().skipped.front();
  made.eaten_on = {*make_day(2024, 3, 1)};
  made.compared = LagWindow{1, 6};
  return made;
}

/// The suspect of `hours()`.
inline engine::Explanation explained_hours() {
  auto made = explained();
  const auto analysis = hours();
  made.row = analysis.foods.front();
  made.name = made.row->name;
  made.finding = analysis.findings.front();
  made.compared = made.row->lag;
  return made;
}

/// The food of `hours()` that is not ranked.
inline engine::Explanation set_aside() {
  auto made = not_tested();
  made.skipped = hours().skipped.front();
  made.name = made.skipped->name;
  made.compared = HourWindow{0, 48};
  return made;
}

inline std::vector<std::pair<std::string, engine::Explanation>> explanations() {
  auto hostile = explained();
  hostile.name = hostile_names()[8];
  hostile.phrases = {{hostile_names()[9], 1}};
  hostile.conditional_on = hostile_names();
  return {{"explained", explained()}, {"not_tested", not_tested()}, {"hostile", hostile},
      {"explained_hours", explained_hours()}, {"set_aside", set_aside()}};
}

}  // namespace culprit::report::fixtures
