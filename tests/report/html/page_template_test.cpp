#include "report/html/page_template.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

namespace culprit::report {
namespace {

std::string error_of(std::string_view text) {
  try {
    return fill(text, Filling{});
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

TEST(PageTemplate, FillsGapsAndEscapesPeoplesWords) {
  Filling filling;
  filling.set("name", "<b> & \"c\"").raw("figure", "<svg/>");
  EXPECT_EQ(fill("a {{name}} {{figure}}", filling), "a &lt;b&gt; &amp; &quot;c&quot; <svg/>");
}

TEST(PageTemplate, ALaterValueTakesThePlaceOfAnEarlierOne) {
  EXPECT_EQ(fill("{{a}}", Filling{}.set("a", "1").set("a", "2")), "2");
}

TEST(PageTemplate, PartsStandOncePerItemAndSeeWhatIsAroundThem) {
  Filling filling;
  filling.set("unit", "g").add_all("items", std::array<std::string, 2>{"1", "2"});
  EXPECT_EQ(fill("{{#items}}\n<li>{{words}} {{unit}}</li>\n{{/items}}\nend", filling),
      "<li>1 g</li>\n<li>2 g</li>\nend");
}

TEST(PageTemplate, PartsOfWhatIsMissingOrEmptyAreLeftOut) {
  Filling filling;
  filling.set("full", "x").set("empty", "");
  EXPECT_EQ(
      fill("{{#full}}a{{/full}}{{#empty}}b{{/empty}}{{#missing}}c{{/missing}}", filling), "a");
  EXPECT_EQ(
      fill("{{^full}}a{{/full}}{{^empty}}b{{/empty}}{{^missing}}c{{/missing}}", filling), "bc");
}

TEST(PageTemplate, BlanksAtTheStartOfLinesAreLeftOut) {
  EXPECT_EQ(fill("a\n   b  c", Filling{}), "a\nb  c");
}

TEST(PageTemplate, NamesTheGapThatHasNoValueAndThePartThatIsOpen) {
  EXPECT_EQ(error_of("{{name}}"), "fill: gap 'name' has no value; expected one");
  EXPECT_EQ(error_of("{{#items}} x"), "fill: part 'items' is not closed; expected '{{/items}}'");
}

}  // namespace
}  // namespace culprit::report
