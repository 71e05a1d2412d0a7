#include "report/words/explain_sentences.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "culprit/core/text.hpp"
#include "report/words/needed.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

using engine::Analysis;
using engine::Explanation;

constexpr std::size_t usual_days = 8;

std::string days_sentence(const Explanation& explanation, bool all) {
  const auto& days = explanation.eaten_on;
  std::string text = fmt::format("Eaten on {}", count_words(days.size(), "day"));
  const std::size_t hidden = all || days.size() <= usual_days ? 0 : days.size() - usual_days;
  // The latest days: the ones that are remembered.
  for (std::size_t i = hidden; i < days.size(); ++i)
    text += (i > hidden ? ", " : hidden > 0 ? ", of late " : ": ") + to_iso(days[i]);
  return text + '.';
}

std::string phrases_sentence(const Explanation& explanation, const ShowName& show) {
  std::string words = phrases_words(explanation.phrases, show) + '.';
  words.front() = 'I';
  return words;
}

std::string group_words(const engine::ReadingGroup& group, int decimals) {
  const auto count = count_words(static_cast<std::uint64_t>(std::max(group.readings, 0)), "rating");
  return group.mean ? fmt::format("{}, mean {:.{}f}", count, *group.mean, decimals) : count;
}

std::string compared_sentence(const Explanation& explanation, const Analysis& analysis) {
  const int decimals = effect_decimals(analysis.outcome.important_change);
  return fmt::format(
      "Ratings {} after eating it: {}; without it: {}; not known, because a day was "
      "not logged: {}. Plain means, adjusted for nothing.",
      lag_words(explanation.compared, analysis.settings.align, Length::abbreviated),
      group_words(explanation.exposed, decimals), group_words(explanation.unexposed, decimals),
      explanation.unknown_readings);
}

/// In plain words without p-values: certainty stands beside the verdict.
std::string effect_sentence(const Explanation& explanation, const Analysis& analysis,
                            const ShowName& show, Words words) {
  const auto& row = *explanation.row;
  const std::string others = joined(explanation.conditional_on, ", ", show);
  const std::string effect =
      effect_words(row.effect, effect_decimals(analysis.outcome.important_change));
  if (words == Words::plain) {
    return fmt::format("Effect: {} points if eaten every day against never (95 % interval){}.",
                       effect,
                       others.empty() ? "" : fmt::format(", with {} taken into account", others));
  }
  const std::string p_conditional =
      row.p_conditional ? fmt::format("; with {} taken into account: {}",
                                      others.empty() ? "no other food to be" : others,
                                      p_words(*row.p_conditional))
                        : "";
  return fmt::format(
      "Effect: {} points if eaten every day against never (95 % interval). p-value for this food "
      "or something eaten with it: {}{}. Probability of an effect in this direction: {}.",
      effect, p_words(row.p_value), p_conditional, probability_words(row.probability));
}

std::string companions_sentence(const Explanation& explanation, const ShowName& show) {
  engine::RankedFood food;
  food.companions = explanation.companions;
  const auto words = companions_words(food, show);
  return words ? "Of its days, " + *words + '.' : "No food was eaten on half of its days or more.";
}

}  // namespace

std::vector<std::string> explain_sentences(const Explanation& explanation, const Analysis& analysis,
                                           const ExplainStyle& style) {
  std::vector<std::string> sentences{
      days_sentence(explanation, style.all_days), phrases_sentence(explanation, style.name),
      compared_sentence(explanation, analysis), companions_sentence(explanation, style.name)};
  if (!explanation.row) return sentences;
  const auto& row = *explanation.row;
  sentences.push_back(effect_sentence(explanation, analysis, style.name, style.words));
  if (row.reason) sentences.push_back(style.sentence(*row.reason));
  if (explanation.finding && explanation.finding->foods.size() > 1)
    sentences.push_back(set_words(*explanation.finding, style.name) + '.');
  if (explanation.finding && explanation.finding->note)
    sentences.push_back(style.sentence(*explanation.finding->note));
  if (const auto needed = needed_words(row)) {
    sentences.push_back("Still needed: " + *needed + '.');
    if (alternating_days(row)) sentences.push_back(alternating_caution());
  }
  return sentences;
}

std::string verdict_sentence(const Explanation& explanation, const Analysis& analysis) {
  if (!explanation.row) {
    const auto& skipped = explanation.skipped;
    if (!skipped) return "not tested: no rating could be compared";
    if (skipped->reason == engine::SkipReason::possible_immediate_reaction) {
      return fmt::format("not ranked ({}): {}", skipped->note.value_or("-"),
                         skip_words(skipped->reason));
    }
    return fmt::format("not tested: {}", skip_words(skipped->reason));
  }
  const auto& row = *explanation.row;
  return fmt::format("{} (certainty: {}): {}", verdict_words(row.verdict, Length::full),
                     certainty_words(shown_probability(row, analysis), Length::full),
                     verdict_meaning(row.verdict, analysis.outcome.important_change));
}

}  // namespace culprit::report
