/// The answers of `explain`, `foods`, `pool` and `check` as tables for people.
#pragma once

#include <span>
#include <string>

#include "culprit/engine/analysis.hpp"
#include "culprit/engine/explain.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/report/machine/answer_json.hpp"
#include "culprit/report/machine/check.hpp"
#include "culprit/report/report.hpp"

namespace culprit::report {

/// For people: the verdict and what it means, days and ratings behind it, the effect of each lag as
/// a bar, what else was eaten on the same days, what is still needed, cautions. `verbose`: all
/// days.
/// @param timeline  of the food, whose ratings and days eaten are shown in block characters;
/// without
///                  a food there are none.
[[nodiscard]] std::string to_table(const engine::Explanation& explanation,
    const engine::Timeline& timeline, const engine::Analysis& analysis,
    const TableOptions& options);

/// For people: each phrase, its items with their ingredients and groups by layer, what may be in
/// them, what was not eaten, and names near to what is not known.
[[nodiscard]] std::string to_table(std::span<const ResolvedPhrase> phrases,
    const foods::Lexicon& lexicon, const TableOptions& options);

/// For people: what stands out, the rows by level and window, who took no part, how to read it.
/// `verbose`: all rows, otherwise the first 20 of each.
[[nodiscard]] std::string to_table(const PoolSource& source, const TableOptions& options);

/// For people: each file and why it was understood so, its rows and rejections, coverage and its
/// calendar, ratings, foods, three entries, and what `rank` would do. `verbose`: all foods and
/// columns.
[[nodiscard]] std::string to_table(const Check& check, const TableOptions& options);

}  // namespace culprit::report
