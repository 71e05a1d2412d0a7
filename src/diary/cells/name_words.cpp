#include "diary/cells/name_words.hpp"

#include <fmt/format.h>

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

using Words = std::vector<std::string_view>;

template <ListName list> bool shares_word(const Words& words) {
  return std::ranges::any_of(words, is_listed<list>);
}

template <ListName list> bool begins_with(std::string_view word) {
  return std::ranges::any_of(
      word_list<list>, [word](std::string_view stem) { return word.starts_with(stem); });
}

template <ListName list> bool holds_part(std::string_view word) {
  return std::ranges::any_of(
      word_list<list>, [word](std::string_view part) { return word.find(part) != word.npos; });
}

bool is_skin(std::string_view word) {
  return is_listed<"skin">(word) || begins_with<"skin stems">(word);
}

/// `itch`, `Ekzem`, `SCORAD`.
bool is_itch(std::string_view word) {
  return begins_with<"itch stems">(word) || holds_part<"skin parts">(word) ||
         is_listed<"eczema instruments">(word);
}

/// The words before the first that says when or where: `itch` of `itch after the bath`.
Words head_of(const Words& words) {
  const auto end = std::find_if(
      words.begin() + (words.empty() ? 0 : 1), words.end(), is_listed<"circumstances">);
  return {words.begin(), end};
}

bool is_skin_or_itch(std::string_view word) { return is_skin(word) || is_itch(word); }

/// What a remedy is for.
bool is_treated(std::string_view word) {
  return is_skin_or_itch(word) || is_trouble(word) || is_listed<"places">(word);
}

/// `Salbe`, `tablets`, `Hautcreme`: a remedy without another word.
bool is_surely_remedy(std::string_view word) {
  if (is_listed<"remedies of their own">(word)) return true;
  const auto is_end = [word](std::string_view ending) {
    return word.ends_with(ending) && word.size() > ending.size();
  };
  if (std::ranges::any_of(word_list<"remedy endings of their own">, is_end)) return true;
  return std::ranges::any_of(word_list<"remedy endings">, [&](std::string_view ending) {
    if (!is_end(ending)) return false;
    std::string_view part = word.substr(0, word.size() - ending.size());
    if (part.ends_with('s') && !is_treated(part)) part.remove_suffix(1);  // `Gesichtscreme`
    return is_treated(part);
  });
}

bool is_remedy(std::string_view word) {
  return is_listed<"remedies">(word) || is_surely_remedy(word);
}

}  // namespace

bool is_trouble(std::string_view word) noexcept {
  return !is_listed<"good ratings">(word) &&
         (is_itch(word) || is_listed<"ratings">(word) || is_listed<"foreign ratings">(word) ||
             is_listed<"symptoms">(word) || is_listed<"symptom header words">(word));
}

bool names_skin(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  const auto words = words_of(plain);
  const auto head = head_of(words);
  // `skin temp`, `eczema cream`, `rash guard`, `flare gun`; but `itch after cream`.
  if (shares_word<"beside skin">(head) || std::ranges::any_of(head, is_remedy)) return false;
  return std::ranges::any_of(head, is_skin_or_itch) || consists_of<"places">(plain) ||
         (std::ranges::any_of(head, is_trouble) &&
             std::ranges::any_of(words, is_skin_or_itch));  // `redness on the skin`
}

bool names_no_food(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  const auto words = words_of(plain);
  const auto head = head_of(words);
  return std::ranges::any_of(words, is_itch) || shares_word<"rash words">(words) ||
         std::any_of(words.begin() + std::ssize(head), words.end(), is_skin);
}

