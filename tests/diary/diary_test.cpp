#include "culprit/diary/diary.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace culprit::diary
