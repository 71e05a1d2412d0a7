#include "diary/cells/cells.hpp"

#include <gtest/gtest.h>

#include "diary/cells/table_cells.hpp"

namespace culprit::diary {
namespace {

TEST(Cells, TellMissingFromZero) {
  for (const char* cell : {"", "-", "--", "n/a", "N/A", "NaN", "null"}) {
    EXPECT_TRUE(is_missing(cell)) << cell;
  }
  for (const char* cell : {"0", "-1", "none", "no", "---", "0.0"}) {
    EXPECT_FALSE(is_missing(cell)) << cell;
  }
}

TEST(Cells, UnderstandYesAndNo) {
  for (const char* cell : {"yes", "Y", "TRUE", "x", "Taken"}) EXPECT_EQ(parse_truth(cell), true);
  for (const char* cell : {"no", "N", "False", "not taken"}) EXPECT_EQ(parse_truth(cell), false);
  for (const char* cell : {"", "1", "maybe", "yess"}) EXPECT_EQ(parse_truth(cell), std::nullopt);
}

TEST(Cells, CleanTakesAnySpaceOff) {
  EXPECT_EQ(clean(" \tmilk\xC2\xA0 "), "milk");
  EXPECT_EQ(clean("caf\xC3\xA9"), "caf\xC3\xA9");
  EXPECT_EQ(clean(""), "");
}

TEST(Cells, QuoteOnlyWhatATerminalMayShow) {
  EXPECT_EQ(quotable("wheat_bread"), "wheat_bread");
  EXPECT_EQ(quotable("a\x1b[0m\x7f"), "a?[0m?");
  EXPECT_EQ(quotable("caf\xE9"), "caf\xC3\xA9");
  EXPECT_EQ(quotable(std::string(61, 'a')), std::string(60, 'a') + "...");
  // A cut never splits a character.
  EXPECT_EQ(quotable(std::string(59, 'a') + "\xC3\xA9\xC3\xA9"), std::string(59, 'a') + "...");
}

DecimalMark mark_of(const std::vector<const char*>& cells) {
  std::string marks;
  for (const char* cell : cells) marks += mark_of_number(cell);
  const bool is_comma = marks.find(',') != marks.npos && marks.find('.') == marks.npos;
  return is_comma ? DecimalMark::comma : DecimalMark::point;
}

TEST(Cells, DecideTheDecimalMark) {
  EXPECT_EQ(mark_of({"3", "30,5", "-2,5"}), DecimalMark::comma);
  EXPECT_EQ(mark_of({"3", "30,5", "2.5"}), DecimalMark::point);
  EXPECT_EQ(mark_of({"3", "a,b", "1,2,3", "5,", "20.11.2024"}), DecimalMark::point);
  EXPECT_EQ(mark_of({}), DecimalMark::point);
}

}  // namespace
}  // namespace culprit::diary
