/// The effect of each lag, or hour window, as one sign: a lag profile that fits into a table cell.
/// Days in block characters: which hold foods and ratings, and how ratings went.
#pragma once

#include <string>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/engine/timeline.hpp"
#include "report/terminal/terminal.hpp"

namespace culprit::report {

/// Signs of the profile. Each takes one column.
enum class Signs {
  blocks,  ///< `▁`–`█` higher ratings, `▔` `▀` lower, `·` about none
  ascii,   ///< `1`–`8` higher ratings, `-` `=` lower, `.` about none
};

/// One sign for each lag of the profile. The full block is twice the important change or more, so
/// that signs compare between rows and diaries. `x` where the lag cannot be used: no estimate, or
/// the same day when it is not known which came first.
[[nodiscard]] std::string profile_signs(
    const engine::RankedFood& food, const engine::Analysis& analysis, Signs signs);

/// True of the same day when it is not known which came first, meal or rating.
[[nodiscard]] bool is_order_unknown(
    const engine::LagProfile& profile, const engine::Analysis& analysis);

/// Heading of the signs: `lag 0-6`; `windows` where the lags are hour windows.
[[nodiscard]] std::string profile_title(const engine::Analysis& analysis);

/// What the signs mean, in one sentence.
[[nodiscard]] std::string profile_sentence(const engine::Analysis& analysis, Signs signs);

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
    const engine::TimelineFood& food, const engine::Analysis& analysis, const Terminal& terminal);

}  // namespace culprit::report
