#include "culprit/report/html/html.hpp"

#include <fmt/format.h>

#include <array>

#include "report/figures/figure_days.hpp"
#include "report/figures/figure_food.hpp"
#include "report/figures/figure_foods.hpp"
#include "report/html/page.hpp"
#include "report/words/sentences.hpp"
#include "report/words/summary.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

using engine::Analysis;
using engine::Verdict;

void add_answer(Markup& page, const PageSource& source) {
  const auto& analysis = source.analysis;
  const Summary summary = summarise(analysis, short_name, source.words);
  page.open("section", {{"aria-label", "The answer"}}).open("div", {{"class", "answer"}});
  const bool is_any_cleared = any_with(analysis.foods, Verdict::cleared);
  const std::array<std::array<std::string_view, 3>, 3> parts{
      {{analysis.findings.empty() ? "none" : "suspect", "Suspected", summary.suspected},
          {is_any_cleared ? "cleared" : "none", "Cleared", summary.cleared},
          {"unknown", "Not known yet", summary.unknown}}};
  for (const auto& [tone, heading, words] : parts) {
    page.open("div", {{"class", tone}}).text("h2", {}, heading);
    add_paragraph(page, words);
    page.close();
  }
  page.close();
  add_cautions(page);
  if (!analysis.findings.empty()) add_paragraph(page, coincidence(analysis.settings.options.fdr));
  page.close();
}

const engine::TimelineFood* days_of(const engine::RankedFood& row, const PageSource& source) {
  for (const auto& food : source.timeline.foods)
    if (food.name.name == row.name && food.name.level == row.level) return &food;
  return nullptr;
}

/// The lags and the readings of a finding's likeliest food.
void add_found_food(Markup& page, const engine::RankedFood& row, const PageSource& source) {
  const auto& analysis = source.analysis;
  page.open("div", {{"class", "pair"}});
  add_figure(page, lags_figure(row, analysis),
      "Each dot is one lag alone, the line its 95 % interval; coloured: the lags told "
      "above. Grey band: a change too small to matter.");
  if (const auto* days = days_of(row, source)) {
    add_figure(page, readings_figure(*days, source.timeline, analysis),
        "A dot is a rating, as it was given; the upright line is the mean. Other foods, "
        "stress and treatment are not taken out here.");
  }
  page.close();
}

/// What was eaten with a food of a finding, and why it is as sure as it is.
std::vector<std::string> notes_of(const engine::RankedFood& row, const Analysis& analysis) {
  std::vector<std::string> notes;
  for (const auto& note : row_notes(row, analysis, {short_name, as_it_is, true}))
    notes.push_back(fmt::format("{}: {}", foods::name_in_words(row.name, row.level), note));
  return notes;
}

void add_finding(Markup& page, const engine::Finding& finding, const PageSource& source) {
  const auto& analysis = source.analysis;
  const bool is_set = finding.foods.size() > 1;
  page.text(
      "h3", {}, fmt::format("{}. {}", finding.id, join_or(names_in_words(finding), short_name)));
  add_paragraph(page, finding_sentence(finding, analysis, short_name, source.words));
  if (is_set) {
    add_figure(page, together_figure(finding, source.timeline),
        "The more often foods are eaten on the same days, the less a diary can tell them "
        "apart. The figures below are of the likeliest of them.");
  }
  std::vector<std::string> notes;
  bool is_first = true;
  for (const auto& row : analysis.foods) {
    if (row.finding != finding.id) continue;
    if (is_first) add_found_food(page, row, source);
    is_first = false;
    for (auto& note : notes_of(row, analysis)) notes.push_back(std::move(note));
  }
  add_list(page, notes);
}

void add_findings(Markup& page, const PageSource& source) {
  if (source.analysis.findings.empty()) return;
  open_section(page, "findings", "What stands out");
  for (const auto& finding : source.analysis.findings) add_finding(page, finding, source);
  page.close();
}

/// Shapes and colours of the verdicts.
void add_legend(Markup& page, const Analysis& analysis) {
  page.open("ul", {{"class", "legend"}});
  for (const auto verdict : all_verdicts) {
    if (!any_with(analysis.foods, verdict)) continue;
    Markup mark;
    draw_mark(mark, {50, 8}, verdict);
    page.open("li").open("svg", {{"class", "fig"}, {"aria-hidden", "true"}});
    page.raw(mark.take()).close().words(verdict_words(verdict, Length::full)).close();
  }
  page.close();
}

