/// What the engine says of a result: a code and its sentence, which are text in
/// `texts/sentences.txt`.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/say.hpp"
#include "culprit/core/error.hpp"
#include "culprit/engine/analysis.hpp"
#include "engine/texts.hpp"

namespace culprit::engine {

/// A line of the texts by its name. One that is missing, and arguments that do not fit its gaps,
/// do not compile.
template <typename... Args> struct Sentence {
  consteval Sentence(const char* name)
      : code{std::string_view{name}.substr(0, std::string_view{name}.find('/'))},
        text{text_in(texts::sentences_txt, name)} {}

  std::string_view code;
  fmt::format_string<Args...> text;
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
