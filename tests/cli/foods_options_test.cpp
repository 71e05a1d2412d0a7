/// The command line of `foods`, and `--lexicon` for the others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "culprit/cli/options.hpp"

namespace culprit::cli {
namespace {

using ::testing::ElementsAre;

using Arguments = std::vector<std::string>;

std::string errors_of(const Arguments& args) {
  std::string text;
  for (const auto& message : parse_arguments(args).errors) text += to_text(message);
  return text;
}

Options options_of(const Arguments& args) {
  EXPECT_EQ(errors_of(args), "");
  return parse_arguments(args).options.value_or(Options{});
}

TEST(ParseArguments, FoodsTakesPhrasesOrWithUnknownDiaries) {
  const auto options = options_of({"foods", "a latte", "-", "-f", "json"});
  EXPECT_EQ(options.command, Command::foods);
  EXPECT_THAT(options.phrases, ElementsAre("a latte", "-"));
  EXPECT_TRUE(options.diaries.empty());
  const auto unknown = options_of({"foods", "--unknown", "d.csv", "--lexicon", "mine.txt"});
  EXPECT_TRUE(unknown.unknown);
  EXPECT_TRUE(unknown.phrases.empty());
  EXPECT_THAT(unknown.diaries, ElementsAre("d.csv"));
  EXPECT_EQ(unknown.lexicon, "mine.txt");
  EXPECT_EQ(options_of({"check", "d.csv", "--lexicon", "mine.txt"}).lexicon, "mine.txt");
}

TEST(ParseArguments, FoodsNeedsATextAndAFormatItHas) {
  EXPECT_EQ(errors_of({"foods"}),
            "no text is given; expected one or more phrases, or - for a phrase a line\n");
  EXPECT_EQ(errors_of({"foods", "--unknown"}),
            "no diary is given; expected one or more files, or - for standard input\n");
  EXPECT_EQ(errors_of({"foods", "milk", "-f", "csv"}),
            "option --format: value 'csv' is no format of foods; expected table or json\n");
  EXPECT_EQ(errors_of({"foods", "--unknown", "d.csv", "-f", "json"}),
            "option --format: given together with --unknown, which writes the lexicon's notation; "
            "expected one of them\n");
}

TEST(ParseArguments, OnlyCommandsThatAskTheLexiconTakeOne) {
  EXPECT_EQ(errors_of({"convert", "d.csv", "--lexicon", "mine.txt", "--unknown"}),
            "option --unknown: is for 'culprit foods' only; expected that command\n"
            "option --lexicon: is not for 'culprit convert', which leaves names as they are; "
            "expected another command\n");
}

}  // namespace
}  // namespace culprit::cli
