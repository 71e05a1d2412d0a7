#include "report/html/page.hpp"

#include <fmt/format.h>

#include "culprit/core/text.hpp"
#include "report/html/texts.hpp"
#include "report/terminal/terminal.hpp"

namespace culprit::report {
namespace {

Filling filled(const PageCell& cell) {
  return std::move(Filling{}.set("words", cell.words).set("class", cell.style));
}

Filling headed(std::string_view id, std::string_view heading) {
  return std::move(Filling{}.set("id", id).set("heading", heading));
}

}  // namespace

std::string short_name(std::string_view text) {
  constexpr std::size_t columns = 60;
  return elide(printable(text), columns, "…");
}

std::string html_paragraph(std::string_view words) {
  return words.empty() ? "" : fmt::format("<p>{}</p>\n", escape_markup(words));
}

std::string html_list(std::span<const std::string> items) {
  if (items.empty()) return {};
  return fill(texts::list_html, Filling{}.add_all("items", items));
}

std::string html_figure(const Figure& figure, std::string_view note) {
  Filling filling;
  filling.set("title", figure.title).raw("svg", in_page(figure)).set("note", note);
  return fill(texts::figure_html, filling);
}

PageTable::PageTable(std::string_view caption, const std::vector<PageCell>& heads) {
  filling_.set("caption", caption);
  for (const auto& head : heads) filling_.add("heads", filled(head));
}

void PageTable::add(
    std::string_view head, const std::vector<PageCell>& cells, std::string_view remark) {
  Filling row;
  row.set("words", head).set("sub", remark);
  for (const auto& cell : cells) row.add("cells", filled(cell));
  filling_.add("rows", std::move(row));
}

std::string PageTable::markup() const { return fill(texts::table_html, filling_); }

Page::Page(std::string_view title, std::string_view read, std::string_view level) {
  filling_.set("title", title).set("read", read).set("level", level);
  filling_.raw("style", fmt::format("{}\n{}", figure_style(), texts::page_style_css));
}

void Page::urgent(std::string_view words) {
  filling_.add("urgent", std::move(Filling{}.set("words", words)));
}

void Page::section(
    std::string_view id, std::string_view heading, std::string body, std::string_view tone) {
  add("sections", std::move(headed(id, heading).set("tone", tone)), std::move(body));
}

void Page::detail(std::string_view id, std::string_view heading, std::string body) {
  add("details", headed(id, heading), std::move(body));
}

std::string Page::markup(std::string_view made_by) {
  return fill(texts::page_html, filling_.set("made_by", made_by));
}

void Page::add(std::string_view list, Filling item, std::string body) {
  if (body.empty()) return;
  filling_.add(list, std::move(item.raw("body", std::move(body))));
}

}  // namespace culprit::report
