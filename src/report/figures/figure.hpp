/// What all figures share: frame, axes, marks of verdicts.
///
/// Neighbours: `figure_*.cpp` make figures; `html.cpp` sets them into the page, `plot.cpp` into
/// files of their own. Across, a figure counts in percent and down in pixels, so that it fills any
/// width while its letters keep their size.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "culprit/engine/analysis.hpp"
#include "report/figures/svg.hpp"

namespace culprit::report {

/// A drawing and the words that stand for it where it is not seen.
struct Figure {
  std::string id;           ///< `timeline`, `lags-1`: unique within a page, `[a-z0-9-]`
  std::string title;        ///< one line
  std::string description;  ///< what is to be seen, with its numbers
  double height = 0;        ///< pixels
  std::string body;         ///< markup
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
void draw_across(Markup& svg, std::string_view style, std::pair<double, double> x, double y);

/// A line down at one percentage.
void draw_down(Markup& svg, std::string_view style, double x, std::pair<double, double> y);

/// Where words stand beside their point.
enum class Anchor { start, middle, end };

/// Words at a point, muted.
void draw_label(Markup& svg, std::pair<double, double> at, Anchor anchor, std::string_view words);

/// The scale of a forest: a line down at each round number with the number at both ends, and which
/// way is up. @param y  where rows begin and end
void draw_differences(Markup& svg, const Axis& axis, std::pair<double, double> y);

/// The verdict's mark, told by shape and colour, about 12 pixels wide.
void draw_mark(Markup& svg, std::pair<double, double> at, engine::Verdict verdict);

/// The class of the verdict's colour: `suspect`, `few`.
[[nodiscard]] std::string_view tone_class(engine::Verdict verdict) noexcept;

}  // namespace culprit::report
