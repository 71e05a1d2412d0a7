/// Exports of apps, each with the hazards of its layout: exact entries and the fate of every row.
#include <gtest/gtest.h>

#include "culprit/diary/outcome.hpp"
#include "support.hpp"

namespace culprit::diary {
namespace {

TEST(MySymptomsLayout, ReadsRaggedRowsWithIngredientsAndSeveralRatings) {
  const auto result = read_text(
      "When, At, What\n"
      "12/26/2017, 08:10, Breakfast, \"Porridge\", \"Oats\", \"Cow's milk\", \"[ x 2 ]\"\n"
      "12/26/2017, 08:10, Breakfast, \"Porridge\", \"Oats\", \"Cow's milk\", \"[ x 2 ]\"\n"
      "12/26/2017, 21:30, Symptom, Itching, Intensity: 6, Duration: 0:30, Redness, Intensity: 4\n"
      "12/27/2017, 07:55, Medication, \"Hydrocortisone 1%\", \"[ 200 mg ]\"\n"
      "12/27/2017, 08:00, Supplements, Zinc\n"
      "12/27/2017, 09:00, Stress, Work, Intensity: 3\n"
      "12/27/2017, 09:10, Symptom, Itching\n"
      "12/27/2017, 09:20, Symptom, Itching, Intensity: much\n"
      "12/27/2017, 09:30, Weather, Rain\n"
      "12/27/2017, 09:40, Lunch\n");
  EXPECT_EQ(to_lines(result.diary),
      "2017-12-26 08:10 food Cow's milk\n"
      "2017-12-26 08:10 food Oats\n"
      "2017-12-26 08:10 food Porridge\n"
      "2017-12-26 21:30 symptom Itching 6 0..10\n"
      "2017-12-26 21:30 symptom Redness 4 0..10\n"
      "2017-12-27 07:55 treatment Hydrocortisone 1%\n"
      "2017-12-27 08:00 supplement Zinc\n"
      "2017-12-27 09:00 factor Work 3\n");
  const auto& report = result.files.at(0);
  EXPECT_EQ(report.format, "mysymptoms");
  EXPECT_EQ(accounts(report), "10=6+1+2+1");
  EXPECT_EQ(report.rejected_cells, 1U);
  EXPECT_EQ(to_lines(result.rejections),
      "bad_amount a.csv:9:37: intensity 'much' is not a number; expected 0 to 10\n"
      "bad_type a.csv:10:19: event type 'Weather' is not known; expected a meal, Drink, "
      "Medication, Supplements, Symptom, Bowel Movement, Exercise, Stress, Energy or Sleep\n");
}

TEST(BearableLayout, ReadsReadingsTicksAndPartsOfTheDay) {
  const auto result = read_text(
      "date,weekday,time of day,category,rating/amount,detail,notes\n"
      "\"5th Jan 2022\",\"Wednesday\",\"am\",\"Symptom\",\"1\",\"Neck pain (left) (Mild)\",\"\"\n"
      "\"5th Jan 2022\",\"Wednesday\",\"pm\",\"Symptom\",\"\",\"Itch (Severe)\",\"\"\n"
      "\"5th Jan 2022\",\"Wednesday\",\"all day\",\"Factors\",\"\",\"Dairy | Stress | Alcohol "
      "(2)\",\"\"\n"
      "\"6th Jan 2022\",\"Thursday\",\"\",\"Factors\",\"\",\"Dairy (0)\",\"\"\n"
      "\"6th Jan 2022\",\"Thursday\",\"09:00\",\"Symptom\",\"4\",\"Itch (Unbearable)\",\"\"\n"
      "\"6th Jan 2022\",\"Thursday\",\"09:00\",\"Symptom\",\"4\",\"Itch (Unbearable)\",\"\"\n"
      "\"6th Jan 2022\",\"Thursday\",\"\",\"Sleep\",\"07:45\",\"Asleep\",\"\"\n"
      "\"6th Jan 2022\",\"Thursday\",\"\",\"Medication\",\"\",\"Cetirizine\",\"\"\n"
      "\"6th Jan 2022\",\"Thursday\",\"\",\"Custom thing\",\"1\",\"x\",\"\"\n"
      "\"6th Jan 2022\",\"Thursday\",\"tea\",\"Mood\",\"1\",\"Mood\",\"\"\n"
      "\"6th Jan 2022\",\"Thursday\",\"\",\"Mood\",\"high\",\"Mood\",\"\"\n");
  EXPECT_EQ(to_lines(result.diary),
      "2022-01-05 food Alcohol 2\n"
      "2022-01-05 food Dairy\n"
      "2022-01-05 factor Stress 1\n"
      "2022-01-05 morning symptom Neck pain (left) 1 1..4\n"
      "2022-01-05 evening symptom Itch 3 1..4\n"
      "2022-01-06 factor Mood 1\n"
      "2022-01-06 factor Sleep 7.75\n"
      "2022-01-06 factor Stress 0\n"
      "2022-01-06 treatment Cetirizine\n"
      "2022-01-06 09:00 symptom Itch 4 1..4\n");
  EXPECT_EQ(accounts(result.files.at(0)), "11=8+1+1+1");
  EXPECT_EQ(to_days(result.diary.logged_days), "2022-01-05 2022-01-06");
  EXPECT_EQ(result.files[0].skipped_by_rule.at("other_category"), 1U);
  EXPECT_EQ(to_lines(result.rejections),
      "bad_amount a.csv:12:37: rating 'high' is not a number; expected digits\n"
      "bad_time a.csv:11:27: time 'tea' is not a time of day; expected HH:MM\n");
  const auto scale = infer_scale(result.diary, outcome_candidates(result.diary).front());
  EXPECT_EQ(scale.name, "1-4");
}

TEST(DaylioLayout, ReadsEveryGenerationOfHeader) {
  const std::string lines =
      "2020-02-02 factor Bike 1\n"
      "2020-02-02 21:01 food dairy\n"
      "2020-02-02 21:01 symptom mood 3 1..5\n";
  for (const char* text :
      {"\xEF\xBB\xBF"
       "full_date,date,weekday,time,mood,activities,note_title,note\r\n"
       "2020-02-02,February 2,Sunday,9:01 PM,meh,\"dairy | Bike\",,\"itchy, red\"\r\n",
          "full_date,date,weekday,time,mood,activities,scales,note_title,note\n"
          "2020-02-02,2. Februar,Sonntag,21:01,Ok,\"dairy | Bike\",,,\n",
          "full_date\tdate\tweekday\ttime\tmood\tactivities\tnote\n"
          "2020-02-02\tFeb 2\tSunday\t21:01\tmeh\tdairy | Bike\t\n",
          "year,date,weekday,time,mood,activities,note\n"
          "2020,February 2,Sunday,21:01,meh,\"dairy | Bike\",\"\"\n",
          "year,date,weekday,time,mood,activities,note\n"
          "2020,2 February,Sunday,9:01 pm,meh ,\"dairy | Bike \",\"\"\n"}) {
    SCOPED_TRACE(text);
    const auto result = read_text(text);
    EXPECT_EQ(to_lines(result.diary), lines);
    EXPECT_EQ(result.files[0].format, "daylio");
  }
}

TEST(DaylioLayout, ReadsScalesAndMoodsOfTheUser) {
  ReadOptions options;
  options.mood_map = {{"sad", 5}};
  const std::string text =
      "full_date,date,weekday,time,mood,activities,scales,note_title,note\n"
      "2026-05-15,May 15,Friday,22:00,sad,,\"Itch:\u00A03 | Energy: high\",,\n"
      "2026-05-14,May 14,Thursday,22:00,blue,,,,\n";
  const auto result = read_text(text, options);
  EXPECT_EQ(to_lines(result.diary),
      "2026-05-15 22:00 symptom Itch 3\n"
      "2026-05-15 22:00 symptom mood 5\n");
  EXPECT_EQ(to_lines(result.rejections),
      "bad_cell a.csv:2:37: scale 'Energy: high' is not understood; expected NAME: NUMBER\n"
      "unknown_mood a.csv:0:0: 1 of 2 moods are words without a number, and are left out; "
      "expected numbers for them in --mood-map 'blue=?(1)'\n");
  EXPECT_EQ(accounts(result.files[0]), "2=2+0+0+0");
}

TEST(FlaredownLayout, TellsRatingsFromTreatmentsAndKeepsCommasInNames) {
  const auto result = read_text(
      "Date,Eczema,Fatigue,Cetirizine,Tags,Foods,Weather summary,Weather humidity\n"
      "2017-04-28,3,1,10mg,tired; ate dairy,\"Milk, whole; Egg, fried\",Rain,0.81\n"
      "2017-04-29,,,Not Taken,,Bread,Clear,n/a\n");
  EXPECT_EQ(to_lines(result.diary),
      "2017-04-28 food Egg, fried\n"
      "2017-04-28 food Milk, whole\n"
      "2017-04-28 food ate dairy\n"
      "2017-04-28 severity Eczema 3 0..4\n"
      "2017-04-28 symptom Fatigue 1 0..4\n"
      "2017-04-28 factor Weather humidity 0.81\n"
      "2017-04-28 factor tired 1\n"
      "2017-04-28 treatment Cetirizine 10 mg\n"
      "2017-04-29 food Bread\n"
      "2017-04-29 factor tired 0\n");
  EXPECT_EQ(accounts(result.files.at(0)), "2=2+0+0+0");
}

TEST(FlaredownDump, ReadsTheRowsOfOnePerson) {
  const std::string text =
      "user_id,age,sex,country,checkin_date,trackable_id,trackable_type,trackable_name,"
      "trackable_value\n"
      "A==,0,female,CA,2017-04-28,1,Condition,Eczema,4\n"
      "A==,0,female,CA,2017-04-28,2,Symptom,\"Itch, at\nnight\",3\n"
      "A==,0,female,CA,2017-04-28,3,Tag,stressed,\n"
      "A==,0,female,CA,2017-04-29,4,Food,yogurt,\n"
      "A==,0,female,CA,2017-04-29,5,Treatment,Cetirizine,Not Taken\n"
      "A==,0,female,CA,2017-04-29,6,Weather,icon,rain\n"
      "A==,0,female,CA,2017-04-29,7,Symptom,Pain,\n"
      "A==,0,female,CA,2017-04-29,8,Planet,Mars,1\n"
      "B==,0,male,US,2017-04-29,9,Food,bread,\n";
  ReadOptions options;
  options.subject = "A==";
  const auto result = read_text(text, options);
  EXPECT_EQ(to_lines(result.diary),
      "2017-04-28 severity Eczema 4 0..4\n"
      "2017-04-28 symptom Itch, at night 3 0..4\n"
      "2017-04-28 factor stressed 1\n"
      "2017-04-29 food yogurt\n"
      "2017-04-29 factor stressed 0\n");
  EXPECT_EQ(accounts(result.files.at(0)), "9=4+0+4+1");
  EXPECT_EQ(to_lines(result.rejections),
      "bad_type a.csv:10:30: type 'Planet' is not known; expected Condition, Symptom, "
      "Treatment, Tag, Food, Weather or HBI\n");
  EXPECT_TRUE(error_of({text}).starts_with("several_subjects"));
}

TEST(TswAtlasLayout, TurnsTheReversedScaleRound) {
  const auto result = read_text(
      "Date,Time of Day,Mood (1-5),Skin Feeling (1-5),Skin Intensity (0-4),Pain Score (0-10),"
      "Treatments,Triggers,Food Diary,Symptoms\n"
      "2026-01-04,morning,3,5,1,4,moisturiser,heat,\"eggs, fried; oats\",Itching (Severe); Odd\n"
      "2026-01-04,evening,,1,,,,,,\n");
  EXPECT_EQ(to_lines(result.diary),
      "2026-01-04 factor heat 1\n"
      "2026-01-04 morning food eggs, fried\n"
      "2026-01-04 morning food oats\n"
      "2026-01-04 morning severity Skin Feeling 1 1..5\n"
      "2026-01-04 morning severity Skin Intensity 1 0..4\n"
      "2026-01-04 morning symptom Itching 3 0..4\n"
      "2026-01-04 morning symptom Pain Score 4 0..10\n"
      "2026-01-04 morning factor Mood 3\n"
      "2026-01-04 morning treatment moisturiser\n"
      "2026-01-04 evening severity Skin Feeling 5 1..5\n");
  EXPECT_EQ(result.files.at(0).columns.at(3).role, "severity (turned round: higher = worse)");
  EXPECT_EQ(result.files[0].notes.at(0).text,
      "in the file a Skin Feeling of 5 is the best; it was turned round (6 minus the value), "
      "so that higher is worse");
  EXPECT_EQ(to_lines(result.rejections),
      "bad_cell a.csv:2:65: symptom 'Odd' is not rated; expected Mild, Moderate or Severe in "
      "brackets\n");
}

constexpr const char* checkmarks =
    "Date,Itch,Dairy,Depression,\n"
    "2024-09-15,-1,-1,-1,\n"
    "2024-09-14,5000,2,3000,\n"
    "2024-09-13,0,0,x,\n";

TEST(LoopLayout, ReadsNumbersInThousandthsAndYesAsTwo) {
  ReadOptions options;
  options.severity = "depression";
  const auto result = read_text(
      "Date,Itch,Dairy,Depression,\n"
      "2024-09-15,-1,-1,-1,\n"
      "2024-09-14,5000,2,3000,\n"
      "2024-09-13,0,0,0,\n",
      options);
  EXPECT_EQ(to_lines(result.diary),
      "2024-09-13 severity Depression 0\n"
      "2024-09-13 symptom Itch 0\n"
      "2024-09-14 food Dairy 1\n"
      "2024-09-14 severity Depression 3\n"
      "2024-09-14 symptom Itch 5\n");
  EXPECT_EQ(to_days(result.diary.logged_days), "2024-09-13 2024-09-14");
  EXPECT_EQ(accounts(result.files.at(0)), "3=2+0+1+0");
  EXPECT_NE(read_text(checkmarks).files[0].format, "loop-habits");
}

TEST(LoopLayout, TakesHabitsBesideAFoodLogForFactors) {
  const auto result = read_texts({"Day,Food Name,Amount\n2024-09-14,Oats,50 g\n",
      "Date,Walked,Calm,\n2024-09-14,2,5000,\n2024-09-13,0,-1,\n"});
  EXPECT_EQ(to_lines(result.diary),
      "2024-09-13 factor Walked 0\n"
      "2024-09-14 food Oats 50 g\n"
      "2024-09-14 factor Calm 5\n"
      "2024-09-14 factor Walked 1\n");
  EXPECT_EQ(to_days(result.diary.logged_days), "2024-09-14");
}

TEST(PerficeLayout, ReadsMillisecondsAndJoinedNames) {
  ReadOptions options;
  options.time_zone = "Europe/Kyiv";
  const auto result = read_text("Timestamp,Foods,Itch\n1767254400000,milk|||egg,6\n", options);
  EXPECT_EQ(to_lines(result.diary),
      "2026-01-01 10:00 food egg\n"
      "2026-01-01 10:00 food milk\n"
      "2026-01-01 10:00 symptom Itch 6\n");
}

TEST(HowWeFeelLayout, NeedsTheMoodMapAndKeepsTheTags) {
  const std::string text =
      "Date,Mood,Tags (People),Tags (Events),Sleep,Weather,Notes\n"
      "2025 Sat Oct 4 8:09 PM,Thoughtful,By myself,Dairy; Cooking,7 hours,Rain,itchy\n";
  ReadOptions options;
  options.mood_map = {{"thoughtful", 2}};
  EXPECT_EQ(to_lines(read_text(text, options).diary),
      "2025-10-04 factor By myself 1\n"
      "2025-10-04 factor Cooking 1\n"
      "2025-10-04 20:09 food Dairy\n"
      "2025-10-04 20:09 symptom Mood 2\n"
      "2025-10-04 20:09 factor Sleep 7\n");
  EXPECT_EQ(to_lines(read_text(text).rejections),
      "unknown_mood a.csv:0:0: 1 of 1 moods are words without a number, and are left out; "
      "expected numbers for them in --mood-map 'Thoughtful=?(1)'\n");
}

TEST(MigraineBuddyLayout, ListsAttacksAndSaysWhatOtherDaysAre) {
  const auto result = read_text(
      "Start Time,Pain Level,Medications,Triggers\n"
      "8/1/2026,7,Ibuprofen,\"Weather, Red wine\"\n"
      "8/4/2026,5,,Stress\n");
  EXPECT_EQ(to_lines(result.diary),
      "2026-08-01 food Red wine\n"
      "2026-08-01 symptom Pain Level 7 0..10\n"
      "2026-08-01 factor Stress 0\n"
      "2026-08-01 factor Weather 1\n"
      "2026-08-01 treatment Ibuprofen\n"
      "2026-08-04 symptom Pain Level 5 0..10\n"
      "2026-08-04 factor Stress 1\n"
      "2026-08-04 factor Weather 0\n");
  EXPECT_EQ(result.files.at(0).date_order_reason, "as migraine-buddy writes them");
  EXPECT_EQ(result.files[0].notes.at(0).text,
      "the file lists attacks only: were the other days free of pain? they are taken as not "
      "rated; if they were free of it, give a second file that says so, with rows such as "
      "2024-11-24,symptom,Pain Level,0 below date,type,name,amount");
}

TEST(SymptomSharkLayout, PutsWordsAndNumbersOnOneScale) {
  const auto result = read_text(
      "ParticipantID,ParticipantIdentifier,Date,Symptom,Severity\n"
      "1,me,2024-01-02,Itch,7\n"
      "1,me,2024-01-03,Itch,Moderate\n"
      "1,me,2024-01-04,Itch,\n"
      "1,me,2024-01-05,Itch,odd\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-01-02 symptom Itch 7 0..10\n"
      "2024-01-03 symptom Itch 5 0..10\n");
  EXPECT_EQ(accounts(result.files.at(0)), "4=2+0+1+1");
  EXPECT_EQ(to_lines(result.rejections),
      "bad_amount a.csv:5:22: value 'odd' is not a number; expected digits\n");
}

TEST(LoseItLayout, SkipsDeletedRowsAndTakesExerciseForAFactor) {
  const auto result = read_text(
      "Date,Name,Icon,Type,Quantity,Units,Calories,Deleted\n"
      "01/15/2026,Apple,fruit,Snacks,1.5,Fruit,95,0\n"
      "01/15/2026,\"Cake, chocolate\",dessert,Snacks,1,Slice,400,1\n"
      "01/16/2026,Elliptical,Exercise,Exercise,30,minutes,-250,0\n"
      "01/16/2026,Tea,tea,Snacks,0,Cup,0,false\n"
      "01/16/2026,Soup,soup,Dinner,n/a,n/a,90,\n"
      "01/16/2026,Soup,soup,Dinner,lots,Bowl,90,\n"
      "01/16/2026,,soup,Dinner,1,Bowl,90,\n");
  EXPECT_EQ(to_lines(result.diary),
      "2026-01-15 food Apple 1.5 Fruit\n"
      "2026-01-15 factor exercise 0\n"
      "2026-01-16 food Soup\n"
      "2026-01-16 factor exercise 1\n");
  EXPECT_EQ(accounts(result.files.at(0)), "7=3+0+2+2");
  EXPECT_EQ(to_lines(result.rejections),
      "bad_amount a.csv:7:29: amount 'lots' is not an amount; expected a number of 0 or more and "
      "perhaps a unit\n"
      "no_name a.csv:8:12: food name is blank; expected what was eaten\n");
}

TEST(CronometerBiometrics, AreFactorsAndRatings) {
  const auto result = read_text(
      "Day,Time,Group,Metric,Unit,Amount\n"
      "2025-06-27,06:00 ,Data,Weight,kg,80.5\n"
      "2025-06-27,,Data,Itch,,4\n"
      "2025-06-27,,Data,Blood Pressure,mmHg,120/80\n");
  EXPECT_EQ(to_lines(result.diary),
      "2025-06-27 symptom Itch 4\n"
      "2025-06-27 06:00 factor Weight 80.5 kg\n");
  EXPECT_EQ(to_lines(result.rejections),
      "bad_amount a.csv:4:38: value '120/80' is not a number; expected digits\n");
}

TEST(RefusedLayouts, SayWhichExportToAskFor) {
  EXPECT_EQ(error_of({"Date,Meal,Calories,Fat (g)\n2026-09-28,Dinner,\"1,000.0\",30\n"}),
      "totals_only a.csv:1:0: the file holds totals of meals and names no food; expected the "
      "foods themselves: MyFitnessPal shows them in its printable diary (Food, then View Full "
      "Report), or another app's food log");
  EXPECT_EQ(error_of({"Date,Energy (kcal),Protein (g)\n2026-09-28,1800,60\n"}),
      "totals_only a.csv:1:0: the file holds totals of days and names no food; expected "
      "servings.csv, which Cronometer exports as Food & Recipe Entries");
  EXPECT_EQ(error_of({"Foods\nDate,Calories In\n\"2019-06-01\",\"1,850\"\n\nFood Log 20190601\n"}),
      "totals_only a.csv:2:0: the file holds several tables with totals and names no food; "
      "expected the foods themselves: Fitbit's account archive has them, or another app's "
      "food log");
}

TEST(RefusedLayouts, AskForTheCheckmarksOfAllHabits) {
  const std::string no_name =
      "no_habit_name a.csv:1:0: the file has no header and names no habit; expected the "
      "Checkmarks.csv of the top folder of Loop Habit Tracker's export, which names all habits";
  const std::string scores =
      "scores_only a.csv:1:0: the file holds scores of habits and not what was entered; expected "
      "the Checkmarks.csv of the top folder of Loop Habit Tracker's export";
  EXPECT_EQ(error_of({"2024-09-15,-1\n2024-09-14,5000\n2024-09-13,0\n"}), no_name);
  EXPECT_EQ(error_of({"2024-09-15,0.0519\n2024-09-14,1.0000\n2024-09-13,0.0000\n"}), no_name);
  EXPECT_EQ(error_of({"Date,Itch,Dairy,\n2024-09-15,0.0519,0.0000,\n2024-09-14,0.0,0.0000,\n"})
                .find("scores_only"),
      std::string::npos);
  EXPECT_EQ(error_of({"Date,Itch,Dairy,\n2024-09-15,0.0519,0.0000,\n2024-09-14,0.0267,1.0000,\n"}),
      scores);
  EXPECT_EQ(error_of({"Date,Itch,Dairy\n2024-09-15,0.0000,0.0000\n"}), scores);
}

}  // namespace
}  // namespace culprit::diary
