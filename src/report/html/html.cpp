#include "culprit/report/html/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "culprit/core/text.hpp"
#include "report/figures/figure.hpp"
#include "report/figures/figure_days.hpp"
#include "report/figures/figure_food.hpp"
#include "report/figures/figure_foods.hpp"
#include "report/html/page.hpp"
#include "report/terminal/terminal.hpp"
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
  const auto add = [&](std::string_view tone, std::string_view heading, const auto& texts) {
    if (texts.empty()) return;
    page.open("div", {{"class", tone}}).text("h2", {}, heading);
    for (const auto& words : texts) add_paragraph(page, words);
    page.close();
  };
  using Texts = std::vector<std::string>;
  const auto one = [](const std::string& text) { return text.empty() ? Texts{} : Texts{text}; };
  if (summary.worse.empty())
    page.open("div", {{"class", "none"}}).text("h2", {}, summary.headline).close();
  add("suspect", summary.headline, summary.worse);
  add("cleared", went_words(engine::Direction::better, analysis, short_name), summary.better);
  add("none", "Probably not", one(summary.probably_not));
  add("unknown", "Too early to say", one(summary.too_early));
  page.close();
  add_cautions(page);
  add_paragraph(page, coincidence(analysis.settings.options.fdr));
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
    page.raw(mark.take()).close().words(verdict_words(verdict)).close();
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
      verdict_words(food.verdict));
  page.text("td", {{"class", "n"}}, effect_words(food.effect, decimals));
  add_certainty(page, food, source);
  page.text("td", {{"class", "w"}}, lag_words(food.lag, analysis.settings.align, Length::full));
  page.text("td", {{"class", "n"}}, std::to_string(food.exposed_days));
  page.text("td", {{"class", "n"}}, days_needed_words(food).value_or("")).close();
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

void add_answer(
    Markup& page, const engine::Explanation& explanation, const engine::Analysis& analysis) {
  const std::string_view tone =
      explanation.row ? tone_class(explanation.row->verdict) : std::string_view{"unknown"};
  page.open("section", {{"aria-label", "The answer"}}).open("div", {{"class", "answer"}});
  page.open("div", {{"class", tone}});
  add_paragraph(page, verdict_sentence(explanation, analysis) + '.');
  page.close().close();
  add_cautions(page);
  add_paragraph(page, coincidence(analysis.settings.options.fdr));
  page.close();
}

void add_figures(Markup& page, const engine::Explanation& explanation, const PageSource& source) {
  open_section(page, "figures", "In figures");
  add_figure(page, timeline_figure(source.timeline, source.analysis),
      "A dot is a rating; where the line breaks, days were not rated.");
  page.open("div", {{"class", "pair"}});
  if (explanation.row) {
    add_figure(page, lags_figure(*explanation.row, source.analysis),
        "Each dot is one lag alone, the line its 95 % interval. Grey band: a change too "
        "small to matter.");
  }
  for (const auto& food : source.timeline.foods) {
    add_figure(page, readings_figure(food, source.timeline, source.analysis),
        "A dot is a rating, as it was given; the upright line is the mean.");
  }
  page.close().close();
}

using PooledRows = std::vector<const engine::PooledFood*>;

constexpr std::size_t most_in_figure = 24;
constexpr std::size_t most_people_shown = 30;
constexpr double pool_row_height = 26;
constexpr double pool_header = 44;
constexpr double pool_footer = 26;
constexpr double pool_names_end = 33;  ///< percent

/// Wide enough for the intervals of the means; predictions may run out of it.
Axis axis_of(const PooledRows& rows) {
  double reach = 0.05;
  for (const auto* food : rows) {
    reach = std::max(
        {reach, std::abs(food->pooled.interval.low), std::abs(food->pooled.interval.high)});
  }
  return {-105 * reach, 105 * reach, pool_names_end + 3, 99};
}

/// Colour and mark of a row: as those of findings.
engine::Verdict verdict_like(const engine::PooledFood& food, double fdr) {
  if (!stands_out(food, fdr)) return engine::Verdict::no_evidence;
  return food.pooled.estimate > 0 ? engine::Verdict::suspect : engine::Verdict::protective;
}

void draw_row(Markup& svg, const engine::PooledFood& food, const Axis& axis, double y, double fdr) {
  const auto& pooled = food.pooled;
  const auto verdict = verdict_like(food, fdr);
  svg.open(
      "g", {{"class", tone_class(verdict)}, {"data-food", food.name},
               {"data-level", foods::to_word(food.level)}, {"data-window", to_word(food.window)},
               {"data-estimate", exact(pooled.estimate)}, {"data-low", exact(pooled.interval.low)},
               {"data-high", exact(pooled.interval.high)},
               {"data-prediction-low", exact(pooled.prediction.low)},
               {"data-prediction-high", exact(pooled.prediction.high)}});
  constexpr std::size_t columns = 17;
  const auto name = foods::name_in_words(food.name, food.level);
  svg.text("text", {{"x", "0"}, {"y", y + 4}}, elide(printable(name), columns, "…"));
  draw_across(
      svg, "z", {axis.at(100 * pooled.prediction.low), axis.at(100 * pooled.prediction.high)}, y);
  draw_across(
      svg, "s c", {axis.at(100 * pooled.interval.low), axis.at(100 * pooled.interval.high)}, y);
  draw_mark(svg, {axis.at(100 * pooled.estimate), y}, verdict);
  svg.close();
}

