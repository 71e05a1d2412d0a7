#include "report/figures/figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "report/figures/texts.hpp"
#include "report/terminal/terminal.hpp"

namespace culprit::report {
namespace {

/// How a verdict is told apart, by classes and by a shape around the origin; in their order.
struct Look {
  std::string_view tone;
  std::string_view fill;
  std::string_view outline;
};

const Look& look_of(engine::Verdict verdict) noexcept {
  static constexpr std::string_view diamond = "M0-7 7 0 0 7-7 0z";
  static constexpr Look looks[] = {{"suspect", "f", diamond}, {"protective", "f", "M-7-5H7L0 7z"},
      {"possible", "h", diamond}, {"cleared", "f", "M-5-5H5V5H-5z"},
      {"few", "s c", "M-4-4 4 4M4-4-4 4"},
      {"none", "h", "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z"}};
  return looks[static_cast<std::size_t>(verdict)];
}

/// The attributes of the drawing, and its title and description: readers of screens look there.
std::string attributes_of(const Figure& figure) {
  auto text = markup(R"(id="{0}" class="fig" role="img" aria-labelledby="{0}-title" )"
                     R"(aria-describedby="{0}-text")",
      figure.id);
  for (const auto& [name, value] : figure.data) text += markup(R"( data-{}="{}")", name, value);
  return text;
}

std::string words_of(const Figure& figure) {
  return markup(R"(<title id="{0}-title">{1}</title><desc id="{0}-text">{2}</desc>)", figure.id,
      figure.title, figure.description);
}

}  // namespace

std::string escape_markup(std::string_view text) {
  constexpr std::string_view marks = "&<>\"'";
  static constexpr std::string_view entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
  std::string out;
  for (const char c : printable(text)) {
    const auto at = marks.find(c);
    if (at == std::string_view::npos) out += c;
    else out += entities[at];
  }
  return out;
}

std::string coordinate(double value) {
  if (!std::isfinite(value)) return "0";
  return format_number(std::round(value * 100) / 100);
}

std::string exact(double value) { return std::isfinite(value) ? format_number(value) : ""; }

std::string in_page(const Figure& figure) {
  return fmt::format("<svg {} width=\"100%\" height=\"{}\">{}{}</svg>\n", attributes_of(figure),
      coordinate(figure.height), words_of(figure), figure.body);
}

std::string as_file(const Figure& figure) {
  constexpr double width = 800;
  constexpr double margin = 16;
  constexpr double top = margin + 34;  // below the title
  return markup(
      R"(<svg xmlns="http://www.w3.org/2000/svg" {} width="{}" height="{}">{}<style>{}</style>)"
      R"~(<rect width="100%" height="100%" style="fill:var(--paper)"/>)~"
      R"(<text class="t" x="{}" y="{}">{}</text><svg x="{}" y="{}" width="{}" height="{}" )"
      "overflow=\"visible\">{}</svg></svg>\n",
      Raw{attributes_of(figure)}, width, figure.height + top + margin, Raw{words_of(figure)},
      Raw{figure_style()}, margin, margin + 14, figure.title, margin, top, width - 2 * margin,
      figure.height, Raw{figure.body});
}

std::string figure_style() {
  std::string line{texts::figure_style_css};
  std::erase(line, '\n');
  return line;
}

double Axis::at(double value) const noexcept {
  if (!(high > low)) return (from + to) / 2;
  return from + (std::clamp(value, low, high) - low) / (high - low) * (to - from);
}

std::vector<double> Axis::ticks(int count) const {
  if (!(high > low)) return {low};
  const double rough = (high - low) / std::max(count, 1);
  const double power = *parse_number(fmt::format("1e{}", decade_of(rough)));
  double step = 10 * power;
  for (const double round : {5.0, 2.0, 1.0})
    if (round * power >= rough * 0.999) step = round * power;
  std::vector<double> ticks;
  for (double i = std::ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; ++i)
    ticks.push_back(i == 0 ? 0 : i * step);
  return ticks;
}

std::string signed_number(double value) {
  const std::string number = exact(std::round(value * 1e6) / 1e6);
  return value > 0 ? '+' + number : number;
}

void draw_across(std::string& svg, std::string_view style, std::pair<double, double> x, double y) {
  svg += markup(
      R"(<line class="{0}" x1="{1}%" x2="{2}%" y1="{3}" y2="{3}"/>)", style, x.first, x.second, y);
}

void draw_down(std::string& svg, std::string_view style, double x, std::pair<double, double> y) {
  svg += markup(
      R"(<line class="{0}" x1="{1}%" x2="{1}%" y1="{2}" y2="{3}"/>)", style, x, y.first, y.second);
}

void draw_label(std::string& svg, std::pair<double, double> at, std::string_view anchor,
    std::string_view words) {
  svg += markup(R"(<text class="l" x="{}%" y="{}" text-anchor="{}">{}</text>)", at.first, at.second,
      anchor, words);
}

void open_scaled(
    std::string& svg, std::pair<double, double> x, double y, std::pair<double, double> size) {
  svg += markup(R"(<svg x="{}%" y="{}" width="{}%" height="{}" viewBox="0 0 {} {}" )"
                R"(preserveAspectRatio="none" overflow="visible">)",
      x.first, y, x.second - x.first, size.second, size.first, size.second);
}

void draw_differences(std::string& svg, const Axis& axis, std::pair<double, double> y) {
  const auto [top, bottom] = y;
  for (const double tick : axis.ticks(6)) {
    draw_down(svg, tick == 0 ? "z" : "g", axis.at(tick), {top - 8, bottom});
    draw_label(svg, {axis.at(tick), top - 14}, "middle", signed_number(tick));
    draw_label(svg, {axis.at(tick), bottom + 15}, "middle", signed_number(tick));
  }
  draw_label(svg, {axis.from, 12}, "start", "← better skin");
  draw_label(svg, {axis.to, 12}, "end", "worse skin →");
}

void draw_interval(std::string& svg, std::string_view style, const Axis& axis,
    std::pair<double, double> ends, double y) {
  const auto head = [&](double x, std::string_view outline) {
    svg += markup(R"(<svg x="{}%" y="{}" overflow="visible"><path class="{}" d="{}"/></svg>)", x, y,
        style, outline);
  };
  const double low = std::isfinite(ends.first) ? ends.first : axis.low - 1;
  const double high = std::isfinite(ends.second) ? ends.second : axis.high + 1;
  draw_across(svg, style, {axis.at(low), axis.at(high)}, y);
  if (low < axis.low) head(axis.from, "M5-4 0 0 5 4");
  if (high > axis.high) head(axis.to, "M-5-4 0 0-5 4");
}

void draw_name(std::string& svg, std::string_view name, double y) {
  constexpr std::size_t columns = 17;  // beside the plot on a phone
  constexpr std::size_t wide_columns = 40;
  constexpr double step = 13;
  const std::string whole = elide(printable(name), wide_columns, "…");
  const bool is_long = display_width(whole) > columns;
  svg += markup(R"(<text class="{}" x="0" y="{}">{}</text>)", is_long ? "wide" : "", y + 4, whole);
  if (!is_long) return;
  std::string_view lines;
  const std::string wrapped = wrap(elide(whole, 2 * columns - 4, "…"), columns);
  double at = y + 4 - step / 2 * static_cast<double>(std::ranges::count(wrapped, '\n') - 1);
  for (lines = wrapped; !lines.empty(); at += step) {
    const std::size_t end = lines.find('\n');
    svg += markup(R"(<text class="slim" x="0" y="{}">{}</text>)", at, lines.substr(0, end));
    lines.remove_prefix(end + 1);
  }
}

void draw_mark(std::string& svg, std::pair<double, double> at, engine::Verdict verdict) {
  const Look& look = look_of(verdict);
  svg +=
      markup(R"(<svg class="{}" x="{}%" y="{}" overflow="visible"><path class="{}" d="{}"/></svg>)",
          look.tone, at.first, at.second, look.fill, look.outline);
}

const engine::RankedFood* tested_row(
    const engine::TimelineName& name, const engine::Analysis& analysis) {
  for (const auto& row : analysis.foods)
    if (row.name == name.name && row.level == name.level) return &row;
  return nullptr;
}

std::string_view tone_class(engine::Verdict verdict) noexcept { return look_of(verdict).tone; }

}  // namespace culprit::report
