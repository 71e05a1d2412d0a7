/// What the command line says when something is wrong: texts/messages.txt.
#pragma once

#include <string>
#include <type_traits>
#include <utility>

#include "cli/texts.hpp"
#include "core/say.hpp"

namespace culprit::cli {

/// The sentence of that name with its gaps filled.
template <typename... Gaps> [[nodiscard]] std::string say(
    std::type_identity_t<Sentence<texts::messages_txt, Gaps...>> sentence, Gaps&&... gaps) {
  return fmt::format(sentence.text, std::forward<Gaps>(gaps)...);
}

}  // namespace culprit::cli
