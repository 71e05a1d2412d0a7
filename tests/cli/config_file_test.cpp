#include "cli/options/config_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

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
  for (const auto& entry : config.entries) {
    out += entry.key + "=";
    for (const auto& value : entry.values) out += "[" + value + "]";
    out += "\n";
  }
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

TEST(ParseConfig, TakesWhatTomlHas) {
  EXPECT_EQ(parsed("foods = [\"milk\", 'egg']\nfdr = 0.10\nfrom = 2024-03-01\nstrict = true\n"
                   "days = [1, 2]\nsubject = \"\\u00e9\"\n\"lags\" = '0..3'\n"),
      "foods=[milk,egg]\nfdr=[0.10]\nfrom=[2024-03-01]\nstrict=[true]\ndays=[1,2]\n"
      "subject=[é]\nlags=[0..3]\n");
  EXPECT_EQ(parsed("output = [\"a.html\", \"a.json\"]"), "output=[a.html][a.json]\n");
  EXPECT_EQ(parsed("severity = \"\"\"\nitch\"\"\""), "severity=[itch]\n");
  EXPECT_EQ(parsed("x = ['é', 1.5]"), "x=[é,1.5]\n");
}

TEST(ParseConfig, TakesBareWordsAsEver) {
  EXPECT_EQ(parsed("seed = 18446744073709551615\nday-starts = 04:30\nmap = a.csv # why\n"
                   "lexicon = ../mine/x_1.txt\nscale = -5..5\nfail-on = suspect\nquiet = true\n"),
      "seed=[18446744073709551615]\nday-starts=[04:30]\nmap=[a.csv]\n"
      "lexicon=[../mine/x_1.txt]\nscale=[-5..5]\nfail-on=[suspect]\nquiet=[true]\n");
}

struct Case {
  const char* text;
  const char* expected;
};

TEST(ParseConfig, PointsAtTheFirstErrorOfSyntax) {
  const Case cases[] = {
      {"lags 3\nx y",
          "c.toml:1:6: line is malformed: parsing key-value pair: expected '=', saw '3'; expected "
          "key "
          "= value\n  lags 3\n       ^\n"},
      {"a = 1\n\na = 2",
          "c.toml:3:5: line is malformed: parsing key-value pair: cannot redefine existing integer "
          "'a'; expected key = value\n  a = 2\n      ^\n"},
      {"lags = 0..3\nlags = 0..4\n",
          "c.toml:2:8: line is malformed: parsing key-value pair: cannot redefine existing string "
          "'lags'; expected key = value\n  lags = 0..4\n         ^\n"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(parsed(text), expected) << text;
  for (const auto* text : {"= 3", "[rank", "a =", "a = # x", "a = b c", "a = \"b", "a = 'b",
           "ä = 1", "a = \"\\x\"", "a = [1", "a = {b = 1", "a = \xFF", "a = 0..3 b"}) {
    const auto config = parse_config("c.toml", text);
    ASSERT_EQ(config.errors.size(), 1U) << text;
    EXPECT_EQ(config.errors[0].place.line, 1U) << text;
    EXPECT_GT(config.errors[0].place.column, 0U) << text;
    EXPECT_TRUE(config.entries.empty()) << text;
  }
}

TEST(ParseConfig, NamesEveryTable) {
  EXPECT_EQ(parsed("[rank]\nlags = 1\n[foods]\n"),
      "c.toml:1:2: setting 'rank' is a table; expected key = value\n  [rank]\n   ^\n"
      "c.toml:3:2: setting 'foods' is a table; expected key = value\n  [foods]\n   ^\n");
  EXPECT_EQ(parsed("a.b = 1"),
      "c.toml:1:1: setting 'a' is a table; expected key = value\n  a.b = 1\n  ^\n");
  EXPECT_EQ(parsed("a = [[1]]"),
      "c.toml:1:1: setting 'a' is a table; expected key = value\n  a = [[1]]\n  ^\n");
}

TEST(ParseConfig, RefusesDeepNestingBeforeItHurts) {
  std::string dots;
  for (int i = 0; i < 300'000; ++i) dots += "a.";
  for (const auto& text : {dots + "a = 1", "[" + dots + "a]"})
    EXPECT_EQ(parsed(text),
        "c.toml: file holds more than 2000 dots; expected settings that are not nested\n");
  EXPECT_THAT(parsed("a = " + std::string(100'000, '[')),
      ::testing::HasSubstr("exceeded maximum nested value depth"));
  EXPECT_NE(parsed(dots.substr(0, 2 * 1999) + "a = 1"), "");
}

TEST(ParseConfig, CutsLongLines) {
  const auto config = parse_config("c.toml", "a = 1 " + std::string(5000, 'x'));
  EXPECT_LT(config.errors.at(0).excerpt.size(), 120U);
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
  ASSERT_EQ(::mkfifo("pipe", 0600), 0);
  EXPECT_EQ(
      error_of("pipe"), "pipe: file is a named pipe; expected a configuration in a regular file\n");
  std::ofstream{"long"} << std::string(largest_config + 1, '#');
  EXPECT_EQ(
      error_of("long"), "long: file is too long; expected a configuration of at most 1 MiB\n");
  std::ofstream{"fits"} << std::string(largest_config, '#');
  EXPECT_TRUE(read_config("fits").errors.empty());
}

}  // namespace
}  // namespace culprit::cli
