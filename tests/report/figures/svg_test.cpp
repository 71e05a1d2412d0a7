#include <gtest/gtest.h>

#include <limits>

#include "report/figures/figure.hpp"
#include "report/fixtures.hpp"

namespace culprit::report {
namespace {

TEST(Svg, EscapesWhatCouldBeMarkup) {
  EXPECT_EQ(escape_markup("a & b"), "a &amp; b");
  EXPECT_EQ(escape_markup("<script>"), "&lt;script&gt;");
  EXPECT_EQ(escape_markup("say \"it's\""), "say &quot;it&#39;s&quot;");
  EXPECT_EQ(escape_markup("two\nlines"), "two lines");
  EXPECT_EQ(escape_markup("\u202Eexe"), "exe");
  EXPECT_EQ(escape_markup("\xFF"), "\uFFFD");
  for (const auto& name : fixtures::hostile_names()) {
    EXPECT_EQ(escape_markup(name).find_first_of("<>\"'\n\r\t\x1b"), std::string::npos) << name;
  }
}

TEST(Svg, WritesNumbersShortly) {
  EXPECT_EQ(coordinate(12.3456), "12.35");
  EXPECT_EQ(coordinate(-0.0), "0");
  EXPECT_EQ(coordinate(std::numeric_limits<double>::quiet_NaN()), "0");
  EXPECT_EQ(exact(1.0 / 3), "0.333333333");
  EXPECT_EQ(exact(std::numeric_limits<double>::infinity()), "");
}

TEST(Svg, FillsGapsWithWordsEscapedAndNumbersShort) {
  EXPECT_EQ(markup(R"(<g class="{}" x="{}%">{}{}</g>)", "a\"b", 1.5, "<b>", Raw{"<i/>"}),
      "<g class=\"a&quot;b\" x=\"1.5%\">&lt;b&gt;<i/></g>");
}

}  // namespace
}  // namespace culprit::report
