#include "culprit/foods/recast.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "culprit/foods/resolve.hpp"

namespace culprit::foods {
namespace {

using diary::DayPart;
using diary::Diary;
using diary::Entry;
using diary::Kind;

/// Day 0: cetirizine, milk, stress; day 1: milk, hives; day 2: vitamin D.
Diary mixed() {
  Diary diary;
  diary.names = {"cetirizine", "hives", "milk", "stress", "vitamin D"};
  const auto add = [&](int day, std::uint32_t name) {
    diary.entries.push_back({Day{Days{day}}, {}, Kind::food, DayPart::unknown, name});
  };
  add(0, 0);
  add(0, 2);
  add(0, 3);
  add(1, 1);
  add(1, 2);
  add(2, 4);
  diary.logged_days = {Day{Days{0}}, Day{Days{1}}, Day{Days{2}}};
  return diary;
}

std::string kinds(const Diary& diary) {
  std::string text;
  for (const Entry& entry : diary.entries) {
    text += diary.name_of(entry) + ":" + std::string{to_word(entry.kind)};
    if (entry.has_amount()) text += "=" + std::to_string(static_cast<int>(entry.amount));
    text += ";";
  }
  return text;
}

TEST(RecastEntries, GivesWhatIsNoFoodTheKindThatItIs) {
  Diary diary = mixed();
  const auto recasts = recast_entries(diary, Lexicon::built_in());
  EXPECT_EQ(kinds(diary),
      "milk:food;stress:factor=1;cetirizine:treatment;hives:food;milk:food;stress:factor=0;"
      "stress:factor=0;vitamin D:supplement;");
  ASSERT_EQ(recasts.size(), 4u);
  EXPECT_EQ(recasts[0].name, "cetirizine");
  EXPECT_EQ(recasts[0].role, Role::treatment);
  EXPECT_EQ(recasts[0].entries, 1u);
  EXPECT_EQ(recasts[1].role, Role::symptom);
  EXPECT_EQ(recasts[2].role, Role::factor);
  EXPECT_EQ(recasts[3].role, Role::supplement);
  // Neither the treatment, the factor nor the symptom is a food now.
  const Resolution resolution = resolve(diary);
  ASSERT_EQ(resolution.foods.size(), 2u);
  EXPECT_EQ(resolution.foods[0].name, "milk");
  EXPECT_TRUE(resolution.foods[1].is_supplement);
}

TEST(RecastEntries, KeepsTheValueOfAFactor) {
  Diary diary = mixed();
  diary.entries[2].amount = 7;
  recast_entries(diary, Lexicon::built_in());
  EXPECT_NE(kinds(diary).find("stress:factor=7"), std::string::npos);
}

TEST(RecastEntries, LeavesADiaryOfFoodsAsItIs) {
  Diary diary = mixed();
  std::erase_if(diary.entries, [](const Entry& entry) { return entry.name != 2; });
  const std::string before = kinds(diary);
  EXPECT_TRUE(recast_entries(diary, Lexicon::built_in()).empty());
  EXPECT_EQ(kinds(diary), before);
}

TEST(RecastEntries, ALexiconOfOnesOwnSaysOtherwise) {
  Diary diary = mixed();
  const Lexicon own = Lexicon::extended("stress =\n", "mine.txt");
  recast_entries(diary, own);
  EXPECT_NE(kinds(diary).find("stress:food"), std::string::npos);
}

}  // namespace
}  // namespace culprit::foods
