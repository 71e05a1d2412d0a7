/// Parts of results as JSON, the same in every document that holds them.
///
/// Neighbours: `json.cpp` holds them beside its documents.
#pragma once

#include "culprit/engine/analysis.hpp"
#include "report/machine/json_text.hpp"

namespace culprit::report {

[[nodiscard]] Json diary_object(const engine::DiarySummary& diary);
[[nodiscard]] Json outcome_object(const engine::OutcomeSummary& outcome);
[[nodiscard]] Json adjust_words(const engine::Options& options);
[[nodiscard]] Json rated_word(engine::Rated rated);
/// `findings`, `foods` and `skipped`.
[[nodiscard]] Json found_object(const engine::Analysis& analysis);
[[nodiscard]] Json warning_list(const engine::Analysis& analysis);

}  // namespace culprit::report
