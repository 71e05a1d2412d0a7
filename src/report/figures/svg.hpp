/// Elements, attributes and text of HTML and SVG: the one place where people's words are made
/// harmless for a page.
///
/// Neighbours: `figure_*.cpp` draw with it, `html*.cpp` write pages with it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace culprit::report {

/// People's words as text or attribute value of HTML and SVG: printable (`layout.hpp`), with
/// `& < > " '` as references.
[[nodiscard]] std::string escape_markup(std::string_view text);

/// A coordinate with at most 2 decimals: `12.5`; not finite prints `0`.
[[nodiscard]] std::string coordinate(double value);

/// `12.5%`.
[[nodiscard]] std::string percent(double value);

/// A number as the json format prints it; empty if it is not finite: unknown is no number.
[[nodiscard]] std::string exact(double value);

struct Attribute {
  Attribute(std::string_view attribute, std::string_view text) : name{attribute}, value{text} {}
  Attribute(std::string_view attribute, double number)
      : name{attribute}, value{coordinate(number)} {}

  std::string_view name;
  std::string value;  ///< escaped when written
};
using Attributes = std::initializer_list<Attribute>;

/// Writes elements one after the other; what was opened is closed in order.
class Markup {
 public:
  Markup& open(std::string_view element, Attributes attributes = {});
  Markup& close();
  /// An element without content. Only of SVG, and of HTML's own void elements.
  Markup& empty(std::string_view element, Attributes attributes = {});
  /// An element with nothing but text.
  Markup& text(std::string_view element, Attributes attributes, std::string_view words);
  /// Text within the open element, escaped.
  Markup& words(std::string_view words);
  /// Markup that is harmless already.
  Markup& raw(std::string_view markup);

  /// Everything written. Only when all is closed.
  /// @throws std::invalid_argument  naming the element that is still open.
  [[nodiscard]] std::string take();

 private:
  void start(std::string_view element, Attributes attributes);

  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace culprit::report
