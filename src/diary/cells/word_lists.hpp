/// The lists of words in `words/*.txt`, taken apart by the compiler: constants of the program.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "diary/word_texts.hpp"

namespace culprit::diary {

/// The name of a list, as it stands between `[` and `]` before its words.
template <std::size_t n> struct ListName {
  char text[n];

  consteval ListName(const char (&name)[n]) { std::copy_n(name, n, text); }
  [[nodiscard]] constexpr std::string_view view() const { return {text, n - 1}; }
};

/// Calls `visit` with each word of a list: commas and line ends part them.
template <typename Visit> constexpr void for_each_word(std::string_view name, const Visit& visit) {
  std::size_t at = word_texts.find(name);
  while (word_texts[at - 1] != '[' || word_texts[at + name.size()] != ']')
    at = word_texts.find(name, at + 1);
  const std::string_view behind = word_texts.substr(at + name.size() + 1);
  const std::string_view list = behind.substr(0, behind.find('['));
  for (std::size_t start = 0;;) {
    start = list.find_first_not_of(", \n", start);
    if (start == std::string_view::npos) return;
    const std::size_t end = list.find_first_of(",\n", start);
    visit(list.substr(start, end - start));
    start = end;
  }
}

/// The words of a list, in their order. A list that the texts do not hold does not compile.
template <ListName name> inline constexpr auto word_list = [] {
  constexpr std::size_t size = [] {
    std::size_t count = 0;
    for_each_word(name.view(), [&](std::string_view) { ++count; });
    return count;
  }();
  std::array<std::string_view, size> words;
  std::size_t at = 0;
  for_each_word(name.view(), [&](std::string_view word) { words[at++] = word; });
  return words;
}();

/// `word` is one of a list.
template <ListName name> [[nodiscard]] constexpr bool is_listed(std::string_view word) noexcept {
  const auto& words = word_list<name>;
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace culprit::diary
