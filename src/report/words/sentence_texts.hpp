/// The sentences of reports, which are text: `texts/sentences.txt` holds a name and a text a line.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "report/words/texts.hpp"

namespace culprit::report {

/// The text of that name, as a format string. A name that is missing does not compile.
consteval std::string_view text_of(std::string_view name) {
  std::string_view rest = texts::sentences_txt;
  while (!rest.empty()) {
    const auto line = rest.substr(0, rest.find('\n'));
    if (line.starts_with(name) && line.substr(name.size()).starts_with(": "))
      return line.substr(name.size() + 2);
    rest.remove_prefix(line.size() + 1);
  }
  throw "a sentence is missing in sentences.txt";
}

/// The name of a sentence, whose gaps these are for.
template <typename... Gaps> struct Sentence {
  fmt::format_string<Gaps...> text;

  consteval Sentence(const char* name) : text{text_of(name)} {}
};

/// The sentence of that name with its gaps filled. A gap too many does not compile.
template <typename... Gaps>
[[nodiscard]] std::string say(std::type_identity_t<Sentence<Gaps...>> sentence, Gaps&&... gaps) {
  return fmt::format(sentence.text, std::forward<Gaps>(gaps)...);
}

}  // namespace culprit::report
