#include "culprit/report/html/plan_pages.hpp"

#include <fmt/format.h>

#include "report/figures/figure_trial.hpp"
#include "report/html/page.hpp"
#include "report/words/plan_words.hpp"
#include "report/words/sentence_texts.hpp"

namespace culprit::report {
namespace {

std::string table_of(const PaperSection& section) {
  std::vector<PageHead> heads;
  for (const auto& head : section.table.heads)
    heads.push_back(head.starts_with('#') ? PageHead{head.substr(1), "n"} : PageHead{head, "w"});
  std::vector<PageRow> rows;
  for (const auto& cells : section.table.rows) rows.push_back({cells});
  return html_table(section.heading, heads, rows);
}

/// @param figure  in the first section
std::string page_of(const Paper& paper, const std::string& figure, const trial::Plan& plan,
    std::string_view version) {
  Page page{paper.title, paper.read};
  for (const auto& section : paper.sections) {
    const bool is_answer = section.heading.empty();
    std::string body = section.begins_sheet ? "<div style=\"break-before:page\"></div>" : "";
    for (const auto& words : section.paragraphs) body += html_paragraph(words);
    if (!section.table.rows.empty()) body += table_of(section);
    if (!section.items.empty()) body += html_list(section.items);
    page.section(section.id, is_answer ? "The answer" : section.heading,
        body + (is_answer ? figure : std::string{}));
  }
  return page.whole(say("made_by", version, plan.seed, plan.diary.fingerprint));
}

}  // namespace

std::string to_html(const trial::Plan& plan, std::string_view version) {
  trial::Result planned;
  planned.plan = plan;
  const std::string figure =
      plan.has_dates() ? html_figure(trial_figure(planned), text_of("trial_blocks")) : "";
  return page_of(plan_paper(plan), figure, plan, version);
}

std::string to_html(const trial::Result& result, std::string_view version) {
  const auto figure = html_figure(trial_figure(result), text_of("trial_figure"));
  return page_of(trial_paper(result), figure, result.plan, version);
}

}  // namespace culprit::report
