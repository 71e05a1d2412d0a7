#include "foods/levels.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "culprit/foods/resolve.hpp"
#include "foods/phrases.hpp"

namespace culprit::foods {
namespace {

using diary::DayPart;
using diary::Diary;
using diary::Kind;

/// Each phrase once, a day each.
Diary diary_of(std::vector<std::string> phrases) {
  Diary diary;
  std::sort(phrases.begin(), phrases.end());
  diary.names = std::move(phrases);
  for (std::uint32_t name = 0; name < diary.names.size(); ++name) {
    diary.entries.push_back(
        {Day{Days{static_cast<int>(name)}}, {}, Kind::food, DayPart::unknown, name});
  }
  return diary;
}

Resolution at(Levels levels, const std::vector<std::string>& phrases) {
  return resolve(diary_of(phrases), Lexicon::built_in(), levels);
}

const Food* find(const Resolution& resolution, std::string_view name, Level level) {
  for (const Food& food : resolution.foods) {
    if (food.name == name && food.level == level) return &food;
  }
  return nullptr;
}

std::vector<std::string> names(const Resolution& resolution, Level level) {
  std::vector<std::string> all;
  for (const Food& food : resolution.foods) {
    if (food.level == level) all.push_back(food.name);
  }
  return all;
}

bool has(const std::vector<std::string>& all, std::string_view name) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

std::string phrases_of(const Food& food) {
  std::string text;
  for (const Phrase& phrase : food.phrases) text += phrase.text + ";";
  return text;
}

bool is_parent(const Resolution& resolution, const Food* parent, const Food* child) {
  const auto index = static_cast<std::uint32_t>(parent - resolution.foods.data());
  return std::binary_search(child->parents.begin(), child->parents.end(), index);
}

TEST(Levels, EvidenceForAGroupIsGatheredFromAllPhrases) {
  const auto all = at(Levels::all, {"latte", "margherita pizza", "apple", "blue cheese"});
  const Food* dairy = find(all, "dairy", Level::group);
  ASSERT_NE(dairy, nullptr);
  EXPECT_EQ(phrases_of(*dairy), "blue cheese;latte;margherita pizza;");
  EXPECT_EQ(dairy->layer, Layer::identity);
  const Food* lactose = find(all, "lactose", Level::group);
  ASSERT_NE(lactose, nullptr);
  EXPECT_EQ(lactose->layer, Layer::dose);
}

TEST(Levels, AnIngredientOfOneFoodAloneIsThatFood) {
  EXPECT_FALSE(has(names(at(Levels::all, {"latte", "apple"}), Level::ingredient), "coffee"));
  EXPECT_TRUE(
      has(names(at(Levels::all, {"latte", "coffee", "apple"}), Level::ingredient), "coffee"));
}

TEST(Levels, WhatAPhraseLeavesOutIsNoUse) {
  const auto all = at(
      Levels::all, {"latte with oat milk", "latte", "milk", "pizza no cheese", "pizza", "cheddar"});
  const Food* dairy = find(all, "dairy", Level::group);
  ASSERT_NE(dairy, nullptr);
  EXPECT_EQ(phrases_of(*dairy), "cheddar;latte;milk;pizza;");
  // What differs in content is another food.
  EXPECT_NE(find(all, "pizza", Level::food), nullptr);
  EXPECT_NE(find(all, "pizza no cheese", Level::food), nullptr);
}

TEST(Levels, ParentsAreAllThatAFoodBelongsTo) {
  const auto all = at(Levels::all,
      {"rye bread", "white bread", "beer", "latte", "milk", "garlic bread", "aioli", "garlic"});
  const auto check = [&](std::string_view child, Level child_level, std::string_view parent,
                         Level parent_level, bool expected) {
    const Food* c = find(all, child, child_level);
    const Food* p = find(all, parent, parent_level);
    ASSERT_NE(c, nullptr) << child;
    ASSERT_NE(p, nullptr) << parent;
    EXPECT_EQ(is_parent(all, p, c), expected) << child << " < " << parent;
  };
  check("rye bread", Level::food, "gluten", Level::group, true);
  check("rye bread", Level::food, "rye", Level::group, true);
  check("rye", Level::group, "gluten", Level::group, true);
  check("gluten", Level::group, "rye", Level::group, false);
  check("milk", Level::food, "dairy", Level::group, true);
  check("garlic bread", Level::food, "garlic", Level::ingredient, true);
  check("garlic", Level::ingredient, "allium", Level::group, true);
  check("latte", Level::food, "gluten", Level::group, false);
  for (const Food& food : all.foods) {
    EXPECT_TRUE(std::is_sorted(food.parents.begin(), food.parents.end())) << food.name;
    EXPECT_EQ(std::adjacent_find(food.parents.begin(), food.parents.end()), food.parents.end());
  }
}

TEST(Levels, EachLevelStandsAlone) {
  const std::vector<std::string> phrases{"latte", "black coffee", "xyzzy"};
  for (const auto& [levels, level] :
      {std::pair{Levels::food, Level::food}, std::pair{Levels::ingredient, Level::ingredient},
          std::pair{Levels::group, Level::group}}) {
    const auto one = at(levels, phrases);
    EXPECT_FALSE(one.foods.empty());
    EXPECT_EQ(one.distinct_foods, 3u);
    for (const Food& food : one.foods) EXPECT_EQ(food.level, level) << food.name;
  }
  // Unknown foods and those without ingredients stand for themselves.
  EXPECT_TRUE(has(names(at(Levels::ingredient, phrases), Level::ingredient), "xyzzy"));
  EXPECT_TRUE(has(names(at(Levels::ingredient, {"apple"}), Level::ingredient), "apple"));
}

TEST(Levels, OneEntryWithTwoFoodsOfAGroupIsOneUseOfIt) {
  const auto all = at(Levels::all, {"cheddar and butter", "butter"});
  const auto dairy =
      static_cast<std::uint32_t>(find(all, "dairy", Level::group) - all.foods.data());
  for (const auto& uses : all.uses_of_name) {
    EXPECT_EQ(
        std::count_if(uses.begin(), uses.end(), [&](const Use& use) { return use.food == dairy; }),
        1);
    EXPECT_TRUE(std::is_sorted(
        uses.begin(), uses.end(), [](const Use& a, const Use& b) { return a.food < b.food; }));
  }
}

TEST(Levels, OfMaybeAGroupKnowsThePhrasesAndTakesNone) {
  const auto all = at(Levels::all, {"milk", "dark chocolate"});
  const Food* dairy = find(all, "dairy", Level::group);
  ASSERT_NE(dairy, nullptr);
  EXPECT_EQ(phrases_of(*dairy), "milk;");
  EXPECT_EQ(dairy->maybe_names, std::vector<std::uint32_t>{0});  // dark chocolate
}

TEST(Levels, TheOrderOfFoodsInACellDoesNotMatter) {
  for (const auto& [a, b] : {std::pair{"steak, chips and peas", "peas, steak and chips"},
           std::pair{"rice; beans; avocado", "avocado; rice; beans"}}) {
    const auto first = at(Levels::all, {a});
    const auto second = at(Levels::all, {b});
    EXPECT_EQ(names(first, Level::food), names(second, Level::food));
    EXPECT_EQ(names(first, Level::group), names(second, Level::group));
  }
}

TEST(Levels, NothingEatenIsLost) {
  const std::vector<std::string> phrases{
      "qqq, apple", "5 zzyx", "milk & 7 wumps", "no cheese", "stress", "?", "Brot mit Käse"};
  const auto resolution = at(Levels::all, phrases);
  const auto diary = diary_of(phrases);
  for (std::size_t name = 0; name < diary.names.size(); ++name) {
    const bool is_nothing = diary.names[name] == "no cheese" || diary.names[name] == "stress";
    EXPECT_EQ(resolution.uses_of_name[name].empty(), is_nothing) << diary.names[name];
  }
}

/// Phrases as people write them.
std::vector<std::string> many_phrases() {
  std::vector<std::string> phrases;
  for (const auto& row : read_table(CULPRIT_FOODS_DATA "/blind_phrases.tsv")) {
    phrases.push_back(row[0]);
  }
  std::sort(phrases.begin(), phrases.end());
  phrases.erase(std::unique(phrases.begin(), phrases.end()), phrases.end());
  return phrases;
}

/// Groups among the variables.
std::set<std::string> groups_of(
    const Resolution& resolution, const std::vector<std::uint32_t>& variables) {
  std::set<std::string> names;
  for (const std::uint32_t v : variables) {
    if (resolution.foods[v].level == Level::group) names.insert(resolution.foods[v].name);
  }
  return names;
}

TEST(Levels, OfEveryPhraseTheGroupsAreThoseOfItsFoods) {
  const auto phrases = many_phrases();
  const auto resolution = at(Levels::all, phrases);
  const Lexicon& lexicon = Lexicon::built_in();
  for (std::size_t name = 0; name < phrases.size(); ++name) {
    GroupSet sure;
    bool is_eaten = false;
    const Resolved resolved = resolve_phrase(lexicon, phrases[name]);
    for (const Item& item : resolved.items) {
      if (item.role != Role::food && item.role != Role::supplement) continue;
      is_eaten = true;
      sure = sure | item.groups.sure;
    }
    std::set<std::string> expected;
    sure.for_each([&](GroupId group) { expected.emplace(lexicon.groups()[group].id); });
    std::vector<std::uint32_t> variables;
    for (const Use& use : resolution.uses_of_name[name]) variables.push_back(use.food);
    EXPECT_EQ(groups_of(resolution, variables), expected) << phrases[name];
    const bool says_nothing_eaten =
        !is_eaten && (!resolved.items.empty() || !resolved.not_eaten.empty());
    EXPECT_EQ(variables.empty(), says_nothing_eaten) << phrases[name];
  }
}

TEST(Levels, AUseOfAVariableIsAUseOfAllThatAFoodBelongsToUnlessMisspelt) {
  const auto phrases = many_phrases();
  const auto resolution = at(Levels::all, phrases);
  for (std::size_t name = 0; name < phrases.size(); ++name) {
    const auto& uses = resolution.uses_of_name[name];
    const auto items = resolve_phrase(Lexicon::built_in(), phrases[name]).items;
    const bool is_misspelt = std::any_of(
        items.begin(), items.end(), [](const Item& item) { return !item.written.empty(); });
    std::set<std::uint32_t> used;
    std::set<std::uint32_t> above;
    for (const Use& use : uses) {
      used.insert(use.food);
      const Food& food = resolution.foods[use.food];
      if (food.level == Level::food) above.insert(food.parents.begin(), food.parents.end());
    }
    EXPECT_TRUE(is_misspelt || std::includes(used.begin(), used.end(), above.begin(), above.end()));
    for (const std::uint32_t v : used) {
      EXPECT_TRUE(resolution.foods[v].level == Level::food || above.contains(v))
          << resolution.foods[v].name << " has no food that brings it";
    }
  }
}

TEST(Levels, ParentsAreCoarserOrOfTheSameLevelAndNeverInACircle) {
  const auto resolution = at(Levels::all, many_phrases());
  for (std::uint32_t v = 0; v < resolution.foods.size(); ++v) {
    const Food& food = resolution.foods[v];
    EXPECT_TRUE(std::is_sorted(food.parents.begin(), food.parents.end())) << food.name;
    for (const std::uint32_t parent : food.parents) {
      const Food& above = resolution.foods[parent];
      EXPECT_NE(parent, v) << food.name;
      EXPECT_GE(above.level, food.level) << food.name;
      EXPECT_NE(above.level, Level::food) << food.name;
      EXPECT_FALSE(std::binary_search(above.parents.begin(), above.parents.end(), v))
          << food.name << " and " << above.name << " belong to one another";
    }
  }
}

TEST(Levels, InWordsCoarserNamesAreAnyOfThem) {
  EXPECT_EQ(name_in_words("latte", Level::food), "latte");
  EXPECT_EQ(name_in_words("garlic", Level::ingredient), "any garlic");
  EXPECT_EQ(name_in_words("tree-nut", Level::group), "any tree nut");
}

}  // namespace
}  // namespace culprit::foods
