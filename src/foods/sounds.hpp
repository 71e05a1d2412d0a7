/// How words sound: mackerel and makrel, cauliflower and collyflower are the same consonants.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace culprit::foods {

struct Sound {
  std::uint32_t hash = 0;
  std::size_t length = 0;  ///< consonants
};

/// Of a folded word: its consonants by sound, vowels between them left out. Doubled letters count
/// once.
[[nodiscard]] Sound sound_of(std::string_view word) noexcept;

}  // namespace culprit::foods
