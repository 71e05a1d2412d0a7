/// What is known about one food: the report of `explain`.
#pragma once

#include <string>
#include <string_view>

#include "culprit/engine/explain.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/report/report.hpp"

namespace culprit::report {

/// `culprit.explain/1`, as docs/schema/explain.schema.json checks it. Ends in LF.
/// @param analysis  that the explanation was made from.
[[nodiscard]] std::string to_json(const engine::Explanation& explanation,
                                  const engine::Analysis& analysis, std::string_view version);

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

/// The verdict in a sentence, or why there is none. The same in every format.
[[nodiscard]] std::string verdict_sentence(const engine::Explanation& explanation,
                                           const engine::Analysis& analysis);

}  // namespace culprit::report
