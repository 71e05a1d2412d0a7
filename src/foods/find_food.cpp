#include "culprit/foods/find_food.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "culprit/core/text.hpp"
#include "foods/fold.hpp"
#include "foods/tables.hpp"
#include "foods/tokens.hpp"

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
    return holding();
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

}  // namespace

std::vector<std::size_t> find_food(
    const Resolution& resolution, const Lexicon& lexicon, std::string_view asked) {
  return FoodFinder{resolution, lexicon, asked}.find();
}

}  // namespace culprit::foods
