/// Elements, attributes and text of HTML and SVG: the one place where people's words are made
/// harmless for a page. What all figures share: frame, axes, marks of verdicts.
#pragma once

#include <fmt/format.h>

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "culprit/engine/analysis.hpp"
#include "culprit/engine/timeline.hpp"

namespace culprit::report {

/// People's words as text or attribute value of HTML and SVG: printable (`layout.hpp`), with
/// `& < > " '` as references.
[[nodiscard]] std::string escape_markup(std::string_view text);

/// A coordinate with at most 2 decimals: `12.5`; not finite prints `0`.
[[nodiscard]] std::string coordinate(double value);

/// A number as the json format prints it; empty if it is not finite: unknown is no number.
[[nodiscard]] std::string exact(double value);

/// Markup that is harmless already.
struct Raw {
  std::string_view text;
};

/// What stands in a gap of markup: words escaped, numbers as coordinates.
[[nodiscard]] inline std::string in_gap(std::string_view words) { return escape_markup(words); }
[[nodiscard]] inline std::string in_gap(double number) { return coordinate(number); }
template <std::integral Number> [[nodiscard]] std::string in_gap(Number number) {
  return std::to_string(number);
}
[[nodiscard]] inline std::string in_gap(Raw markup) { return std::string{markup.text}; }

/// A pattern of markup, such as `<p>{}</p>`, with its gaps filled.
template <typename... Gaps> [[nodiscard]] std::string markup(
    fmt::format_string<decltype(in_gap(std::declval<Gaps>()))...> pattern, const Gaps&... gaps) {
  return fmt::format(pattern, in_gap(gaps)...);
}

/// A drawing and the words that stand for it where it is not seen.
struct Figure {
  std::string id;                ///< `timeline`, `lags-1`: unique within a page, `[a-z0-9-]`
  std::string title;             ///< one line
  std::string description = {};  ///< what is to be seen, with its numbers
  double height = 0;             ///< pixels
  std::string body = {};         ///< markup
  /// `data-` attributes of the figure itself: name without the prefix, number or word.
  std::vector<std::pair<std::string, std::string>> data = {};
};

/// The figure as an element of a page, which brings `figure_style`.
[[nodiscard]] std::string in_page(const Figure& figure);

/// The figure as a file of its own, title above it, style within it. Ends in LF.
[[nodiscard]] std::string as_file(const Figure& figure);

/// Colours and letters of figures, light and dark: `figure_style.css` in one line.
[[nodiscard]] std::string figure_style();

/// Values along a line from `from` to `to`: percent across, or pixels down.
struct Axis {
  double low = 0;
  double high = 1;
  double from = 0;
  double to = 100;

  /// Where the value stands; beyond the ends at the end. The middle if `low` equals `high`.
  [[nodiscard]] double at(double value) const noexcept;
  /// Round numbers on it, about `count` of them, rising.
  [[nodiscard]] std::vector<double> ticks(int count) const;
};

/// `+1`, `-0.5`, `0`: a difference on an axis.
[[nodiscard]] std::string signed_number(double value);

/// A line across from one percentage to another at the same height.
void draw_across(std::string& svg, std::string_view style, std::pair<double, double> x, double y);

/// A line down at one percentage.
void draw_down(std::string& svg, std::string_view style, double x, std::pair<double, double> y);

/// A coordinate system of its own between two percentages, so many units across and as high as in
/// pixels: what is drawn in it is stretched to the width.
void open_scaled(
    std::string& svg, std::pair<double, double> x, double y, std::pair<double, double> size);

/// Words at a point, muted. @param anchor  which part of them: `start`, `middle`, `end`
void draw_label(std::string& svg, std::pair<double, double> at, std::string_view anchor,
    std::string_view words);

/// The scale of a forest: a line down at each round number with the number at both ends, and which
/// way is up. @param y  where rows begin and end
void draw_differences(std::string& svg, const Axis& axis, std::pair<double, double> y);

/// An interval across, with an arrow head where it runs out of the axis, or has no end.
void draw_interval(std::string& svg, std::string_view style, const Axis& axis,
    std::pair<double, double> ends, double y);

/// A row's name at the left: in one line where the figure is wide, in at most two on a phone.
void draw_name(std::string& svg, std::string_view name, double y);

/// The verdict's mark, told by shape and colour, about 12 pixels wide.
void draw_mark(std::string& svg, std::pair<double, double> at, engine::Verdict verdict);

/// The row of a name; null if it was not tested.
[[nodiscard]] const engine::RankedFood* tested_row(
    const engine::TimelineName& name, const engine::Analysis& analysis);

/// The class of the verdict's colour: `suspect`, `few`.
[[nodiscard]] std::string_view tone_class(engine::Verdict verdict) noexcept;

}  // namespace culprit::report
