/// What is known about one food, a sentence or two each.
///
/// Neighbours: `explain_table.cpp` wraps them to a terminal, `explain_page.cpp` lists them.
#pragma once

#include <string>
#include <vector>

#include "culprit/engine/explain.hpp"
#include "report/words/sentences.hpp"

namespace culprit::report {

/// How the sentences are written.
struct ExplainStyle {
  ShowName name;
  ShowName sentence;  ///< of a reason or note of the analysis, which has no full stop
  Words words = Words::plain;
  bool all_days = true;  ///< otherwise the latest 8
};

/// Its days, spellings, readings and companions; of a tested food also the effect, why it is no
/// finding, and what is still needed. Technical words add p-values and the probability.
[[nodiscard]] std::vector<std::string> explain_sentences(const engine::Explanation& explanation,
                                                         const engine::Analysis& analysis,
                                                         const ExplainStyle& style);

/// The verdict in a sentence, or why there is none. The same in every format.
[[nodiscard]] std::string verdict_sentence(const engine::Explanation& explanation,
                                           const engine::Analysis& analysis);

}  // namespace culprit::report
