#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "culprit/core/text.hpp"
#include "culprit/report/machine/check.hpp"
#include "culprit/report/terminal/answer_tables.hpp"
#include "report/check_fixtures.hpp"
#include "report/fixtures.hpp"

namespace culprit::report {
namespace {

TEST(CheckTable, TellsTheFateOfEveryRow) {
  EXPECT_EQ(to_table(fixtures::check(), {.width = 100}),
      R"(foods.csv
  long layout (confidence 1.00): the header has date, type and name
  separated by comma, decimal point, dates year-month-day (ISO dates)
  10 rows = 5 used + 1 merged (duplicates) + 2 skipped (amount_zero 1, other_subject 1) +
    2 rejected
  columns: date = date, type = type, name = name

ratings.csv
  wide layout (confidence 0.80): the header has date, type and name
  separated by semicolon, decimal comma, dates day-month-year (13/02/2024 at line 7)
  10 rows = 5 used + 1 merged (duplicates) + 2 skipped + 2 rejected; 1 cell rejected in
    used rows
  columns: date = date, type = type, name = name

rejected, by reason
  bad_date: 3; first: foods.csv:17:3: date '2024-02-30' is not a calendar day
  bad_amount: 1

diary
  2024-01-01 to 2024-01-04, 4 days, foods logged on 2, longest gap 2 days from 2024-01-02
  weeks from 2024-01-01
    Mon  █
    Tue  ·
    Wed  ·
    Thu  █
    Fri
    Sat
    Sun
  █ foods and a rating, ▄ foods only, ▀ a rating only, · neither
  2 foods in 4 entries: coffee 3, oats 1
  eczema: 1 rating from 4.5 to 4.5, scale 0-10 (used)
  itch: 1 rating from 3 to 3, scale 0-5
  entries as understood:
    2024-01-01 08:05 food coffee 2 cup
    2024-01-01 severity eczema 4.5
    2024-01-04 symptom itch 3

Warning: there are 2 ratings: eczema, itch.
Not enough data yet: 'culprit rank' would say nothing about any food (exit code 3).
)");
}

TEST(CheckTable, NamesWhatTheLexiconDoesNotKnow) {
  auto check = fixtures::check();
  check.unknown_foods = {{"glorp", 12}, {"snarf stew", 1}};
  EXPECT_NE(to_table(check, {}).find("\n  not in the lexicon: glorp 12, snarf stew 1\n"),
      std::string::npos);
}

TEST(CheckTable, WorksWithoutAnyEntry) {
  EXPECT_EQ(to_table(fixtures::empty_check(), {}),
      "diary\n  no entries\n  0 foods in 0 entries\n  no ratings\n\n"
      "Not ready: the files hold no food.\n");
}

TEST(CheckTable, HasWordsForEveryExitDelimiterAndDateOrder) {
  auto check = fixtures::check();
  check.rank_exit = 0;
  check.files[0].delimiter = '\t';
  check.files[0].date_order = diary::DateOrder::mdy;
  check.files[1].delimiter = '|';
  const auto text = to_table(check, {});
  for (const auto* part : {"separated by tab,", "separated by bar,", "dates month-day-year",
           "Ready: 'culprit rank' can analyse this.\n"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part;
  }
  check.rank_exit = 65;
  EXPECT_NE(to_table(check, {}).find("Not ready: the data cannot be used.\n"), std::string::npos);
}

TEST(CheckTable, FitsEveryWidthWithEveryName) {
  auto check = fixtures::check();
  for (const auto& name : fixtures::hostile_names()) {
    check.foods.push_back({name, 1});
    check.files[0].columns.push_back({name, "food"});
    check.files[0].path = name;
    check.warnings.push_back({"odd_name", name});
    check.severities[0].candidate.name = name;
    check.examples = {name};
    check.rejections[0].first.text = name;
    for (std::size_t width = 60; width <= 200; width += 20) {
      for (const bool verbose : {false, true}) {
        const auto text = to_table(check, {.width = width, .verbose = verbose});
        std::istringstream lines{text};
        for (std::string line; std::getline(lines, line);) {
          ASSERT_LE(display_width(line), width) << line;
        }
        for (const auto* bad : {"\x1b", "\t", "\r", "\u202E", "\xFF"}) {
          ASSERT_EQ(text.find(bad), std::string::npos);
        }
      }
    }
  }
}

TEST(CheckTable, NamesMoreFoodsIfAskedForAll) {
  auto check = fixtures::check();
  for (int i = 0; i < 100; ++i) check.foods.push_back({"food number " + std::to_string(i), 1});
  EXPECT_NE(to_table(check, {}).find(" more\n"), std::string::npos);
  EXPECT_EQ(to_table(check, {}).find("number 99"), std::string::npos);
  EXPECT_NE(to_table(check, {.verbose = true}).find("number 99"), std::string::npos);
}

}  // namespace
}  // namespace culprit::report
