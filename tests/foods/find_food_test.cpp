#include "culprit/foods/find_food.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "culprit/core/error.hpp"
#include "culprit/diary/diary.hpp"

namespace culprit::foods {
namespace {

Resolution resolution_of(std::initializer_list<const char*> names) {
  diary::Diary diary;
  int day = 0;
  for (const auto* name : names) {
    diary::Entry entry;
    entry.day = Day{} + Days{day++};
    entry.kind = diary::Kind::food;
    entry.name = static_cast<std::uint32_t>(diary.names.size());
    diary.names.emplace_back(name);
    diary.entries.push_back(entry);
    diary.logged_days.push_back(entry.day);
  }
  return resolve(diary, Lexicon::built_in(), Levels::all);
}

const Resolution& resolution() {
  static const Resolution made = resolution_of({"Tomatoes", "blue cheese", "cottage cheese",
      "yoghurt", "latte", "Grandma's xyzzy", "almonds", "2 eggs", "qqq 65"});
  return made;
}

/// The names that are found, with their levels.
std::string found(std::string_view asked) {
  std::string names;
  for (const auto i : find_food(resolution(), Lexicon::built_in(), asked)) {
    const Food& food = resolution().foods[i];
    names += (names.empty() ? "" : "; ") + name_in_words(food.name, food.level);
  }
  return names;
}

TEST(FindFood, ByNameAndSpelling) {
  EXPECT_EQ(found("LATTE"), "latte");
  EXPECT_EQ(found("2 eggs"), found("egg"));
  EXPECT_EQ(found("grandmas xyzzy"), found("Grandma's xyzzy"));
}

TEST(FindFood, AsTheLexiconReadsWords) {
  EXPECT_EQ(found("tomato"), found("Tomatoes"));
  EXPECT_NE(found("tomato"), "");
  EXPECT_EQ(found("yogurts"), found("yoghurt"));
  EXPECT_EQ(found("almond"), found("almonds"));
}

TEST(FindFood, GroupsByNamePluralAndLabel) {
  EXPECT_EQ(found("any tree nut"), "any tree nut");
  EXPECT_EQ(found("any tree nuts"), "any tree nut");
  EXPECT_EQ(found("Tree Nuts"), "any tree nut");
  EXPECT_EQ(found("any dairy"), "any dairy");
}

TEST(FindFood, APartOfANameIsOneOrAQuestion) {
  EXPECT_EQ(found("xyzzy"), found("Grandma's xyzzy"));
  EXPECT_EQ(found("cottage"), "cottage cheese");
  EXPECT_EQ(found("cheese"), "blue cheese; cottage cheese");
  EXPECT_EQ(found("any cheese"), found("cheese"));
  EXPECT_EQ(found("cott"), "cottage cheese");
  EXPECT_EQ(found("65"), "qqq 65");
  EXPECT_EQ(found("plugh"), "");
  EXPECT_EQ(found(""), "");
}

TEST(FindFood, OatMilkIsNotMilk) {
  const auto diary = resolution_of({"oat milk", "toast", "peanut butter"});
  for (const auto* asked : {"milk", "butter"}) {
    EXPECT_TRUE(find_food(diary, Lexicon::built_in(), asked).empty()) << asked;
    try {
      (void)find_one_food(diary, Lexicon::built_in(), asked);
      ADD_FAILURE() << "no error";
    } catch (const InputError& error) {
      EXPECT_EQ(error.messages().front().code, "unknown_food");
      EXPECT_NE(error.messages().front().hint.find(asked), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace culprit::foods
