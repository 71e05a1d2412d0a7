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

TEST(Table, PutsAPossibleImmediateReactionBeforeTheFindingsAndOnce) {
  const auto text = to_table(fixtures::hours(), {.width = 200, .verbose = true});
  const auto warning =
      text.find("Warning: possible immediate reaction, not ranked: peanut (hives ");
  ASSERT_NE(warning, std::string::npos);
  const auto answer = text.find("\n1 kefir ");
  ASSERT_NE(answer, std::string::npos);
  EXPECT_LT(warning, answer);
  EXPECT_EQ(text.find("peanut", text.find("peanut") + 1), std::string::npos);
  EXPECT_NE(
      text.find("few days with it, at least 5 needed (days eaten): kiwi (3)."), std::string::npos);
  EXPECT_NE(text.find("Warning: there are few ratings."), std::string::npos);
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

TEST(Table, AnswersInTwentyFiveLines) {
  const std::string expected =
      R"(Blueberry and red wine stand out.
180 days (2024-01-01 to 2024-06-28), 176 with foods logged, 165 ratings of
eczema (0-10), 43 foods.

# food      Went with worse skin, each day              certainty
1 blueberry 1.9 points worse [1.4, 2.4], next day       95 in 100
2 red wine  0.4 points worse [0.1, 0.7], 1-3 days later 80 in 100

Went with better skin: carrot 0.4 points better [0.1, 0.6], 1-3 days later (50
  in 100); no reason to eat more of it.
Probably not: 33 foods showed no effect; that does not prove they are safe.
Too early to say: There is not enough data about 4 foods: food number 37, food
  number 38, food number 39 and 1 more. Food number 37 could be answered first:
  about 90 more days of diary. 3 foods could not be tested: a food needs 5 days
  with it and 5 without it.
Warning: factor 'sleep' has no value on 60 % of the days.
Even if no food matters to your skin, about 5 in 100 diaries would still name
  one. Where most people have no food culprit, about half of all named foods are
  chance. These chances hold if nothing outside this diary explains it.
Hives, swelling or vomiting within 2 h: ask a doctor before you eat it again.
  Trouble breathing, throat swelling or faintness: call emergency services.
Association, not cause: test one food at a time with a clinician or dietitian.
Next: culprit explain blueberry diary.csv
To test it: culprit plan --about adult --food blueberry diary.csv
)";
  EXPECT_EQ(to_table(fixtures::rich(), {}), expected);
}

TEST(Table, OfFiveFindingsAndManyWarningsHasAtMostTwentyFiveLines) {
  auto analysis = fixtures::rich();
  const auto rows = analysis.foods;
  for (int rank = 41; rank <= 42; ++rank) {
    auto row = fixtures::food(rank, "food " + std::to_string(rank), engine::Verdict::suspect);
    row.effect = {1.9, 1.4, 2.4};
    row.direction = engine::Direction::worse;
    fixtures::add_finding(analysis, row);
  }
  for (int i = 0; i < 20; ++i)
    analysis.warnings.push_back({"w", "a warning of some length, number " + std::to_string(i)});
  const auto table = to_table(analysis, {});
  EXPECT_LE(lines_of(table).size(), 25u) << table;
  EXPECT_TRUE(has(table, "\nWarnings not shown here: ")) << table;
  const auto verbose = to_table(analysis, {.verbose = true});
  EXPECT_TRUE(has(verbose, "\nWarning: a warning of some length, number 19.\n"));
  EXPECT_FALSE(has(verbose, "not shown here"));
}

TEST(Table, ShowsEveryFindingHoweverMany) {
  auto analysis = fixtures::frame();
  for (int rank = 1; rank <= 25; ++rank) {
    auto row = fixtures::food(rank, "food " + std::to_string(rank), engine::Verdict::suspect);
    row.direction = engine::Direction::worse;
    fixtures::add_finding(analysis, row);
  }
  EXPECT_TRUE(has(to_table(analysis, {}), "\n25 food 25 "));
}

