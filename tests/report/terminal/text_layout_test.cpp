#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "culprit/core/text.hpp"
#include "report/fixtures.hpp"
#include "report/terminal/terminal.hpp"

namespace culprit::report {
namespace {

TEST(Layout, ElidesInTheMiddleByDisplayColumns) {
  struct Case {
    std::string text;
    std::size_t width;
    std::string expected;
  };
  const std::vector<Case> cases{
      {"blueberry", 9, "blueberry"},
      {"blueberry yogurt", 16, "blueberry yogurt"},
      {"blueberry yogurt", 15, "blueber… yogurt"},
      {"blueberry yogurt", 9, "blue…gurt"},
      {"blueberry yogurt", 8, "blueber…"},
      {"blueberry", 1, "…"},
      {"blueberry", 0, ""},
      {"", 0, ""},
      {"味噌汁豆腐", 10, "味噌汁豆腐"},
      {"味噌汁豆腐", 9, "味噌…豆腐"},
      {"味噌汁豆腐", 6, "味噌…"},
      {"cafe\u0301 cafe\u0301 cafe\u0301", 9, "cafe\u0301…cafe\u0301"},
  };
  for (const auto& c : cases) {
    const std::string elided = elide(c.text, c.width, "…");
    EXPECT_LE(display_width(elided), c.width);
    EXPECT_EQ(elided, c.expected);
  }
  EXPECT_EQ(elide("blueberry yogurt", 10, "..."), "blue...urt");
  EXPECT_EQ(elide("blueberry", 2, "..."), "");
}

TEST(Layout, PadsByDisplayColumns) {
  EXPECT_EQ(pad("ab", 4, Side::left), "ab  ");
  EXPECT_EQ(pad("ab", 4, Side::right), "  ab");
  EXPECT_EQ(pad("味", 4, Side::left), "味  ");
  EXPECT_EQ(pad("abcde", 4, Side::left), "abcde");
}

TEST(Layout, WrapsAtBlanks) {
  EXPECT_EQ(wrap("one two three", 8), "one two\nthree\n");
  EXPECT_EQ(wrap("one two three", 8, {2, 4}), "  one\n    two\n    thre\n    e\n");
  EXPECT_EQ(wrap("", 8), "\n");
  EXPECT_EQ(wrap("  a   b  ", 8), "a b\n");
  EXPECT_EQ(wrap("abcdefghij", 4), "abcd\nefgh\nij\n");
  EXPECT_EQ(wrap("味噌汁豆腐", 5), "味噌\n汁豆\n腐\n");
}

TEST(Layout, NoWrappedLineIsWiderThanAsked) {
  for (const auto& name : fixtures::hostile_names()) {
    for (const std::size_t width : {12u, 20u, 80u}) {
      std::istringstream lines{wrap(printable(name), width, {1, 2})};
      for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), width);
    }
  }
}

}  // namespace
}  // namespace culprit::report
