/// Days in block characters: which hold foods and ratings, and how ratings went.
///
/// Neighbours: `check_table.cpp` and `explain.cpp` show them on a terminal; `calendar.hpp` cuts
/// the days into strips.
#pragma once

#include <string>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/engine/timeline.hpp"
#include "report/terminal/terminal.hpp"

namespace culprit::report {

/// What was written down on which day. Days rise.
struct CoveredDays {
  Day first{};
  Day last{};
  std::vector<Day> logged;
  std::vector<Day> rated;
};

/// A column for each week, Monday to Sunday downwards, in as many strips as the width asks for, and
/// what the signs mean.
[[nodiscard]] std::string coverage_calendar(const CoveredDays& days, const Terminal& terminal);

/// A column for each day: the mean rating as a block, below it when the food was eaten and which
/// days were not logged; strips as the width asks for.
/// @param food  one of the timeline's.
[[nodiscard]] std::string rating_strips(const engine::Timeline& timeline,
                                        const engine::TimelineFood& food,
                                        const engine::Analysis& analysis, const Terminal& terminal);

}  // namespace culprit::report
