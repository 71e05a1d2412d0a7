#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/captured_stream.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"

namespace culprit::cli {
namespace {

std::string output_of(const std::vector<std::string>& args, const std::string& input = {}) {
  const CapturedStream in{input};
  const CapturedStream out;
  const CapturedStream err;
  EXPECT_EQ(run(args, {.in = in.number(), .out = out.number(), .err = err.number()}), 0)
      << err.text();
  EXPECT_EQ(err.text(), "");
  return out.text();
}

TEST(Template, IsADiaryThatCheckTakes) {
  for (const std::string layout : {"long", "wide"}) {
    const auto diary = output_of({"template", layout});
    const auto check = nlohmann::json::parse(output_of({"check", "-f", "json"}, diary));
    EXPECT_EQ(check.at("files").at(0).at("format"), layout);
    EXPECT_EQ(check.at("files").at(0).at("rejected"), 0);
    EXPECT_EQ(check.at("diary").at("days"), 3);
    EXPECT_EQ(check.at("severities").at(0).at("name"), "eczema");
    EXPECT_EQ(check.at("unknown_foods").size(), 0U) << check.at("unknown_foods").dump();
  }
}

TEST(Template, IsLongUnlessAskedForWide) {
  EXPECT_EQ(output_of({"template"}), output_of({"template", "LONG"}));
  EXPECT_THAT(output_of({"template", "wide"}), ::testing::StartsWith("date,eczema,"));
}

TEST(Template, KnowsTwoLayouts) {
  const auto parsed = parse_arguments(std::vector<std::string>{"template", "tall", "more"});
  ASSERT_EQ(parsed.errors.size(), 2U);
  EXPECT_EQ(parsed.errors[0].text, "unknown layout 'tall'; expected long or wide");
  EXPECT_EQ(parsed.errors[1].text, "word 'more' is not expected; expected options only");
}

}  // namespace
}  // namespace culprit::cli
