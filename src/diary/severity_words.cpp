#include "diary/severity_words.hpp"

#include "diary/word_lists.hpp"

namespace culprit::diary {

std::optional<double> severity_from_word(std::string_view folded) noexcept {
  if (is_listed<"severity 0">(folded)) return 0;
  if (is_listed<"severity 1">(folded)) return 1;
  if (is_listed<"severity 2">(folded)) return 2;
  if (is_listed<"severity 3">(folded)) return 3;
  if (is_listed<"severity 4">(folded)) return 4;
  return std::nullopt;
}

}  // namespace culprit::diary
