/// The sentences of reports, which are text: `texts/sentences.txt` holds a name and a text a line.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/say.hpp"
#include "report/words/texts.hpp"

namespace culprit::report {

/// The text of that name, as a format string. A name that is missing does not compile.
consteval std::string_view text_of(std::string_view name) {
  return text_in(texts::sentences_txt, name);
}

/// The sentence of that name with its gaps filled. A gap too many does not compile.
template <typename... Gaps> [[nodiscard]] std::string say(
    std::type_identity_t<Sentence<texts::sentences_txt, Gaps...>> sentence, Gaps&&... gaps) {
  return fmt::format(sentence.text, std::forward<Gaps>(gaps)...);
}

}  // namespace culprit::report
