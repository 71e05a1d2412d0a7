#include "culprit/foods/resolve.hpp"

#include <gtest/gtest.h>

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

TEST(Resolve, AnEmptyDiaryHasNoFoods) {
  EXPECT_TRUE(resolve(Diary{}).foods.empty());
  EXPECT_TRUE(resolve(Diary{}).uses_of_name.empty());
}

}  // namespace
}  // namespace culprit::foods