TEST(Table, OfTooLittleDataHasSixToFourteenLinesAndABar) {
  auto analysis = fixtures::too_little_data();
  for (int i = 0; i < 20; ++i)
    analysis.warnings.push_back({"w", "a warning of some length, number " + std::to_string(i)});
  for (const auto& few : {fixtures::too_little_data(), analysis, fixtures::frame()}) {
    const auto table = to_table(few, {});
    EXPECT_TRUE(table.starts_with("Not enough data yet.\n")) << table;
    const auto lines = lines_of(table).size();
    EXPECT_GE(lines, 6u) << table;
    EXPECT_LE(lines, 14u) << table;
  }
  EXPECT_TRUE(has(
      to_table(fixtures::too_little_data(), {}), "\n░░░░░░░░░░░░░░░░░░░░ 1 of about 91 ratings\n"));
  EXPECT_TRUE(has(to_table(fixtures::too_little_data(), {.ascii = true}),
      "\n.................... 1 of about 91 ratings\n"));
  auto half = fixtures::frame();
  half.diary.readings = 45;
  EXPECT_TRUE(
      has(to_table(half, {.ascii = true}), "\n##########.......... 45 of about 90 ratings\n"));
  EXPECT_FALSE(has(to_table(fixtures::frame(), {}), " of about "));  // 165 are enough in number
}

TEST(Table, AProtectiveFoodIsNeverUnderAHeadingOfSuspicion) {
  for (const bool verbose : {false, true}) {
    const auto table = to_table(fixtures::rich(), {.verbose = verbose});
    const auto worse = table.find("Went with worse skin");
    const auto better = table.find("\nWent with better skin: carrot");
    ASSERT_NE(better, std::string::npos);
    EXPECT_LT(table.find("2 red wine", worse), better);
    EXPECT_EQ(table.substr(worse, better - worse).find("carrot"), std::string::npos);
  }
}

TEST(Table, SaysOfASetAndOfASmallEffectWhatTheyAre) {
  auto analysis = fixtures::sets();
  EXPECT_TRUE(has(to_table(analysis, {}), "\n1 butter or toast worse, 1-3 days later "));
  EXPECT_TRUE(
      has(to_table(analysis, {}), "\nButter and toast were eaten on the same days too often"));
  analysis.findings[0].effect = {0.9, 0.3, 1.5};
  const auto table = to_table(analysis, {});
  EXPECT_TRUE(has(table, " 0.3 points worse (small) [0.1, 0.5], 1-3 days later "));
  EXPECT_TRUE(has(table,
      "\nSmall: butter or toast, even every day by the best estimate less than 2 points,\n"
      "  the least that matters.\n"));
  const auto narrow = to_table(analysis, {.width = 60});
  EXPECT_TRUE(has(narrow, " 0.3 points worse, 1-3 days later "));
  EXPECT_TRUE(has(narrow, " in 100\n"));
}

TEST(Table, EndsWithTheNextCommandAndHowToTest) {
  const auto last = [](const engine::Analysis& analysis) {
    const auto lines = lines_of(to_table(analysis, {.width = 200}));
    return lines[lines.size() - 2] + '\n' + lines.back();
  };
  auto analysis = fixtures::rich();
  EXPECT_EQ(last(analysis),
      "Next: culprit explain blueberry diary.csv\n"
      "To test it: culprit plan --about adult --food blueberry diary.csv");
  analysis.foods[0].name = "it's wine";
  analysis.findings[0].foods[0] = "it's wine";
  analysis.diary.files = {"my foods.csv", "-x.csv", "b.csv"};
  EXPECT_EQ(last(analysis),
      "Next: culprit explain 'it'\\''s wine' 'my foods.csv' '-x.csv' b.csv\n"
      "To test it: culprit plan --about adult --food 'it'\\''s wine' 'my foods.csv' '-x.csv' "
      "b.csv");
  analysis.diary.files = {"-"};
  analysis.foods[0].may_be_planned = false;
  EXPECT_EQ(last(analysis),
      "Next: culprit explain 'it'\\''s wine' DIARY\n"
      "To test it, ask an allergist or dietitian: not on your own.");
  analysis.foods[0].may_be_planned = true;
  analysis.warnings = {{"immediate_symptoms", "hives"}};
  EXPECT_TRUE(last(analysis).ends_with("not on your own."));
  EXPECT_EQ(lines_of(to_table(fixtures::frame(), {})).back(), "Next: culprit check diary.csv");
  auto better_first = fixtures::rich();
  std::swap(better_first.findings[0], better_first.findings[2]);
  EXPECT_TRUE(has(last(better_first), "Next: culprit explain 'red wine' diary.csv"));
  EXPECT_FALSE(has(last(fixtures::hostile()), "\x1b"));
}

