#include "diary/name_words.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "culprit/core/text.hpp"
#include "diary/word_lists.hpp"

namespace culprit::diary {
namespace {

/// Letters and bytes beyond ASCII make words; everything else parts them.
std::vector<std::string_view> words_of(std::string_view folded) {
  std::vector<std::string_view> words;
  std::size_t start = 0;
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
  };
  for (std::size_t i = 0; i <= folded.size(); ++i) {
    if (i < folded.size() && is_letter(folded[i])) continue;
    if (i > start) words.push_back(folded.substr(start, i - start));
    start = i + 1;
  }
  return words;
}

/// At least one word of `wanted`, and none that is neither of them nor a qualifier.
template <ListName wanted>
bool consists_of(std::string_view folded) {
  bool any = false;
  for (const auto word : words_of(folded))
    if (is_listed<wanted>(word))
      any = true;
    else if (!is_listed<"qualifiers">(word))
      return false;
  return any;
}

}  // namespace

bool names_skin(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  const bool has_part =
      std::any_of(word_list<"skin parts">.begin(), word_list<"skin parts">.end(),
                  [&](std::string_view part) { return plain.find(part) != std::string::npos; });
  if (has_part) return true;
  const auto words = words_of(plain);
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return is_listed<"skin">(word) || is_listed<"eczema instruments">(word) ||
           std::any_of(word_list<"skin stems">.begin(), word_list<"skin stems">.end(),
                       [&](std::string_view stem) { return word.starts_with(stem); });
  });
}

bool names_rating(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  if (plain == "severity" || names_skin(plain)) return true;
  if (consists_of<"places">(plain)) return true;
  const auto words = words_of(plain);
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return is_listed<"ratings">(word) || is_listed<"foreign ratings">(word);
  });
}

bool names_factor(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  return is_listed<"factor phrases">(plain) || consists_of<"factors">(plain) ||
         consists_of<"foreign factors">(plain);
}

bool names_measure(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  const auto words = words_of(plain);
  const bool has_unit = std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return is_listed<"nutrient units">(word);
  });
  return consists_of<"measures">(plain) || (has_unit && consists_of<"nutrients">(plain));
}

bool names_serving(std::string_view folded) {
  const auto open = folded.find_last_of("([");
  if (open == std::string_view::npos || open == 0) return false;
  const std::string plain = fold_plain(folded.substr(open));
  const auto words = words_of(plain);
  return words.size() == 1 && is_listed<"servings">(words.front());
}

bool names_treatment(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  return is_listed<"treatment phrases">(plain) || consists_of<"treatments">(plain) ||
         consists_of<"foreign treatments">(plain);
}

}  // namespace culprit::diary
