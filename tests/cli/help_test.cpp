#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "cli/options/command_line.hpp"
#include "cli/options/command_table.hpp"
#include "cli/options/option_table.hpp"

namespace culprit::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

using Arguments = std::vector<std::string>;

TEST(Help, OpensWithAnExample) {
  EXPECT_THAT(
      parse_arguments(Arguments{"--help"}).text, StartsWith("Example:\n  culprit diary.csv\n"));
  EXPECT_THAT(parse_arguments(Arguments{"rank", "--help"}).text,
      StartsWith("Examples:\n  culprit diary.csv\n"));
  EXPECT_THAT(parse_arguments(Arguments{"check", "-h"}).text,
      StartsWith("Examples:\n  culprit check diary.csv\n"));
}

TEST(Help, ComesBeforeAnyError) {
  const auto parsed = parse_arguments(Arguments{"rank", "--lags", "x", "--foo", "--help"});
  EXPECT_THAT(parsed.text, HasSubstr("--lags LAGS"));
  EXPECT_TRUE(parsed.errors.empty());
  EXPECT_EQ(parsed.exit, ExitCode::done);
}

TEST(Help, FitsIntoEightyColumns) {
  std::string all = parse_arguments(Arguments{"--help"}).text;
  for (const auto& name : command_names()) all += parse_arguments(Arguments{"help", name}).text;
  std::istringstream lines{all};
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

TEST(Help, OfTheProgramHasEveryCommand) {
  for (const auto& name : command_names())
    EXPECT_THAT(general_help(), HasSubstr("\n  " + name + " "));
}

TEST(Help, OfACommandHasJustTheOptionsThatItTakes) {
  for (const auto& rule : command_table()) {
    const auto text = command_help(rule.command);
    for (const auto& option : option_table()) {
      const auto name = "--" + std::string{option.name} +
                        (option.is_flag() ? " " : " " + std::string{option.value});
      const bool is_listed =
          text.find("  " + name) != std::string::npos || text.find("," + name) != std::string::npos;
      const bool is_known = find_option(option.name, rule.command)->is_used_by(rule.command);
      if (is_known && !option.is_used_by(rule.command)) continue;  // its name has another row
      EXPECT_EQ(is_listed, is_known) << rule.name << " " << name;
    }
  }
  EXPECT_THAT(command_help(Command::foods), Not(HasSubstr("--fdr")));
}

TEST(Help, IsPrintedInEveryUsualWay) {
  const auto rank = command_help(Command::rank);
  for (const Arguments& args : {Arguments{"rank", "--help"}, {"rank", "-h"}, {"help", "rank"},
           {"help", "RANK"}, {"rank", "d.csv", "-qh"}})
    EXPECT_EQ(parse_arguments(args).text, rank) << args.front();
  for (const Arguments& args :
      {Arguments{"--help"}, {"-h"}, {"help"}, {"help", "--help"}, {"d.csv", "--help"}})
    EXPECT_EQ(parse_arguments(args).text, general_help()) << args.front();
  const auto version = parse_arguments(Arguments{"--version"}).text;
  for (const Arguments& args : {Arguments{"-V"}, {"version"}, {"rank", "-V"}})
    EXPECT_EQ(parse_arguments(args).text, version) << args.front();
}

TEST(Help, KnowsWhichCommandsThereAre) {
  const auto parsed = parse_arguments(Arguments{"help", "sim"});
  ASSERT_EQ(parsed.errors.size(), 1U);
  EXPECT_THAT(parsed.errors[0].text, StartsWith("unknown command 'sim'; expected rank, check, "));
  EXPECT_EQ(parsed.errors[0].hint, "did you mean 'simulate'?");
  EXPECT_EQ(parse_arguments(Arguments{"version", "now"}).errors.at(0).text,
      "word 'now' is not expected; expected options only");
}

}  // namespace
}  // namespace culprit::cli
