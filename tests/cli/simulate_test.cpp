#include "culprit/simulate/simulate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "cli/captured_stream.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"
#include "cli/scratch_folder.hpp"

namespace culprit::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

using Arguments = std::vector<std::string>;

ParsedArguments parse(Arguments args) {
  args.insert(args.begin(), "simulate");
  return parse_arguments(args);
}

simulate::Options options_of(const Arguments& args) {
  const auto parsed = parse(args);
  EXPECT_THAT(parsed.errors, IsEmpty());
  return parsed.options ? parsed.options->simulation : simulate::Options{};
}

std::vector<std::string> errors_of(const Arguments& args) {
  std::vector<std::string> texts;
  for (const auto& message : parse(args).errors) texts.push_back(message.text);
  return texts;
}

TEST(SimulateArguments, EveryOptionReachesItsField) {
  struct Case {
    Arguments args;
    std::function<double(const simulate::Options&)> field;
    double expected;
  };
  using O = const simulate::Options&;
  const Case cases[] = {
      {{"--seed", "18446744073709551615"}, [](O o) { return o.seed == ~std::uint64_t{0}; }, 1},
      {{"--days", "90"}, [](O o) { return o.days; }, 90},
      {{"--first-day=2023-02-01"}, [](O o) { return to_iso(o.first_day) == "2023-02-01"; }, 1},
      {{"--unlogged", ".2"}, [](O o) { return o.logging.unlogged; }, 0.2},
      {{"--unrated", "0.3"}, [](O o) { return o.logging.unrated; }, 0.3},
      {{"--clock-times"}, [](O o) { return o.logging.times == simulate::Times::clock; }, 1},
      {{"--clock-times", "--ratings-per-day", "2"}, [](O o) { return o.logging.ratings_per_day; },
          2},
      {{"--doses"}, [](O o) { return o.logging.amounts == simulate::Amounts::grams; }, 1},
      {{"--n-foods", "50"}, [](O o) { return o.menu.foods; }, 50},
      {{"--n-triggers", "5"}, [](O o) { return o.culprits.worse; }, 5},
      {{"--n-protective", "2"}, [](O o) { return o.culprits.better; }, 2},
      {{"--effect", "1.5"}, [](O o) { return o.culprits.lowest_effect; }, 1.5},
      {{"--effect", "1..3"}, [](O o) { return o.culprits.highest_effect; }, 3},
      {{"--kernel", "delayed"}, [](O o) { return o.culprits.kernel == simulate::Kernel::delayed; },
          1},
      {{"--n-clusters", "4"}, [](O o) { return o.menu.clusters; }, 4},
      {{"--n-companions", "1", "--n-clusters", "4"}, [](O o) { return o.menu.companions; }, 1},
      {{"--together", "0.95", "--n-clusters", "4"}, [](O o) { return o.menu.together; }, 0.95},
      {{"--scale", "0..100"}, [](O o) { return o.scale.maximum; }, 100},
      {{"--scale", "0..100"}, [](O o) { return o.scale.step; }, 1},
      {{"--scale", "0..10"}, [](O o) { return o.scale.step; }, 0.5},
      {{"--scale", "POEM"}, [](O o) { return o.scale.maximum; }, 28},
      {{"--level", "7", "--scale", "0..100"}, [](O o) { return o.course.level; }, 7},
      {{"--scale", "0..100"}, [](O o) { return o.culprits.lowest_effect; }, 7},
      {{"--step", "0.1"}, [](O o) { return o.scale.step; }, 0.1},
      {{"--level", "1"}, [](O o) { return o.course.level; }, 1},
      {{"--sd", "2"}, [](O o) { return o.course.sd; }, 2},
      {{"--autocorrelation", "0.9"}, [](O o) { return o.course.phi; }, 0.9},
      {{"--noise", "0"}, [](O o) { return o.course.noise; }, 0},
      {{"--drift", "0.2"}, [](O o) { return o.course.drift; }, 0.2},
      {{"--trend", "-2"}, [](O o) { return o.course.trend; }, -2},
      {{"--season", "1"}, [](O o) { return o.course.season; }, 1},
      {{"--weekend", "1.2"}, [](O o) { return o.course.weekend; }, 1.2},
      {{"--stress", "0.6"}, [](O o) { return o.behaviour.stress; }, 0.6},
      {{"--hidden-stress", "--stress", "1"},
          [](O o) { return o.behaviour.confounder == simulate::Confounder::hidden; }, 1},
      {{"--avoidance", "0.7"}, [](O o) { return o.behaviour.avoidance; }, 0.7},
      {{"--treatment", "0.8"}, [](O o) { return o.behaviour.treatment; }, 0.8},
      {{"--days", "7", "--days", "8"}, [](O o) { return o.days; }, 8},
  };
  for (const auto& [args, field, expected] : cases)
    EXPECT_DOUBLE_EQ(field(options_of(args)), expected) << args.front();
}

