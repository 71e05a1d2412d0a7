#include "cli/options/config_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "cli/scratch_folder.hpp"

namespace culprit::cli {
namespace {

/// `key=[value]` of every entry, or the errors as printed.
std::string parsed(std::string_view text) {
  const auto config = parse_config("c.toml", text);
  std::string out;
  for (const auto& error : config.errors) out += to_text(error);
  if (!out.empty()) return out;
  for (const auto& entry : config.entries) out += entry.key + "=[" + entry.value + "]\n";
  return out;
}

TEST(ParseConfig, ReadsBareAndQuotedValues) {
  EXPECT_EQ(parsed("lags = 0..3\nfdr=0.05\n  time-zone   =\tEurope/Berlin  \n"),
            "lags=[0..3]\nfdr=[0.05]\ntime-zone=[Europe/Berlin]\n");
  EXPECT_EQ(parsed("foods = \"a, b # c\"\nseverity = 'itch \\ \"x\"'\nsubject = \"\""),
            "foods=[a, b # c]\nseverity=[itch \\ \"x\"]\nsubject=[]\n");
  EXPECT_EQ(parsed(R"(a = "x\"y\\z\n\t")"), "a=[x\"y\\z\n\t]\n");
}

TEST(ParseConfig, PassesOverBlankLinesAndComments) {
  EXPECT_EQ(parsed(""), "");
  EXPECT_EQ(parsed("\n  \n# lags = 1\n\t# x\nfdr = 0.1 # why\n"), "fdr=[0.1]\n");
}

TEST(ParseConfig, TakesOtherLineEndsAndAByteOrderMark) {
  EXPECT_EQ(parsed("\xEF\xBB\xBF"
                   "a = 1\r\nb = 2\r\n"),
            "a=[1]\nb=[2]\n");
}

struct Case {
  const char* text;
  const char* expected;
};

TEST(ParseConfig, PointsAtWhatIsMalformed) {
  const Case cases[] = {
      {"= 3", "c.toml:1:1: line is malformed; expected key = value\n  = 3\n  ^\n"},
      {"[rank]", "c.toml:1:1: line is malformed; expected key = value\n  [rank]\n  ^\n"},
      {"lags 3",
       "c.toml:1:6: '=' is missing after 'lags'; expected key = value\n"
       "  lags 3\n       ^\n"},
      {"a =", "c.toml:1:4: value is missing; expected key = value\n  a =\n     ^\n"},
      {"a = # x", "c.toml:1:5: value is missing; expected key = value\n  a = # x\n      ^\n"},
      {"a = b c",
       "c.toml:1:7: text after the value; expected one word, or quotes around the "
       "value\n  a = b c\n        ^\n"},
      {"a = [1]",
       "c.toml:1:5: text after the value; expected one word, or quotes around the "
       "value\n  a = [1]\n      ^\n"},
      {"a = \"b", "c.toml:1:5: quote is never closed; expected \"\n  a = \"b\n      ^\n"},
      {"a = 'b", "c.toml:1:5: quote is never closed; expected '\n  a = 'b\n      ^\n"},
      {"a = \"\\x\"",
       "c.toml:1:6: escape is unknown; expected \\\", \\\\, \\n or \\t\n"
       "  a = \"\\x\"\n       ^\n"},
      {"a = \"\\",
       "c.toml:1:6: escape is unknown; expected \\\", \\\\, \\n or \\t\n"
       "  a = \"\\\n       ^\n"},
      {"a = 1\n\na = 2",
       "c.toml:3:1: setting 'a' is given twice; expected it only in line 1\n"
       "  a = 2\n  ^\n"},
      {"a = 'ä' b",
       "c.toml:1:9: text after the value; expected one word, or quotes around the "
       "value\n  a = 'ä' b\n          ^\n"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(parsed(text), expected) << text;
}

TEST(ParseConfig, ReportsEveryMalformedLine) {
  const auto config = parse_config("c.toml", "x\na = 1\ny\n");
  EXPECT_EQ(config.errors.size(), 2U);
  EXPECT_EQ(config.entries.size(), 1U);
}

TEST(ParseConfig, SurvivesHostileBytes) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  EXPECT_FALSE(parse_config("c.toml", bytes).errors.empty());
  EXPECT_FALSE(parse_config("c.toml", std::string(100, '\0')).errors.empty());
}

TEST(ReadConfig, NamesWhatCannotBeRead) {
  const ScratchFolder folder;
  folder.enter();
  const auto error_of = [](const std::string& path) {
    const auto config = read_config(path);
    return config.errors.size() == 1 ? to_text(config.errors.front()) : "";
  };
  EXPECT_EQ(error_of("none"), "none: file does not exist; expected a configuration\n");
  EXPECT_EQ(error_of("."), ".: file is a directory; expected a configuration\n");
  std::ofstream{"long"} << std::string(largest_config + 1, '#');
  EXPECT_EQ(error_of("long"),
            "long: file is too long; expected a configuration of at most 1 MiB\n");
  std::ofstream{"fits"} << std::string(largest_config, '#');
  EXPECT_TRUE(read_config("fits").errors.empty());
}

}  // namespace
}  // namespace culprit::cli
