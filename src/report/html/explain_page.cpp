#include "culprit/report/html/explain_page.hpp"

#include <fmt/format.h>

#include "report/figures/figure_lags.hpp"
#include "report/figures/figure_readings.hpp"
#include "report/figures/figure_timeline.hpp"
#include "report/html/page.hpp"
#include "report/words/explain_sentences.hpp"
#include "report/words/sentences.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

void add_answer(Markup& page, const engine::Explanation& explanation,
                const engine::Analysis& analysis) {
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
  add_list(page,
           explain_sentences(explanation, analysis,
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

}  // namespace culprit::report
