#include "foods/written.hpp"

#include <algorithm>
#include <string>

#include "culprit/core/text.hpp"
#include "foods/fold.hpp"

namespace culprit::foods {
namespace {

/// Bytes outside ASCII are taken for letters: marks and typographic apostrophes among them.
bool belongs_to_word(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

Written find_written(std::string_view phrase, std::string_view word) {
  const auto dash = std::min(phrase.find(" - "), phrase.size());
  const auto comma = std::min(phrase.find(','), phrase.size());
  for (std::size_t at = 0; at < phrase.size();) {
    if (!belongs_to_word(phrase[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < phrase.size() && belongs_to_word(phrase[end])) ++end;
    const std::string_view text = phrase.substr(at, end - at);
    if (fold_phrase(text) == word) {
      const bool ends_in_s = text.ends_with("'s") || text.ends_with("'S") ||
                             text.ends_with("\u2019s") || text.ends_with("\u2019S");
      return {.is_capital = text.front() >= 'A' && text.front() <= 'Z',
              .is_possessive = ends_in_s,
              .is_before_dash = dash < phrase.size() && at < dash,
              .is_in_head = comma < phrase.size() && at < comma};
    }
    at = end;
  }
  return {};
}

}  // namespace culprit::foods
