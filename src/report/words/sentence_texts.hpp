/// The sentences of reports, which are text: `texts/sentences.txt` holds a name and a text a line.
#pragma once

#include <string_view>

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

}  // namespace culprit::report
