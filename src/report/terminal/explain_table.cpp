#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "culprit/core/text.hpp"
#include "culprit/report/explain_report.hpp"
#include "report/terminal/lag_profile.hpp"
#include "report/terminal/terminal.hpp"
#include "report/terminal/text_calendar.hpp"
#include "report/terminal/text_layout.hpp"
#include "report/words/explain_sentences.hpp"
#include "report/words/needed.hpp"
#include "report/words/sentences.hpp"
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
  for (std::size_t i = hidden; i < days.size(); ++i) {
    text += (i > hidden ? ", " : hidden > 0 ? ", of late " : ": ") + to_iso(days[i]);
  }
  return text + '.';
}

std::string phrases_sentence(const Explanation& explanation, const ShowName& show) {
  std::vector<std::string> spellings;
  for (const auto& phrase : explanation.phrases) {
    spellings.push_back(fmt::format("{} ({})", show(phrase.text), phrase.count));
  }
  return fmt::format("In the diary as: {}.", join_names(spellings, 200));
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
  std::string others;
  for (const auto& name : explanation.conditional_on) {
    others += (others.empty() ? "" : ", ") + show(name);
  }
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

std::string bar(double share, bool ascii) {
  constexpr double longest = 20;
  const auto length = static_cast<int>(std::lround(std::min(std::abs(share), 1.0) * longest));
  const std::string_view sign = share < 0 ? (ascii ? "-" : "▒") : (ascii ? "#" : "█");
  std::string text;
  for (int i = 0; i < length; ++i) text += sign;
  return text;
}

/// A line for each lag: when, effect, bar.
std::string lag_plot(const Explanation& explanation, const Analysis& analysis,
                     const Terminal& terminal) {
  const double change = analysis.outcome.important_change;
  const double full = std::isfinite(change) && change > 0 ? 2 * change : 2;
  const bool in_days = std::holds_alternative<LagWindow>(analysis.settings.options.lags);
  std::string out = terminal.paragraph(
      fmt::format("Effect of each {} alone [95 %], a full bar is {} or more ({} lower ratings):",
                  in_days ? "lag" : "window", points_words(full), terminal.is_ascii() ? "-" : "▒"));
  for (const auto& lag : explanation.row->profile) {
    const std::string when = is_order_unknown(lag, analysis)
                                 ? "same day, order unknown"
                                 : lag_words(lag.lag, analysis.settings.align, Length::full);
    const std::string effect =
        lag.effect ? effect_words(*lag.effect, effect_decimals(change)) : "-";
    const bool has_bar = lag.effect && std::isfinite(lag.effect->estimate);
    const std::string line =
        fmt::format("  {} {} {}", pad(when, 23, Side::left), pad(effect, 20, Side::right),
                    has_bar ? bar(lag.effect->estimate / full, terminal.is_ascii()) : "");
    out += elide(line.substr(0, line.find_last_not_of(' ') + 1), terminal.width(),
                 terminal.is_ascii() ? "..." : "…") +
           '\n';
  }
  return out;
}

std::string tested_part(const Explanation& explanation, const Analysis& analysis,
                        const Terminal& terminal, Words words) {
  const ShowName show = terminal.show_name();
  const auto& row = *explanation.row;
  std::string out = terminal.paragraph(effect_sentence(explanation, analysis, show, words));
  if (row.reason) out += terminal.paragraph(*row.reason);
  if (explanation.finding && explanation.finding->foods.size() > 1) {
    out += terminal.paragraph(set_words(*explanation.finding, show) + '.');
  }
  if (explanation.finding && explanation.finding->note) {
    out += terminal.paragraph(*explanation.finding->note);
  }
  if (const auto needed = needed_words(row)) {
    out += terminal.paragraph("Still needed: " + *needed + '.');
    if (alternating_days(row)) out += terminal.paragraph(alternating_caution());
  }
  return out + '\n' + lag_plot(explanation, analysis, terminal);
}

}  // namespace

std::vector<std::string> explain_sentences(const Explanation& explanation, const Analysis& analysis,
                                           const ShowName& show, Words words) {
  std::vector<std::string> sentences{
      days_sentence(explanation, true), phrases_sentence(explanation, show),
      compared_sentence(explanation, analysis), companions_sentence(explanation, show)};
  if (!explanation.row) return sentences;
  const auto& row = *explanation.row;
  sentences.push_back(effect_sentence(explanation, analysis, show, words));
  if (row.reason) sentences.push_back(show(*row.reason) + '.');
  if (explanation.finding && explanation.finding->foods.size() > 1) {
    sentences.push_back(set_words(*explanation.finding, show) + '.');
  }
  if (explanation.finding && explanation.finding->note) {
    sentences.push_back(show(*explanation.finding->note) + '.');
  }
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

std::string to_table(const Explanation& explanation, const Analysis& analysis,
                     const TableOptions& options) {
  return to_table(explanation, engine::Timeline{}, analysis, options);
}

std::string to_table(const Explanation& explanation, const engine::Timeline& timeline,
                     const Analysis& analysis, const TableOptions& options) {
  const Terminal terminal{options};
  const ShowName show = terminal.show_name();
  std::string out = terminal.paragraph(read_sentence(analysis, show)) + '\n';
  out += urgent_paragraphs(analysis, terminal);
  out +=
      terminal.paint(terminal.paragraph(fmt::format(
                         "{}: {}.", show(foods::name_in_words(explanation.name, explanation.level)),
                         verdict_sentence(explanation, analysis))),
                     Tone::bold);
  if (explanation.finding) out += terminal.paragraph(coincidence(analysis.settings.options.fdr));
  out += '\n' + terminal.paragraph(days_sentence(explanation, terminal.is_verbose()));
  out += terminal.paragraph(phrases_sentence(explanation, show));
  out += terminal.paragraph(compared_sentence(explanation, analysis));
  out += terminal.paragraph(companions_sentence(explanation, show));
  if (explanation.row) out += tested_part(explanation, analysis, terminal, options.words);
  for (const auto& food : timeline.foods) {
    out += '\n' + rating_strips(timeline, food, analysis, terminal);
  }
  out += '\n';
  if (const auto sentence = adjusted_sentence(analysis, show)) out += terminal.paragraph(*sentence);
  for (const auto& warning : analysis.warnings) {
    if (is_urgent(warning)) continue;
    out += terminal.paint(terminal.paragraph("warning: " + warning.text, {0, 2}), Tone::yellow);
  }
  if (explanation.row) {
    for (const auto& caution : cautions_in_full(explanation.row->verdict)) {
      out += terminal.paragraph(caution);
    }
  }
  for (const auto& caution : cautions()) out += terminal.paragraph(caution);
  return out;
}

}  // namespace culprit::report
