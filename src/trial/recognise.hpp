/// Blocks that no plan's file describes: from rows of the diary that say so, or from the foods.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/trial/plan.hpp"

namespace culprit::trial {

/// The foods that phases of the diary name, in the order of their first rows; each once.
[[nodiscard]] std::vector<std::string> foods_of_phases(const diary::Diary& diary);

/// What phases say of a food; each lasts until the next one of that name that says otherwise, or
/// the diary's last day.
[[nodiscard]] std::vector<Block> blocks_of_phases(
    const diary::Diary& diary, const std::vector<std::string>& names);

/// Eliminations and what followed them, from foods alone; never from ratings.
///
/// Elimination: at least 7 logged days in a row without it, so many that they would be chance in at
/// most 1 of 1,000 diaries eaten as on the other days, at most a fifth of its days not logged.
/// Challenge: at least 3 days with it within the 7 days after; up to the next elimination, at most
/// 14 days.
[[nodiscard]] std::vector<Block> blocks_of_foods(
    const std::vector<Day>& eaten, const std::vector<Day>& logged);

}  // namespace culprit::trial
