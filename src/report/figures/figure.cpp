#include "report/figures/figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "culprit/core/number.hpp"
#include "culprit/core/word_table.hpp"

namespace culprit::report {
namespace {

constexpr double file_width = 800;
constexpr double file_margin = 16;
constexpr double title_height = 34;

/// Numbers of the page's colours have a contrast of at least 4.5 with the paper, light and dark.
constexpr std::string_view style_sheet =
    ":root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--muted:#57606a;--line:#c8d0d8;"
    "--band:#e9eef4;--suspect:#b3261e;--protective:#0a6b4f;--possible:#8a5a00;--cleared:#1f5fae;"
    "--none:#57606a;--few:#57606a;--log:#6f8fb3}"
    "@media (prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e8eaed;--muted:#a9b1bb;"
    "--line:#3f4750;--band:#262d35;--suspect:#ff8f80;--protective:#5fd0a8;--possible:#e5b567;"
    "--cleared:#8abaff;--none:#a9b1bb;--few:#a9b1bb;--log:#7f9cc0}}"
    ".fig{display:block;overflow:visible;font:12px system-ui,-apple-system,\"Segoe UI\",Roboto,"
    "\"Helvetica Neue\",Arial,sans-serif;fill:var(--ink)}"
    ".fig .l{fill:var(--muted)}.fig .g{stroke:var(--line);stroke-width:1}"
    ".fig .z{stroke:var(--muted);stroke-width:1}.fig .b{fill:var(--band)}"
    ".fig .t{font-weight:600}.fig .c{stroke-width:2}"
    ".fig .suspect{color:var(--suspect)}.fig .protective{color:var(--protective)}"
    ".fig .possible{color:var(--possible)}.fig .cleared{color:var(--cleared)}"
    ".fig .none{color:var(--none)}.fig .few{color:var(--few)}"
    ".fig .s{stroke:currentColor;fill:none}.fig .f{fill:currentColor;stroke:none}"
    ".fig .h{fill:var(--paper);stroke:currentColor;stroke-width:1.75}"
    ".fig .p{fill:none;stroke-linecap:round;vector-effect:non-scaling-stroke}"
    ".fig .i{color:var(--ink)}.fig .m{color:var(--muted)}.fig .d{color:var(--log)}"
    ".fig .k{color:var(--line)}";

std::string_view word_of(Anchor anchor) noexcept {
  constexpr std::array<std::string_view, 3> words{"start", "middle", "end"};
  return words[static_cast<std::size_t>(anchor)];
}

/// Shapes around the origin.
std::string_view outline_of(engine::Verdict verdict) noexcept {
  constexpr std::string_view diamond = "M0-7 7 0 0 7-7 0z";
  constexpr std::string_view triangle = "M-7-5H7L0 7z";  // downwards
  constexpr std::string_view square = "M-5-5H5V5H-5z";
  constexpr std::string_view circle = "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z";
  constexpr std::string_view cross = "M-4-4 4 4M4-4-4 4";
  using engine::Verdict;
  constexpr Word<Verdict> words[] = {
      {Verdict::suspect, diamond},     {Verdict::possible, diamond},
      {Verdict::protective, triangle}, {Verdict::cleared, square},
      {Verdict::no_evidence, circle},  {Verdict::not_enough_data, cross}};
  return word_of(words, verdict);
}

std::string_view fill_of(engine::Verdict verdict) noexcept {
  constexpr Word<engine::Verdict> words[] = {
      {engine::Verdict::suspect, "f"},     {engine::Verdict::protective, "f"},
      {engine::Verdict::cleared, "f"},     {engine::Verdict::possible, "h"},
      {engine::Verdict::no_evidence, "h"}, {engine::Verdict::not_enough_data, "s c"}};
  return word_of(words, verdict);
}

std::string data_attributes(const Figure& figure) {
  std::string out;
  for (const auto& [name, value] : figure.data) {
    out += fmt::format(" data-{}=\"{}\"", name, escape_markup(value));
  }
  return out;
}

/// Title and description come first: readers of screens look for them there.
std::string words_of(const Figure& figure) {
  Markup words;
  words.text("title", {{"id", figure.id + "-title"}}, figure.title);
  words.text("desc", {{"id", figure.id + "-text"}}, figure.description);
  return words.take();
}

std::string attributes_of(const Figure& figure) {
  return fmt::format(
      "id=\"{0}\" class=\"fig\" role=\"img\" aria-labelledby=\"{0}-title\" "
      "aria-describedby=\"{0}-text\"{1}",
      figure.id, data_attributes(figure));
}

}  // namespace

std::string in_page(const Figure& figure) {
  return fmt::format("<svg {} width=\"100%\" height=\"{}\">{}{}</svg>\n", attributes_of(figure),
                     coordinate(figure.height), words_of(figure), figure.body);
}

std::string as_file(const Figure& figure) {
  const double inner = file_width - 2 * file_margin;
  const double height = figure.height + title_height + 2 * file_margin;
  Markup title;
  title.text("text", {{"class", "t"}, {"x", file_margin}, {"y", file_margin + 14}}, figure.title);
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" {} width=\"{}\" height=\"{}\">{}<style>{}</style>"
      "<rect width=\"100%\" height=\"100%\" style=\"fill:var(--paper)\"/>{}"
      "<svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" overflow=\"visible\">{}</svg></svg>\n",
      attributes_of(figure), coordinate(file_width), coordinate(height), words_of(figure),
      style_sheet, title.take(), coordinate(file_margin), coordinate(file_margin + title_height),
      coordinate(inner), coordinate(figure.height), figure.body);
}

