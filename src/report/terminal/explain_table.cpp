#include "culprit/report/terminal/explain_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "culprit/core/text.hpp"
#include "report/terminal/lag_profile.hpp"
#include "report/terminal/terminal.hpp"
#include "report/terminal/text_calendar.hpp"
#include "report/terminal/text_layout.hpp"
#include "report/words/explain_sentences.hpp"
#include "report/words/sentences.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

using engine::Analysis;
using engine::Explanation;

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
    out += elide(trim_end(line), terminal.width(), terminal.is_ascii() ? "..." : "…") + '\n';
  }
  return out;
}

}  // namespace

std::string to_table(const Explanation& explanation, const Analysis& analysis,
                     const TableOptions& options) {
  return to_table(explanation, engine::Timeline{}, analysis, options);
}

std::string to_table(const Explanation& explanation, const engine::Timeline& timeline,
                     const Analysis& analysis, const TableOptions& options) {
  const Terminal terminal{options};
  const ShowName show = terminal.show_name();
  std::string out = terminal.paragraph(read_sentence(analysis, show)) + '\n';
  out += warning_paragraphs(analysis, terminal, true);
  out +=
      terminal.paint(terminal.paragraph(fmt::format(
                         "{}: {}.", show(foods::name_in_words(explanation.name, explanation.level)),
                         verdict_sentence(explanation, analysis))),
                     Tone::bold);
  if (explanation.finding) out += terminal.paragraph(coincidence(analysis.settings.options.fdr));
  out += '\n';
  for (const auto& sentence :
       explain_sentences(explanation, analysis,
                         {.name = show,
                         .sentence = [](std::string_view text) { return std::string{text}; },
                         .words = options.words,
                         .all_days = terminal.is_verbose()}))
    out += terminal.paragraph(sentence);
  if (explanation.row) out += '\n' + lag_plot(explanation, analysis, terminal);
  for (const auto& food : timeline.foods)
    out += '\n' + rating_strips(timeline, food, analysis, terminal);
  out += '\n';
  if (const auto sentence = adjusted_sentence(analysis, show)) out += terminal.paragraph(*sentence);
  out += warning_paragraphs(analysis, terminal, false);
  if (explanation.row)
    for (const auto& caution : cautions_in_full(explanation.row->verdict))
      out += terminal.paragraph(caution);
  for (const auto& caution : cautions()) out += terminal.paragraph(caution);
  return out;
}

}  // namespace culprit::report
