#include <gtest/gtest.h>

#include "support.hpp"

namespace culprit::diary {
namespace {

std::string roles(const ReadResult& result) {
  std::string text;
  for (const auto& column : result.files.at(0).columns) {
    text += (text.empty() ? "" : " ") + column.role;
  }
  return text;
}

TEST(WideLayout, ReadsFoodsRatingsFactorsAndTreatments) {
  const auto result = read_text(
      "date,severity,milk,wheat_bread,sleep hours,hydrocortisone 1%,weight,notes\n"
      "2024-11-20,3,1,0,7.5,yes,70.5,fine\n"
      "2024-11-21,4.5,,2,8,,70.1,a bad day\n");
  EXPECT_EQ(roles(result), "date severity food food factor treatment ignored note");
  EXPECT_EQ(to_lines(result.diary),
      "2024-11-20 food milk 1\n2024-11-20 severity severity 3\n"
      "2024-11-20 factor sleep hours 7.5\n"
      "2024-11-20 treatment hydrocortisone 1%\n"
      "2024-11-21 food wheat bread 2\n2024-11-21 severity severity 4.5\n"
      "2024-11-21 factor sleep hours 8\n");
  EXPECT_EQ(result.files[0].format, "wide");
  EXPECT_EQ(
      result.files[0].reason, "the header names date and a column per rating, food or factor");
}

TEST(WideLayout, KeepsNotLoggedNotEatenAndNotRatedApart) {
  const auto result = read_text(
      "date,eczema,milk,eggs\n"
      "2024-11-20,3,,\n"        // not logged
      "2024-11-21,,0,0\n"       // logged, nothing eaten, not rated
      "2024-11-22,5,no,\n"      // logged: a blank beside an answer is 0
      "2024-11-23,,,\n"         // nothing at all
      "2024-11-24,0,x,false\n"  // symptom-free
      ",,,\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-11-20 severity eczema 3\n2024-11-22 severity eczema 5\n"
      "2024-11-24 food milk\n2024-11-24 severity eczema 0\n");
  EXPECT_EQ(to_days(result.diary.logged_days), "2024-11-21 2024-11-22 2024-11-24");
  EXPECT_EQ(accounts(result.files[0]), "6=4+0+2+0");
  const std::map<std::string, std::uint64_t> rules{{"empty_row", 1}, {"nothing_recorded", 1}};
  EXPECT_EQ(result.files[0].skipped_by_rule, rules);
}

TEST(WideLayout, RejectsCellsAndKeepsTheirRow) {
  ReadOptions options;
  options.foods = {"milk", "eggs"};
  const auto result = read_text(
      "date,time,eczema,milk,eggs\n"
      "2024-11-20,8:00,3,1,lots\n"
      "2024-11-21,late,4,-1,0\n"
      "2024-31-11,9:00,5,1,1\n"
      "2024-11-22,9:00,6,1,1\n"
      "2024-11-22,9:00,6,1,1\n"
      "2024-11-23,,7,1,0,1\n",
      options);
  EXPECT_EQ(to_lines(result.rejections),
      "bad_cell a.csv:2:21: eggs 'lots' is not understood; expected a number, yes or no\n"
      "bad_date a.csv:4:1: date '2024-31-11' is not a calendar day; expected YYYY-MM-DD\n"
      "bad_time a.csv:3:12: time 'late' is not a time of day; expected HH:MM\n"
      "negative_amount a.csv:3:19: milk '-1' is negative; expected 0 or more\n"
      "too_many_fields a.csv:7:19: the row has 6 fields; expected at most 5, and quotes "
      "around a text that holds the delimiter\n");
  EXPECT_EQ(accounts(result.files[0]), "6=3+1+0+2");
  EXPECT_EQ(result.files[0].rejected_cells, 3u);
  EXPECT_EQ(to_lines(result.diary),
      "2024-11-20 08:00 food milk 1\n2024-11-20 08:00 severity eczema 3\n"
      "2024-11-21 severity eczema 4\n"
      "2024-11-22 09:00 food eggs 1\n2024-11-22 09:00 food milk 1\n"
      "2024-11-22 09:00 severity eczema 6\n");
}

TEST(WideLayout, InfersRolesFromWordsAndValues) {
  EXPECT_EQ(roles(read_text("date,ice cream,steroid cream,hot dog,energy drink,energy,pollen "
                            "count,itch,rash,skin,mood (1-5),weekday\n"
                            "2024-11-20,1,1,0,1,3,120,4,5,6,2,Monday\n")),
      "date food treatment food food factor factor severity symptom symptom factor ignored");
  EXPECT_EQ(roles(read_text("date,rash,milk\n2024-11-20,1,1\n")), "date symptom food");
  EXPECT_EQ(roles(read_text("date,itch,severity,milk\n2024-11-20,3,1,1\n")),
      "date symptom severity food");
}

TEST(WideLayout, DoesNotTakeOneSlipForAFactor) {
  std::string text = "date,eczema,milk\n2024-11-01,3,-1\n";
  for (int i = 10; i < 25; ++i) text += "2024-11-" + std::to_string(i) + ",3,1\n";
  EXPECT_EQ(roles(read_text(text)), "date severity food");
}

TEST(WideLayout, OptionsWinOverWordsAndValues) {
  ReadOptions options;
  options.severity = "DEPRESSION";
  options.foods = {"Milk_", "grams of rice"};
  options.factors = {"eggs"};
  const auto result = read_text(
      "date,Depression,milk,grams of rice,eggs,itch,tea,stress\n"
      "2024-11-20,3,1,150,1,4,1,2\n",
      options);
  EXPECT_EQ(roles(result), "date severity food food factor symptom ignored ignored");
}

TEST(WideLayout, RefusesColumnsThatNoFileHas) {
  ReadOptions options;
  options.severity = "pain";
  options.foods = {"milk", "bread"};
  options.factors = {"sun"};
  EXPECT_EQ(error_of({"date,eczema,milk\n2024-11-20,3,1\n"}, options),
      "unknown_column :0:0: --severity 'pain' is not a column; expected one of 'eczema', 'milk'\n"
      "unknown_column :0:0: --foods 'bread' is not a column; expected one of 'eczema', 'milk'\n"
      "unknown_column :0:0: --factors 'sun' is not a column; expected one of 'eczema', 'milk'");
  ReadOptions foods;
  foods.foods = {"milk"};
  EXPECT_EQ(error_of({"date,type,name\n2024-11-20,food,milk\n"}, foods),
      "unknown_column :0:0: --foods 'milk' is not a column; expected a file of the wide layout");
}

TEST(WideLayout, AsksAboutNumbersThatNothingNames) {
  const auto result = read_text("date,zork,milk\n2024-11-20,3,1\n");
  EXPECT_EQ(roles(result), "date ignored food");
  const Column& zork = result.files[0].columns[1];
  EXPECT_EQ(zork.reason, "numbers, and no word of its header is known");
  EXPECT_EQ(zork.offer, "symptom");
  ASSERT_EQ(result.files[0].notes.size(), 1u);
  EXPECT_EQ(result.files[0].notes[0].code, "columns_unused");
  EXPECT_EQ(result.files[0].notes[0].text,
      "nothing says what these columns hold, and they are not used: 'zork'; --map "
      "COLUMN=ROLE says it (symptom, food, foods, factor, note, ignored)");
}

TEST(WideLayout, JoinsAFileOfFoodsAndAFileOfRatings) {
  const auto wide = read_texts({"date,milk,eggs\n2024-11-20,1,0\n", "date,eczema\n2024-11-20,4\n"});
  const auto mixed = read_texts({"date,milk,eggs\n2024-11-20,1,0\n",
      "date,type,name,amount\n2024-11-20,severity,eczema,4\n"});
  EXPECT_EQ(to_lines(wide.diary), "2024-11-20 food milk 1\n2024-11-20 severity eczema 4\n");
  EXPECT_EQ(to_lines(mixed.diary), to_lines(wide.diary));
  EXPECT_EQ(mixed.fingerprint, wide.fingerprint);
}

TEST(WideLayout, ReadsDecimalCommasInSemicolonFiles) {
  const auto result = read_text("date;SCORAD;temperature;milk\n11/20/2024;30,5;21,4;1\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-11-20 food milk 1\n2024-11-20 severity SCORAD 30.5\n"
      "2024-11-20 factor temperature 21.4\n");
  EXPECT_EQ(result.files[0].date_order, DateOrder::mdy);
}

TEST(WideLayout, ReadsAmountsWithUnitsAndBoxes) {
  const auto result = read_text(
      "Date,Itch,Milk,Bread,Egg\n2024-01-08,4,200g,2 slices,[x]\n2024-01-09,6,0 g,a little,[ ]\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-01-08 food Bread 2 slices\n2024-01-08 food Egg\n2024-01-08 food Milk 200 g\n"
      "2024-01-08 severity Itch 4\n2024-01-09 food Bread\n2024-01-09 severity Itch 6\n");
}

}  // namespace
}  // namespace culprit::diary
