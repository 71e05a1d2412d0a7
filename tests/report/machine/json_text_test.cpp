#include "report/machine/json_text.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace culprit::report {
namespace {

TEST(JsonText, HoldsValuesOfEveryKind) {
  const Json object{{"nothing", nullptr}, {"yes", true}, {"count", 3},
      {"large", 18446744073709551615U}, {"share", 0.25}, {"text", "plum"},
      {"missing", std::optional<double>{}}, {"day", std::optional{Day{} + Days{1}}},
      {"names", std::vector<std::string>{"a", "b"}}, {"lag", Json::array({0, 6})},
      {"empty", Json::object()}, {"none", Json::array()}};
  EXPECT_EQ(object.line(),
      R"({"nothing":null,"yes":true,"count":3,"large":18446744073709551615,"share":0.25,"text":"plum",)"
      R"("missing":null,"day":"1970-01-02","names":["a","b"],"lag":[0,6],"empty":{},"none":[]})"
      "\n");
}

TEST(JsonText, WritesNumbersAsShortAsTheirDigitsAllow) {
  struct Case {
    double value;
    int digits;
    std::string expected;
  };
  for (const auto& c : {Case{0, 9, "0"}, Case{-0.0, 9, "0"}, Case{2, 9, "2"}, Case{-1.5, 9, "-1.5"},
           Case{1.0 / 3, 9, "0.333333333"}, Case{1.0 / 3, 6, "0.333333"}, Case{1e-5, 9, "1e-05"},
           Case{0.0001, 9, "0.0001"}, Case{1.23456789012e-12, 6, "1.23457e-12"},
           Case{1234567890.4, 9, "1234567890"}, Case{9876543210.0, 6, "9876540000"},
           Case{1e22, 9, "1e+22"}, Case{std::numeric_limits<double>::infinity(), 9, "null"},
           Case{std::numeric_limits<double>::quiet_NaN(), 9, "null"}}) {
    EXPECT_EQ((Json{c.value, c.digits}.line()), c.expected + "\n");
  }
}

TEST(JsonText, EscapesWhatJsonMustAndWhatSteersATerminal) {
  EXPECT_EQ(Json{"a\"b\\c\n\t\x01\x1b"}.line(), "\"a\\\"b\\\\c\\n\\t\\u0001\\u001b\"\n");
  EXPECT_EQ(Json{"\x7f \u202e cr\u00e8me"}.line(), "\"\\u007f \\u202e cr\u00e8me\"\n");
  EXPECT_EQ(Json{"a\xff z"}.line(), "\"a\uFFFD z\"\n");
}

TEST(JsonText, LinesAreThoseOfTheLibrary) {
  Json inner{{"k\"ey: [x], {y}", "va,l:ue"}};
  inner.update({{"more", Json::array({1, Json::object(), Json::array({"x"})})}});
  Json document{{"inner", inner}, {"empty", Json::array()}, {"nothing", nullptr}};
  document.add("last", Json::object());
  document.update(Json::object());
  const auto parsed = nlohmann::ordered_json::parse(document.line());
  EXPECT_EQ(document.lines(), parsed.dump(1) + "\n");
  EXPECT_EQ(document.line(), parsed.dump() + "\n");
}

}  // namespace
}  // namespace culprit::report
