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

/// At least one word of `wanted`, and none that is neither of them nor of `beside`.
template <ListName wanted, ListName... beside> bool consists_of_only(std::string_view folded) {
  bool any = false;
  for (const auto word : words_of(folded)) {
    const bool is_wanted = is_listed<wanted>(word);
    if (!is_wanted && !(is_listed<beside>(word) || ...)) return false;
    any = any || is_wanted;
  }
  return any;
}

template <ListName wanted> bool consists_of(std::string_view folded) {
  return consists_of_only<wanted, "qualifiers">(folded);
}

}  // namespace

bool names_skin(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  const bool has_part =
      std::any_of(word_list<"skin parts">.begin(), word_list<"skin parts">.end(),
                  [&](std::string_view part) { return plain.find(part) != std::string::npos; });
  const auto words = words_of(plain);
  // `skin temp`, `eczema cream`, `rash guard`, `flare gun`.
  if (std::any_of(words.begin(), words.end(),
                  [](std::string_view word) { return is_listed<"beside skin">(word); }))
    return false;
  if (has_part || consists_of<"places">(plain)) return true;
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return is_listed<"skin">(word) || is_listed<"eczema instruments">(word) ||
           std::any_of(word_list<"skin stems">.begin(), word_list<"skin stems">.end(),
                       [&](std::string_view stem) { return word.starts_with(stem); });
  });
}

bool names_rating(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  if (plain == "severity" || names_skin(plain)) return true;
  const auto words = words_of(plain);
  const auto has_word = [&](const auto& is_meant) {
    return std::any_of(words.begin(), words.end(), is_meant);
  };
  return has_word([](std::string_view word) {
           return is_listed<"ratings">(word) || is_listed<"foreign ratings">(word);
         }) &&
         !has_word([](std::string_view word) { return is_listed<"beside skin">(word); });
}

bool names_symptom(std::string_view folded) {
  return consists_of_only<"symptoms", "qualifiers", "places">(fold_plain(folded));
}

bool names_nutrient(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  return consists_of_only<"nutrients", "measures", "qualifiers", "nutrient words">(plain) ||
         consists_of_only<"measures", "nutrients", "qualifiers", "nutrient words">(plain) ||
         consists_of_only<"nutrient words", "qualifiers">(plain);
}

std::string without_skin(std::string_view folded) {
  std::string rest;
  for (const auto word : words_of(folded)) {
    if (is_listed<"skin">(fold_plain(word))) continue;
    rest += rest.empty() ? "" : " ";
    rest += word;
  }
  return rest;
}

bool names_factor(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  const std::string_view bare = plain;
  return is_listed<"factor phrases">(bare) ||
         is_listed<"factor phrases">(trim(bare.substr(0, bare.find_first_of("([")))) ||
         consists_of<"factors">(plain) || consists_of<"foreign factors">(plain);
}

bool names_measure(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  const auto words = words_of(plain);
  const bool has_unit = std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return is_listed<"nutrient units">(word);
  });
  return consists_of<"measures">(plain) || (has_unit && names_nutrient(plain));
}

bool is_serving_word(std::string_view unit) {
  const std::string plain = fold_plain(unit);
  const auto words = words_of(plain);
  return words.size() == 1 && is_listed<"servings">(words.front());
}

bool names_serving(std::string_view folded) {
  const auto open = folded.find_last_of("([");
  if (open == std::string_view::npos || open == 0) return false;
  return is_serving_word(folded.substr(open));
}

bool names_treatment(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  const auto words = words_of(plain);
  const bool is_for_skin = std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return is_listed<"skin">(word) || word.starts_with("eczema");
  });
  if (is_for_skin && consists_of_only<"treatments", "skin", "qualifiers", "skin parts">(plain))
    return true;
  return is_listed<"treatment phrases">(plain) || consists_of<"treatments">(plain) ||
         consists_of<"foreign treatments">(plain);
}

}  // namespace culprit::diary
