#include "culprit/report/terminal/markdown.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "culprit/core/text.hpp"
#include "report/terminal/lag_profile.hpp"
#include "report/words/sentences.hpp"
#include "report/words/summary.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

/// People's words as plain text in any place of a document: HTML, markup and cell borders inert.
std::string escape(std::string_view text) {
  constexpr std::string_view marks = "\\`*_{}[]#~$|";
  std::string out;
  for (const char c : printable(text)) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      if (marks.find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

/// In words, or as the numbers behind them in two cells.
std::string certainty_cells(const engine::RankedFood& food, const engine::Analysis& analysis,
                            Words words) {
  const auto probability = shown_probability(food, analysis);
  if (words == Words::plain) return certainty_words(probability, Length::full);
  const std::string p = food.p_conditional ? p_words(*food.p_conditional) : "-";
  return fmt::format("{} | {}", escape(probability_words(probability)), escape(p));
}

std::string row_of(const engine::RankedFood& food, const engine::Analysis& analysis, Words words) {
  const auto& settings = analysis.settings;
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", food.rank,
                     escape(foods::name_in_words(food.name, food.level)),
                     verdict_words(food.verdict, Length::full),
                     lag_words(food.lag, settings.align, Length::full),
                     effect_words(food.effect, effect_decimals(analysis.outcome.important_change)),
                     certainty_cells(food, analysis, words), food.exposed_days,
                     profile_signs(food, analysis, Signs::blocks));
}

std::string item(std::string_view text) { return fmt::format("- {}\n", text); }

std::string foods_section(const engine::Analysis& analysis, Words words) {
  if (analysis.foods.empty()) return {};
  std::string out = "\n## Foods\n\n" + table_title(analysis, escape) + "\n\n";
  const bool is_plain = words == Words::plain;
  out += fmt::format("| # | food | verdict | after | points [95 %] | {} | days | {} |\n",
                     is_plain ? "certainty" : "probability | p", profile_title(analysis));
  out += fmt::format("| ---: | :--- | :--- | :--- | ---: | {} | ---: | :--- |\n",
                     is_plain ? ":---" : "---: | ---:");
  for (const auto& food : analysis.foods) out += row_of(food, analysis, words);
  out += '\n';
  for (const auto& sentence : column_sentences(analysis, words)) out += item(sentence);
  out += item(profile_sentence(analysis, Signs::blocks));
  for (const auto& sentence : verdict_sentences(analysis, analysis.foods.size()))
    out += item(sentence);
  return out;
}

/// What may stand behind a finding, and the reasons given for rows.
std::string reasons_section(const engine::Analysis& analysis) {
  std::string out;
  for (const auto& food : analysis.foods)
    for (const auto& note : row_notes(food, analysis, {escape, escape, true}))
      out += item(fmt::format("{}: {}", escape(foods::name_in_words(food.name, food.level)), note));
  if (const auto caution = alternating_sentence(analysis)) out += item(*caution);
  return out.empty() ? out : "\n## About single foods\n\n" + out;
}

std::string notes_section(const engine::Analysis& analysis) {
  std::string out;
  for (const auto& sentence : skipped_sentences(analysis, escape, std::string::npos))
    out += item(sentence);
  if (const auto sentence = adjusted_sentence(analysis, escape)) out += item(*sentence);
  if (const auto sentence = rejected_sentence(analysis)) out += item(*sentence);
  for (const auto& warning : analysis.warnings)
    if (!is_urgent(warning)) out += item("warning: " + escape(warning.text));
  return out.empty() ? out : "\n## Notes\n\n" + out;
}

std::string families_section(const engine::Analysis& analysis) {
  const auto lines = family_lines(analysis, escape);
  if (lines.empty()) return {};
  std::string out = "\n## What is often suspected\n\n";
  for (const auto& line : lines) out += item(fmt::format("{}: {}", line.label, line.words));
  return out;
}

}  // namespace

std::string to_markdown(const engine::Analysis& analysis, Words words) {
  std::string out = fmt::format("# Foods and {}\n\n", escape(analysis.outcome.name));
  out += read_sentence(analysis, escape) + "\n\n";
  for (const auto& warning : analysis.warnings)
    if (is_urgent(warning)) out += "**Warning: " + escape(warning.text) + ".**\n\n";
  const Summary summary = summarise(analysis, escape, words);
  out += "**Suspected:** " + summary.suspected + "\n\n";
  out += "**Cleared:** " + summary.cleared + "\n\n";
  out += "**Not known yet:** " + summary.unknown + "\n";
  if (!analysis.findings.empty()) out += '\n' + coincidence(analysis.settings.options.fdr) + '\n';
  out += foods_section(analysis, words) + reasons_section(analysis) + notes_section(analysis) +
         families_section(analysis);
  out += "\n## Please note\n\n";
  for (const auto& caution : cautions()) out += item(caution);
  return out;
}

}  // namespace culprit::report
