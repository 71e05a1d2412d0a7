#include "culprit/report/html/answer_pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "culprit/core/text.hpp"
#include "report/figures/figure.hpp"
#include "report/figures/figure_days.hpp"
#include "report/figures/figure_food.hpp"
#include "report/html/page.hpp"
#include "report/terminal/terminal.hpp"
#include "report/words/pool_words.hpp"
#include "report/words/sentences.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

void add_answer(
    Markup& page, const engine::Explanation& explanation, const engine::Analysis& analysis) {
  const std::string_view tone =
      explanation.row ? tone_class(explanation.row->verdict) : std::string_view{"unknown"};
  page.open("section", {{"aria-label", "The answer"}}).open("div", {{"class", "answer"}});
  page.open("div", {{"class", tone}});
  add_paragraph(page, verdict_sentence(explanation, analysis) + '.');
  page.close().close();
  add_cautions(page);
  if (explanation.finding) add_paragraph(page, coincidence(analysis.settings.options.fdr));
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
  const auto sentence = [](std::string_view text) { return std::string{text} + '.'; };
  add_list(page, explain_sentences(explanation, analysis,
                     {.name = as_it_is, .sentence = sentence, .words = source.words}));
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
