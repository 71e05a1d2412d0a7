/// What is known about one food, for people: the report of `explain`.
#pragma once

#include <string>

#include "culprit/engine/analysis.hpp"
#include "culprit/engine/explain.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/report/report.hpp"

namespace culprit::report {

/// For people: the verdict and what it means, days and ratings behind it, the effect of each lag as
/// a bar, what else was eaten on the same days, what is still needed, cautions. `verbose`: all
/// days.
[[nodiscard]] std::string to_table(const engine::Explanation& explanation,
                                   const engine::Analysis& analysis, const TableOptions& options);

/// The same with the ratings and the days eaten as a timeline in block characters.
/// @param timeline  holds the food.
[[nodiscard]] std::string to_table(const engine::Explanation& explanation,
                                   const engine::Timeline& timeline,
                                   const engine::Analysis& analysis, const TableOptions& options);

}  // namespace culprit::report
