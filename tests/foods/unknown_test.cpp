#include "culprit/foods/unknown.hpp"

#include <gtest/gtest.h>

namespace culprit::foods {
namespace {

using diary::DayPart;
using diary::Diary;
using diary::Kind;

Diary make_diary() {
  Diary diary;
  diary.names = {"glorp", "milk with glorp", "snarf, glorp", "zork"};
  const auto add = [&](Kind kind, std::uint32_t name, int times) {
    for (int i = 0; i < times; ++i)
      diary.entries.push_back({Day{}, {}, kind, DayPart::unknown, name});
  };
  add(Kind::food, 0, 2);
  add(Kind::supplement, 1, 1);
  add(Kind::food, 2, 4);
  add(Kind::factor, 3, 9);
  return diary;
}

TEST(UnknownFoods, AreCountedByEntryMostFirst) {
  Resolver resolver{Lexicon::built_in()};
  const std::vector<Phrase> expected{{"glorp", 7}, {"snarf", 4}};
  EXPECT_EQ(unknown_foods(make_diary(), resolver), expected);
  EXPECT_TRUE(unknown_foods(Diary{}, resolver).empty());
}

TEST(UnknownFoods, AreAFileThatIsFilledInAndGivenBack) {
  const auto& lexicon = Lexicon::built_in();
  Resolver resolver{lexicon};
  const auto diary = make_diary();
  std::string text = to_lexicon_text(unknown_foods(diary, resolver), lexicon);
  EXPECT_NE(text.find("\n# 7 entries"), std::string::npos);
  const auto at = text.find("\nglorp =");
  ASSERT_NE(at, std::string::npos);
  text.insert(at + 8, " beef, ~onion");
  const auto mine = Lexicon::extended(text, "mine.txt");
  Resolver mine_resolver{mine};
  EXPECT_TRUE(unknown_foods(diary, mine_resolver).empty());
  const auto& resolved = mine_resolver.resolve("glorp");
  ASSERT_EQ(resolved.items.size(), 1u);
  EXPECT_TRUE(resolved.items[0].groups.sure.has(*mine.find_group("beef")));
  EXPECT_TRUE(mine_resolver.resolve("snarf").sure().empty());  // left as it was: no group
}

}  // namespace
}  // namespace culprit::foods
