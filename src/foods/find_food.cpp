#include "culprit/foods/find_food.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "culprit/core/error.hpp"
#include "culprit/core/text.hpp"
#include "foods/fold.hpp"
#include "foods/tables.hpp"

namespace culprit::foods {
namespace {

using Words = std::vector<std::string>;

class FoodFinder {
 public:
  FoodFinder(const Resolution& resolution, const Lexicon& lexicon, std::string_view asked)
      : resolution_{resolution}, lexicon_{lexicon}, asked_{asked}, words_{words_of_text(asked)} {}

  [[nodiscard]] std::vector<std::size_t> find() const {
    const std::string folded = fold_name(asked_);
    const auto is_folded = [&](std::string_view text) { return fold_name(text) == folded; };
    const auto is_same = [&](std::string_view text) { return words_of_text(text) == words_; };
    if (words_.empty()) return {};
    const auto term = lexicon_.find(asked_);
    const auto is_entry = [&](std::string_view text) {
      return term && lexicon_.find(text) == term;
    };
    for (const Level level : {Level::food, Level::ingredient, Level::group}) {
      if (const auto found = first_named(level, is_folded)) return {*found};
      if (const auto found = first_named(level, is_same)) return {*found};
    }
    if (const auto found = first_spelt(is_folded)) return {*found};
    if (const auto found = first_spelt(is_same)) return {*found};
    for (const Level level : {Level::food, Level::ingredient})
      if (const auto found = first_named(level, is_entry)) return {*found};
    auto parts = holding();
    // Oat milk is not milk: what is a food of its own is not meant by a part of another's name.
    if (term && parts.size() == 1) parts.clear();
    return parts;
  }

 private:
  template <typename Test>
  [[nodiscard]] std::optional<std::size_t> first_named(Level level, const Test& test) const {
    for (std::size_t i = 0; i < resolution_.foods.size(); ++i) {
      const Food& food = resolution_.foods[i];
      if (food.level != level) continue;
      if (test(food.name) || test(name_in_words(food.name, food.level))) return i;
      if (food.level != Level::group) continue;
      const auto group = lexicon_.find_group(food.name);
      if (group && test(lexicon_.groups()[*group].label)) return i;
    }
    return std::nullopt;
  }

  template <typename Test>
  [[nodiscard]] std::optional<std::size_t> first_spelt(const Test& test) const {
    for (std::size_t i = 0; i < resolution_.foods.size(); ++i) {
      const auto& phrases = resolution_.foods[i].phrases;
      if (std::any_of(phrases.begin(), phrases.end(),
              [&](const Phrase& phrase) { return test(phrase.text); }))
        return i;
    }
    return std::nullopt;
  }

  /// The names that have all the words, or words that begin with them; `any milk` is milk.
  [[nodiscard]] std::vector<std::size_t> holding() const {
    constexpr std::size_t most = 20;
    const bool is_any = words_.size() > 1 && words_.front() == "any";
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < resolution_.foods.size() && found.size() < most; ++i) {
      const Words name = words_of_text(resolution_.foods[i].name);
      const auto has = [&](const std::string& word) {
        return std::any_of(name.begin(), name.end(),
            [&](const std::string& other) { return other.starts_with(word); });
      };
      if (std::all_of(words_.begin() + (is_any ? 1 : 0), words_.end(), has)) found.push_back(i);
    }
    return found;
  }

  /// The words of a text as the lexicon reads them.
  [[nodiscard]] Words words_of_text(std::string_view text) const {
    const Tables& tables = lexicon_.tables();
    const std::string folded = fold_phrase(text);
    Words words;
    for (const Token& token : tokenise(folded, [](std::string_view) { return true; })) {
      if (token.kind > TokenKind::number) continue;
      const auto word = find_singular(tables, token.text);
      words.emplace_back(word == nothing ? token.text : tables.word(word));
    }
    return words;
  }

  const Resolution& resolution_;
  const Lexicon& lexicon_;
  std::string_view asked_;
  Words words_;
};

/// The foods with the spelling nearest to `folded`, or with it in their names, nearest first; a
/// name that shares nothing with it is no help.
std::vector<std::string> nearest_foods(const Resolution& resolution, std::string_view folded) {
  constexpr std::size_t most = 3;
  const std::size_t farthest = std::max<std::size_t>(2, folded.size() / 2);
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const auto& food : resolution.foods) {
    const std::string name = fold_name(food.name);
    std::size_t distance = name.find(folded) != name.npos ? 1 : edit_distance(folded, name);
    // Phrases of coarser names are those of their foods.
    for (const auto& phrase : food.phrases) {
      if (food.level != Level::food) break;
      distance = std::min(distance, edit_distance(folded, fold_name(phrase.text)));
    }
    if (distance <= farthest) near.emplace_back(distance, food.name);
  }
  std::sort(near.begin(), near.end());
  std::vector<std::string> names;
  for (const auto& [distance, name] : near)
    if (names.size() < most && std::ranges::find(names, name) == names.end()) names.push_back(name);
  return names;
}

[[noreturn]] void throw_unknown(const Resolution& resolution, std::string_view food) {
  Message message{.code = "unknown_food",
      .text = fmt::format("food '{}' is not in this diary; expected the name of one of its foods",
          tidy_name(food))};
  std::string names;
  for (const auto& name : nearest_foods(resolution, fold_name(food)))
    names += fmt::format("{}'{}'", names.empty() ? "" : " or ", name);
  if (!names.empty()) message.hint = fmt::format("did you mean {}?", names);
  throw InputError({message});
}

[[noreturn]] void throw_several(
    const Resolution& resolution, const std::vector<std::size_t>& found, std::string_view food) {
  std::string names;
  for (const std::size_t i : found) {
    const auto& candidate = resolution.foods[i];
    names += fmt::format(
        "{}'{}'", names.empty() ? "" : ", ", name_in_words(candidate.name, candidate.level));
  }
  throw InputError{Message{.code = "several_foods",
      .text = fmt::format(
          "food '{}' could be several of this diary; expected one of {}", tidy_name(food), names)}};
}

}  // namespace

std::vector<std::size_t> find_food(
    const Resolution& resolution, const Lexicon& lexicon, std::string_view asked) {
  return FoodFinder{resolution, lexicon, asked}.find();
}

std::size_t find_one_food(
    const Resolution& resolution, const Lexicon& lexicon, std::string_view asked) {
  const auto found = find_food(resolution, lexicon, asked);
  if (found.empty()) throw_unknown(resolution, asked);
  if (found.size() > 1) throw_several(resolution, found, asked);
  return found.front();
}

}  // namespace culprit::foods
