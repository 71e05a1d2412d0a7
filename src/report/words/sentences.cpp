#include "report/words/sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "culprit/core/word_table.hpp"
#include "culprit/foods/families.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

/// The answer names at most so many columns of foods: it is one sentence.
constexpr std::size_t answer_columns = 120;

const engine::Finding* finding_of(
    const engine::RankedFood& food, const engine::Analysis& analysis) {
  for (const auto& finding : analysis.findings)
    if (food.finding == finding.id) return &finding;
  return nullptr;
}

bool is_set(const engine::Finding* finding) {
  return finding != nullptr && finding->foods.size() > 1;
}

std::string_view status_words(engine::FamilyStatus status) noexcept {
  using engine::FamilyStatus;
  constexpr Word<FamilyStatus> words[] = {{FamilyStatus::suspected, "suspected"},
      {FamilyStatus::no_sign, "no sign of it"}, {FamilyStatus::ruled_out, "ruled out"},
      {FamilyStatus::not_enough_data, "not enough data"},
      {FamilyStatus::never_eaten, "never eaten"}};
  return word_of(words, status);
}

std::string family_words(const engine::FamilyAnswer& answer, const ShowName& show) {
  if (answer.status != engine::FamilyStatus::suspected)
    return std::string{status_words(answer.status)};
  const bool is_worse = answer.direction != engine::Direction::better;
  return fmt::format("{} ({})", is_worse ? status_words(answer.status) : "goes with lower ratings",
      show(join_names(answer.found, answer_columns)));
}

std::string lags_before(const std::vector<int>& lags) {
  if (lags.empty()) return {};
  if (lags == std::vector{0}) return " (same day)";
  return fmt::format(
      " ({} {} before)", fmt::join(lags, ", "), lags == std::vector{1} ? "day" : "days");
}

std::string scale_words(const diary::Scale& scale) {
  const std::string range =
      fmt::format("{}-{}", format_number(scale.minimum), format_number(scale.maximum));
  return scale.name == range || scale.name.empty() ? range
                                                   : fmt::format("{}, {}", scale.name, range);
}

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
std::string effect_sentence(
    const Explanation& explanation, const Analysis& analysis, const ShowName& show, Words words) {
  const auto& row = *explanation.row;
  const std::string others = joined(explanation.conditional_on, ", ", show);
  const std::string effect =
      effect_words(row.effect, effect_decimals(analysis.outcome.important_change));
  if (words == Words::plain) {
    return fmt::format("Effect: {} points if eaten every day against never (95 % interval){}.",
        effect, others.empty() ? "" : fmt::format(", with {} taken into account", others));
  }
  const std::string p_conditional =
      row.p_conditional
          ? fmt::format("; with {} taken into account: {}",
                others.empty() ? "no other food to be" : others, p_words(*row.p_conditional))
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

foods::Level finest_level(const engine::Analysis& analysis) {
  auto finest = foods::Level::group;
  for (const auto& food : analysis.foods) finest = std::min(finest, food.level);
  return finest;
}

std::string join_or(const std::vector<std::string>& foods, const ShowName& show) {
  constexpr std::size_t most = 5;
  std::string text;
  for (std::size_t i = 0; i < foods.size(); ++i) {
    const bool is_last = i + 1 == foods.size();
    if (i == most && !is_last) return fmt::format("{} or {} more", text, foods.size() - i);
    text += (i == 0 ? "" : is_last ? " or " : ", ") + show(foods[i]);
  }
  return text;
}

std::vector<std::string> names_in_words(const engine::Finding& finding) {
  std::vector<std::string> names;
  for (const auto& name : finding.foods) names.push_back(foods::name_in_words(name, finding.level));
  return names;
}

std::string join_names(const std::vector<std::string>& names, std::size_t columns) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string next = (i == 0 ? "" : ", ") + names[i];
    if (i > 0 && display_width(text) + display_width(next) > columns)
      return fmt::format("{} and {} more", text, names.size() - i);
    text += next;
  }
  return text;
}

