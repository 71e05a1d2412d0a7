/// The answer in sentences: what is suspected, what is cleared, what is not known yet; and of many
/// people what stands out and how to read it.
///
/// Neighbours: every format for people shows them first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/word_table.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/report/machine/answer_json.hpp"
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

/// Adjacent rows of one level and window.
struct PoolSection {
  foods::Level level = foods::Level::food;
  engine::PresetWindow window = engine::PresetWindow::early;
  std::vector<const engine::PooledFood*> rows;
};
[[nodiscard]] std::vector<PoolSection> sections_of(const engine::PooledTable& table);

/// `Foods, eaten up to 3 days before a rating`.
[[nodiscard]] std::string heading_of(const PoolSection& section);

inline constexpr Word<engine::PresetWindow> window_words[] = {
    {engine::PresetWindow::early, "early"}, {engine::PresetWindow::late, "late"}};
[[nodiscard]] constexpr std::string_view to_word(engine::PresetWindow value) noexcept {
  return word_of(window_words, value);
}

/// A share as percent with a sign: `+4.1`, `0.0`; `-` if not finite.
[[nodiscard]] std::string percent_words(double share);
/// `+2.0 to +6.2`.
[[nodiscard]] std::string percent_words(const stats::Interval& interval);

[[nodiscard]] bool stands_out(const engine::PooledFood& food, double fdr) noexcept;

/// What stands out among all people, in a sentence or two.
[[nodiscard]] std::string answer_of(const PoolSource& source, const ShowName& show_name);

/// Who took part and who did not, and why.
[[nodiscard]] std::string people_of(const engine::PooledTable& table);

/// How to read the numbers, a sentence each.
[[nodiscard]] std::vector<std::string> reading_of(const PoolSource& source);

/// Names that too few people have; empty if there are none.
[[nodiscard]] std::string too_few_of(
    const engine::PooledTable& table, const ShowName& show_name, std::size_t shown);

}  // namespace culprit::report
