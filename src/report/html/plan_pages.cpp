#include "culprit/report/html/plan_pages.hpp"

#include <fmt/format.h>

#include "report/figures/figure_trial.hpp"
#include "report/html/page.hpp"
#include "report/words/plan_words.hpp"

namespace culprit::report {
namespace {

std::string html_table(const PaperSection& section) {
  std::vector<PageCell> heads;
  for (const std::string_view head : section.table.heads)
    heads.push_back(head.starts_with('#') ? PageCell{std::string{head.substr(1)}, "n"}
                                          : PageCell{std::string{head}, "w"});
  PageTable table{section.heading, heads};
  for (const auto& row : section.table.rows) {
    std::vector<PageCell> cells;
    for (std::size_t c = 1; c < row.size(); ++c) cells.push_back({row[c], heads[c].style});
    table.add(row.front(), cells);
  }
  return table.markup();
}

/// @param figure  in the first section
std::string page_of(const Paper& paper, const std::string& figure, const trial::Plan& plan,
    std::string_view version) {
  Page page{paper.title, paper.read};
  for (const auto& section : paper.sections) {
    const bool is_answer = section.heading.empty();
    std::string body = section.begins_sheet ? "<div style=\"break-before:page\"></div>" : "";
    for (const auto& words : section.paragraphs) body += html_paragraph(words);
    if (!section.table.rows.empty()) body += html_table(section);
    if (!section.items.empty()) body += html_list(section.items);
    page.section(section.id, is_answer ? "The answer" : section.heading,
        body + (is_answer ? figure : std::string{}));
  }
  return page.markup(
      fmt::format("Made by culprit {}, seed {}, diary fingerprint {:016x}. This file holds a diary "
                  "of food and health: share it with care.",
          version, plan.seed, plan.diary.fingerprint));
}

}  // namespace

std::string to_html(const trial::Plan& plan, std::string_view version) {
  trial::Result planned;
  planned.plan = plan;
  const std::string figure =
      plan.has_dates() ? html_figure(trial_figure(planned), "Grey: blocks with it.") : "";
  return page_of(plan_paper(plan), figure, plan, version);
}

std::string to_html(const trial::Result& result, std::string_view version) {
  const std::string figure = html_figure(trial_figure(result),
      "Grey: blocks with it. A dot is a day's rating; marks below are days on which it was eaten, "
      "thick ones against the plan.");
  return page_of(trial_paper(result), figure, result.plan, version);
}

}  // namespace culprit::report
