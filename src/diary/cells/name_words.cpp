#include "diary/cells/name_words.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "culprit/core/text.hpp"
#include "diary/cells/word_lists.hpp"

namespace culprit::diary {
namespace {

/// Letters and bytes beyond ASCII make words; everything else parts them.
std::vector<std::string_view> words_of(std::string_view folded) {
  std::vector<std::string_view> words;
  std::size_t start = 0;
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

template <ListName list> bool shares_word(std::string_view phrase) {
  while (!phrase.empty()) {
    const auto end = std::min(phrase.find(' '), phrase.size());
    if (is_listed<list>(phrase.substr(0, end))) return true;
    phrase.remove_prefix(std::min(end + 1, phrase.size()));
  }
  return false;
}

}  // namespace

bool names_skin(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  const bool has_part = std::any_of(word_list<"skin parts">.begin(), word_list<"skin parts">.end(),
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
  }) && !has_word([](std::string_view word) { return is_listed<"beside skin">(word); });
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
  const bool has_unit = std::any_of(words.begin(), words.end(),
      [](std::string_view word) { return is_listed<"nutrient units">(word); });
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
  const bool is_for_skin = std::any_of(words.begin(), words.end(),
      [](std::string_view word) { return is_listed<"skin">(word) || word.starts_with("eczema"); });
  if (is_for_skin && consists_of_only<"treatments", "skin", "qualifiers", "skin parts">(plain))
    return true;
  return is_listed<"treatment phrases">(plain) || consists_of<"treatments">(plain) ||
         consists_of<"foreign treatments">(plain);
}

std::string header_phrase(std::string_view name) {
  std::string phrase;
  for (const char c : fold_plain(name)) {
    if (is_letter(c)) phrase += c;
    else if (!phrase.empty() && phrase.back() != ' ') phrase += ' ';
  }
  while (phrase.ends_with(' ')) phrase.pop_back();
  return phrase;
}

std::optional<Role> role_of_phrase(std::string_view phrase) {
  if (is_listed<"date headers">(phrase)) return Role::date;
  if (is_listed<"time headers">(phrase)) return Role::time;
  if (is_listed<"subject headers">(phrase)) return Role::subject;
  if (is_listed<"note headers">(phrase)) return Role::note;
  if (is_listed<"amount headers">(phrase)) return Role::amount;
  if (is_listed<"unit headers">(phrase)) return Role::unit;
  if (is_listed<"name headers">(phrase)) return Role::name;
  if (is_listed<"type headers">(phrase)) return Role::type;
  if (is_listed<"severity headers">(phrase)) return Role::severity;
  if (shares_word<"supplement header words">(phrase)) return Role::supplement;
  if (shares_word<"treatment header words">(phrase)) return Role::treatment;
  if (shares_word<"symptom header words">(phrase)) return Role::symptom;
  if (shares_word<"food header words">(phrase) || is_meal_word(phrase)) return Role::foods;
  if (shares_word<"factor header words">(phrase)) return Role::factor;
  return std::nullopt;
}

bool is_plain_severity(std::string_view phrase) { return is_listed<"severity headers">(phrase); }

bool names_person(std::string_view phrase) { return shares_word<"person words">(phrase); }

bool is_about_foods(std::string_view phrase) { return shares_word<"about foods">(phrase); }

bool names_amount(std::string_view phrase) {
  bool any = false;
  while (!phrase.empty()) {
    const auto word = phrase.substr(0, phrase.find(' '));
    const bool is_amount = is_listed<"amount headers">(word) || is_listed<"servings">(word);
    if (!is_amount && !is_listed<"amount words">(word)) return false;
    any = any || is_amount;
    phrase.remove_prefix(std::min(word.size() + 1, phrase.size()));
  }
  return any;
}

bool is_nothing(std::string_view phrase) { return is_listed<"nothing">(phrase); }

bool is_meal_word(std::string_view phrase) { return is_listed<"meals">(phrase); }

std::optional<Kind> kind_of(Role role) noexcept {
  constexpr std::pair<Role, Kind> kinds[] = {{Role::severity, Kind::severity},
      {Role::symptom, Kind::symptom}, {Role::food, Kind::food}, {Role::foods, Kind::food},
      {Role::factor, Kind::factor}, {Role::treatment, Kind::treatment},
      {Role::supplement, Kind::supplement}, {Role::phase, Kind::phase}};
  for (const auto& [known, kind] : kinds)
    if (known == role) return kind;
  return std::nullopt;
}

std::optional<Kind> kind_of_phrase(std::string_view phrase) {
  if (const auto kind = kind_from_word(phrase); kind && *kind != Kind::phase) return kind;
  if (is_meal_word(phrase)) return Kind::food;
  const auto role = role_of_phrase(phrase);
  return role ? kind_of(*role) : std::nullopt;
}

}  // namespace culprit::diary