bool names_rating(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  if (plain == "severity" || names_skin(plain)) return true;
  const auto words = words_of(plain);
  const bool is_lost_sleep = shares_word<"sleep">(words) && shares_word<"lost">(words);
  const auto head = head_of(words);
  const bool is_rating = shares_word<"ratings">(head) || shares_word<"foreign ratings">(head);
  return is_lost_sleep ||
         (is_rating && !shares_word<"beside skin">(head) && std::ranges::none_of(head, is_remedy));
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
  return consists_of<"measures">(plain) ||
         (shares_word<"nutrient units">(words_of(plain)) && names_nutrient(plain));
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
  const auto head = head_of(words);
  if (std::ranges::any_of(head, is_surely_remedy)) return true;
  if (std::ranges::any_of(head, is_listed<"remedies">) && std::ranges::any_of(words, is_treated))
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
  const Words words = words_of(phrase);
  if (shares_word<"supplement header words">(words)) return Role::supplement;
  if (shares_word<"treatment header words">(words)) return Role::treatment;
  if (shares_word<"symptom header words">(words)) return Role::symptom;
  if (shares_word<"food header words">(words) || is_meal_word(phrase)) return Role::foods;
  if (shares_word<"factor header words">(words)) return Role::factor;
  return std::nullopt;
}

bool is_plain_severity(std::string_view phrase) { return is_listed<"severity headers">(phrase); }

bool names_person(std::string_view phrase) { return shares_word<"person words">(words_of(phrase)); }

bool is_about_foods(std::string_view phrase) {
  return shares_word<"about foods">(words_of(phrase));
}

bool names_uneaten(std::string_view phrase) {
  const auto words = words_of(phrase);
  const auto not_eaten = [](std::string_view word, std::string_view next) {
    return is_listed<"negations">(word) && is_listed<"eating verbs">(next);
  };
  return shares_word<"uneaten">(words) ||
         (shares_word<"other people">(words) && !shares_word<"made">(words)) ||
         std::ranges::adjacent_find(words, not_eaten) != words.end();
}

bool names_amount(std::string_view phrase) {
  return consists_of_only<"amount headers", "servings", "amount words">(phrase) ||
         consists_of_only<"servings", "amount headers", "amount words">(phrase);
}

int day_shift_of(std::string_view phrase, Role role) {
  const std::string padded = fmt::format(" {} ", phrase);
  const auto holds = [&](const auto& phrases) {
    return std::ranges::any_of(phrases,
        [&](std::string_view one) { return padded.find(fmt::format(" {} ", one)) != padded.npos; });
  };
  const bool is_eaten = role == Role::foods || role == Role::food || role == Role::supplement;
  const bool is_rated = role == Role::severity || role == Role::symptom;
  if (!(is_eaten || is_rated) || holds(word_list<"comparisons">)) return 0;
  if (holds(word_list<"day before">) || (is_eaten && holds(word_list<"night before">))) return -1;
  return is_rated && holds(word_list<"day after">) ? 1 : 0;
}

bool names_mealtime(std::string_view phrase) {
  return consists_of_only<"mealtimes", "meals", "food header words", "beside mealtimes">(phrase);
}

bool is_nothing(std::string_view phrase) {
  return is_listed<"nothing">(phrase) ||
         consists_of_only<"denials", "food header words", "meals", "beside denials">(phrase);
}

bool is_unrecorded(std::string_view phrase) {
  return is_listed<"not recorded">(phrase) || consists_of_only<"records", "lacks">(phrase);
}

bool is_ditto(std::string_view name) {
  const std::string phrase = header_phrase(name);
  return name == "\"" || name == "''" || name == "\u201D" || name == "\u3003" ||
         consists_of_only<"ditto", "food header words", "meals", "weekdays", "ditto fillers">(
             phrase);
}

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
  if (const auto role = role_of_phrase(phrase); role && kind_of(*role)) return kind_of(*role);
  if (names_treatment(phrase)) return Kind::treatment;
  if (names_skin(phrase)) return Kind::severity;
  if (names_factor(phrase)) return Kind::factor;
  if (names_rating(phrase) || names_symptom(phrase)) return Kind::symptom;
  return std::nullopt;
}

}  // namespace culprit::diary