TEST(SimulateArguments, EveryErrorSaysWhatIsExpected) {
  const std::pair<Arguments, std::string> cases[] = {
      {{"--days", "many"},
          "option --days: value 'many' is not such a number; expected a whole number from 1 to "
          "20000"},
      {{"--days", "0"},
          "option --days: value '0' is out of range; expected a whole number from 1 to 20000"},
      {{"--noise", "x"},
          "option --noise: value 'x' is not a number; expected a number from 0 to 1000000"},
      {{"--effect", "1..x"},
          "option --effect: value '1..x' is neither a number nor a range; expected 0.8 or "
          "0.7..0.9, "
          "from 0 to 1000000"},
      {{"--effect", "3..1"},
          "option --effect: value '3..1' is a range that falls; expected the smaller end first"},
      {{"--n-foods", "0"},
          "option --n-foods: value '0' is out of range; expected a whole number from 1 to 5000"},
      {{"--truth", "-"},
          "option --truth: value '-' is not a file; expected one, because standard output holds "
          "the "
          "diary"},
      {{"--hidden-stress"}, "option --hidden-stress: does nothing without --stress; expected both"},
      {{"--n-companions", "3"},
          "option --n-companions: does nothing without --n-clusters; expected both"},
      {{"--together", "0.9"},
          "option --together: does nothing without --n-clusters; expected both"},
      {{"--kernel", "never"},
          "option --kernel: unknown kernel 'never'; expected next-day, two-days, several-days, "
          "delayed or mixed"},
      {{"--scale", "big"},
          "option --scale: value 'big' is not a scale; expected MIN..MAX with numbers from -1e9 to "
          "1e9, or an instrument such as POEM"},
      {{"--seed", "-1"},
          "option --seed: value '-1' is not such a number; expected a whole number from 0 to "
          "18446744073709551615"},
      {{"--first-day", "2024-02-30"},
          "option --first-day: value '2024-02-30' is not a calendar day; expected YYYY-MM-DD"},
      {{"--error-format", "xml"},
          "option --error-format: unknown format of messages 'xml'; expected text or json"},
      {{"--output="}, "option --output: value '' is empty; expected the name of a file"},
      {{"--truth="}, "option --truth: value '' is empty; expected the name of a file"},
      {{"--doses=1"}, "option --doses: value '1' is not expected; expected the option alone"},
      {{"--days"}, "option --days: value is missing; expected one"},
      {{"--days", "--doses"}, "option --days: value is missing; expected one"},
      {{"--dais", "3"}, "option '--dais' is unknown"},
      {{"diary.csv"}, "word 'diary.csv' is not expected; expected options only"},
      {{"-o", "d.json"},
          "option --output: suffix '.json' of 'd.json' is not a format of 'culprit simulate'; "
          "expected .csv, .txt or none, or --format"},
      {{"--config", "x"},
          "option --config: not used by 'culprit simulate'; expected with rank, check, explain, "
          "plan, trial, "
          "convert, foods, plot, batch, merge or pool"},
      {{"--fdr", "0.1"},
          "option --fdr: not used by 'culprit simulate'; expected with rank, check, explain, plan, "
          "trial, plot, "
          "batch or pool"},
      {{"-o", "a", "--truth", "a"},
          "option --truth: file 'a' is the file of --output; expected another file"},
      {{"--ratings-per-day", "2"},
          "option --ratings-per-day: value '2' needs clock times; expected 1 without them"},
      {{"--n-foods", "2"}, "option --n-triggers: value '3' is out of range; expected 0 to 2"},
  };
  for (const auto& [args, text] : cases) {
    const auto errors = errors_of(args);
    ASSERT_FALSE(errors.empty()) << text;
    EXPECT_EQ(errors.front(), text);
  }
}

