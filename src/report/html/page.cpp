#include "report/html/page.hpp"

#include "culprit/core/text.hpp"
#include "report/html/texts.hpp"
#include "report/terminal/terminal.hpp"

namespace culprit::report {
namespace {

std::string class_of(std::string_view style) {
  return style.empty() ? "" : markup(R"( class="{}")", style);
}

}  // namespace

std::string short_name(std::string_view text) {
  constexpr std::size_t columns = 60;
  return elide(printable(text), columns, "…");
}

std::string html_paragraph(std::string_view words) {
  return words.empty() ? "" : markup("<p>{}</p>\n", words);
}

std::string html_note(std::string_view words) {
  return words.empty() ? "" : markup("<p class=\"note\">{}</p>\n", words);
}

std::string html_list(std::span<const std::string> items) {
  if (items.empty()) return {};
  const auto lines =
      joined(items, "", [](const auto& item) { return markup("<li>{}</li>\n", item); });
  return fmt::format("<ul>\n{}</ul>\n", lines);
}

std::string html_figure(const Figure& figure, std::string_view note) {
  return markup("<figure><figcaption>{}</figcaption>\n{}\n{}</figure>\n", figure.title,
      Raw{in_page(figure)}, Raw{html_note(note)});
}

std::string html_table(std::string_view caption, const std::vector<PageHead>& heads,
    const std::vector<PageRow>& rows) {
  return markup("<p class=\"more\">{}</p>\n", caption) + html_bare_table(caption, heads, rows);
}

std::string html_bare_table(
    std::string_view label, const std::vector<PageHead>& heads, const std::vector<PageRow>& rows) {
  std::string out = markup(R"(<div class="scroll" role="region" tabindex="0" aria-label="{}">
<table><thead><tr>
)",
      label);
  for (const auto& [words, style] : heads)
    out += markup("<th scope=\"col\"{}>{}</th>\n", Raw{class_of(style)}, words);
  out += "</tr></thead><tbody>\n";
  for (const auto& [cells, remark, tone] : rows) {
    out += markup("<tr><th scope=\"row\">{}", cells.front());
    if (!remark.empty()) out += markup("<span class=\"sub\">{}</span>", remark);
    out += "</th>";
    for (std::size_t c = 1; c < cells.size(); ++c) {
      const auto& style = c == 1 && !tone.empty() ? tone : heads[c].style;
      out += markup("<td{}>{}</td>", Raw{class_of(style)}, cells[c]);
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

void Page::urgent(std::string_view words) {
  urgent_ += markup("<div class=\"urgent\" role=\"note\"><p>{}</p></div>\n", words);
}

void Page::section(
    std::string_view id, std::string_view heading, std::string_view body, std::string_view tone) {
  if (body.empty()) return;
  sections_ += markup(R"(<section id="{0}" class="{1}" aria-labelledby="{0}-heading">
<h2 id="{0}-heading">{2}</h2>
{3}
</section>
)",
      id, tone, heading, Raw{body});
}

void Page::detail(std::string_view id, std::string_view heading, std::string_view body) {
  if (body.empty()) return;
  details_ += markup(R"(<details id="{}"><summary><h2>{}</h2></summary>
{}
</details>
)",
      id, heading, Raw{body});
}

std::string Page::whole(std::string_view made_by) const {
  const auto style = fmt::format("{}\n{}", figure_style(), texts::page_style_css);
  return markup(texts::page_html, title_, Raw{style}, read_, Raw{urgent_}, Raw{sections_},
      Raw{details_}, made_by);
}

}  // namespace culprit::report
