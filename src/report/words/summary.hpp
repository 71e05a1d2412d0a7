/// The answer in three sentences: what is suspected, what is cleared, what is not known yet.
///
/// Neighbours: the table, markdown and HTML show them first.
#pragma once

#include <string>

#include "culprit/engine/analysis.hpp"
#include "report/words/sentences.hpp"

namespace culprit::report {

/// Each is a paragraph of a sentence or a few, never empty, without a heading of its own.
struct Summary {
  std::string suspected;  ///< findings: what goes with higher or lower ratings, when, how much
  std::string cleared;    ///< of what an important effect is unlikely, and what showed no sign
  std::string unknown;    ///< what could not be judged, and what would settle it
};

[[nodiscard]] Summary summarise(
    const engine::Analysis& analysis, const ShowName& show, Words words = Words::plain);

/// `Ratings were higher the day after eating cashew: by 1.9 points (1.4 to 2.4), very likely this
/// food.` Of a set all names and how often they were eaten together.
[[nodiscard]] std::string finding_sentence(const engine::Finding& finding,
    const engine::Analysis& analysis, const ShowName& show, Words words = Words::plain);

}  // namespace culprit::report
