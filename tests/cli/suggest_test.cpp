#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/options/values.hpp"

namespace culprit::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<std::string> names{"output", "max-messages", "max-errors", "color", "fdr",
    "important-change", "format", "format-in", "output"};

TEST(SimilarNames, AreOfTheBestKindAndEachOnce) {
  EXPECT_THAT(similar_names("colour", names), ElementsAre("color"));
  EXPECT_THAT(similar_names("out", names), ElementsAre("output"));
  EXPECT_THAT(similar_names("max", names), ElementsAre("max-messages", "max-errors"));
  EXPECT_THAT(similar_names("Important_Change", names), ElementsAre("important-change"));
  EXPECT_THAT(similar_names("messages", names), ElementsAre("max-messages"));
  EXPECT_THAT(similar_names("outptu", names), ElementsAre("output"));
  EXPECT_THAT(similar_names("format-out", names), ElementsAre("format"));
}

TEST(SimilarNames, AreNotFarFetched) {
  for (const auto* word : {"", "-", "x", "xylophone", "in"})
    EXPECT_THAT(similar_names(word, {"color", "fdr", "lags"}), IsEmpty()) << word;
  EXPECT_EQ(did_you_mean("xylophone", names), "");
}

TEST(DidYouMean, NamesThemAll) {
  EXPECT_EQ(did_you_mean("max", names, "--"), "did you mean '--max-messages' or '--max-errors'?");
}

TEST(Misspelt, IsWithinTwoSlips) {
  const std::vector<std::string> commands{"rank", "check", "rack"};
  EXPECT_EQ(misspelt("rnak", commands), "rank");
  EXPECT_EQ(misspelt("RANK", commands), "rank");
  EXPECT_EQ(misspelt("ranck", commands), "rank");
  EXPECT_EQ(misspelt("chcek", commands), "check");
  for (const auto* word : {"diary", "", "an"}) EXPECT_EQ(misspelt(word, commands), std::nullopt);
}

}  // namespace
}  // namespace culprit::cli
