#include <gtest/gtest.h>

#include "support.hpp"

namespace culprit::diary {
namespace {

constexpr const char* servings =
    "Day,Time,Group,Food Name,Amount,Energy (kcal),Protein (g),Category\n"
    "2023-09-17,9:00 AM,\"Staples\",\"Black Pepper, Ground\",\"1.00 tsp\",5.77,0.24,\"Spices\"\n"
    "2023-09-17,,\"Breakfast\",\"Egg, whole\",\"107.00 g\",153.01,13.44,\"Dairy\"\n"
    "2023-09-17,07:30 PM,\"Dinner\",\"Collagen\",\"1.00 full recipe\",170.00,39.00,\"\"\n"
    "2023-09-18,05:17,Drinks,\"Jasmine Tea\",\"1,600.00 g\",6.00,,\n"
    "2023-09-19,,Drinks,\"Water\",\"0.00 g\",0.00,,\n"
    "2023-09-19,,Total,,,900.00,,\n"
    "2023-09-20,,Drinks,\"Water\",\"some\",0.00,,\n"
    "2023-09-20,,Drinks,\"Water\",\"-2.00 g\",0.00,,\n"
    "2023-09-20,,Drinks,,\"1.00 g\",0.00,,\n"
    "2023-09-21,25:00,Drinks,\"Water\",\"1.00 g\",0.00,,\n";

TEST(CronometerLayout, ReadsServingsWithAmountAndUnitInOneCell) {
  const auto result = read_text(servings);
  EXPECT_EQ(to_lines(result.diary),
      "2023-09-17 food Egg, whole 107 g\n"
      "2023-09-17 09:00 food Black Pepper, Ground 1 tsp\n"
      "2023-09-17 19:30 food Collagen 1 full recipe\n"
      "2023-09-18 05:17 food Jasmine Tea 1600 g\n"
      "2023-09-21 food Water 1 g\n");
  const auto& report = result.files.at(0);
  EXPECT_EQ(report.format, "cronometer-servings");
  EXPECT_EQ(report.confidence, 1.0);
  EXPECT_EQ(report.reason,
      "the header names Day, Food Name and Amount, as Cronometer's servings.csv does");
  EXPECT_EQ(accounts(report), "10=5+0+2+3");
  EXPECT_EQ(to_days(result.diary.logged_days), "2023-09-17 2023-09-18 2023-09-19 2023-09-21");
  EXPECT_EQ(report.skipped_by_rule.at("amount_zero"), 1U);
  EXPECT_EQ(report.skipped_by_rule.at("total_row"), 1U);
  EXPECT_EQ(report.columns.at(3).role, "name");
  EXPECT_EQ(report.columns.at(5).role, "ignored");
}

TEST(CronometerLayout, SaysWhatIsWrongWithARow) {
  const auto result = read_text(servings);
  const auto& amounts = result.rejections.at("bad_amount").first;
  ASSERT_EQ(amounts.size(), 2U);
  EXPECT_EQ(amounts[0].text,
      "amount 'some' is not an amount; expected a number of 0 or more and perhaps a unit");
  EXPECT_EQ(amounts[1].text,
      "amount '-2.00 g' is not an amount; expected a number of 0 or more and perhaps a unit");
  EXPECT_EQ(amounts[0].place.line, 8U);
  EXPECT_EQ(result.rejections.at("no_name").first.at(0).text,
      "food name is blank; expected what was eaten");
  EXPECT_EQ(result.rejections.at("bad_time").first.at(0).text,
      "time '25:00' is not a time of day; expected HH:MM");
}

TEST(CronometerLayout, NeedsNoTimeOrGroup) {
  const auto result = read_text("Food Name,Day,Amount\nOats,2024-01-02,50 g\n");
  EXPECT_EQ(to_lines(result.diary), "2024-01-02 food Oats 50 g\n");
  EXPECT_EQ(result.files[0].confidence, 0.8);
  EXPECT_EQ(result.files[0].reason, "the header names Day, Food Name and Amount");
}

}  // namespace
}  // namespace culprit::diary
