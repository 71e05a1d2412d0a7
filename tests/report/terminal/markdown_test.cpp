#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "culprit/report/report.hpp"
#include "culprit/report/terminal/table.hpp"
#include "report/fixtures.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Markdown, PutsAPossibleImmediateReactionBeforeTheAnswerAndOnce) {
  const auto text = to_markdown(fixtures::hours());
  const auto warning =
      text.find("**Warning: possible immediate reaction, not ranked: peanut (hives ");
  ASSERT_NE(warning, std::string::npos);
  const auto answer = text.find("\nKefir: skin was ");
  ASSERT_NE(answer, std::string::npos);
  EXPECT_LT(warning, answer);
  EXPECT_EQ(text.find("peanut", text.find("peanut") + 1), std::string::npos);
  EXPECT_NE(
      text.find("few days with it, at least 5 needed (days eaten): kiwi (3)."), std::string::npos);
  EXPECT_NE(text.find("Warning: there are few ratings."), std::string::npos);
}

TEST(Markdown, IsADocumentWithAPipeTable) {
  const auto text = to_markdown(fixtures::rich());
  EXPECT_TRUE(text.starts_with(
      "# Blueberry and red wine stand out\n\n180 days (2024-01-01 to 2024-06-28), "));
  EXPECT_TRUE(has(text,
      "\n## Went with worse skin\n\nBlueberry: skin was about 1.9 points worse on the next day "
      "(about 95 in 100 that it is blueberry).\n\nRed wine: "));
  EXPECT_TRUE(has(text, "\n## Went with better skin\n\nCarrot: skin was about 0.4 points better "));
  EXPECT_TRUE(
      has(text, "\n\nBetter ratings after eating it are not a reason to eat more of it.\n"));
  EXPECT_TRUE(has(text, "\n## Probably not\n\n33 foods showed no effect;"));
  EXPECT_TRUE(has(text, "\n## Too early to say\n\nThere is not enough data about 4 foods: "));
  EXPECT_TRUE(
      has(text, "\n## What to do now\n\n- Talk with a doctor or dietitian about blueberry, "));
  EXPECT_TRUE(has(text,
      "\n## Foods\n\nRatings of eczema after eating this food, with the other foods taken "
      "into account:\n\n| # | food | verdict | after | points [range] | certainty | days | lag 0-6 "
      "|\n| ---: | :--- | :--- | :--- | ---: | :--- | ---: | :--- |\n| 1 | blueberry | "
      "suspect | next day | +1.9 [1.4, 2.4] | 95 in 100 | 31 | x▀▔·▂▅▇ |\n"));
  EXPECT_TRUE(has(text, "\n| 40 | food number 40 | not enough data | 1-3 days later | "));
  EXPECT_TRUE(has(text, "\n- blueberry: often on the same days: yogurt (80 %), oats (50 %)\n"));
  EXPECT_TRUE(has(text, "\n- yogurt: eaten on most days of blueberry\n"));
  EXPECT_TRUE(has(text, "\n- Warning: factor 'sleep' has no value on 60 % of the days.\n"));
  EXPECT_TRUE(has(text, "\n- Adjusted for trend, weekday,"));
  EXPECT_TRUE(has(text, "\n- 2 rows could not be read"));
  const auto sets = to_markdown(fixtures::sets());
  EXPECT_TRUE(has(sets, "\n- toast: butter or toast: this diary cannot tell them apart\n"));
  EXPECT_TRUE(has(sets, "\n- toast: half of the effect runs through a cream\n"));
  EXPECT_TRUE(has(sets, "\n- milk: still needed: about 90 more days"));
  EXPECT_TRUE(has(sets, "\n- Every other day on purpose: "));
  EXPECT_TRUE(has(text, "\n## Please note\n\n- Even if no food matters to your skin, "));
  for (const auto& caution : cautions()) EXPECT_TRUE(has(text, "\n- " + caution + '\n'));
}

TEST(Markdown, AProtectiveFoodIsNeverUnderAHeadingOfSuspicion) {
  const auto text = to_markdown(fixtures::rich());
  const auto worse = text.find("## Went with worse skin");
  const auto better = text.find("## Went with better skin");
  EXPECT_EQ(text.substr(worse, better - worse).find("Carrot"), std::string::npos);
  EXPECT_LT(better, text.find("Carrot: "));
}

TEST(Markdown, EscapesPeoplesWords) {
  const auto text = to_markdown(fixtures::hostile());
  EXPECT_TRUE(has(text, "| &lt;script&gt;alert(1)&lt;/script&gt; |"));
  EXPECT_TRUE(has(text, "| pipe\\|pipe |"));
  EXPECT_TRUE(has(text, "| two lines  three |"));
  EXPECT_TRUE(has(text, "| \\[link\\](javascript:x) \\*b\\* \\_i\\_ \\`c\\` &amp; \\\\ |"));
  for (const auto* bad : {"<script", "\x1b", "\t", "\u202E", "\nlines", "\xFF"}) {
    EXPECT_FALSE(has(text, bad)) << bad;
  }
}

TEST(Markdown, EveryTableRowHasEightCells) {
  for (const auto& [name, analysis] : fixtures::all()) {
    std::istringstream lines{to_markdown(analysis)};
    std::size_t rows = 0;
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("| ")) continue;
      ++rows;
      std::size_t borders = 0;
      for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\\') ++i;
        else if (line[i] == '|') ++borders;
      }
      EXPECT_EQ(borders, 9u) << line;
    }
    EXPECT_EQ(rows, analysis.foods.empty() ? 0 : analysis.foods.size() + 2) << name;
  }
}

TEST(Markdown, LeavesOutWhatThereIsNot) {
  const auto text = to_markdown(fixtures::frame());
  for (const auto* part : {"## Foods", "## Notes", "## About", "## Went", "These chances"}) {
    EXPECT_FALSE(has(text, part)) << part;
  }
}

TEST(Markdown, TechnicalWordsAreNumbers) {
  const auto text = to_markdown(fixtures::rich(), Words::technical);
  EXPECT_TRUE(has(text, "| points [range] | probability | p | days |"));
  EXPECT_TRUE(has(text, "| +1.9 [1.4, 2.4] | 0.97 | <0.001 | 31 |"));
  EXPECT_TRUE(has(text, "\n- p: two-sided test of the food given the other foods that seem to "));
}

}  // namespace
}  // namespace culprit::report
