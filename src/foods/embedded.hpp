/// What the generator writes into the binary.
#pragma once

#include <span>
#include <string_view>

#include "foods/tables.hpp"

namespace culprit::foods {

/// The tables of the built-in lexicon.
[[nodiscard]] const Tables& embedded_tables() noexcept;

/// One of the texts that the tables were made of.
struct EmbeddedText {
  std::string_view file;
  std::string_view text;
};
/// All of them, the list of groups first.
[[nodiscard]] std::span<const EmbeddedText> embedded_texts() noexcept;

}  // namespace culprit::foods
