#include "culprit/report/terminal/table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "culprit/core/text.hpp"
#include "culprit/report/machine/json.hpp"
#include "culprit/report/report.hpp"
#include "report/fixtures.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream{text};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// What a terminal would show: without colours.
std::string without_colors(std::string text) {
  for (std::size_t at = 0; (at = text.find("\x1b[", at)) != std::string::npos;) {
    text.erase(at, text.find('m', at) - at + 1);
  }
  return text;
}

TEST(Table, PutsAPossibleImmediateReactionBeforeTheAnswerAndOnce) {
  const auto text = to_table(fixtures::hours(), {.width = 200});
  const auto warning =
      text.find("warning: possible immediate reaction, not ranked: peanut (hives ");
  ASSERT_NE(warning, std::string::npos);
  const auto answer = text.find("Ratings were higher 2 to 6 hours after eating kefir");
  ASSERT_NE(answer, std::string::npos);
  EXPECT_LT(warning, answer);
  EXPECT_EQ(text.find("peanut", text.find("peanut") + 1), std::string::npos);
  EXPECT_NE(
      text.find("few days with it, at least 5 needed (days eaten): kiwi (3)."), std::string::npos);
  EXPECT_NE(text.find("warning: there are few ratings"), std::string::npos);
}

TEST(Table, FitsEveryWidthWithEveryName) {
  for (const auto& [name, analysis] : fixtures::all()) {
    for (std::size_t width = 60; width <= 200; width += 7) {
      for (const bool verbose : {false, true}) {
        const auto table = to_table(analysis, {.width = width, .verbose = verbose});
        for (const auto& line : lines_of(table)) {
          ASSERT_LE(display_width(line), width) << name << '\n' << line;
        }
      }
    }
  }
}

TEST(Table, FitsNumbersOfAnySize) {
  auto analysis = fixtures::rich();
  for (auto& food : analysis.foods) {
    food.effect = {-123456.7, -9e99, 9e99};
    food.rank += 100000;
    food.exposed_days = 2000000000;
  }
  for (const std::size_t width : {0u, 60u, 80u}) {
    for (const auto& line : lines_of(to_table(analysis, {.width = width}))) {
      ASSERT_LE(display_width(line), std::max<std::size_t>(width, 60)) << line;
    }
  }
}

TEST(Table, ShowsTheWholeAnswerAtEightyColumns) {
  const auto lines = lines_of(to_table(fixtures::rich(), {}));
  const std::vector<std::string> expected{
      "180 days (2024-01-01 to 2024-06-28), 176 with foods logged, 165 ratings of",
      "eczema (0-10), 43 foods",
      "Suspected: Ratings were higher the day after eating blueberry: by 1.9 points",
      "(between 1.4 and 2.4) if eaten daily; very likely this food. Ratings were higher",
      "the day after to three days after eating red wine: by 1.2 points (between 0.3",
      "and 2.1) if eaten daily; likely this food. Ratings were lower the day after to",
      "three days after eating carrot: by 1.1 points (between 0.4 and 1.8) if eaten",
      "daily; maybe this food; not a reason to eat more of it.",
      "Cleared: No food can be ruled out yet. 33 foods were tested without a sign of",
      "anything, which is no proof.",
      "Not known yet: For 4 foods there is not enough data: food number 37, food number",
      "38, food number 39, food number 40. Soonest settled is food number 37: about",
      "40-90 more days of diary, about 9-20 of them with it; before eating it more",
      "often on purpose, ask an allergist or dietitian. 3 foods could not be tested:",
      "that takes at least 5 days with and 5 without each.",
      "Some findings are coincidence: of 100 diaries without any culprit food, about 5",
      "would still show one.", "",
      "Ratings of eczema after eating this food, the other foods taken into account:",
      " # food           verdict     after        points [95 %] certainty days lag 0-6",
      "───────────────────────────────────────────────────────────────────────────────",
      " 1 blueberry      suspect     next day   +1.9 [1.4, 2.4] v. likely   31 x▀▔·▂▅▇",
      "   often on the same days: yogurt (80 %), oats (50 %)"};
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(lines.at(i), expected[i]);
}