std::string_view figure_style() noexcept { return style_sheet; }

double Axis::at(double value) const noexcept {
  if (!(high > low)) return (from + to) / 2;
  return from + (std::clamp(value, low, high) - low) / (high - low) * (to - from);
}

std::vector<double> Axis::ticks(int count) const {
  if (!(high > low)) return {low};
  const double rough = (high - low) / std::max(count, 1);
  const double power = *parse_number(fmt::format("1e{}", decade_of(rough)));
  double step = 10 * power;
  for (const double round : {5.0, 2.0, 1.0}) {
    if (round * power >= rough * 0.999) step = round * power;
  }
  std::vector<double> ticks;
  for (double i = std::ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; ++i) {
    ticks.push_back(i == 0 ? 0 : i * step);
  }
  return ticks;
}

std::string signed_number(double value) {
  const std::string number = exact(std::round(value * 1e6) / 1e6);
  return value > 0 ? '+' + number : number;
}

void draw_across(Markup& svg, std::string_view style, std::pair<double, double> x, double y) {
  svg.empty("line", {{"class", style},
                     {"x1", percent(x.first)},
                     {"x2", percent(x.second)},
                     {"y1", y},
                     {"y2", y}});
}

void draw_down(Markup& svg, std::string_view style, double x, std::pair<double, double> y) {
  svg.empty("line", {{"class", style},
                     {"x1", percent(x)},
                     {"x2", percent(x)},
                     {"y1", y.first},
                     {"y2", y.second}});
}

void draw_label(Markup& svg, std::pair<double, double> at, Anchor anchor, std::string_view words) {
  svg.text("text",
           {{"class", "l"},
            {"x", percent(at.first)},
            {"y", at.second},
            {"text-anchor", word_of(anchor)}},
           words);
}

void draw_differences(Markup& svg, const Axis& axis, std::pair<double, double> y) {
  const auto [top, bottom] = y;
  for (const double tick : axis.ticks(6)) {
    draw_down(svg, tick == 0 ? "z" : "g", axis.at(tick), {top - 8, bottom});
    draw_label(svg, {axis.at(tick), top - 14}, Anchor::middle, signed_number(tick));
    draw_label(svg, {axis.at(tick), bottom + 15}, Anchor::middle, signed_number(tick));
  }
  draw_label(svg, {axis.from, 12}, Anchor::start, "← lower ratings");
  draw_label(svg, {axis.to, 12}, Anchor::end, "higher ratings →");
}

void draw_mark(Markup& svg, std::pair<double, double> at, engine::Verdict verdict) {
  svg.open("svg", {{"class", tone_class(verdict)},
                   {"x", percent(at.first)},
                   {"y", at.second},
                   {"overflow", "visible"}});
  svg.empty("path", {{"class", fill_of(verdict)}, {"d", outline_of(verdict)}});
  svg.close();
}

std::string_view tone_class(engine::Verdict verdict) noexcept {
  constexpr Word<engine::Verdict> words[] = {
      {engine::Verdict::suspect, "suspect"},   {engine::Verdict::protective, "protective"},
      {engine::Verdict::possible, "possible"}, {engine::Verdict::cleared, "cleared"},
      {engine::Verdict::no_evidence, "none"},  {engine::Verdict::not_enough_data, "few"}};
  return word_of(words, verdict);
}

}  // namespace culprit::report
