/// What is known about one food, a sentence or two each.
///
/// Neighbours: `explain.cpp` writes them; the page of `html_explain.cpp` lists them.
#pragma once

#include <string>
#include <vector>

#include "culprit/engine/explain.hpp"
#include "report/words/sentences.hpp"

namespace culprit::report {

/// Its days, spellings, readings and companions; of a tested food also the effect, why it is no
/// finding, and what is still needed. Technical words add p-values and the probability.
[[nodiscard]] std::vector<std::string> explain_sentences(const engine::Explanation& explanation,
                                                         const engine::Analysis& analysis,
                                                         const ShowName& show, Words words);

}  // namespace culprit::report