TEST(Table, EndsWithTheTwoCautions) {
  for (const auto& [name, analysis] : fixtures::all()) {
    const auto lines = lines_of(to_table(analysis, {}));
    ASSERT_GE(lines.size(), 3u);
    const std::vector<std::string> last{lines.end() - 2, lines.end()};
    EXPECT_EQ(last, cautions()) << name;
    EXPECT_EQ(*(lines.end() - 3), "") << name;
  }
}

TEST(Table, ShowsTwentyRowsAndCountsTheRest) {
  const auto brief = to_table(fixtures::rich(), {});
  EXPECT_TRUE(has(brief, "\n20 food number 20"));
  EXPECT_FALSE(has(brief, "food number 21"));
  EXPECT_TRUE(has(brief, "\n... and 20 more without a finding (-v shows all)\n"));
  EXPECT_FALSE(has(brief, "eaten on most days of blueberry"));
  const auto verbose = to_table(fixtures::rich(), {.verbose = true});
  EXPECT_TRUE(has(verbose, "\n40 food number 40"));
  EXPECT_FALSE(has(verbose, "-v shows all"));
  EXPECT_TRUE(has(verbose, "\n   eaten on most days of blueberry\n"));
}

TEST(Table, ShowsEveryFindingHoweverMany) {
  auto analysis = fixtures::frame();
  for (int rank = 1; rank <= 25; ++rank) {
    fixtures::add_finding(
        analysis, fixtures::food(rank, "food " + std::to_string(rank), engine::Verdict::suspect));
  }
  fixtures::add_foods(analysis, 26, engine::Verdict::no_evidence);
  const auto table = to_table(analysis, {});
  EXPECT_TRUE(has(table, "\n25 food 25 "));
  EXPECT_FALSE(has(table, "\n26 "));
  EXPECT_TRUE(has(table, "... and 1 more without a finding"));
}

TEST(Table, ShowsSkippedFoodsAdjustmentsRejectionsAndWarnings) {
  const auto table = to_table(fixtures::rich(), {.width = 120});
  EXPECT_TRUE(has(
      table, "\nNot tested, too few days with it, at least 5 needed (days eaten): kiwi (3).\n"));
  EXPECT_TRUE(has(table, "\nAdjusted for trend, weekday, stress (1 day before), pollen"));
  EXPECT_TRUE(
      has(table, "\n2 rows could not be read and were left out; culprit check shows them.\n"));
  EXPECT_TRUE(has(table, "\nwarning: factor 'sleep' has no value on 60 % of the days\n"));
}

TEST(Table, NamesSkippedFoodsInTwoLinesUnlessAllAreAskedFor) {
  auto analysis = fixtures::frame();
  for (int i = 0; i < 200; ++i) {
    analysis.skipped.push_back(
        {"food " + std::to_string(i), engine::SkipReason::too_few_exposures, 1, 5});
  }
  const auto brief = lines_of(to_table(analysis, {}));
  EXPECT_EQ(std::count_if(brief.begin(), brief.end(),
                [](const auto& line) { return has(line, "food ") && has(line, "(1)"); }),
      2);
  EXPECT_TRUE(has(to_table(analysis, {}), " more."));
  const auto verbose = to_table(analysis, {.verbose = true});
  EXPECT_TRUE(has(verbose, "food 199"));
  EXPECT_FALSE(has(verbose, " more."));
}

TEST(Table, GivesWayToNarrowTerminalsColumnByColumn) {
  const auto analysis = fixtures::rich();
  EXPECT_TRUE(has(to_table(analysis, {.width = 110}), "1-3 days later"));
  EXPECT_TRUE(has(to_table(analysis, {.width = 80, .verbose = true}), "too few data"));
  const auto narrow = to_table(analysis, {.width = 60});
  EXPECT_FALSE(has(narrow, "lag 0-6"));
  EXPECT_TRUE(has(narrow, "certainty"));
  EXPECT_TRUE(has(narrow, "blueberry"));
  EXPECT_TRUE(has(narrow, "1-3 days "));
}

