/// Sentences that are text, not code: a file of a layer holds a name and a text a line, with gaps
/// in braces.
#pragma once

#include <fmt/format.h>

#include <string_view>

namespace culprit {

/// The text of that name, as a format string. A name that is missing does not compile.
consteval std::string_view text_in(std::string_view texts, std::string_view name) {
  while (!texts.empty()) {
    const auto line = texts.substr(0, texts.find('\n'));
    if (line.starts_with(name) && line.substr(name.size()).starts_with(": "))
      return line.substr(name.size() + 2);
    texts.remove_prefix(line.size() + 1);
  }
  throw "a sentence is missing in the texts";
}

/// The name of a sentence of `texts`, whose gaps these are for. A gap too many does not compile.
template <const std::string_view& texts, typename... Gaps> struct Sentence {
  fmt::format_string<Gaps...> text;

  consteval Sentence(const char* name) : text{text_in(texts, name)} {}
};

}  // namespace culprit
