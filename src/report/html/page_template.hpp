/// A page is a text with gaps: what fills the gaps comes from C++, every element from the text.
///
/// In the text, `{{name}}` is a gap, `{{#name}}…{{/name}}` a part that stands once for each item of
/// a list, or once if the gap is filled and not empty, and `{{^name}}…{{/name}}` one that stands
/// otherwise. Within a part, gaps of its item come before those around it. Blanks at the start of
/// lines are left out, and so is the line break after a tag of a part.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace culprit::report {

/// Values for gaps, by name.
class Filling {
 public:
  /// People's words or ours: escaped. A second value of a name takes the place of the first.
  Filling& set(std::string_view name, std::string_view words);
  /// Markup that is harmless already.
  Filling& raw(std::string_view name, std::string markup);
  /// One more item of a list.
  Filling& add(std::string_view name, Filling item);
  /// An item for each of these, whose words are the gap `words`.
  Filling& add_all(std::string_view name, std::span<const std::string> items);

 private:
  friend class TemplateWriter;
  struct Value {
    std::string name;
    std::string markup;
    std::vector<Filling> items;
  };
  Value& value(std::string_view name);

  std::vector<Value> values_;
};

/// The text with all gaps filled.
/// @throws std::invalid_argument  naming the gap that has no value, or the part that is not closed.
[[nodiscard]] std::string fill(std::string_view text, const Filling& filling);

}  // namespace culprit::report