std::string read_sentence(const engine::Analysis& analysis, const ShowName& show) {
  const auto& diary = analysis.diary;
  const auto count = [](int n) { return static_cast<std::uint64_t>(std::max(n, 0)); };
  return fmt::format("{} ({} to {}), {} with foods logged, {} of {} ({}), {}",
      count_words(count(diary.days), "day"), to_iso(diary.first_day), to_iso(diary.last_day),
      diary.logged_days, count_words(count(diary.readings), "rating"), show(analysis.outcome.name),
      show(scale_words(analysis.outcome.scale)), count_words(count(diary.foods), "food"));
}

bool is_urgent(const engine::Warning& warning) noexcept {
  return warning.code == engine::possible_immediate_code;
}

std::vector<std::string> skipped_sentences(
    const engine::Analysis& analysis, const ShowName& show, std::size_t columns) {
  using engine::SkipReason;
  std::vector<std::string> sentences;
  for (const auto reason :
      {SkipReason::too_few_exposures, SkipReason::too_few_unexposed, SkipReason::no_variation}) {
    std::vector<std::string> names;
    int needed = 0;
    for (const auto& food : analysis.skipped) {
      // Of coarser names the families speak.
      if (food.reason != reason || food.level != foods::Level::food) continue;
      needed = std::max(needed, food.needed);
      names.push_back(fmt::format("{} ({})", show(food.name), food.exposed_days));
    }
    if (names.empty()) continue;
    const std::string least = needed > 0 ? fmt::format(", at least {} needed", needed) : "";
    sentences.push_back(fmt::format("Not tested, {}{} (days eaten): {}.", skip_words(reason), least,
        join_names(names, columns)));
  }
  return sentences;
}

std::optional<std::string> adjusted_sentence(
    const engine::Analysis& analysis, const ShowName& show) {
  if (analysis.adjustments.empty()) return std::nullopt;
  const auto words = joined(analysis.adjustments, ", ",
      [&](const auto& adjustment) { return show(adjustment.name) + lags_before(adjustment.lags); });
  return fmt::format("Adjusted for {}.", words);
}

std::optional<std::string> rejected_sentence(const engine::Analysis& analysis) {
  const auto rows = analysis.diary.rejected_rows;
  const auto cells = analysis.diary.rejected_cells;
  if (rows + cells == 0) return std::nullopt;
  const std::string both = rows > 0 && cells > 0 ? " and " : "";
  return fmt::format("{}{}{} could not be read and {} left out; culprit check shows {}.",
      rows > 0 ? count_words(rows, "row") : "", both, cells > 0 ? count_words(cells, "cell") : "",
      rows + cells == 1 ? "was" : "were", rows + cells == 1 ? "it" : "them");
}

std::optional<std::string> companions_words(const engine::RankedFood& food, const ShowName& show) {
  if (food.companions.empty()) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& companion : food.companions) {
    const double percent = std::isfinite(companion.share) ? 100 * companion.share : 0;
    names.push_back(fmt::format("{} ({:.0f} %)", show(companion.name), percent));
  }
  return "often on the same days: " + join_names(names, answer_columns);
}

std::string phrases_words(const std::vector<foods::Phrase>& phrases, const ShowName& show) {
  std::vector<std::string> spellings;
  spellings.reserve(phrases.size());
  for (const auto& phrase : phrases)
    spellings.push_back(fmt::format("{} ({})", show(phrase.text), phrase.count));
  constexpr std::size_t columns = 200;
  return "in the diary as: " + join_names(spellings, columns);
}

std::string set_words(const engine::Finding& finding, const ShowName& show) {
  return join_or(names_in_words(finding), show) + ": they can't be told apart in this diary";
}

std::vector<std::string> row_notes(
    const engine::RankedFood& food, const engine::Analysis& analysis, const NoteStyle& style) {
  std::vector<std::string> notes;
  const auto* finding = finding_of(food, analysis);
  if (finding != nullptr) {
    if (const auto words = companions_words(food, style.name)) notes.push_back(*words);
  }
  if (finding != nullptr && food.level != foods::Level::food)
    notes.push_back(phrases_words(food.phrases, style.name));
  if (style.all && food.reason) notes.push_back(style.text(*food.reason));
  if (const auto words = style.all ? needed_words(food) : std::nullopt)
    notes.push_back("still needed: " + *words);
  const bool is_last_of_finding =
      finding != nullptr &&
      std::none_of(analysis.foods.begin(), analysis.foods.end(), [&](const auto& other) {
        return other.finding == food.finding && other.rank > food.rank;
      });
  if (is_last_of_finding && is_set(finding)) notes.push_back(set_words(*finding, style.name));
  if (is_last_of_finding && finding->note) notes.push_back(style.text(*finding->note));
  return notes;
}

