#include "culprit/report/terminal/plan_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "culprit/core/text.hpp"
#include "report/terminal/terminal.hpp"
#include "report/words/plan_words.hpp"

namespace culprit::report {
namespace {

/// A head without the `#` that says that its column is of numbers.
std::string_view bare(std::string_view head) { return head.substr(head.starts_with('#')); }

/// Columns as wide as their widest cell, two blanks between them; numbers stand on the right.
std::string columns_of(const PaperTable& table, const Terminal& terminal) {
  auto rows = table.rows;
  rows.insert(rows.begin(), table.heads);
  for (auto& head : rows.front()) head = bare(head);
  std::vector<std::string> lines(rows.size());
  for (std::size_t c = 0; c < table.heads.size(); ++c) {
    std::size_t width = 0;
    for (const auto& row : rows) width = std::max(width, display_width(row[c]));
    width = std::min(width, terminal.width() / 2);
    const Side side = table.heads[c].starts_with('#') ? Side::right : Side::left;
    for (std::size_t r = 0; r < rows.size(); ++r)
      lines[r] += (c > 0 ? "  " : "") + pad(terminal.name(rows[r][c], width), width, side);
  }
  std::string text;
  for (const auto& line : lines)
    text += terminal.paint(trim_end(line), text.empty() ? Tone::dim : Tone::plain) + '\n';
  return text;
}

std::string on_terminal(const Paper& paper, const TableOptions& options) {
  const Terminal terminal{options};
  std::string text = terminal.paint(terminal.paragraph(paper.title), Tone::bold);
  text += terminal.paragraph(paper.read);
  for (const auto& section : paper.sections) {
    text += '\n';
    if (!section.heading.empty()) text += terminal.heading(section.heading);
    text += terminal.paragraphs(section.paragraphs, {});
    if (!section.table.rows.empty()) text += columns_of(section.table, terminal);
    for (const auto& words : section.items) text += terminal.paragraph("- " + words, {0, 2});
  }
  return text;
}

std::string markdown_text(std::string_view text) { return with_backslashes(text, "\\`*_[]<>|#"); }

std::string in_markdown(const Paper& paper) {
  std::string text =
      fmt::format("# {}\n\n{}\n", markdown_text(paper.title), markdown_text(paper.read));
  const auto row_of = [](const std::vector<std::string>& cells, const auto& words) {
    return "| " + joined(cells, " | ", words) + " |\n";
  };
  for (const auto& section : paper.sections) {
    if (!section.heading.empty()) text += fmt::format("\n## {}\n", section.heading);
    for (const auto& words : section.paragraphs) text += '\n' + markdown_text(words) + '\n';
    const auto& heads = section.table.heads;
    if (!section.table.rows.empty()) {
      text += '\n' + row_of(heads, [](const auto& head) { return markdown_text(bare(head)); });
      text += row_of(heads, [](const auto& head) { return head[0] == '#' ? "---:" : "---"; });
    }
    for (const auto& row : section.table.rows) text += row_of(row, markdown_text);
    if (!section.items.empty()) text += '\n';
    for (const auto& words : section.items) text += "- " + markdown_text(words) + '\n';
  }
  return text;
}

}  // namespace

std::string to_table(const trial::Plan& plan, const TableOptions& options) {
  return on_terminal(plan_paper(plan), options);
}
std::string to_markdown(const trial::Plan& plan) { return in_markdown(plan_paper(plan)); }

std::string to_table(const trial::Result& result, const TableOptions& options) {
  return on_terminal(trial_paper(result), options);
}
std::string to_markdown(const trial::Result& result) { return in_markdown(trial_paper(result)); }

}  // namespace culprit::report
