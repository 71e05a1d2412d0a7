#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "cli/options/command_line.hpp"

namespace culprit::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

using Arguments = std::vector<std::string>;

TEST(Help, OpensWithAnExample) {
  EXPECT_THAT(parse_arguments(Arguments{"--help"}).text,
              StartsWith("Example:\n  culprit diary.csv\n"));
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
  for (const Arguments& args : {Arguments{"--help"}, {"rank", "--help"}, {"check", "--help"}}) {
    std::istringstream lines{parse_arguments(args).text};
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
  }
}

}  // namespace
}  // namespace culprit::cli
