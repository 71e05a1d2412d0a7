/// Parts of results as JSON, the same in every document that holds them.
///
/// Neighbours: `json.cpp` holds them beside its documents, so that few units compile the library.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "culprit/core/number.hpp"
#include "culprit/engine/analysis.hpp"

namespace culprit::report {

using Json = nlohmann::ordered_json;

/// At most `digits` significant digits; null if not finite.
[[nodiscard]] Json json_number(double value, int digits = printed_digits);
[[nodiscard]] Json or_null(const std::optional<std::string>& text);
[[nodiscard]] Json or_null(const std::optional<Day>& day);
[[nodiscard]] Json diary_object(const engine::DiarySummary& diary);
[[nodiscard]] Json outcome_object(const engine::OutcomeSummary& outcome);
[[nodiscard]] Json adjust_words(const engine::Options& options);
[[nodiscard]] Json rated_word(engine::Rated rated);
[[nodiscard]] Json finding_list(const engine::Analysis& analysis);
[[nodiscard]] Json food_list(const engine::Analysis& analysis);
[[nodiscard]] Json skipped_list(const engine::Analysis& analysis);
[[nodiscard]] Json warning_list(const engine::Analysis& analysis);

/// Bytes that are not UTF-8 become U+FFFD; what could steer a terminal is escaped. Ends in LF.
/// @param indent  -1 = one line
[[nodiscard]] std::string dump(const Json& document, int indent);

}  // namespace culprit::report
