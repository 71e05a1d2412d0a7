/// The command lines of `foods` and `plot`, and `--lexicon` for the others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/argument_errors.hpp"
#include "cli/options/command_line.hpp"

namespace culprit::cli {
namespace {

using ::testing::ElementsAre;

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
      "option --format: value 'csv' is not a format of 'culprit foods'; expected table or json\n");
  EXPECT_EQ(errors_of({"foods", "--unknown", "d.csv", "-f", "json"}),
      "option --format: given together with --unknown, which writes the lexicon's notation; "
      "expected one of them\n");
}

TEST(ParseArguments, OnlyCommandsThatAskTheLexiconTakeOne) {
  EXPECT_EQ(errors_of({"convert", "d.csv", "--lexicon", "mine.txt", "--unknown"}),
      "option --lexicon: not used by 'culprit convert'; expected with rank, check, explain, plan, "
      "trial, "
      "foods, plot, batch or pool\n"
      "option --unknown: not used by 'culprit convert'; expected with foods\n");
}

TEST(ParseArguments, PlotNeedsAFigureAndOfLagsAFood) {
  const std::string no_diary =
      "no diary is given; expected one or more files, or - for standard input\n";
  const std::string rule = "; expected forest, timeline, lags FOOD or coverage\n";
  EXPECT_EQ(errors_of({"plot"}), "no figure is given" + rule + no_diary);
  EXPECT_EQ(errors_of({"plot", "pie", "a.csv"}), "unknown figure 'pie'" + rule);
  EXPECT_EQ(errors_of({"plot", "forest"}), no_diary);
  EXPECT_EQ(errors_of({"plot", "lags"}),
      "no food is given; expected its name before the files\n" + no_diary);
  EXPECT_EQ(errors_of({"plot", "lags", "rice"}), no_diary);
  EXPECT_EQ(errors_of({"plot", "forest", "a.csv", "-f", "html"}),
      "option --format: value 'html' is not a format of 'culprit plot'; expected svg\n");
  const auto lags = options_of({"plot", "lags", "rice", "a.csv"});
  EXPECT_EQ(lags.command, Command::plot);
  EXPECT_EQ(lags.plot, Plot::lags);
  EXPECT_EQ(lags.food, "rice");
  EXPECT_EQ(lags.diaries, std::vector<std::string>{"a.csv"});
  EXPECT_EQ(options_of({"plot", "coverage", "a.csv"}).plot, Plot::coverage);
  EXPECT_EQ(options_of({"plot", "timeline", "a.csv"}).plot, Plot::timeline);
}

}  // namespace
}  // namespace culprit::cli
