#include "culprit/core/text.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace culprit {
namespace {

TEST(Trim, TakesSpacesAndNoBreakSpacesOffBothEnds) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim("\xC2\xA0oat milk\xC2\xA0 "), "oat milk");
  EXPECT_EQ(trim(" \xC2\xA0 "), "");
  EXPECT_EQ(trim(""), "");
}

TEST(FoldName, MakesSpellingsOfOneFoodEqual) {
  struct Case {
    const char* text;
    const char* folded;
  };
  for (const auto& c : {Case{"Cookie", "cookie"}, Case{"cookie ", "cookie"},
           Case{"oat_milk", "oat milk"}, Case{"Oat  Milk", "oat milk"},
           Case{"oat\xC2\xA0milk", "oat milk"}, Case{"CRÈME Brûlée", "crème brûlée"},
           Case{"Cre\xCC\x80me", "crème"}, Case{"Straße", "strasse"}, Case{"ﬁsh", "fish"},
           Case{"Ｍｉｌｋ", "milk"}, Case{"cr\xE8me", "crème"}, Case{"50\x80", "50€"}, Case{"", ""},
           Case{" _ ", ""}, Case{"soft\xC2\xADhyphen", "softhyphen"}, Case{"ΣΊΣΥΦΟΣ", "σίσυφοσ"}}) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(fold_name(c.text), c.folded);
  }
}

TEST(FoldName, IsIdempotentOnAnyBytes) {
  std::mt19937_64 random{11};
  for (int i = 0; i < 20000; ++i) {
    std::string text(random() % 12, '\0');
    for (char& c : text) c = static_cast<char>(random());
    const std::string once = fold_name(text);
    EXPECT_EQ(fold_name(once), once);
    EXPECT_EQ(fold_name(tidy_name(text)), once);
  }
}

TEST(TidyName, KeepsCapitalsAndMendsBytes) {
  EXPECT_EQ(tidy_name(" Greek_Yogurt  0% "), "Greek Yogurt 0%");
  EXPECT_EQ(tidy_name("jalape\xF1o"), "jalapeño");
}

TEST(DisplayWidth, CountsTerminalColumns) {
  EXPECT_EQ(display_width("milk"), 4U);
  EXPECT_EQ(display_width("crème"), 5U);
  EXPECT_EQ(display_width("cre\xCC\x80me"), 5U);
  EXPECT_EQ(display_width("牛乳"), 4U);
  EXPECT_EQ(display_width("🍎"), 2U);
  EXPECT_EQ(display_width(""), 0U);
}

TEST(EditDistance, CountsSwapsOnce) {
  struct Case {
    const char* a;
    const char* b;
    std::size_t distance;
  };
  for (const auto& c :
      {Case{"", "", 0}, Case{"rank", "rank", 0}, Case{"rank", "rnak", 1}, Case{"rank", "ran", 1},
          Case{"chekc", "check", 1}, Case{"", "abc", 3}, Case{"kitten", "sitting", 3}}) {
    EXPECT_EQ(edit_distance(c.a, c.b), c.distance) << c.a << ' ' << c.b;
    EXPECT_EQ(edit_distance(c.b, c.a), c.distance) << c.b << ' ' << c.a;
  }
}

TEST(Printable, MakesEveryTextHarmlessOnATerminal) {
  struct Case {
    std::string text;
    std::string expected;
  };
  const std::vector<Case> cases{
      {"", ""},
      {"plain", "plain"},
      {"\x1b[31mred", " [31mred"},
      {"two\r\nlines\ttab", "two  lines tab"},
      {std::string("nul\0l", 5), "nul l"},
      {"\x7F\u0085\u009Bx", "   x"},
      {"\u2028\u2029", "  "},
      {"a\u202Eb\u2066c\u2069\u200F\uFEFF", "abc"},
      {"\u05D7\u05DC\u05D1", "\u05D7\u05DC\u05D1"},
      {"\xFF"
       "a\xC3",
          "\uFFFDa\uFFFD"},
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
      {"\U0001F468\u200D\U0001F469", "\U0001F468\u200D\U0001F469"},
  };
  for (const auto& c : cases) EXPECT_EQ(printable(c.text), c.expected);
}

/// Everything that steers a terminal, in UTF-8.
std::vector<std::string> steering() {
  std::vector<std::string> all;
  for (int c = 0; c < 0x20; ++c) all.emplace_back(1, static_cast<char>(c));
  all.emplace_back("\x7F");
  for (int c = 0x80; c < 0xA0; ++c) all.push_back({'\xC2', static_cast<char>(c)});
  for (const char* mark : {"\u061C", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D",
           "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\uFEFF", "\u2028", "\u2029"})
    all.emplace_back(mark);
  return all;
}

TEST(Printable, KeepsColumnsWhereTheyAre) {
  for (const auto& text : steering()) {
    EXPECT_EQ(printable_in_columns("a" + text + "b"), text == "\t" ? "a b" : "a?b");
    EXPECT_LE(printable("a" + text + "b").size(), 3u);
  }
  EXPECT_EQ(printable_in_columns("caf\xE9 \u05D7"), "caf? \u05D7");
}

TEST(Printable, KeepsLinesAndTheirColumns) {
  EXPECT_EQ(printable_lines("a\x1B[2J\tb\nc\u202Ed\r\n\n"), "a?[2J\tb\nc?d?\n\n");
  EXPECT_EQ(printable_lines(""), "");
}

TEST(EscapeInJson, KeepsTheValueAndNothingRaw) {
  EXPECT_EQ(escape_in_json("{\"a\":\"\u009B31m\x7F\u202Ex\uFEFF\"}"),
      "{\"a\":\"\\u009b31m\\u007f\\u202ex\\ufeff\"}");
  EXPECT_EQ(escape_in_json("\"m\u00FCsli \u2028\""), "\"m\u00FCsli \\u2028\"");
  EXPECT_EQ(escape_in_json("{\n \"a\": 1\n}"), "{\n \"a\": 1\n}");
}

TEST(Shortened, CutsBetweenCharacters) {
  EXPECT_EQ(shortened("milk"), "milk");
  EXPECT_EQ(shortened("\u00E9\u00E9\u00E9", 3), "\u00E9\u00E9\u00E9");
  EXPECT_EQ(shortened("\u00E9\u00E9\u00E9", 2), "\u00E9\u00E9...");
  EXPECT_EQ(shortened(std::string(5'000'000, 'y')).size(), 103u);
}

TEST(FirstCodePoint, TakesABrokenByteAlone) {
  for (const char* broken : {"\xFF", "\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80",
           "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
    const auto first = first_code_point(broken);
    EXPECT_FALSE(first.is_valid) << broken;
    EXPECT_EQ(first.bytes, 1u);
  }
  EXPECT_EQ(first_code_point("\U0001F353x").value, 0x1F353);
  EXPECT_EQ(first_code_point("\U0001F353x").bytes, 4u);
}

}  // namespace
}  // namespace culprit
