/// What the lexicon makes of phrases, for people.
#pragma once

#include <span>
#include <string>

#include "culprit/report/machine/foods_json.hpp"
#include "culprit/report/report.hpp"

namespace culprit::report {

/// For people: each phrase, its items with their ingredients and groups by layer, what may be in
/// them, what was not eaten, and names near to what is not known.
[[nodiscard]] std::string to_table(std::span<const ResolvedPhrase> phrases,
                                   const foods::Lexicon& lexicon, const TableOptions& options);

}  // namespace culprit::report
