#include "diary/store/memo.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>
#include <string>

namespace culprit::diary {
namespace {

TEST(TextMemo, AsksOnceForEachText) {
  int asked = 0;
  TextMemo<std::size_t> memo{[&](std::string_view text) {
    ++asked;
    return text.size();
  }};
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(memo.of(""), 0U);
    EXPECT_EQ(memo.of("milk"), 4U);
    EXPECT_EQ(memo.of("a name of more than sixteen bytes"), 33U);
  }
  EXPECT_EQ(asked, 3);
}

TEST(TextMemo, StaysRightBeyondWhatItRemembers) {
  TextMemo<std::size_t> memo{[](std::string_view text) { return text.size(); }};
  for (int i = 0; i < 2; ++i) {
    for (std::size_t n = 0; n < 3000; ++n) EXPECT_EQ(memo.of(std::string(n, 'x')), n);
  }
}

TEST(NameTable, GivesOneIdToWhatTidiesToOneSpelling) {
  NameTable names;
  const auto bread = names.intern("wheat_bread");
  EXPECT_EQ(names.intern(" wheat  bread"), bread);
  EXPECT_NE(names.intern("Wheat bread"), bread);
  EXPECT_NE(names.intern(""), bread);
  EXPECT_EQ(names.spellings().at(bread), "wheat bread");
}

TEST(NumberMemo, GivesWhatParseNumberGives) {
  NumberMemo numbers{DecimalMark::comma};
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(numbers.parse("0,5"), 0.5);
    EXPECT_EQ(numbers.parse("-1"), -1.0);
    EXPECT_TRUE(std::isnan(numbers.parse("0.5")));
    for (int i = 0; i < 5000; ++i) EXPECT_EQ(numbers.parse(std::to_string(i)), i);
  }
}

TEST(RowSet, AgreesWithASetForRowsOfEveryLength) {
  std::mt19937_64 random{9};
  RowSet rows;
  std::set<std::string> expected;
  for (int i = 0; i < 5000; ++i) {
    // Two letters only: many rows differ in a single byte.
    std::string row(random() % (i % 1000 == 0 ? 200'000 : 14), 'a');
    for (char& c : row) c = random() % 2 == 0 ? 'a' : 'b';
    EXPECT_EQ(rows.insert(row), expected.insert(row).second) << row.substr(0, 20);
  }
  for (const auto& row : expected) EXPECT_FALSE(rows.insert(row));
}

}  // namespace
}  // namespace culprit::diary