TEST(Table, UsesColorsOnlyIfAsked) {
  for (const auto& [name, analysis] : fixtures::all()) {
    const auto plain = to_table(analysis, {});
    EXPECT_FALSE(has(plain, "\x1b")) << name;
    EXPECT_EQ(without_colors(to_table(analysis, {.color = true})), plain) << name;
  }
  const auto colored = to_table(fixtures::rich(), {.color = true, .verbose = true});
  EXPECT_TRUE(has(colored, "\x1b[1;31msuspect\x1b[0m "));
  EXPECT_TRUE(has(colored, "\x1b[32mprotective\x1b[0m "));
  EXPECT_TRUE(has(colored, "\x1b[2mtoo few data\x1b[0m"));
  EXPECT_TRUE(has(colored, "\x1b[33mwarning: "));
}

TEST(Table, AsciiModeAddsNothingOutsideAscii) {
  auto analysis = fixtures::rich();
  analysis.foods[1].name = std::string(200, 'b');
  const auto table = to_table(analysis, {.ascii = true, .verbose = true});
  for (const char c : table) ASSERT_GE(c, 0);
  EXPECT_TRUE(has(table, "bbb...bbb"));
  EXPECT_TRUE(has(table, " x=-.257\n"));
  EXPECT_TRUE(has(table, "\n-----"));
}

TEST(Table, NamesCannotMoveTheCursorOrAddLines) {
  for (const bool verbose : {false, true}) {
    const auto table = to_table(fixtures::hostile(), {.verbose = verbose});
    for (const auto* bad : {"\x1b", "\t", "\r", "\u202E", "\xFF"}) EXPECT_FALSE(has(table, bad));
    EXPECT_FALSE(has(table, "\nlines"));
  }
}

TEST(Table, ShowsASetsRowsTogetherAndWhatIsStillNeeded) {
  const auto table = to_table(fixtures::sets(), {.width = 120, .verbose = true});
  EXPECT_TRUE(has(table, "\n  butter or toast: they can't be told apart in this diary\n"));
  EXPECT_TRUE(has(table, "\n  half of the effect runs through a cream\n"));
  EXPECT_TRUE(has(table,
      "\n  still needed: about 40-90 more days of diary, about 9-20 of them with it, "
      "or about 20-45 if eaten every other day on\n    purpose\n"));
  EXPECT_TRUE(has(table, "ask an allergist or dietitian\n"));
  EXPECT_TRUE(has(table, "\nEvery other day on purpose: only what you eat now"));
  const auto brief = to_table(fixtures::sets(), {.width = 120});
  EXPECT_TRUE(has(brief, "\n  butter or toast: they can't be told apart in this diary\n"));
  EXPECT_FALSE(has(brief, "still needed"));
  EXPECT_FALSE(has(brief, "on purpose"));
}

TEST(Table, SaysSoWhenThereIsTooLittleData) {
  const auto table = to_table(fixtures::too_little_data(), {});
  EXPECT_TRUE(has(table,
      "\nSuspected: Nothing yet: there is not enough data to say anything about"
      " any food.\nCleared: No food can be ruled out yet.\nNot known yet: For 3 "));
  EXPECT_FALSE(has(table, "coincidence"));
  const auto nothing = to_table(fixtures::frame(), {});
  EXPECT_FALSE(has(nothing, "certainty"));
}

TEST(Table, ClaimsNoMoreThanAnAssociation) {
  for (const auto& [name, analysis] : fixtures::all()) {
    for (const auto& text : {to_table(analysis, {.verbose = true}), to_markdown(analysis),
             to_json(analysis, "1.2.3")}) {
      for (const auto* word : {"trigger", "allergy to", "avoid", "causes", "proven"}) {
        EXPECT_FALSE(has(text, word)) << name << ": " << word;
      }
    }
  }
}

TEST(Table, TechnicalWordsAreNumbers) {
  TableOptions options;
  options.words = Words::technical;
  const auto text = to_table(fixtures::rich(), options);
  EXPECT_TRUE(has(text, "points [95 %] probability"));
  EXPECT_TRUE(has(text, "+1.9 [1.4, 2.4]        0.97 <0.001"));
  EXPECT_TRUE(has(text, "probability: posterior probability of an effect in this direction"));
  for (const std::size_t width : {60u, 80u, 200u}) {
    options.width = width;
    for (const auto& line : lines_of(to_table(fixtures::hostile(), options))) {
      ASSERT_LE(display_width(line), width) << line;
    }
  }
}

}  // namespace
}  // namespace culprit::report
