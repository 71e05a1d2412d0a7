/// What is still missing before a food can be judged, and whether eating it on purpose may be
/// suggested.
///
/// Neighbours: the tables and `explain` show the sentences; `json.cpp` the days.
#pragma once

#include <optional>
#include <string>

#include "culprit/engine/analysis.hpp"

namespace culprit::report {

/// Days of diary if the food were eaten every other day on purpose. Nothing if that would not be
/// quicker, or must not be suggested.
[[nodiscard]] std::optional<engine::Range> alternating_days(const engine::RankedFood& food);

/// `about 40-90 more days of diary, or about 20-45 if eaten every other day on purpose`, or that an
/// allergist or dietitian should be asked. Nothing unless it is known what is missing.
[[nodiscard]] std::optional<std::string> needed_words(const engine::RankedFood& food);

/// For whom eating a food on purpose is not meant.
[[nodiscard]] std::string alternating_caution();

}  // namespace culprit::report
