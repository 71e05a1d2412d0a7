/// What an analysis says in sentences, one for each fact, shared by the formats that people read.
/// The texts are in `texts/sentences.txt`.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/engine/analysis.hpp"
#include "culprit/engine/explain.hpp"
#include "culprit/report/report.hpp"
#include "report/words/words.hpp"

namespace culprit::report {

/// How people's words are shown: made printable and elided, or escaped.
using ShowName = std::function<std::string(std::string_view)>;

/// Where nothing has to be escaped or cut.
[[nodiscard]] std::string as_it_is(std::string_view text);

/// Who tells of an analysis, and how.
struct Voice {
  const engine::Analysis& analysis;
  ShowName show;  ///< for names
  Words words = Words::plain;
  ShowName show_text = as_it_is;  ///< for whole sentences
  bool tells_all_days = true;     ///< otherwise the latest 8
};

/// At most `columns` of `names`, joined by commas, the rest as `and 3 more`. The first name is
/// always there.
[[nodiscard]] std::string join_names(const std::vector<std::string>& names, std::size_t columns);

/// `butter, toast or jam`, with another `last` word `butter, toast and jam`. Long sets are cut:
/// `butter, toast or 9 more`.
[[nodiscard]] std::string join_or(
    const std::vector<std::string>& foods, const ShowName& show, std::string_view last = "or");

/// The text with a capital in front.
[[nodiscard]] std::string capital(std::string text);

/// The food as sentences and tables have it: `any dairy`.
[[nodiscard]] std::string name_of(const engine::RankedFood& food);

/// What the ratings are of: `skin` where the outcome's name speaks of it, else that name.
[[nodiscard]] std::string subject_words(const Voice& voice);

/// The finding's foods as sentences have them: `any dairy`.
[[nodiscard]] std::vector<std::string> names_in_words(const engine::Finding& finding);

/// The finest level of the tested rows: the one whose rows are counted in sentences.
[[nodiscard]] foods::Level finest_level(const engine::Analysis& analysis);

/// `180 days (2024-01-01 to 2024-06-28), 176 with foods logged, 165 ratings of eczema (0-10), …`
[[nodiscard]] std::string read_sentence(const Voice& voice);

/// The warning comes before the answer and is not repeated: a possible immediate reaction.
[[nodiscard]] bool is_urgent(const engine::Warning& warning) noexcept;

/// `Warning: there are few ratings.`
[[nodiscard]] std::string warning_words(const engine::Warning& warning);

/// A sentence for each reason for which foods were not tested, with their names.
[[nodiscard]] std::vector<std::string> skipped_sentences(const Voice& voice);

/// `Adjusted for trend, weekday, stress (1 day before).` Nothing if nothing was.
[[nodiscard]] std::optional<std::string> adjusted_sentence(const Voice& voice);

/// How many rows could not be read. Nothing if all could.
[[nodiscard]] std::optional<std::string> rejected_sentence(const engine::Analysis& analysis);

/// `often on the same days: yogurt (40 %)`. Nothing without companions.
[[nodiscard]] std::optional<std::string> companions_words(
    const engine::RankedFood& food, const ShowName& show);

/// `in the diary as: latte (12), pizza (4)`: entries behind a name.
[[nodiscard]] std::string phrases_words(
    const std::vector<foods::Phrase>& phrases, const ShowName& show);

/// `butter or toast: this diary cannot tell them apart`.
[[nodiscard]] std::string set_words(const engine::Finding& finding, const ShowName& show);

/// What is written below a row: foods eaten with it; of an ingredient or group the diary's phrases;
/// below the last row of foods that cannot be told apart, that they cannot, and the finding's note.
[[nodiscard]] std::vector<std::string> row_notes(
    const engine::RankedFood& food, const Voice& voice);

/// The probability that a row shows: of foods that cannot be told apart, that one of them has an
/// effect; else the food's own.
[[nodiscard]] std::optional<double> shown_probability(
    const engine::RankedFood& food, const engine::Analysis& analysis);

/// The caution about eating a food on purpose, if a row suggests it.
[[nodiscard]] std::optional<std::string> alternating_sentence(const engine::Analysis& analysis);

/// A column of the table of foods, in every format.
struct FoodColumn {
  std::string title;
  bool is_number = false;  ///< set to the right
  std::function<std::string(const engine::RankedFood&)> cell;
};

/// Food, verdict, when, effect, certainty (with technical words: probability and p), days eaten.
/// @param length  abbreviated words take less room
[[nodiscard]] std::vector<FoodColumn> food_columns(
    const Voice& voice, Length length = Length::full);

/// What the columns mean, a sentence each; the lag profile's signs are the caller's.
[[nodiscard]] std::vector<std::string> column_sentences(
    const engine::Analysis& analysis, Words words = Words::plain);

/// `suspect: worse ratings …` for each verdict of the rows.
[[nodiscard]] std::vector<std::string> verdict_sentences(const engine::Analysis& analysis);

/// `gluten (wheat, rye, barley): no effect seen`: a line for each family of foods that articles
/// suspect, and one for all that are said to help. Nothing if no groups were tested.
[[nodiscard]] std::vector<std::string> family_lines(const Voice& voice);

/// What the table compares.
[[nodiscard]] std::string table_title(const Voice& voice);

/// Of a tested food its effect, why it is no finding, what it cannot be told from and what is still
/// needed. Technical words add p-values and the probability.
[[nodiscard]] std::vector<std::string> explain_sentences(
    const engine::Explanation& explanation, const Voice& voice);

/// What is behind the answer: simple averages, companions, spellings, days.
[[nodiscard]] std::vector<std::string> explain_details(
    const engine::Explanation& explanation, const Voice& voice);

/// The verdict in a sentence, or why there is none. The same in every format.
[[nodiscard]] std::string verdict_sentence(
    const engine::Explanation& explanation, const engine::Analysis& analysis);

}  // namespace culprit::report