TEST(SimulateArguments, AllErrorsAreShownAndNearNamesSuggested) {
  const auto parsed = parse({"--dais", "--noise", "x", "--error-format", "json"});
  ASSERT_EQ(parsed.errors.size(), 2U);
  EXPECT_EQ(parsed.errors[0].hint, "did you mean '--days'?");
  EXPECT_EQ(parsed.error_format, ErrorFormat::json);
  EXPECT_FALSE(parsed.options);
}

TEST(SimulateArguments, HelpNamesEveryOptionWithin80Columns) {
  const auto help = parse({"--help"}).text;
  EXPECT_THAT(help, StartsWith("Examples:\n  culprit simulate -o diary.csv --truth truth.json\n"));
  for (const auto* name :
      {"-o,--output FILE", "--truth FILE", "--n-foods N", "--doses", "-h,--help"})
    EXPECT_THAT(help, HasSubstr(name));
  std::istringstream lines{help};
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

struct Ended {
  int code = 0;
  std::string out;
  std::string err;
};

Ended run_with(const Arguments& args, const std::string& input = {}) {
  const CapturedStream in{input};
  const CapturedStream out;
  const CapturedStream err;
  const int code = run(args, {.in = in.number(), .out = out.number(), .err = err.number()});
  return {code, out.text(), err.text()};
}

std::string text_of(const std::string& path) {
  std::ifstream file{path};
  return {std::istreambuf_iterator<char>{file}, {}};
}

class SimulateCommand : public ::testing::Test {
 protected:
  SimulateCommand() { folder_.enter(); }

 private:
  ScratchFolder folder_;
};

TEST_F(SimulateCommand, WritesTheDiaryToStandardOutput) {
  const auto ended = run_with({"simulate", "--days", "20", "--seed", "5"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.err, "");
  EXPECT_EQ(ended.out, to_csv(simulate::simulate({.seed = 5, .days = 20})));
}

TEST_F(SimulateCommand, WritesDiaryAndTruthThatRankCanFind) {
  const auto ended = run_with(
      {"simulate", "--days", "400", "--n-foods", "10", "--n-triggers", "1", "--n-protective", "0",
          "--effect", "3", "--kernel", "next-day", "-o", "diary.csv", "--truth", "truth.json"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out, "");
  const auto truth = nlohmann::json::parse(text_of("truth.json"));
  const auto ranked = run_with({"diary.csv", "-f", "json"});
  const auto findings = nlohmann::json::parse(ranked.out)["findings"];
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0]["foods"][0], truth["triggers"][0]["food"]);
  EXPECT_EQ(findings[0]["direction"], truth["triggers"][0]["direction"]);
}

TEST_F(SimulateCommand, EndsWithUsageAndPointsToTheHelp) {
  const auto ended = run_with({"simulate", "--days", "0"});
  EXPECT_EQ(ended.code, 64);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err,
      "option --days: value '0' is out of range; expected a whole number from 1 to 20000\n"
      "try 'culprit simulate --help'\n");
  const auto json = run_with({"simulate", "--days", "0", "--error-format", "json"});
  EXPECT_EQ(nlohmann::json::parse(json.err)["code"], "bad_value");
}

TEST_F(SimulateCommand, PrintsItsHelp) {
  const auto ended = run_with({"simulate", "--help"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.out, HasSubstr("Usage: culprit simulate [OPTIONS]\n"));
}

TEST_F(SimulateCommand, ReportsAnOutputThatCannotBeMade) {
  EXPECT_EQ(run_with({"simulate", "--truth", "no/such/folder/truth.json"}).code, 73);
}

TEST_F(SimulateCommand, IsSuggestedWhenMisspelt) {
  const auto ended = run_with({"simulat"});
  EXPECT_EQ(ended.code, 64);
  EXPECT_THAT(ended.err, HasSubstr("did you mean 'simulate'?"));
}

}  // namespace
}  // namespace culprit::cli
