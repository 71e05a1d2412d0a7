#include "culprit/diary/diary.hpp"

#include <algorithm>
#include <array>

#include "culprit/core/text.hpp"
#include "diary/entry_order.hpp"

namespace culprit::diary {
namespace {

constexpr std::array<std::string_view, 6> kind_words{"food",   "severity",  "symptom",
                                                     "factor", "treatment", "supplement"};

}  // namespace

std::string_view to_word(Kind kind) noexcept { return kind_words[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_from_word(std::string_view word) noexcept {
  word = trim(word);
  for (std::size_t i = 0; i < kind_words.size(); ++i) {
    const std::string_view expected = kind_words[i];
    if (word.size() != expected.size()) continue;
    std::size_t same = 0;
    while (same < word.size() &&
           (word[same] == expected[same] ||
            (word[same] >= 'A' && word[same] <= 'Z' && word[same] - 'A' + 'a' == expected[same]))) {
      ++same;
    }
    if (same == word.size()) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

std::string_view to_word(DayPart part) noexcept {
  constexpr std::array<std::string_view, 5> words{"", "night", "morning", "midday", "evening"};
  return words[static_cast<std::size_t>(part)];
}

void restore_order(Diary& diary) {
  std::stable_sort(diary.entries.begin(), diary.entries.end(), comes_before);
}

}  // namespace culprit::diary
