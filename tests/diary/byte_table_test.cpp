#include "diary/byte_table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "diary/name_table.hpp"
#include "diary/number_memo.hpp"

namespace culprit::diary {
namespace {

TEST(ByteTable, AgreesWithAMapForTextsOfEveryLength) {
  std::mt19937_64 random{5};
  ByteTable table;
  std::map<std::string, std::uint32_t> expected;
  for (std::uint32_t i = 0; i < 20000; ++i) {
    std::string text;
    const std::size_t length = random() % 40;
    // Two letters only: many texts differ in a single byte.
    for (std::size_t k = 0; k < length; ++k) text += random() % 2 == 0 ? 'a' : 'b';
    const auto [place, is_new] = expected.try_emplace(text, i);
    EXPECT_EQ(table.find(text), is_new ? ByteTable::none : place->second);
    if (is_new) table.insert(text, i);
  }
  EXPECT_EQ(table.size(), expected.size());
  for (const auto& [text, value] : expected) EXPECT_EQ(table.find(text), value) << text;
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

}  // namespace
}  // namespace culprit::diary
