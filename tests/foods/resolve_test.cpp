#include "culprit/foods/resolve.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace culprit::foods {
namespace {

using diary::DayPart;
using diary::Diary;
using diary::Kind;

void add(Diary& diary, Kind kind, std::uint32_t name, int times) {
  for (int i = 0; i < times; ++i)
    diary.entries.push_back({Day{}, {}, kind, DayPart::unknown, name});
}

/// Of each name the variables in it.
std::string variables_of(const Resolution& resolution) {
  std::string text;
  for (const auto& uses : resolution.uses_of_name) {
    for (const Use& use : uses)
      text += (text.ends_with(';') || text.empty() ? "" : ",") + std::to_string(use.food);
    text += ';';
  }
  return text;
}

TEST(Resolve, KeepsTheCommonestSpellingsOfAFood) {
  Diary diary;
  for (int i = 0; i < 30; ++i)
    diary.names.push_back("milk, " + std::string(300, static_cast<char>('a' + i % 26)));
  std::sort(diary.names.begin(), diary.names.end());
  for (std::uint32_t name = 0; name < 30; ++name) add(diary, Kind::food, name, name == 29 ? 3 : 1);
  const Resolution resolution = resolve(diary);
  const auto milk = std::find_if(resolution.foods.begin(), resolution.foods.end(),
      [](const Food& food) { return food.name == "milk"; });
  ASSERT_NE(milk, resolution.foods.end());
  EXPECT_EQ(milk->n_phrases, 30u);
  ASSERT_EQ(milk->phrases.size(), 20u);
  EXPECT_EQ(milk->phrases[0].count, 3u);
  EXPECT_EQ(milk->phrases[0].text, diary.names[29].substr(0, 200) + "...");
}

TEST(Resolve, JoinsSpellingsUnderTheCommonest) {
  Diary diary;
  diary.names = {"COOKIE", "Cookie", "apple", "cookie", "eczema", "unused", "zinc"};
  add(diary, Kind::food, 0, 2);
  add(diary, Kind::food, 1, 3);
  add(diary, Kind::food, 2, 1);
  add(diary, Kind::food, 3, 3);
  add(diary, Kind::severity, 4, 5);
  add(diary, Kind::supplement, 6, 2);
  const Resolution resolution = resolve(diary);
  ASSERT_EQ(resolution.foods.size(), 3u);
  EXPECT_EQ(resolution.foods[0].name, "apple");
  EXPECT_EQ(resolution.foods[1].name, "cookie");  // the lexicon's name
  const std::vector<Phrase> phrases{{"Cookie", 3}, {"cookie", 3}, {"COOKIE", 2}};
  EXPECT_EQ(resolution.foods[1].phrases, phrases);
  EXPECT_FALSE(resolution.foods[1].is_supplement);
  EXPECT_TRUE(resolution.foods[2].is_supplement);
  EXPECT_EQ(variables_of(resolution), "1;1;0;1;;;2;");
}

TEST(Resolve, AFoodAlsoTakenAsASupplementIsAFood) {
  Diary diary;
  diary.names = {"Ginger", "ginger", "stress"};
  add(diary, Kind::supplement, 0, 4);
  add(diary, Kind::food, 1, 1);
  add(diary, Kind::factor, 1, 9);
  add(diary, Kind::factor, 2, 1);
  const Resolution resolution = resolve(diary);
  ASSERT_EQ(resolution.foods.size(), 1u);
  EXPECT_EQ(resolution.foods[0].name, "ginger");
  EXPECT_FALSE(resolution.foods[0].is_supplement);
  EXPECT_EQ(resolution.foods[0].phrases.back().count, 1u);  // entries as a factor do not count
}

/// Foods of one phrase each, by name.
std::string names_of(std::vector<std::string> phrases) {
  Diary diary;
  std::sort(phrases.begin(), phrases.end());
  diary.names = std::move(phrases);
  for (std::uint32_t name = 0; name < diary.names.size(); ++name) add(diary, Kind::food, name, 1);
  std::string names;
  for (const Food& food : resolve(diary).foods) names += food.name + ";";
  return names;
}

TEST(Resolve, NamesFoodsAsTheDiaryDoesOrTheLexicon) {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"Greek yoghurt", "yogurt, greek"}, "Greek yoghurt;"},
      {{"Blueberries"}, "blueberry;"},
      {{"oats"}, "oats;"},
      {{"2 slices sourdough toast w/ butter"}, "butter;sourdough toast;"},
      {{"food 1", "food 2", "zork_07", "tofu"}, "food 1;food 2;tofu;zork_07;"},
      {{"wombel 3", "wombel 4"}, "wombel 3;wombel 4;"},
      {{"150 g rice", "rice"}, "rice;"},
      {{"no milk today"}, ""},
  };
  for (const auto& [phrases, names] : cases) EXPECT_EQ(names_of(phrases), names) << phrases[0];
}

TEST(Resolve, AmountsOfPhrasesBelongToTheirFood) {
  Diary diary;
  diary.names = {"2 slices rye bread and cheddar", "rye bread"};
  add(diary, Kind::food, 0, 1);
  add(diary, Kind::food, 1, 1);
  const Resolution resolution = resolve(diary);
  ASSERT_EQ(resolution.foods.size(), 2u);
  const auto& uses = resolution.uses_of_name[0];
  ASSERT_EQ(uses.size(), 2u);
  EXPECT_EQ(resolution.foods[uses[0].food].name, "cheddar");
  EXPECT_TRUE(std::isnan(uses[0].amount));
  EXPECT_EQ(uses[1].amount, 2);
  EXPECT_EQ(resolution.units[uses[1].unit], "slice");
  EXPECT_FALSE(uses[1].is_alone);
  EXPECT_TRUE(resolution.uses_of_name[1][0].is_alone);
}

TEST(Resolve, AnEmptyDiaryHasNoFoods) {
  EXPECT_TRUE(resolve(Diary{}).foods.empty());
  EXPECT_TRUE(resolve(Diary{}).uses_of_name.empty());
}

}  // namespace
}  // namespace culprit::foods
