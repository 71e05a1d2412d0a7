/// What the lexicon makes of phrases: the report of `foods`.
#pragma once

#include <span>
#include <string>

#include "culprit/foods/resolver.hpp"
#include "culprit/report/report.hpp"

namespace culprit::report {

/// A phrase and what it was understood as.
struct ResolvedPhrase {
  std::string text;
  foods::Resolved resolved;
};

/// `culprit.foods/1`, as docs/schema/foods.schema.json checks it. Groups stand in the order of the
/// closed list. Ends in LF.
[[nodiscard]] std::string to_json(std::span<const ResolvedPhrase> phrases,
                                  const foods::Lexicon& lexicon);

/// For people: each phrase, its items with their ingredients and groups by layer, what may be in
/// them, what was not eaten, and names near to what is not known.
[[nodiscard]] std::string to_table(std::span<const ResolvedPhrase> phrases,
                                   const foods::Lexicon& lexicon, const TableOptions& options);

}  // namespace culprit::report
