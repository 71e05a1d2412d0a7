#include "diary/cell_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace culprit::diary {
namespace {

std::string parts_of(const char* cell, const char* joiner) {
  std::string text;
  for (const auto part : split_cell(cell, joiner)) text += '[' + std::string{part} + ']';
  return text;
}

TEST(SplitCell, CutsAtTheJoinerAndNowhereElse) {
  EXPECT_EQ(parts_of("Milk, whole; Egg, fried", ";"), "[Milk, whole][Egg, fried]");
  EXPECT_EQ(parts_of("clean | movies / tv |  bad sleep ", " | "),
            "[clean][movies / tv][bad sleep]");
  EXPECT_EQ(parts_of("milk|||egg|||", "|||"), "[milk][egg]");
  EXPECT_EQ(parts_of("; ;a", ";"), "[a]");
  EXPECT_EQ(parts_of("a;b", ""), "[a;b]");
  EXPECT_EQ(parts_of("", ";"), "");
}

TEST(SplitLastBracket, TakesOffTheLastPairOnly) {
  struct Case {
    const char* text;
    const char* name;
    const char* inside;
  };
  for (const auto& c : {Case{"Neck pain (Moderate)", "Neck pain", "Moderate"},
                        Case{"Pain (left) (Mild)", "Pain (left)", "Mild"},
                        Case{"Rash (arm (inner))", "Rash", "arm (inner)"}, Case{"Itch", "Itch", ""},
                        Case{"(Mild)", "(Mild)", ""}, Case{"Itch (Mild) x", "Itch (Mild) x", ""},
                        Case{"Itch )", "Itch )", ""}, Case{" Itch ( Mild ) ", "Itch", "Mild"},
                        Case{"Itch ()", "Itch", ""}, Case{"", "", ""}}) {
    SCOPED_TRACE(c.text);
    const auto split = split_last_bracket(c.text);
    EXPECT_EQ(split.name, c.name);
    EXPECT_EQ(split.inside, c.inside);
  }
}

TEST(ParseQuantity, ReadsANumberAndItsUnit) {
  struct Case {
    const char* text;
    double amount;
    const char* unit;
  };
  for (const auto& c :
       {Case{"1.00 tsp", 1, "tsp"}, Case{"200mg", 200, "mg"}, Case{"1,600.00 g", 1600, "g"},
        Case{"2", 2, ""}, Case{"1.00 full recipe", 1, "full recipe"}, Case{"-2 g", -2, "g"}}) {
    SCOPED_TRACE(c.text);
    const auto quantity = parse_quantity(c.text);
    ASSERT_TRUE(quantity.has_value());
    EXPECT_EQ(quantity->amount, c.amount);
    EXPECT_EQ(quantity->unit, c.unit);
  }
  EXPECT_EQ(parse_quantity("1.600,5 g", DecimalMark::comma)->amount, 1600.5);
  for (const char* text : {"", "some", "g 5", "1.2.3", "."}) {
    EXPECT_FALSE(parse_quantity(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace culprit::diary