TEST(Table, VerboseHoldsEveryRowTheLegendFamiliesAndNotes) {
  const auto brief = to_table(fixtures::rich(), {});
  EXPECT_FALSE(has(brief, "eaten on most days of blueberry"));
  const auto table = to_table(fixtures::rich(), {.verbose = true});
  for (const auto* line :
      {"\n 1 blueberry      suspect         next day   +1.9 [1.4, 2.4] 95 in 100 ",
          "\n40 food number 40 not enough data 1-3 days", "\n   eaten on most days of blueberry\n",
          "\n   often on the same days: yogurt (80 %), oats (50 %)\n",
          "\nNot tested, too few days with it, at least 5 needed (days eaten): kiwi (3).\n",
          "\nAdjusted for trend, weekday, stress (1 day before), pollen (0, 1 days before).\n",
          "\n2 rows could not be read and were left out; culprit check shows them.\n",
          "\nThe only proof is to leave out this one food and to eat it again",
          "\ndays: days it was eaten shortly before a rating.\n"}) {
    EXPECT_TRUE(has(table, line)) << line << '\n' << table;
  }
}

TEST(Table, RowsAreNumberedAsTheyAreShown) {
  auto analysis = fixtures::nothing_found();
  for (auto& food : analysis.foods) food.rank += 7;
  const auto table = to_table(analysis, {.verbose = true});
  EXPECT_TRUE(has(table, "\n 1 food number 1 "));
  EXPECT_TRUE(has(table, "\n30 food number 30 "));
}

TEST(Table, GivesWayToNarrowTerminalsColumnByColumn) {
  const auto analysis = fixtures::rich();
  EXPECT_TRUE(has(to_table(analysis, {.width = 60}),
      "\n2 red wine  0.4 points worse, 1-3 days later 80 in 100\n"));
  const auto narrow = to_table(analysis, {.width = 60, .verbose = true});
  EXPECT_FALSE(has(narrow, "lag 0-6"));
  EXPECT_TRUE(has(narrow, " suspect         next day   +1.9 [1.4, 2.4]\n"));
  EXPECT_TRUE(has(to_table(analysis, {.width = 120, .verbose = true}), "lag 0-6"));
}

TEST(Table, ProseIsNeverWiderThanNinetyColumns) {
  for (const auto& [name, analysis] : fixtures::all())
    for (const auto& line : lines_of(to_table(analysis, {.width = 200})))
      EXPECT_LE(display_width(line), name == "hostile" ? 100u : 90u) << name << ": " << line;
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
  EXPECT_TRUE(has(colored, "\x1b[2mnot enough data\x1b[0m"));
  EXPECT_TRUE(has(colored, "\x1b[33mWarning: "));
}

TEST(Table, AsciiModeAddsNothingOutsideAscii) {
  auto analysis = fixtures::rich();
  analysis.foods[1].name = std::string(200, 'b');
  const auto table = to_table(analysis, {.width = 120, .ascii = true, .verbose = true});
  for (const char c : table) ASSERT_GE(c, 0);
  EXPECT_TRUE(has(table, "bbb...bbb"));
  EXPECT_TRUE(has(table, " x=-.257\n"));
}

TEST(Table, NamesCannotMoveTheCursorOrAddLines) {
  for (const bool verbose : {false, true}) {
    const auto table = to_table(fixtures::hostile(), {.verbose = verbose});
    for (const auto* bad : {"\x1b", "\t", "\r", "\u202E", "\xFF"}) EXPECT_FALSE(has(table, bad));
    EXPECT_FALSE(has(table, "\nlines"));
  }
}

TEST(Table, ShowsASetsRowsTogetherAndWhatIsStillNeeded) {
  const auto table = to_table(fixtures::sets(), {.verbose = true});
  EXPECT_TRUE(has(table, "\n  butter or toast: this diary cannot tell them apart\n"));
  EXPECT_TRUE(has(table, "\n  half of the effect runs through a cream\n"));
  EXPECT_TRUE(has(table,
      "\n  still needed: about 90 more days of diary, or about 45 if you eat it every\n    other "
      "day "
      "on purpose\n"));
  EXPECT_TRUE(has(table, "ask an allergist or dietitian\n"));
  EXPECT_TRUE(has(table, "Every other day on purpose: only what you eat now"));
  const auto brief = to_table(fixtures::sets(), {});
  EXPECT_FALSE(has(brief, "still needed"));
  EXPECT_FALSE(has(brief, "on purpose"));
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
  options.width = 110;
  const auto verbose = [&] {
    options.verbose = true;
    return to_table(fixtures::rich(), options);
  }();
  EXPECT_TRUE(has(verbose, "points [range] probability"));
  EXPECT_TRUE(has(verbose, "+1.9 [1.4, 2.4]        0.97 <0.001"));
  EXPECT_TRUE(has(verbose, "probability: posterior probability of an effect in this direction"));
  for (const std::size_t width : {60u, 80u, 200u}) {
    options.width = width;
    for (const auto& line : lines_of(to_table(fixtures::hostile(), options))) {
      ASSERT_LE(display_width(line), width) << line;
    }
  }
}

}  // namespace
}  // namespace culprit::report
