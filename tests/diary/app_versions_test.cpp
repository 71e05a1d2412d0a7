/// What apps export in newer versions, and tables that only look like an app's.
#include <gtest/gtest.h>

#include <initializer_list>
#include <set>

#include "culprit/core/text.hpp"
#include "support.hpp"

namespace culprit::diary {
namespace {

/// Options by which these are foods, and no other word is.
ReadOptions knowing(std::initializer_list<std::string> foods) {
  ReadOptions options;
  options.knows_food = [known = std::set<std::string>{foods}](
                           std::string_view phrase) { return known.contains(fold_name(phrase)); };
  return options;
}

TEST(BearableLayout, ReadsTheFoodDiaryMedicinesAndOneFactorACategory) {
  const auto result = read_text(
      "date,weekday,time of day,category,rating/amount,detail,notes\n"
      "1st Mar 2024,Friday,21:00,Mood,6,Good | Tired,\n"
      "1st Mar 2024,Friday,21:00,Energy,3,OK,\n"
      "1st Mar 2024,Friday,am,Sleep,7:45,Asleep 23:00 - 06:45,\n"
      "1st Mar 2024,Friday,am,Health measurements,80,Weight,\n"
      "1st Mar 2024,Friday,12:30,Food Diary,,Meals: Cheese toast | Cola. Snacks: Apple.,\n"
      "1st Mar 2024,Friday,18:30,Food Diary,,Soup | Dr. Oetker pizza. Drinks: Tea,\n"
      "1st Mar 2024,Friday,19:30,Food Diary,,Meals: ,\n"
      "1st Mar 2024,Friday,all day,Food Diary factors,,Dairy | Late meal,\n"
      "1st Mar 2024,Friday,all day,Factors,,Home | With family | Dairy,\n"
      "1st Mar 2024,Friday,am,Meds/Supplements,10,Cetirizine (mg),\n"
      "1st Mar 2024,Friday,am,Meds/Supplements,25,Vitamin D (mcg),\n"
      "1st Mar 2024,Friday,pm,Meds/Supplements,0,Cetirizine (mg),\n"
      "1st Mar 2024,Friday,am,Sleep factors,,Trouble falling asleep,\n"
      "2nd Mar 2024,Saturday,21:00,Mood,4,Meh | Anxious,\n"
      "2nd Mar 2024,Saturday,21:00,Symptom,2,Itch (Moderate),\n",
      knowing({"dairy"}));
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 food Dairy\n"
      "2024-03-01 food Dairy\n"
      "2024-03-01 factor Home 1\n"
      "2024-03-01 factor Late meal 1\n"
      "2024-03-01 factor Trouble falling asleep 1\n"
      "2024-03-01 factor With family 1\n"
      "2024-03-01 morning factor Health measurements Weight 80\n"
      "2024-03-01 morning factor Sleep 7.75\n"
      "2024-03-01 morning treatment Cetirizine 10 mg\n"
      "2024-03-01 morning supplement Vitamin D 25 mcg\n"
      "2024-03-01 12:30 food Apple\n"
      "2024-03-01 12:30 food Cheese toast\n"
      "2024-03-01 12:30 food Cola\n"
      "2024-03-01 18:30 food Dr. Oetker pizza\n"
      "2024-03-01 18:30 food Soup\n"
      "2024-03-01 18:30 food Tea\n"
      "2024-03-01 21:00 factor Energy 3\n"
      "2024-03-01 21:00 factor Mood 6\n"
      "2024-03-02 21:00 symptom Itch 2 1..4\n"
      "2024-03-02 21:00 factor Mood 4\n");
  EXPECT_EQ(accounts(result.files.at(0)), "15=13+0+2+0");
  EXPECT_EQ(result.files[0].skipped_by_rule.at("amount_zero"), 1U);
  EXPECT_EQ(result.files[0].skipped_by_rule.at("nothing_recorded"), 1U);
}

TEST(LoopLayout, ReadsTheWordsOfNewerVersions) {
  const std::string rows =
      "2024-05-06,5000,NO,YES_AUTO,YES_MANUAL{0}\n"
      "2024-05-05,UNKNOWN,YES_MANUAL,SKIP,NO{0}\n"
      "2024-05-04,SKIP,UNKNOWN,UNKNOWN,UNKNOWN{0}\n";
  const auto options = knowing({"milk", "bread"});
  for (const char* closing : {",", ""}) {
    const auto result = read_text(fmt::format("Date,Itch,Milk,Bread,Walked{0}\n", closing) +
                                      fmt::format(fmt::runtime(rows), closing),
        options);
    EXPECT_EQ(result.files.at(0).format, "loop-habits");
    EXPECT_EQ(to_lines(result.diary),
        "2024-05-05 food Milk 1\n"
        "2024-05-05 factor Walked 0\n"
        "2024-05-06 food Bread 1\n"
        "2024-05-06 symptom Itch 5\n"
        "2024-05-06 factor Walked 1\n");
    EXPECT_EQ(to_days(result.diary.logged_days), "2024-05-05 2024-05-06");
    EXPECT_EQ(accounts(result.files[0]), "3=2+0+1+0");
    EXPECT_EQ(to_lines(result.rejections), "");
  }
}

std::string format_of(const std::string& text) {
  return read_text(text, knowing({"milk", "bread", "rice"})).files.at(0).format;
}

TEST(MySymptomsLayout, LeavesTablesThatNameTheirColumnsToTheTable) {
  for (const char* text : {"Date,Time,Meal,Food,Itch\n2024-01-08,8:00,Breakfast,milk,\n"
                           "2024-01-08,20:00,Dinner,bread,4\n",
           "Day,Clock,What,Ate\n2024-01-08,8:00,Lunch,milk\n",
           "Date,Time,Meal,Food,Notes,Calories,Place\n"
           "2024-01-08,8:00,Snack,\"milk; bread\",at work,603,home\n",
           "Datum,Zeit,Mahlzeit,Essen,Haut\n2024-01-08,8:00,Snack,milk,3\n"}) {
    EXPECT_EQ(format_of(text), "table") << text;
  }
  // Rows that end in a comma, and another table below, are no items without a name.
  std::string meals = "Date,Time,Meal,Food\n";
  for (int day = 11; day < 29; ++day) meals += fmt::format("2024-01-{},8:00,Lunch,milk,\n", day);
  const auto tables = read_text(
      meals + "SYMPTOMS\nDate,Time,Symptom,Severity,Notes\n2024-01-11,20:00,Itching,4,bad\n");
  ASSERT_EQ(tables.files.size(), 2U);
  EXPECT_EQ(tables.files[0].format + accounts(tables.files[0]), "table18=18+0+0+0");
  EXPECT_EQ(accounts(tables.files[1]), "1=1+0+0+0");
  // Details of its own, or items without a name.
  for (const char* text : {"Date,Time,Event,Items,More\n2024-01-08,8:00,Breakfast,milk,[ x 2 ]\n",
           "Date,Time,Event,Items\n2024-01-08,8:00,Breakfast,milk,bread\n",
           "Date,Time,Event,Items\n2024-01-08,8:00,Breakfast,milk\n2024-01-08,9:00,Drink,tea\n"
           "2024-01-08,9:00,Supplements,Zinc\n",
           "Date,Time,Event,,\n2024-01-08,8:00,Breakfast,milk,bread\n"}) {
    EXPECT_EQ(format_of(text), "mysymptoms") << text;
  }
}

TEST(FlaredownLayout, NeedsMoreThanTagsAndFoods) {
  const auto result = read_text(
      "Name,Date,Foods,Itch,Flare?,Tags,Created time\n"
      "Breakfast,\"March 1, 2024 8:10 AM\",\"milk, bread, rice\",,No,home,\"March 1, 2024 8:12 "
      "AM\"\n"
      "Evening check,\"March 1, 2024 9:00 PM\",,7,Yes,home,\"March 1, 2024 9:02 PM\"\n"
      "Lunch,\"March 2, 2024 12:30 PM\",\"bread, milk\",,No,work,\"March 2, 2024 12:40 PM\"\n"
      "Evening check,\"March 2, 2024 9:00 PM\",,2,No,home,\"March 2, 2024 9:02 PM\"\n",
      knowing({"milk", "bread", "rice"}));
  EXPECT_EQ(result.files.at(0).format, "table");
  EXPECT_EQ(result.files[0].columns[3].role, "severity");
  EXPECT_EQ(result.files[0].columns[4].role, "symptom");
  EXPECT_EQ(format_of("Date,Itch,Tags,Foods\n2024-01-08,7,home,milk\n"), "table");
  EXPECT_EQ(format_of("Date,Tags,Foods,Itch\n2024-01-08,home,milk,3\n"), "table");
  EXPECT_EQ(format_of("Date,Mood,Tags,Foods\n2024-01-08,calm,home,milk\n"), "table");
  EXPECT_EQ(
      format_of("Date,Itch,Zyrtec,Tags,Foods\n2024-01-08,3,Taken,home,milk; rice\n"), "flaredown");
}

std::string roles_of(const ReadResult& result) {
  std::string text;
  for (const auto& column : result.files.at(0).columns)
    text += (text.empty() ? "" : " ") + column.role;
  return text;
}

TEST(NameAndValue, IsWhatTheWordsOfEachNameSay) {
  const auto options = knowing({"milk", "bread"});
  const std::string lines =
      "2024-01-08 food Bread 1\n"
      "2024-01-08 food Milk 2\n"
      "2024-01-08 symptom Itch 4\n"
      "2024-01-08 factor Sleep 7.5\n"
      "2024-01-08 factor Walked 1\n"
      "2024-01-09 food Milk 1\n"
      "2024-01-09 treatment Cetirizine 10\n";
  for (const char* text :
      {"Date,Item,Value\n2024-01-08,Milk,2\n2024-01-08,Bread,1\n2024-01-08,Itch,4\n"
       "2024-01-08,Sleep,7.5\n2024-01-08,Walked,1\n2024-01-09,Milk,1\n2024-01-09,Bread,0\n"
       "2024-01-09,Cetirizine,10\n",
          "HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText\n"
          "Milk,,Food,2024-01-08,2,\nBread,,Food,2024-01-08,1,\nItch,,Health,2024-01-08,4,\n"
          "Sleep,,Health,2024-01-08,7.5,\nWalked,,,2024-01-08,1,\nMilk,,Food,2024-01-09,1,\n"
          "Bread,,Food,2024-01-09,0,\nCetirizine,,,2024-01-09,10,\n",
          "Wert;Datum;Eintrag\n2;08.01.2024;Milk\n1;08.01.2024;Bread\n4;08.01.2024;Itch\n"
          "7,5;08.01.2024;Sleep\nja;08.01.2024;Walked\n1;09.01.2024;Milk\nnein;09.01.2024;Bread\n"
          "10;09.01.2024;Cetirizine\n",
          "Date,Name,Value\n2024-01-08,Milk,2\n2024-01-08,Bread,1\n2024-01-08,Itch,4\n"
          "2024-01-08,Sleep,7.5\n2024-01-08,Walked,1\n2024-01-09,Milk,1\n2024-01-09,Bread,0\n"
          "2024-01-09,Cetirizine,10\n"}) {
    SCOPED_TRACE(text);
    const auto result = read_text(text, options);
    std::string read = to_lines(result.diary);
    if (const auto scale = read.find(" 0..1"); scale != std::string::npos) read.erase(scale, 5);
    EXPECT_EQ(read, lines);
    EXPECT_EQ(to_days(result.diary.logged_days), "2024-01-08 2024-01-09");
    EXPECT_EQ(accounts(result.files[0]), "8=7+0+1+0");
  }
}

TEST(NameAndValue, TakesTheStampsAndTagsOfAppsForWhatTheyAre) {
  const auto track = read_text(
      "FeatureName,Timestamp,Value,Label,Note\n"
      "milk,2024-01-08T12:30:00.123+01:00,1.0,,\n"
      "Itch,2024-01-08T21:00:00.000+01:00,4,,\n",
      knowing({"milk"}));
  EXPECT_EQ(
      to_lines(track.diary), "2024-01-08 12:30 food milk 1\n2024-01-08 21:00 symptom Itch 4\n");
  const auto visible = read_text(
      "observation_date,tracker_name,tracker_category,observation_value\n"
      "2024-03-01,Itchy skin,Skin,1\n2024-03-01,Milk,Custom,1\n2024-03-02,Crash,Crash,0\n",
      knowing({"milk"}));
  EXPECT_EQ(to_lines(visible.diary),
      "2024-03-01 food Milk 1\n2024-03-01 symptom Itchy skin 1\n2024-03-02 factor Crash 0\n");
  const auto cara = read_text(
      "Trackingtype\tTimestamptracking\tTimestampentry\tValue\tText\tTags\n"
      "bloating\t2024-03-01 21:45:19+00:00\t2024-03-01 21:44:30+00:00\t25\t\tburping|gurgling\n"
      "skin\t2024-03-01 20:45:19+00:00\t2024-03-01 21:44:30+00:00\t50\t\titchy\n",
      knowing({"milk"}));
  EXPECT_EQ(to_lines(cara.diary),
      "2024-03-01 20:45 symptom skin 50\n2024-03-01 21:45 symptom bloating 25\n");
  EXPECT_EQ(cara.files[0].columns[0].how, "each is what its words or its type say");
}

TEST(NameColumn, IsTheFoodListBesideMealsUnitsOrWhereFoodsStandInIt) {
  const auto yazio = read_text(
      "date,daytime,name,amount,unit\n2024-03-01,breakfast,Haferflocken,50,g\n"
      "2024-03-01,lunch,Tomatensuppe,250,g\n");
  EXPECT_EQ(roles_of(yazio), "date ignored foods amount unit");
  EXPECT_EQ(to_lines(yazio.diary),
      "2024-03-01 food Haferflocken 50 g\n2024-03-01 food Tomatensuppe 250 g\n");
  // As tobintax/yazio-csv-exporter writes it.
  const auto exporter = read_text(
      "Date,Time,Meal,Product,Amount,Unit,Portions,Calories/g\n"
      "2025-01-01,2025-01-01 12:30:00,lunch,Haferflocken,50.0,gram,50,3.7\n"
      "2025-01-02,2025-01-02 08:30:00,breakfast,\"Vollmilch, 3,5 %\",200.0,milliliter,1,0.6\n");
  EXPECT_EQ(to_lines(exporter.diary),
      "2025-01-01 12:30 food Haferflocken 50 gram\n"
      "2025-01-02 08:30 food Vollmilch, 3,5 % 200 milliliter\n");
  const auto samsung = read_text(
      "com.samsung.health.food_intake,6313003,8\n"
      "start_time,custom,calorie,food_info_id,name,amount,unit,pkg_name,datauuid\n"
      "2024-03-01 08:10:00.000,,120,f1,Whole milk,1.0,120001,com.sec.android,ab,\n"
      "2024-03-02 12:10:00.000,,220,f2,Rye bread,2.0,120001,com.sec.android,ac,\n",
      knowing({"whole milk", "rye bread"}));
  EXPECT_EQ(to_lines(samsung.diary),
      "2024-03-01 08:10 food Whole milk 1\n2024-03-02 12:10 food Rye bread 2\n");
  EXPECT_EQ(roles_of(read_text("date,name,itch\n2024-03-01,milk,2\n2024-03-02,bread,3\n",
                knowing({"milk", "bread"}))),
      "date foods severity");
  const auto person = read_text(
      "timestamp,date,name,symptoms,notes\n2025-03-28T08:15:00,2025-03-28,Ann,Itching,\n"
      "2025-03-29T08:15:00,2025-03-29,Ann,\"Itching, Hives\",\n",
      knowing({"milk"}));
  EXPECT_EQ(roles_of(person).substr(0, 20), "date ignored ignored");
  EXPECT_EQ(accounts(person.files[0]), "2=2+0+0+0");
}

TEST(DaylioLayout, TellsAllMoodsWithoutANumberAtOnce) {
  const auto result = read_text(
      "full_date,date,weekday,time,mood,activities,note\n"
      "2020-02-03,February 3,Monday,9:00 PM,meh,Skateboarding | errands,\n"
      "2020-02-02,February 2,Sunday,9:01 PM,Content,PoGo | chores,\n"
      "2020-02-01,February 1,Saturday,9:00 PM,anxious,Skateboarding,\n"
      "2020-01-31,January 31,Friday,9:00 PM,anxious,,\n",
      knowing({"milk"}));
  const std::string said =
      "3 of 4 moods are words without a number, and are left out; expected numbers for them in "
      "--mood-map 'anxious=?(2),Content=?(1)'";
  EXPECT_EQ(to_lines(result.rejections), "unknown_mood a.csv:0:0: " + said + '\n');
  EXPECT_EQ(result.files.at(0).notes.at(0).text, said);
  EXPECT_EQ(result.files[0].rejected_cells, 3U);
  EXPECT_EQ(accounts(result.files[0]), "4=4+0+0+0");
  // No tick is a food that the lexicon does not know.
  for (const Entry& entry : result.diary.entries) EXPECT_NE(entry.kind, Kind::food);
}

TEST(MySymptomsLayout, LosesNoRowOfAFileWithoutAHeader) {
  const std::string rows =
      "12/26/2017, 10:00, Symptom, Stomach cramping, Intensity: 3, Duration: 6:00\n"
      "12/26/2017, 10:55, Breakfast, \"Porridge\", \"Milk\", \"[ x 2 ]\"\n"
      "12/27/2017, 10:55, Lunch, \"Bread\"\n"
      "12/27/2017, 11:00, Symptom, Stomach cramping, Intensity: 2\n";
  const std::string lines =
      "2017-12-26 10:00 symptom Stomach cramping 3 0..10\n"
      "2017-12-26 10:55 food Milk\n"
      "2017-12-26 10:55 food Porridge\n"
      "2017-12-27 10:55 food Bread\n"
      "2017-12-27 11:00 symptom Stomach cramping 2 0..10\n";
  for (const auto& format_in :
      {std::optional<std::string>{}, std::optional<std::string>{"mysymptoms"}}) {
    ReadOptions options;
    options.format_in = format_in;
    const auto result = read_text(rows, options);
    EXPECT_EQ(to_lines(result.diary), lines);
    EXPECT_EQ(accounts(result.files.at(0)), "4=4+0+0+0");
    EXPECT_EQ(result.files[0].columns[0].name, "column 1");
    EXPECT_EQ(accounts(read_text("Date, Time, Event Type, Items\n" + rows, options).files.at(0)),
        "4=4+0+0+0");
  }
  // A first row with few cells is no title either, and a single row is a file.
  EXPECT_EQ(accounts(read_text("12/27/2017, 10:55, Lunch, Bread\n"
                               "12/26/2017, 10:00, Dinner, a, b, c, d, e, f, g, h\n"
                               "12/26/2017, 11:00, Dinner, a, b, c, d, e, f, g, h\n")
                         .files.at(0)),
      "3=3+0+0+0");
  EXPECT_EQ(accounts(read_text("12/27/2017, 10:55, Lunch, Bread\n").files.at(0)), "1=1+0+0+0");
}

TEST(PrintedDiary, HasDatesAndMealsOnLinesOfTheirOwn) {
  const auto result = read_text(
      "\"September 21, 2020\",,,\nFOODS,Calories,Carbs,Fat\nBreakfast,,,\n\"Egg, 2 "
      "large\",140,0g,10g\n"
      "\"Acme - Oats, 0.5 cup\",150,27g,3g\nDinner,,,\n\"Salmon, 4 oz\",240,0g,15g\n"
      "TOTAL:,530,27g,28g\nEXERCISES,Calories,Minutes,\nCardiovascular,,,\nRunning,300,30,\n"
      "\"September 22, 2020\",,,\nFOODS,Calories,Carbs,Fat\nLunch,,,\n\"Rice, 1 cup\",200,45g,0g\n"
      "Tea,2,0g,0g\nTOTAL:,202,45g,0g\n");
  EXPECT_EQ(to_lines(result.diary),
      "2020-09-21 food Egg 2 large\n2020-09-21 food Oats 0.5 cup\n2020-09-21 food Salmon 4 oz\n"
      "2020-09-22 food Rice 1 cup\n2020-09-22 food Tea\n");
  EXPECT_EQ(result.files.at(0).format, "printed-diary");
  EXPECT_EQ(accounts(result.files[0]), "17=5+0+12+0");
  EXPECT_EQ(result.files[0].skipped_by_rule.at("other_category"), 1U);
  // FatSecret's report: dates and meals have sums beside them.
  const auto sums = read_text(
      "# FatSecret export\n# Report Details\n\"Tuesday, September 1, 2026\",150,5,,10,,,7\n"
      "Before Breakfast,100,2,,6,,,5\n\"Yogurt, vanilla\",100,2,,6,,,5\nSnacks/Other,50,3,,4,,,2\n"
      "Apple,50,3,,4,,,2\nTotal,150,5,,10,,,7\n02.09.2026,0,,,,,,\n");
  EXPECT_EQ(to_lines(sums.diary), "2026-09-01 food Apple\n2026-09-01 food Yogurt, vanilla\n");
  EXPECT_EQ(to_days(sums.diary.logged_days), "2026-09-01 2026-09-02");
  EXPECT_EQ(
      to_lines(read_text("Fr\u00FChst\u00FCck;;\nEi;90;1\n1. M\u00E4rz 2024;;\nMittagessen;;\n"
                         "Reis;90;1\n")
                   .rejections),
      "no_date a.csv:2:8: date is blank; expected the day of the entry\n");
}

TEST(FoodColumn, MayHoldBrandNameAndAmount) {
  const auto result = read_text(
      "Date,Time,Food\n2024-03-01,08:00,\"Acme Farms - Olive Oil, 1 Tbsp\"\n"
      "2024-03-02,08:00,\"Stop & Shop - Cucumber, 0.5 cup (40 g per serving)\"\n"
      "2024-03-02,12:00,\"Acme - Oats, rolled, 40 g\"\n2024-03-02,13:00,\"Egg, 2 large\"\n"
      "2024-03-02,14:00,\"Milk, 2 % fat\"\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 08:00 food Olive Oil 1 Tbsp\n2024-03-02 08:00 food Cucumber 0.5 cup\n"
      "2024-03-02 12:00 food Oats, rolled 40 g\n2024-03-02 13:00 food Egg 2 large\n"
      "2024-03-02 14:00 food Milk, 2 % fat\n");
  const auto lists = read_text(
      "Date,Ate\n2024-03-01,\"Acme - Oats, 40 g; Egg, 2 large\"\n2024-03-02,\"Rice, 1 cup; "
      "Tea\"\n");
  EXPECT_EQ(to_lines(lists.diary),
      "2024-03-01 food Egg 2 large\n2024-03-01 food Oats 40 g\n2024-03-02 food Rice 1 cup\n"
      "2024-03-02 food Tea\n");
}

}  // namespace
}  // namespace culprit::diary