std::optional<double> shown_probability(
    const engine::RankedFood& food, const engine::Analysis& analysis) {
  const auto* finding = finding_of(food, analysis);
  return is_set(finding) ? finding->probability : food.probability;
}

std::optional<std::string> alternating_sentence(const engine::Analysis& analysis) {
  const bool is_suggested = std::any_of(analysis.foods.begin(), analysis.foods.end(),
      [](const auto& food) { return alternating_days(food).has_value(); });
  return is_suggested ? std::optional{alternating_caution()} : std::nullopt;
}

std::vector<std::string> column_sentences(const engine::Analysis& analysis, Words words) {
  const std::string points =
      "points: rating if eaten every day minus rating if never, with its 95 % interval.";
  const std::string days = "days: days with the food within reach of a rating.";
  if (words == Words::technical) {
    return {points,
        "probability: posterior probability of an effect in this direction (of foods that "
        "can't be told apart: of one of them), under the program's model.",
        fmt::format("p: two-sided test of the food given the other foods that probably have "
                    "effects; findings are chosen at a false discovery rate of {}.",
            format_number(analysis.settings.options.fdr)),
        days};
  }
  return {points,
      fmt::format(
          "certainty: how likely it is this food (of foods that can't be told apart: one of "
          "them) and not another one eaten with it, in words; findings are chosen at a "
          "false discovery rate of {}.",
          format_number(analysis.settings.options.fdr)),
      days};
}

std::vector<std::string> verdict_sentences(const engine::Analysis& analysis, std::size_t rows) {
  std::vector<std::string> sentences;
  const auto shown = std::span{analysis.foods}.first(std::min(rows, analysis.foods.size()));
  for (const auto verdict : all_verdicts) {
    if (!any_with(shown, verdict)) continue;
    sentences.push_back(fmt::format("{}: {}.", verdict_words(verdict, Length::full),
        verdict_meaning(verdict, analysis.outcome.important_change)));
  }
  return sentences;
}

std::vector<FamilyLine> family_lines(const engine::Analysis& analysis, const ShowName& show) {
  using engine::FamilyStatus;
  std::vector<FamilyLine> lines;
  std::map<FamilyStatus, std::string> helpers;
  for (const auto& answer : analysis.families) {
    const auto& family = foods::families()[static_cast<std::size_t>(answer.family)];
    if (family.reputation == foods::Reputation::suspect) {
      lines.push_back({std::string{family.label}, family_words(answer, show)});
      continue;
    }
    std::string& text = helpers[answer.status];
    text += (text.empty() ? "" : ", ") + std::string{family.label};
    if (answer.status == FamilyStatus::suspected) text += ' ' + family_words(answer, show);
  }
  if (helpers.empty()) return lines;
  std::string text = "the evidence that any of them helps eczema is weak; ";
  for (const auto& [status, names] : helpers) {
    text += status == FamilyStatus::suspected ? names
                                              : fmt::format("{}: {}", status_words(status), names);
    text += "; ";
  }
  text.resize(text.size() - 2);
  lines.push_back({"said to help", std::move(text)});
  return lines;
}

std::string table_title(const engine::Analysis& analysis, const ShowName& show) {
  return fmt::format("Ratings of {} after eating this food, the other foods taken into account:",
      show(analysis.outcome.name));
}

std::vector<std::string> explain_sentences(
    const Explanation& explanation, const Analysis& analysis, const ExplainStyle& style) {
  std::vector<std::string> sentences{days_sentence(explanation, style.all_days),
      phrases_sentence(explanation, style.name), compared_sentence(explanation, analysis),
      companions_sentence(explanation, style.name)};
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
      return fmt::format(
          "not ranked ({}): {}", skipped->note.value_or("-"), skip_words(skipped->reason));
    }
    return fmt::format("not tested: {}", skip_words(skipped->reason));
  }
  const auto& row = *explanation.row;
  return fmt::format("{} (certainty: {}): {}", verdict_words(row.verdict, Length::full),
      certainty_words(shown_probability(row, analysis), Length::full),
      verdict_meaning(row.verdict, analysis.outcome.important_change));
}

}  // namespace culprit::report