void add_overview(Markup& page, const PageSource& source) {
  const auto& analysis = source.analysis;
  open_section(page, "figures", "The diary at a glance");
  add_figure(page, timeline_figure(source.timeline, analysis),
      "A dot is a rating; where the line breaks, days were not rated.");
  if (!analysis.foods.empty()) {
    const bool is_cut = analysis.foods.size() > most_forest_rows;
    add_figure(page, forest_figure(analysis),
        fmt::format("Points if eaten every day against never, with 95 % intervals. Grey "
                    "band: a change too small to matter (under {}).{}",
            points_words(analysis.outcome.important_change),
            is_cut ? " The table below holds all foods." : ""));
    add_legend(page, analysis);
  }
  page.open("div", {{"class", "narrow"}});
  add_figure(page, coverage_figure(source.timeline), "");
  page.close().close();
}

void add_certainty(Markup& page, const engine::RankedFood& food, const PageSource& source) {
  const auto probability = shown_probability(food, source.analysis);
  if (source.words == Words::plain) {
    page.text("td", {{"class", "w"}}, certainty_words(probability, Length::full));
    return;
  }
  page.text("td", {{"class", "n"}}, probability_words(probability));
  page.text("td", {{"class", "n"}}, food.p_conditional ? p_words(*food.p_conditional) : "-");
}

void add_row(Markup& page, const engine::RankedFood& food, const PageSource& source) {
  const auto& analysis = source.analysis;
  const int decimals = effect_decimals(analysis.outcome.important_change);
  page.open("tr").text("td", {{"class", "n"}}, std::to_string(food.rank));
  page.open("th", {{"scope", "row"}}).words(foods::name_in_words(food.name, food.level));
  if (food.reason) page.text("span", {{"class", "sub"}}, *food.reason);
  page.close().text("td", {{"class", fmt::format("v {}", tone_class(food.verdict))}},
      verdict_words(food.verdict, Length::full));
  page.text("td", {{"class", "n"}}, effect_words(food.effect, decimals));
  add_certainty(page, food, source);
  page.text("td", {{"class", "w"}}, lag_words(food.lag, analysis.settings.align, Length::full));
  page.text("td", {{"class", "n"}}, std::to_string(food.exposed_days));
  page.text("td", {{"class", "n"}}, food.needed ? range_words(food.needed->days) : "").close();
}

void add_table(Markup& page, const PageSource& source) {
  const auto& analysis = source.analysis;
  if (analysis.foods.empty()) return;
  open_section(page, "foods", "All foods that were tested");
  std::vector<std::string_view> heads{"##", "food", "verdict", "#points [95 %]"};
  if (source.words == Words::plain) heads.emplace_back("certainty");
  if (source.words == Words::technical) heads.insert(heads.end(), {"#probability", "#p"});
  heads.insert(heads.end(), {"after", "#days", "#days needed"});
  open_table(page, table_title(analysis, short_name), heads);
  for (const auto& food : analysis.foods) add_row(page, food, source);
  close_table(page);
  auto legend = column_sentences(analysis, source.words);
  for (auto& words : verdict_sentences(analysis, analysis.foods.size()))
    legend.push_back(std::move(words));
  legend.emplace_back("days needed: more days of diary before an effect that matters would show.");
  add_list(page, legend);
  page.close();
}

void add_families(Markup& page, const Analysis& analysis) {
  const auto lines = family_lines(analysis, short_name);
  if (lines.empty()) return;
  open_section(page, "families", "What is often suspected");
  std::vector<std::string> items;
  items.reserve(lines.size());
  for (const auto& line : lines) items.push_back(line.label + ": " + line.words);
  add_list(page, items);
  page.close();
}

void add_full_cautions(Markup& page, const Analysis& analysis) {
  open_section(page, "cautions", "Before anyone acts on this");
  auto items = cautions();
  for (const auto verdict : {Verdict::suspect, Verdict::protective}) {
    if (!any_with(analysis.findings, verdict)) continue;
    for (const auto& words : cautions_in_full(verdict)) items.push_back(words);
  }
  add_list(page, items);
  page.close();
}

}  // namespace

std::string to_html(const PageSource& source) {
  const auto& analysis = source.analysis;
  const std::string title = fmt::format("Foods and {}", analysis.outcome.name);
  Markup page;
  open_page(page, title, read_sentence(analysis, short_name) + '.');
  add_urgent(page, analysis);
  add_answer(page, source);
  add_findings(page, source);
  add_overview(page, source);
  add_table(page, source);
  add_families(page, analysis);
  add_notes(page, analysis);
  add_rows_fate(page, source.files);
  add_method(page, analysis);
  add_full_cautions(page, analysis);
  close_page(page, source);
  return page.take();
}

}  // namespace culprit::report
