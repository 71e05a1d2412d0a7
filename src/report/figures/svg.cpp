#include "report/figures/svg.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <utility>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"

namespace culprit::report {

std::string escape_markup(std::string_view text) {
  constexpr std::string_view marks = "&<>\"'";
  static constexpr std::string_view entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
  std::string out;
  for (const char c : printable(text)) {
    const auto at = marks.find(c);
    if (at == std::string_view::npos)
      out += c;
    else
      out += entities[at];
  }
  return out;
}

std::string coordinate(double value) {
  if (!std::isfinite(value)) return "0";
  return format_number(std::round(value * 100) / 100);
}

std::string percent(double value) { return coordinate(value) + '%'; }

std::string exact(double value) { return std::isfinite(value) ? format_number(value) : ""; }

void Markup::start(std::string_view element, Attributes attributes) {
  out_ += '<';
  out_ += element;
  for (const auto& attribute : attributes)
    out_ += fmt::format(" {}=\"{}\"", attribute.name, escape_markup(attribute.value));
}

Markup& Markup::open(std::string_view element, Attributes attributes) {
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

Markup& Markup::empty(std::string_view element, Attributes attributes) {
  start(element, attributes);
  out_ += "/>";
  return *this;
}

Markup& Markup::text(std::string_view element, Attributes attributes, std::string_view words) {
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

}  // namespace culprit::report
