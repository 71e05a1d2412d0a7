/// The options of `plot`, and `--words`. See options_test.cpp for the rest.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "culprit/cli/options.hpp"

namespace culprit::cli {
namespace {

using Arguments = std::vector<std::string>;

/// All errors as printed, without the last line of `run`.
std::string errors_of(const Arguments& args) {
  std::string text;
  for (const auto& message : parse_arguments(args).errors) text += to_text(message);
  return text;
}

Options options_of(const Arguments& args) {
  const auto parsed = parse_arguments(args);
  EXPECT_EQ(errors_of(args), "");
  return parsed.options.value_or(Options{});
}

TEST(PlotOptions, PlotNeedsAFigureAndOfLagsAFood) {
  const std::string no_diary =
      "no diary is given; expected one or more files, or - for standard input\n";
  const std::string rule = "; expected forest, timeline, lags FOOD or coverage\n";
  EXPECT_EQ(errors_of({"plot"}), "no figure is given" + rule + no_diary);
  EXPECT_EQ(errors_of({"plot", "pie", "a.csv"}), "figure 'pie' is unknown" + rule);
  EXPECT_EQ(errors_of({"plot", "forest"}), no_diary);
  EXPECT_EQ(errors_of({"plot", "lags"}),
            "no food is given; expected its name before the files\n" + no_diary);
  EXPECT_EQ(errors_of({"plot", "lags", "rice"}), no_diary);
  EXPECT_EQ(errors_of({"plot", "forest", "a.csv", "-f", "html"}),
            "option --format: value 'html' is no format of plot; expected none, it writes SVG\n");
  const auto lags = options_of({"plot", "lags", "rice", "a.csv"});
  EXPECT_EQ(lags.command, Command::plot);
  EXPECT_EQ(lags.plot, Plot::lags);
  EXPECT_EQ(lags.food, "rice");
  EXPECT_EQ(lags.diaries, std::vector<std::string>{"a.csv"});
  EXPECT_EQ(options_of({"plot", "coverage", "a.csv"}).plot, Plot::coverage);
  EXPECT_EQ(options_of({"plot", "timeline", "a.csv"}).plot, Plot::timeline);
}

TEST(PlotOptions, WordsAreAChoice) {
  EXPECT_EQ(options_of({"a.csv"}).output.words, report::Words::plain);
  EXPECT_EQ(options_of({"a.csv", "--words", "technical"}).output.words, report::Words::technical);
  EXPECT_EQ(errors_of({"a.csv", "--words", "short"}),
            "option --words: value 'short' is no choice of words; expected plain or technical\n");
}

}  // namespace
}  // namespace culprit::cli
