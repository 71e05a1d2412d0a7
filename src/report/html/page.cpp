#include "report/html/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "culprit/core/text.hpp"
#include "report/html/texts.hpp"
#include "report/terminal/terminal.hpp"
#include "report/words/sentences.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

/// What a rule of skipping means; an unknown one is told by its own name.
std::string rule_words(std::string rule) {
  std::replace(rule.begin(), rule.end(), '_', ' ');
  return rule;
}

std::string skipped_words(const diary::FileReport& file) {
  const auto words = joined(file.skipped_by_rule, ", ", [](const auto& skipped) {
    return fmt::format("{} ({})", rule_words(skipped.first), skipped.second);
  });
  return words.empty() ? "-" : words;
}

}  // namespace

std::string short_name(std::string_view text) {
  constexpr std::size_t columns = 60;
  return elide(printable(text), columns, "…");
}

void open_page(Markup& page, std::string_view title, std::string_view read) {
  page.raw("<!DOCTYPE html>\n").open("html", {{"lang", "en"}}).open("head");
  page.raw(
      "<meta charset=\"utf-8\">"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "style-src "
      "'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<meta name=\"color-scheme\" content=\"light dark\">"
      "<meta name=\"referrer\" content=\"no-referrer\">"
      "<link rel=\"icon\" href=\"data:,\">");
  page.text("title", {}, title);
  page.raw("<style>")
      .raw(figure_style())
      .raw("\n")
      .raw(texts::page_style_css)
      .raw("</style>")
      .close();
  page.raw("\n").open("body").open("header").text("h1", {}, title);
  page.text("p", {{"class", "read"}}, read).close().open("main");
}

void close_page(Markup& page, std::string_view made_by) {
  page.close().raw("\n").open("footer");
  add_paragraph(page, made_by);
  page.close().close().close().raw("\n");
}

void close_page(Markup& page, const PageSource& source) {
  close_page(
      page, fmt::format("Made by culprit {}, seed {}, diary fingerprint {:016x}. This "
                        "file holds a diary of food and health: share it with care.",
                source.version, source.analysis.settings.seed, source.analysis.diary.fingerprint));
}

void open_section(Markup& page, std::string_view id, std::string_view heading) {
  const std::string name = fmt::format("{}-heading", id);
  page.raw("\n").open("section", {{"id", id}, {"aria-labelledby", name}});
  page.text("h2", {{"id", name}}, heading);
}

void add_figure(Markup& page, const Figure& figure, std::string_view note) {
  page.open("figure").text("figcaption", {}, figure.title);
  page.raw(in_page(figure));
  if (!note.empty()) page.text("p", {{"class", "note"}}, note);
  page.close();
}

void add_paragraph(Markup& page, std::string_view words) { page.text("p", {}, words); }

void add_list(Markup& page, std::span<const std::string> items) {
  if (items.empty()) return;
  page.open("ul");
  for (const auto& item : items) page.text("li", {}, item);
  page.close();
}

void add_urgent(Markup& page, const engine::Analysis& analysis) {
  for (const auto& warning : analysis.warnings) {
    if (!is_urgent(warning)) continue;
    page.open("div", {{"class", "urgent"}, {"role", "note"}});
    add_paragraph(page, "Warning: " + warning.text + ".");
    page.close();
  }
}

void add_cautions(Markup& page) {
  page.open("div", {{"class", "cautions"}, {"role", "note"}});
  for (const auto& caution : cautions()) add_paragraph(page, caution);
  page.close();
}

void add_notes(Markup& page, const engine::Analysis& analysis) {
  open_section(page, "notes", "What stands beside the result");
  std::vector<std::string> items;
  if (const auto words = adjusted_sentence(analysis, short_name)) items.push_back(*words);
  for (const auto& words : skipped_sentences(analysis, short_name, std::string::npos))
    items.push_back(words);
  for (const auto& warning : analysis.warnings)
    if (!is_urgent(warning)) items.push_back("Warning: " + warning.text + ".");
  if (items.empty()) items.emplace_back("Nothing was adjusted for, and every food was tested.");
  add_list(page, items);
  page.close();
}

void add_rows_fate(Markup& page, std::span<const diary::FileReport> files) {
  if (files.empty()) return;
  open_section(page, "rows", "What became of every row");
  constexpr std::array<std::string_view, 7> heads{
      "file", "read as", "#rows", "#used", "#merged", "skipped", "#rejected"};
  open_table(page, "Rows of the files; merged are exact repetitions", heads);
  for (const auto& file : files) {
    page.open("tr").text("th", {{"scope", "row"}}, file.path);
    page.text("td", {}, file.format);
    for (const auto count : {file.rows, file.used, file.merged})
      page.text("td", {{"class", "n"}}, std::to_string(count));
    page.text("td", {}, skipped_words(file));
    page.text("td", {{"class", "n"}}, std::to_string(file.rejected)).close();
  }
  close_table(page);
  page.close();
}

void add_method(Markup& page, const engine::Analysis& analysis) {
  open_section(page, "method", "How it was worked out");
  page.open("ol");
  const std::string lines = fmt::format(texts::method_txt, exact(analysis.settings.options.fdr));
  for (std::size_t start = 0; start < lines.size();) {
    const std::size_t end = lines.find('\n', start);
    page.text("li", {}, std::string_view{lines}.substr(start, end - start));
    start = end + 1;
  }
  page.close().close();
}

void open_table(Markup& page, std::string_view caption, std::span<const std::string_view> heads) {
  page.text("p", {{"class", "more"}}, caption);
  page.open(
      "div", {{"class", "scroll"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", caption}});
  page.open("table").open("thead").open("tr");
  for (const auto head : heads)
    if (head.starts_with('#')) page.text("th", {{"scope", "col"}, {"class", "n"}}, head.substr(1));
    else page.text("th", {{"scope", "col"}}, head);
  page.close().close().open("tbody");
}

void close_table(Markup& page) { page.close().close().close(); }

}  // namespace culprit::report
