#include "culprit/core/word_table.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace culprit {
namespace {

enum class Colour { red, blue, green };

constexpr Word<Colour> colours[] = {
    {Colour::red, "red"}, {Colour::blue, "blue"}, {Colour::blue, "azure"}};

TEST(WordTable, GivesTheFirstWordOfAValue) {
  static_assert(word_of(colours, Colour::red) == "red");
  EXPECT_EQ(word_of(colours, Colour::blue), "blue");
  EXPECT_EQ(word_of(colours, Colour::green), "");
}

TEST(WordTable, GivesTheValueOfExactlyThatWord) {
  static_assert(value_of(colours, "red") == Colour::red);
  EXPECT_EQ(value_of(colours, "azure"), Colour::blue);
  EXPECT_EQ(value_of(colours, "Red"), std::nullopt);
  EXPECT_EQ(value_of(colours, ""), std::nullopt);
}

TEST(WordTable, IsAnyRange) {
  const std::vector<Word<Colour>> table(std::begin(colours), std::end(colours));
  EXPECT_EQ(word_of(table, Colour::blue), "blue");
  EXPECT_EQ(value_of(table, "blue"), Colour::blue);
}

}  // namespace
}  // namespace culprit