Figure forest(const PoolSection& section, double fdr) {
  PooledRows rows = section.rows;
  rows.resize(std::min(rows.size(), most_in_figure));
  const Axis axis = axis_of(rows);
  const double bottom = pool_header + pool_row_height * static_cast<double>(rows.size());
  Markup svg;
  draw_differences(svg, axis, {pool_header, bottom});
  std::string words = "Percent of the scale if eaten daily against never, on average.";
  double y = pool_header + pool_row_height / 2;
  for (const auto* food : rows) {
    draw_row(svg, *food, axis, y, fdr);
    y += pool_row_height;
    words += fmt::format(" {}: {} ({}).", foods::name_in_words(food->name, food->level),
        percent_words(food->pooled.estimate), percent_words(food->pooled.interval));
  }
  return {.id = fmt::format("forest-{}-{}", foods::to_word(section.level), to_word(section.window)),
      .title = heading_of(section),
      .description = words,
      .height = bottom + pool_footer,
      .body = svg.take()};
}

void add_rows(Markup& page, const PoolSection& section) {
  open_table(page, heading_of(section),
      std::vector<std::string_view>{
          "name", "#people", "#on average [95 %]", "#another person [95 %]", "#p", "#differ"});
  for (const auto* food : section.rows) {
    page.open("tr").text("th", {{"scope", "row"}}, foods::name_in_words(food->name, food->level));
    const auto cell = [&page](const std::string& words) {
      page.text("td", {{"class", "n"}}, words);
    };
    cell(std::to_string(food->persons.size()));
    cell(fmt::format(
        "{} [{}]", percent_words(food->pooled.estimate), percent_words(food->pooled.interval)));
    cell(percent_words(food->pooled.prediction));
    cell(p_words(food->p_adjusted));
    cell(fmt::format("{:.0f} %", 100 * food->pooled.i2));
    page.close();
  }
  close_table(page);
}

/// Each person's estimate of what stands out.
void add_people(Markup& page, const PoolSource& source) {
  if (source.table.persons.size() > most_people_shown) return;
  for (const auto& food : source.table.foods) {
    if (!stands_out(food, source.fdr)) continue;
    open_table(page,
        fmt::format("{}, person by person", foods::name_in_words(food.name, food.level)),
        std::vector<std::string_view>{"person", "#own diary alone", "#with the others", "#95 %"});
    for (const auto& person : food.persons) {
      page.open("tr").text(
          "th", {{"scope", "row"}}, short_name(source.table.persons[person.person]));
      page.text("td", {{"class", "n"}}, percent_words(person.own));
      page.text("td", {{"class", "n"}}, percent_words(person.shrunken.estimate));
      page.text("td", {{"class", "n"}}, percent_words(person.shrunken.interval)).close();
    }
    close_table(page);
  }
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

std::string to_html(const engine::Explanation& explanation, const PageSource& source) {
  const auto& analysis = source.analysis;
  const std::string name = foods::name_in_words(explanation.name, explanation.level);
  const std::string title = fmt::format("{} and {}", name, analysis.outcome.name);
  Markup page;
  open_page(page, title, read_sentence(analysis, as_it_is) + '.');
  add_urgent(page, analysis);
  add_answer(page, explanation, analysis);
  add_figures(page, explanation, source);
  open_section(page, "details", "In words");
  const ExplainStyle style{.name = as_it_is, .words = source.words};
  add_list(page, explain_sentences(explanation, analysis, style));
  add_list(page, explain_details(explanation, analysis, style));
  page.close();
  add_notes(page, analysis);
  add_rows_fate(page, source.files);
  if (explanation.row) {
    open_section(page, "cautions", "Before anyone acts on this");
    auto items = cautions();
    for (const auto& words : cautions_in_full(explanation.row->verdict)) items.push_back(words);
    add_list(page, items);
    page.close();
  }
  close_page(page, source);
  return page.take();
}

std::string to_html(const PoolSource& source) {
  constexpr std::size_t names_shown = 200;
  const auto sections = sections_of(source.table);
  Markup page;
  open_page(page, "Foods and ratings of many people", people_of(source.table));
  page.open("section", {{"aria-label", "The answer"}});
  add_paragraph(page, answer_of(source, short_name));
  add_cautions(page);
  page.close();
  if (!sections.empty()) {
    open_section(page, "effects", "Effects on average");
    for (const auto& section : sections) {
      add_figure(page, forest(section, source.fdr),
          "Mark and thick line: the average of all people and its 95 % interval; thin "
          "line: where another person's effect would lie.");
    }
    add_list(page, reading_of(source));
    page.close();
    open_section(page, "rows", "All rows");
    for (const auto& section : sections) add_rows(page, section);
    add_people(page, source);
    page.close();
  }
  const auto too_few = too_few_of(source.table, short_name, names_shown);
  if (!too_few.empty()) {
    open_section(page, "few", "Of too few people");
    add_paragraph(page, too_few);
    page.close();
  }
  close_page(page, fmt::format("Made by culprit {}, fingerprint of the diaries {:016x}. This file "
                               "holds results of diaries of food and health: share it with care.",
                       source.version, source.fingerprint));
  return page.take();
}

}  // namespace culprit::report
