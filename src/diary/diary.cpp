#include "culprit/diary/diary.hpp"

#include <algorithm>
#include <array>

#include "culprit/core/text.hpp"
#include "diary/store/entry_table.hpp"

namespace culprit::diary {

std::optional<Kind> kind_from_word(std::string_view word) noexcept {
  word = trim(word);
  std::array<char, 10> lower{};  // the longest has so many letters
  if (word.size() > lower.size()) return std::nullopt;
  std::transform(word.begin(), word.end(), lower.begin(),
      [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return value_of(kind_words, {lower.data(), word.size()});
}

void restore_order(Diary& diary) {
  std::stable_sort(diary.entries.begin(), diary.entries.end(), comes_before);
}

std::pair<Day, Day> days_of(const Diary& diary) {
  std::pair days{diary.entries.front().day, diary.entries.back().day};
  if (diary.logged_days.empty()) return days;
  return {std::min(days.first, diary.logged_days.front()),
      std::max(days.second, diary.logged_days.back())};
}

}  // namespace culprit::diary
