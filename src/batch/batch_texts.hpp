/// What the batch says when something is wrong: texts/messages.txt.
#pragma once

#include <string>
#include <type_traits>
#include <utility>

#include "batch/texts.hpp"
#include "core/say.hpp"

namespace culprit::batch {

/// The sentence of that name with its gaps filled.
template <typename... Gaps> [[nodiscard]] std::string say(
    std::type_identity_t<Sentence<texts::messages_txt, Gaps...>> sentence, Gaps&&... gaps) {
  return fmt::format(sentence.text, std::forward<Gaps>(gaps)...);
}

}  // namespace culprit::batch
