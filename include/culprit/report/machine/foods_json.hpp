/// What the lexicon makes of phrases, as JSON.
#pragma once

#include <span>
#include <string>

#include "culprit/foods/resolver.hpp"

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

}  // namespace culprit::report
