#include "report/figures/figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "report/figures/texts.hpp"
#include "report/terminal/terminal.hpp"

namespace culprit::report {
namespace {

constexpr double file_width = 800;
constexpr double file_margin = 16;
constexpr double title_height = 34;

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

std::string data_attributes(const Figure& figure) {
  std::string out;
  for (const auto& [name, value] : figure.data)
    out += fmt::format(" data-{}=\"{}\"", name, escape_markup(value));
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

std::string percent(double value) { return coordinate(value) + '%'; }

std::string exact(double value) { return std::isfinite(value) ? format_number(value) : ""; }

void Markup::start(std::string_view element, const Attributes& attributes) {
  out_ += '<';
  out_ += element;
  for (const auto& attribute : attributes)
    out_ += fmt::format(" {}=\"{}\"", attribute.name, escape_markup(attribute.value));
}

Markup& Markup::open(std::string_view element, const Attributes& attributes) {
  start(element, attributes);
  out_ += '>';
  open_.emplace_back(element);
  return *this;
}

Markup& Markup::close() {
  out_ += fmt::format("</{}>", open_.back());
  open_.pop_back();
  return *this;
}

Markup& Markup::empty(std::string_view element, const Attributes& attributes) {
  start(element, attributes);
  out_ += "/>";
  return *this;
}

Markup& Markup::text(
    std::string_view element, const Attributes& attributes, std::string_view words) {
  start(element, attributes);
  out_ += fmt::format(">{}</{}>", escape_markup(words), element);
  return *this;
}

Markup& Markup::words(std::string_view words) {
  out_ += escape_markup(words);
  return *this;
}

Markup& Markup::raw(std::string_view markup) {
  out_ += markup;
  return *this;
}

std::string Markup::take() {
  if (!open_.empty())
    throw std::invalid_argument(fmt::format("Markup: element '{}' is open", open_.back()));
  return std::exchange(out_, {});
}

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
      figure_style(), title.take(), coordinate(file_margin), coordinate(file_margin + title_height),
      coordinate(inner), coordinate(figure.height), figure.body);
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

void draw_across(Markup& svg, std::string_view style, std::pair<double, double> x, double y) {
  svg.empty("line", {{"class", style}, {"x1", percent(x.first)}, {"x2", percent(x.second)},
                        {"y1", y}, {"y2", y}});
}

void draw_down(Markup& svg, std::string_view style, double x, std::pair<double, double> y) {
  svg.empty("line", {{"class", style}, {"x1", percent(x)}, {"x2", percent(x)}, {"y1", y.first},
                        {"y2", y.second}});
}

void draw_label(
    Markup& svg, std::pair<double, double> at, std::string_view anchor, std::string_view words) {
  svg.text("text",
      {{"class", "l"}, {"x", percent(at.first)}, {"y", at.second}, {"text-anchor", anchor}}, words);
}

void open_scaled(
    Markup& svg, std::pair<double, double> x, double y, std::pair<double, double> size) {
  const auto [units, height] = size;
  svg.open("svg", {{"x", percent(x.first)}, {"y", y}, {"width", percent(x.second - x.first)},
                      {"height", height},
                      {"viewBox", fmt::format("0 0 {} {}", coordinate(units), coordinate(height))},
                      {"preserveAspectRatio", "none"}, {"overflow", "visible"}});
}

void draw_differences(Markup& svg, const Axis& axis, std::pair<double, double> y) {
  const auto [top, bottom] = y;
  for (const double tick : axis.ticks(6)) {
    draw_down(svg, tick == 0 ? "z" : "g", axis.at(tick), {top - 8, bottom});
    draw_label(svg, {axis.at(tick), top - 14}, "middle", signed_number(tick));
    draw_label(svg, {axis.at(tick), bottom + 15}, "middle", signed_number(tick));
  }
  draw_label(svg, {axis.from, 12}, "start", "← better skin");
  draw_label(svg, {axis.to, 12}, "end", "worse skin →");
}

void draw_interval(Markup& svg, std::string_view style, const Axis& axis,
    std::pair<double, double> ends, double y) {
  const auto head = [&](double x, std::string_view outline) {
    svg.open("svg", {{"x", percent(x)}, {"y", y}, {"overflow", "visible"}});
    svg.empty("path", {{"class", style}, {"d", outline}}).close();
  };
  const double low = std::isfinite(ends.first) ? ends.first : axis.low - 1;
  const double high = std::isfinite(ends.second) ? ends.second : axis.high + 1;
  draw_across(svg, style, {axis.at(low), axis.at(high)}, y);
  if (low < axis.low) head(axis.from, "M5-4 0 0 5 4");
  if (high > axis.high) head(axis.to, "M-5-4 0 0-5 4");
}

void draw_name(Markup& svg, std::string_view name, double y) {
  constexpr std::size_t columns = 17;  // beside the plot on a phone
  constexpr std::size_t wide_columns = 40;
  constexpr double step = 13;
  const std::string whole = elide(printable(name), wide_columns, "…");
  const bool is_long = display_width(whole) > columns;
  svg.text("text", {{"class", is_long ? "wide" : ""}, {"x", "0"}, {"y", y + 4}}, whole);
  if (!is_long) return;
  std::string_view lines;
  const std::string wrapped = wrap(elide(whole, 2 * columns - 4, "…"), {columns, 0, 0});
  double at = y + 4 - step / 2 * static_cast<double>(std::ranges::count(wrapped, '\n') - 1);
  for (lines = wrapped; !lines.empty(); at += step) {
    const std::size_t end = lines.find('\n');
    svg.text("text", {{"class", "slim"}, {"x", "0"}, {"y", at}}, lines.substr(0, end));
    lines.remove_prefix(end + 1);
  }
}

void draw_mark(Markup& svg, std::pair<double, double> at, engine::Verdict verdict) {
  svg.open("svg", {{"class", tone_class(verdict)}, {"x", percent(at.first)}, {"y", at.second},
                      {"overflow", "visible"}});
  svg.empty("path", {{"class", look_of(verdict).fill}, {"d", look_of(verdict).outline}});
  svg.close();
}

const engine::RankedFood* tested_row(
    const engine::TimelineName& name, const engine::Analysis& analysis) {
  for (const auto& row : analysis.foods)
    if (row.name == name.name && row.level == name.level) return &row;
  return nullptr;
}

std::string_view tone_class(engine::Verdict verdict) noexcept { return look_of(verdict).tone; }

}  // namespace culprit::report
