#include "culprit/core/text.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

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
  for (const auto& c :
       {Case{"Cookie", "cookie"}, Case{"cookie ", "cookie"}, Case{"oat_milk", "oat milk"},
        Case{"Oat  Milk", "oat milk"}, Case{"oat\xC2\xA0milk", "oat milk"},
        Case{"CRÈME Brûlée", "crème brûlée"}, Case{"Cre\xCC\x80me", "crème"},
        Case{"Straße", "strasse"}, Case{"ﬁsh", "fish"}, Case{"Ｍｉｌｋ", "milk"},
        Case{"cr\xE8me", "crème"}, Case{"50\x80", "50€"}, Case{"", ""}, Case{" _ ", ""},
        Case{"soft\xC2\xADhyphen", "softhyphen"}, Case{"ΣΊΣΥΦΟΣ", "σίσυφοσ"}}) {
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

}  // namespace
}  // namespace culprit
