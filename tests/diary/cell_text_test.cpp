#include <gtest/gtest.h>

#include <string>

#include "diary/cells/cells.hpp"

namespace culprit::diary {
namespace {

std::string parts_of(const char* cell, const char* joiner) {
  std::string text;
  for (const auto part : split_cell(cell, joiner)) text += '[' + std::string{part} + ']';
  return text;
}

TEST(SplitCell, CutsAtTheJoinerAndNowhereElse) {
  EXPECT_EQ(parts_of("Milk, whole; Egg, fried", ";"), "[Milk, whole][Egg, fried]");
  EXPECT_EQ(
      parts_of("clean | movies / tv |  bad sleep ", " | "), "[clean][movies / tv][bad sleep]");
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

TEST(ParseServing, TakesAmountsOfOneFood) {
  const struct {
    const char* cell;
    const char* serving;
  } cases[] = {{"50 g", "50 g"}, {"0 g", "0 g"}, {"2 slices", "2 slices"}, {"1 cup", "1 cup"},
      {"1.5 ml", "1.5 ml"}, {"a little", "some"}, {"etwas", "some"}, {"un peu", "some"},
      {"[x]", "some"}, {"[ ]", "0"}, {"[]", "0"}, {"2 eggs", "none"}, {"50", "none"},
      {"[milk]", "none"}, {"yes", "none"}, {"toast", "none"}, {"", "none"}, {"7 h", "none"}};
  for (const auto& c : cases) {
    const auto found = parse_serving(c.cell, DecimalMark::point);
    std::string text = "none";
    if (found) text = found->amount == found->amount ? format_number(found->amount) : "some";
    if (found && !found->unit.empty()) text += ' ' + std::string{found->unit};
    EXPECT_EQ(text, c.serving) << c.cell;
  }
}

TEST(TakeLeadingClock, TakesTheHalfOfTheDayThatIsCloser) {
  const struct {
    const char* text;
    std::optional<int> near;
    std::optional<int> minute;
    const char* rest;
  } cases[] = {{"6pm decaf cappuccino", {}, 1080, "decaf cappuccino"},
      {"6:20 nuts", 1109, 1100, "nuts"}, {"6:20 nuts", {}, 380, "nuts"},
      {"8:15 eggs", 480, 495, "eggs"}, {"18:20 - nuts", {}, 1100, "nuts"},
      {"2 eggs", {}, {}, "2 eggs"}, {"7.5 g salt", {}, {}, "7.5 g salt"},
      {"toast", {}, {}, "toast"}, {"25:00 toast", {}, {}, "25:00 toast"}};
  for (const auto& c : cases) {
    std::string_view text = c.text;
    EXPECT_EQ(take_leading_clock(text, c.near), c.minute) << c.text;
    EXPECT_EQ(text, c.rest);
  }
}

TEST(IsRemark, KnowsWhatIsNoFoodInAChat) {
  for (const char* text : {"#insight rice does not spike",
           "IMG-20240301-WA0004.jpg (file attached)", "photo.png", "<Media omitted>", "Done", "ok"})
    EXPECT_TRUE(is_remark(text)) << text;
  for (const char* text : {"toast", "no. 1 cola", "Dr. Pepper", "okra", "eggs"})
    EXPECT_FALSE(is_remark(text)) << text;
}

}  // namespace
}  // namespace culprit::diary
