#include "culprit/report/html/pool_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "culprit/core/text.hpp"
#include "report/figures/figure.hpp"
#include "report/html/page.hpp"
#include "report/terminal/text_layout.hpp"
#include "report/words/pool_words.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

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
  svg.open("g", {{"class", tone_class(verdict)},
                 {"data-food", food.name},
                 {"data-level", foods::to_word(food.level)},
                 {"data-window", to_word(food.window)},
                 {"data-estimate", exact(pooled.estimate)},
                 {"data-low", exact(pooled.interval.low)},
                 {"data-high", exact(pooled.interval.high)},
                 {"data-prediction-low", exact(pooled.prediction.low)},
                 {"data-prediction-high", exact(pooled.prediction.high)}});
  constexpr std::size_t columns = 17;
  const auto name = foods::name_in_words(food.name, food.level);
  svg.text("text", {{"x", "0"}, {"y", y + 4}}, elide(printable(name), columns, "…"));
  draw_across(svg, "z",
              {axis.at(100 * pooled.prediction.low), axis.at(100 * pooled.prediction.high)}, y);
  draw_across(svg, "s c", {axis.at(100 * pooled.interval.low), axis.at(100 * pooled.interval.high)},
              y);
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
    words +=
        fmt::format(" {}: {} ({}).", foods::name_in_words(food->name, food->level),
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
             std::vector<std::string_view>{"name", "#people", "#on average [95 %]",
                                           "#another person [95 %]", "#p", "#differ"});
  for (const auto* food : section.rows) {
    page.open("tr").text("th", {{"scope", "row"}}, foods::name_in_words(food->name, food->level));
    const auto cell = [&page](const std::string& words) {
      page.text("td", {{"class", "n"}}, words);
    };
    cell(std::to_string(food->persons.size()));
    cell(fmt::format("{} [{}]", percent_words(food->pooled.estimate),
                     percent_words(food->pooled.interval)));
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
    open_table(
        page, fmt::format("{}, person by person", foods::name_in_words(food.name, food.level)),
        std::vector<std::string_view>{"person", "#own diary alone", "#with the others", "#95 %"});
    for (const auto& person : food.persons) {
      page.open("tr").text("th", {{"scope", "row"}},
                           short_name(source.table.persons[person.person]));
      page.text("td", {{"class", "n"}}, percent_words(person.own));
      page.text("td", {{"class", "n"}}, percent_words(person.shrunken.estimate));
      page.text("td", {{"class", "n"}}, percent_words(person.shrunken.interval)).close();
    }
    close_table(page);
  }
}

}  // namespace

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
