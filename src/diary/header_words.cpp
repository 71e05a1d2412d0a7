#include "diary/header_words.hpp"

#include <algorithm>

#include "culprit/core/text.hpp"
#include "diary/table_roles.hpp"
#include "diary/word_lists.hpp"

namespace culprit::diary {
namespace {

template <ListName list> bool shares_word(std::string_view phrase) {
  while (!phrase.empty()) {
    const auto end = std::min(phrase.find(' '), phrase.size());
    if (is_listed<list>(phrase.substr(0, end))) return true;
    phrase.remove_prefix(std::min(end + 1, phrase.size()));
  }
  return false;
}

}  // namespace

std::string header_phrase(std::string_view name) {
  std::string phrase;
  for (const char c : fold_plain(name)) {
    const bool is_letter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    if (is_letter)
      phrase += c;
    else if (!phrase.empty() && phrase.back() != ' ')
      phrase += ' ';
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

std::optional<Kind> kind_of_phrase(std::string_view phrase) {
  if (const auto kind = kind_from_word(phrase)) return kind;
  if (is_meal_word(phrase)) return Kind::food;
  const auto role = role_of_phrase(phrase);
  return role ? kind_of(*role) : std::nullopt;
}

}  // namespace culprit::diary
