/// Phrases as `foods` reports them.
#pragma once

#include <string>
#include <vector>

#include "culprit/report/machine/answer_json.hpp"

namespace culprit::report::fixtures {

inline std::vector<ResolvedPhrase> phrases() {
  std::vector<ResolvedPhrase> made;
  for (const auto* text : {"2 slices sourdough toast w/ butter", "mayonnaise", "stress",
           "pizza (ham), no cheese", "zzgrault bread"})
    made.push_back({text, foods::resolve_phrase(foods::Lexicon::built_in(), text)});
  return made;
}

}  // namespace culprit::report::fixtures
