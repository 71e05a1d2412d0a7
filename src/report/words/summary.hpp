/// The answer in sentences: what stands out, what does not, what is not known yet, what to do; and
/// of many people what stands out and how to read it.
///
/// Neighbours: every format for people shows them first.
#pragma once

#include <string>
#include <vector>

#include "culprit/core/word_table.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/report/machine/answer_json.hpp"
#include "report/words/analysis_words.hpp"

namespace culprit::report {

/// The answer, in the order in which every format for people has it. Of texts and lists those are
/// empty that have nothing to say.
struct Summary {
  std::string headline;             ///< `Cashew and red wine stand out`
  std::vector<std::string> worse;   ///< a text for each finding that went with worse ratings
  std::vector<std::string> better;  ///< likewise with better ratings
  std::string probably_not;         ///< cleared, and foods without an effect to be seen
  std::string too_early;            ///< what could not be judged, and what could be first
  std::vector<std::string> next;    ///< what to do now: at most three
};

/// Headings of its parts, without a full stop.
[[nodiscard]] std::string went_words(engine::Direction direction, const Voice& voice);

[[nodiscard]] Summary summarise(const Voice& voice);

/// `skin was about 0.9 points worse on each of the next two days`.
[[nodiscard]] std::string finding_fact(const engine::Finding& finding, const Voice& voice);

/// What else belongs to it, a sentence each: of a set how often its foods were eaten together; of a
/// small effect that it is.
[[nodiscard]] std::vector<std::string> finding_remarks(
    const engine::Finding& finding, const Voice& voice);

/// Name, fact, chances and remarks: `Cashew: skin was about 0.9 points worse on each of the next
/// two days (about 90 in 100 that it is cashew).` Of a set how often its foods were eaten together;
/// of a small effect that it is.
[[nodiscard]] std::string finding_sentence(const engine::Finding& finding, const Voice& voice);

/// What its even daily eating would change is less than the important change.
[[nodiscard]] bool is_small(const engine::Finding& finding, double important_change) noexcept;

/// `Butter and toast were eaten together on 92 % of their days, …`: of a set.
[[nodiscard]] std::string together_sentence(const engine::Finding& finding, const Voice& voice);

/// What belongs beside every answer, also where nothing is named: how often chance alone names a
/// food, and of findings the condition of their chances.
[[nodiscard]] std::string certainty_note(const engine::Analysis& analysis);

/// What someone who is about to leave out a food must know.
[[nodiscard]] std::vector<std::string> full_cautions(const engine::Analysis& analysis);

/// How far a diary that can say nothing has come.
struct Progress {
  int ratings = 0;
  int needed = 0;  ///< about as many: of the food that could be answered first, else three months
};
[[nodiscard]] Progress progress_of(const engine::Analysis& analysis);

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

/// A share as percent with a sign: `+4.1`, `0.0`; `-` if not finite.
[[nodiscard]] std::string percent_words(double share);
/// `+2.0 to +6.2`.
[[nodiscard]] std::string percent_words(const stats::Interval& interval);

/// Its adjusted p-value is at most `fdr`, and its interval does not hold 0.
[[nodiscard]] bool stands_out(const engine::PooledFood& food, double fdr) noexcept;

/// `Egg and rice stand out`.
/// @param worse   names of what went with higher ratings
/// @param is_any  anything stands out, in either direction
[[nodiscard]] std::string headline_of(std::vector<std::string> worse, bool is_any);

/// The findings whose effect is below the important change; empty if there are none.
[[nodiscard]] std::string small_line(const Voice& voice);

/// How sure it is, short: `95 in 100`; in technical words its probability and p-value.
[[nodiscard]] std::string sureness_words(const engine::Finding& finding, Words words);

/// What stands out among all people.
struct PoolAnswer {
  /// Of the finest level at which anything stands out.
  std::vector<const engine::PooledFood*> foods = {};
  /// That, and the ingredients and groups that stand out beside it.
  std::vector<std::string> sentences = {};
};
[[nodiscard]] PoolAnswer answer_of(const PoolSource& source, const ShowName& show_name);

/// Who took part and who did not, and why.
[[nodiscard]] std::string people_of(const engine::PooledTable& table);

/// How to read the numbers, a sentence each.
[[nodiscard]] std::vector<std::string> reading_of(const PoolSource& source);

/// Names that too few people have; empty if there are none.
[[nodiscard]] std::string too_few_of(
    const engine::PooledTable& table, const ShowName& show_name, std::size_t shown);

}  // namespace culprit::report
