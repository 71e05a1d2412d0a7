/// The option `--config`, from the command line to the options. See options_test.cpp for the rest.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "cli/argument_errors.hpp"
#include "cli/options/command_line.hpp"
#include "cli/scratch_folder.hpp"

namespace culprit::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ConfigOption : public ::testing::Test {
 protected:
  ConfigOption() { folder_.enter(); }

  /// Writes the configuration and returns the errors of a command line that names it.
  static std::string errors_with(const std::string& config, Arguments args = {"d.csv"}) {
    args.insert(args.end(), {"--config", write(config)});
    return errors_of(args);
  }
  static std::string write(const std::string& config) {
    std::ofstream{"c.toml"} << config;
    return "c.toml";
  }

 private:
  ScratchFolder folder_;
};

TEST_F(ConfigOption, StandsBelowTheCommandLineAndAboveTheDefaults) {
  write("lags = 1..2\nfdr = 0.2\nfoods = \"milk, egg\"\nstrict = true\nquiet = true\n");
  const auto options =
      parse_arguments(Arguments{"d.csv", "--lags", "3..4", "-v", "--config", "c.toml", "--seed=5"})
          .options.value();
  EXPECT_EQ(options.pipeline.engine.lags, (Lags{LagWindow{3, 4}}));
  EXPECT_EQ(options.pipeline.engine.fdr, 0.2);
  EXPECT_THAT(options.pipeline.read.foods, ElementsAre("milk", "egg"));
  EXPECT_TRUE(options.strict);
  EXPECT_TRUE(options.messages.verbose);
  EXPECT_FALSE(options.messages.quiet);
}

TEST_F(ConfigOption, ReportsEverythingThatIsWrongAtOnce) {
  EXPECT_EQ(errors_with("lgas = 1..2\nfdr = 7\n[rank]\n"),
      "c.toml:3:2: setting 'rank' is a table; expected key = value\n"
      "  [rank]\n"
      "   ^\n"
      "c.toml:1:1: setting 'lgas' is unknown\n"
      "  lgas = 1..2\n"
      "  ^\n"
      "  did you mean 'lags'?\n"
      "c.toml:2:7: setting fdr: value '7' is out of range; expected a number from 0.001 to "
      "0.5\n"
      "  fdr = 7\n"
      "        ^\n");
  EXPECT_EQ(errors_with("strict = yes"),
      "c.toml:1:10: setting strict: value 'yes' is neither true nor false; expected one of "
      "them\n"
      "  strict = yes\n"
      "           ^\n");
}

TEST_F(ConfigOption, ShowsTwentyErrorsAndCountsTheRest) {
  std::string config;
  for (int i = 0; i < 25; ++i) config += "x" + std::to_string(i) + " = 1\n";
  const auto errors = parse_arguments(Arguments{"d.csv", "--config", write(config)}).errors;
  ASSERT_EQ(errors.size(), 21U);
  EXPECT_EQ(errors.back().text, "5 more settings are wrong");
  EXPECT_EQ(
      parse_arguments(Arguments{"d.csv", "--max-messages=2", "--config", "c.toml"}).errors.size(),
      3U);
}

TEST_F(ConfigOption, KeepsSettingsOfOtherCommandsForThem) {
  EXPECT_EQ(errors_with("unknown = true\nresume = true\nfdr-scope = batch\n"), "");
  EXPECT_FALSE(parse_arguments(Arguments{"d.csv", "--config", "c.toml"}).options->unknown);
  EXPECT_THAT(errors_with("fdr-scope = everything"), HasSubstr("unknown scope 'everything'"));
  EXPECT_THAT(errors_with("n-foods = 3"), HasSubstr("setting 'n-foods' is unknown"));
}

TEST_F(ConfigOption, HasAnExitCodeOfItsOwn) {
  EXPECT_EQ(parse_arguments(Arguments{"d.csv", "--config", write("x = 1")}).exit,
      ExitCode::bad_configuration);
  EXPECT_EQ(parse_arguments(Arguments{"d.csv", "--config", "missing.toml"}).exit,
      ExitCode::bad_configuration);
  EXPECT_EQ(parse_arguments(Arguments{"d.csv", "--foo", "--config", write("x = 1")}).exit,
      ExitCode::usage);
}

TEST_F(ConfigOption, KnowsNeitherItselfNorHelp) {
  EXPECT_THAT(errors_with("config = a"), HasSubstr("setting 'config' is unknown"));
  EXPECT_THAT(errors_with("help = true"), HasSubstr("setting 'help' is unknown"));
}

TEST_F(ConfigOption, IsHeldToTheFormatsOfCheck) {
  EXPECT_EQ(errors_with("format = csv", {"check", "d.csv"}),
      "c.toml:1:10: setting format: value 'csv' is not a format of 'culprit check'; expected "
      "table or json\n"
      "  format = csv\n"
      "           ^\n");
  EXPECT_EQ(errors_with("format = csv", {"check", "d.csv", "-f", "json"}), "");
}

TEST_F(ConfigOption, NamesAMissingFile) {
  EXPECT_EQ(errors_of({"d.csv", "--config", "missing.toml"}),
      "missing.toml: file does not exist; expected a configuration\n");
}

}  // namespace
}  // namespace culprit::cli
