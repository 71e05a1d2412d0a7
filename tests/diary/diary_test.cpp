#include "culprit/diary/diary.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <string>

namespace culprit::diary {
namespace {

TEST(Kind, HasAWordThatIsReadBackInAnyCase) {
  for (const auto kind : {Kind::food, Kind::severity, Kind::symptom, Kind::factor, Kind::treatment,
           Kind::supplement}) {
    EXPECT_EQ(kind_from_word(to_word(kind)), kind);
  }
  EXPECT_EQ(kind_from_word(" Food "), Kind::food);
  EXPECT_EQ(kind_from_word("SUPPLEMENT"), Kind::supplement);
  for (const char* word : {"", "foods", "foo", "f\x8Fod", "meal"}) {
    EXPECT_EQ(kind_from_word(word), std::nullopt) << word;
  }
}

TEST(Entry, WithoutAnAmountHasNone) {
  EXPECT_FALSE(Entry{}.has_amount());
  Entry entry;
  entry.amount = 0;
  EXPECT_TRUE(entry.has_amount());
}

/// One letter of the name and the amount of each entry.
std::string in_order(const Diary& diary) {
  std::string text;
  for (const Entry& entry : diary.entries) {
    text += diary.name_of(entry);
    if (entry.has_amount()) text += std::to_string(static_cast<int>(entry.amount));
    text += ' ';
  }
  return text;
}

TEST(RestoreOrder, SortsByDayTimeKindNameAndAmountWhateverTheOrderWas) {
  Diary diary;
  diary.names = {"a", "b"};
  diary.units = {""};
  const auto add = [&](int day, std::optional<int> minute, Kind kind, std::uint32_t name,
                       double amount) {
    diary.entries.push_back({.day = Day{Days{day}},
        .time = minute ? ClockTime{*minute} : ClockTime{},
        .kind = kind,
        .name = name,
        .unit = 0,
        .amount = amount});
  };
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  add(1, std::nullopt, Kind::food, 1, none);
  add(1, std::nullopt, Kind::factor, 0, 4);
  add(1, std::nullopt, Kind::factor, 0, 5);
  add(1, 60, Kind::food, 0, 1);
  add(1, 90, Kind::food, 0, 2);
  add(2, std::nullopt, Kind::food, 0, 3);
  const std::string expected = "b a4 a5 a1 a2 a3 ";
  ASSERT_EQ(in_order(diary), expected);
  std::mt19937 random{1};
  for (int i = 0; i < 20; ++i) {
    std::shuffle(diary.entries.begin(), diary.entries.end(), random);
    restore_order(diary);
    EXPECT_EQ(in_order(diary), expected);
  }
}

}  // namespace
}  // namespace culprit::diary
