/// What the engine says of a result: a code and its sentence, which are text in
/// `texts/sentences.txt`.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "culprit/core/error.hpp"
#include "culprit/engine/analysis.hpp"
#include "engine/texts.hpp"

namespace culprit::engine {

/// A line of the texts by its name. One that is missing, and arguments that do not fit its gaps,
/// do not compile.
template <typename... Args> struct Sentence {
  consteval Sentence(const char* name)
      : code{std::string_view{name}.substr(0, std::string_view{name}.find('/'))},
        text{text_of(name)} {}

  std::string_view code;
  fmt::format_string<Args...> text;

 private:
  static consteval std::string_view text_of(std::string_view name) {
    std::string_view rest = texts::sentences_txt;
    while (!rest.empty()) {
      const auto line = rest.substr(0, rest.find('\n'));
      if (line.starts_with(name) && line.substr(name.size()).starts_with(": "))
        return line.substr(name.size() + 2);
      rest.remove_prefix(line.size() + 1);
    }
    throw "a sentence is missing in sentences.txt";
  }
};

/// Code and sentence as a `Warning` or a `Message`, the gaps filled in.
template <typename Said = Warning, typename... Args>
[[nodiscard]] Said say(Sentence<std::type_identity_t<Args>...> sentence, Args&&... args) {
  return {.code = std::string{sentence.code},
      .text = fmt::format(sentence.text, std::forward<Args>(args)...)};
}

/// Says why a row is what it is.
template <typename... Args> void give_reason(
    RankedFood& row, Sentence<std::type_identity_t<Args>...> sentence, Args&&... args) {
  row.reason_code = sentence.code;
  row.reason = fmt::format(sentence.text, std::forward<Args>(args)...);
}

}  // namespace culprit::engine
