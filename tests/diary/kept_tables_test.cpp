/// Small diaries as people really keep them: each is read right, or refused with the way out.
#include <gtest/gtest.h>

#include <algorithm>

#include "culprit/diary/outcome.hpp"
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

std::string scale_of(const ReadResult& result) {
  return infer_scale(result.diary, choose_outcome(outcome_candidates(result.diary), {})).name;
}

std::string notes_of(const ReadResult& result) {
  std::string text;
  for (const auto& note : result.files.at(0).notes) text += note.code + ' ' + note.text + '\n';
  return text;
}

TEST(KeptTables, TakeTheLowerOfTwoHeaderLines) {
  const auto result = read_text(
      "Date,Foods,,,Symptoms,\n,Breakfast,Lunch,Dinner,Itch,Redness\n"
      "2024-03-01,egg,rice,soup,4,2\n2024-03-02,tea,rice,fish,3,1\n");
  EXPECT_EQ(roles(result), "date foods foods foods severity symptom");
  EXPECT_EQ(accounts(result.files[0]), "2=2+0+0+0");
  EXPECT_EQ(result.files[0].columns[2].name, "Lunch");
}

TEST(KeptTables, TakeTheDateOfTheDayAboveWhereItIsWrittenOnce) {
  const auto result = read_text(
      "Date,Time,Food,Itch\n2024-03-01,08:00,rice,\n,19:00,egg,4\n2024-03-02,09:00,tea,\n"
      ",20:00,fish,3\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 08:00 food rice\n2024-03-01 19:00 food egg\n"
      "2024-03-01 19:00 severity Itch 4\n2024-03-02 09:00 food tea\n"
      "2024-03-02 20:00 food fish\n2024-03-02 20:00 severity Itch 3\n");
  EXPECT_EQ(notes_of(result),
      "dates_filled_down 2 rows without a date are taken to be of the day above them, because "
      "no date stands twice\n");
  // One forgotten date among many is none to be guessed.
  const auto forgotten =
      read_text("Date,Food,Itch\n2024-03-01,rice,1\n,egg,4\n2024-03-02,tea,2\n2024-03-03,fish,3\n");
  EXPECT_EQ(to_lines(forgotten.rejections),
      "no_date a.csv:3:1: date is blank; expected the day of the entry\n");
}

TEST(KeptTables, ReadWeekdaysBesideDatesInSevenLanguages) {
  for (const char* date : {"Fri 01/03/2024", "Friday, 01/03/2024", "01/03/2024 (Fri)", "Fr, 1.3.24",
           "Freitag 01.03.2024", "vendredi 01/03/2024", "ven. 01/03/2024", "viernes 01-03-2024",
           "venerd\u00EC 1/3/2024", "vr 01-03-2024", "sexta 01/03/2024",
           "Freitag, 1. M\u00E4rz 2024", "2024-03-01 Fri"}) {
    ReadOptions options;
    options.date_order = DateOrder::dmy;
    const auto result =
        read_text(fmt::format("Date;Food;Itch\n{};rice;4\n{};tea;4\n", date, date), options);
    EXPECT_EQ(to_days(result.diary.logged_days), "2024-03-01") << date;
  }
}

TEST(KeptTables, ReadSpreadsheetDayNumbers) {
  const auto result = read_text("Date,Food,Itch\n45352,rice; tea,2\n45353,egg,3\n");
  EXPECT_EQ(roles(result), "date foods severity");
  EXPECT_EQ(to_days(result.diary.logged_days), "2024-03-01 2024-03-02");
}

TEST(KeptTables, ReadTicksOfEveryKind) {
  const auto result = read_text(
      "Date,Dairy,Gluten,Egg,Itch\n2024-03-01,\u2705,\u274C,TRUE,4\n"
      "2024-03-02,\u2714\uFE0F,,FALSE,3\n2024-03-03,x,,true,3\n");
  EXPECT_EQ(roles(result), "date food food food severity");
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 food Dairy\n2024-03-01 food Egg\n2024-03-01 severity Itch 4\n"
      "2024-03-02 food Dairy\n2024-03-02 severity Itch 3\n2024-03-03 food Dairy\n"
      "2024-03-03 food Egg\n2024-03-03 severity Itch 3\n");
}

TEST(KeptTables, ReadRatingsAsTheyAreWritten) {
  const struct {
    const char* cells[3];
    const char* values;
    const char* scale;
  } cases[] = {{{"None", "mild-moderate", "Severe"}, "0 1.5 3", "0-4"},
      {{"3-4", "~5", "6"}, "3.5 5 6", "0-10"}, {{"4/10", "5 out of 10", "6/10"}, "4 5 6", "0-10"},
      {{"2/5", "3/5", "5/5"}, "2 3 5", "0-5"}, {{"80%", "10%", "0%"}, "80 10 0", "0-100"},
      {{"**", "***", "*"}, "2 3 1", "0-10"},
      {{"\u2605\u2605\u2606", "\u2605", "\u2605\u2605\u2605"}, "2 1 3", "0-10"},
      {{"yes", "no", "yes"}, "1 0 1", "0-1"}, {{"leicht", "stark", "keine"}, "1 3 0", "0-4"}};
  for (const auto& one : cases) {
    std::string text = "Date,Food,Itch\n";
    int day = 1;
    for (const char* cell : one.cells)
      text += fmt::format("2024-03-0{},rice; tea,{}\n", day++, cell);
    const auto result = read_text(text);
    std::string values;
    for (const auto& entry : result.diary.entries) {
      if (entry.kind != Kind::severity) continue;
      values += (values.empty() ? "" : " ") + format_number(entry.amount);
    }
    EXPECT_EQ(values, one.values) << text;
    EXPECT_EQ(scale_of(result), one.scale) << text;
  }
}

TEST(KeptTables, AskForTheNumbersOfWordsThatNobodyKnows) {
  const std::string text =
      "Date,Food,Itch\n2024-03-01,rice; tea,\U0001F62D\n2024-03-02,egg,\U0001F600\n"
      "2024-03-03,tea,\U0001F600\n2024-03-04,tea,\U0001F62D\n";
  const auto result = read_text(text);
  EXPECT_EQ(roles(result), "date foods severity");
  EXPECT_EQ(result.files[0].rejected_cells, 4u);
  ReadOptions options;
  options.mood_map = {{"\U0001F600", 1}, {"\U0001F62D", 5}};
  EXPECT_EQ(outcome_candidates(read_text(text, options).diary).at(0).readings, 4u);
}

TEST(KeptTables, MakeNoFoodOfMeasuresAndAFoodOfServings) {
  const std::string text =
      "Date,Milk (ml),Carbs,Protein (g),Age,Calories,How many hours did you sleep?,Itch (0-10)\n"
      "2024-03-01,200,12,14,20,18,7,3\n2024-03-02,0,11,15,20,19,8,4\n";
  const auto result = read_text(text);
  EXPECT_EQ(roles(result), "date food ignored ignored ignored ignored factor severity");
  EXPECT_EQ(notes_of(result),
      "measures_ignored what counts days or measures the body or what was eaten is not a "
      "food and is ignored: "
      "'Carbs', 'Protein (g)', 'Age', 'Calories'; --map 'Carbs=factor' adjusts for it\n");
  ReadOptions options;
  options.map = {{"Carbs", Role::factor}};
  EXPECT_EQ(
      roles(read_text(text, options)), "date food factor ignored ignored ignored factor severity");
}

TEST(KeptTables, PartNamesAtCommasOutsideBracketsOnly) {
  const auto result = read_text(
      "Date,Food,Skin\n2024-03-01,\"pizza (ham, cheese), tea\",3\n2024-03-02,tea,4\n"
      "2024-03-03,\"tea, rice\",4\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 food pizza (ham, cheese)\n2024-03-01 food tea\n"
      "2024-03-01 severity Skin 3\n2024-03-02 food tea\n2024-03-02 severity Skin 4\n"
      "2024-03-03 food rice\n2024-03-03 food tea\n2024-03-03 severity Skin 4\n");
}

TEST(KeptTables, SkipRowsThatSumOthersUp) {
  for (const char* header : {"Date,Milk,Egg,Itch\n", "Day,Milk,Egg,Itch\n"}) {
    const auto result =
        read_text(std::string{header} +
                  "2024-03-01,1,2,3\n2024-03-02,1,1,3\n2024-03-03,0,1,4\n2024-03-04,0,1,4\n"
                  "Total,2,4,10\nDurchschnitt: ,1,2,3\nSum of March,1,2,3\n");
    EXPECT_EQ(accounts(result.files[0]), "7=4+0+3+0") << header;
    EXPECT_EQ(result.files[0].skipped_by_rule.at("total_row"), 3u);
  }
}

TEST(KeptTables, TakeBodyPartsForRatingsAndWeeksForNothing) {
  EXPECT_EQ(roles(read_text("Date,Food,Face,Hands,Overall,Week,Day number\n"
                            "2024-03-01,rice; tea,2,1,3,9,1\n2024-03-02,egg,2,1,3,9,2\n")),
      "date foods severity symptom symptom ignored ignored");
}

TEST(KeptTables, ReadListsAsTheyAreWritten) {
  const auto result = read_text(
      "Date,Food,Itch\n2024-03-01,\"- milk\n- egg\",?\n2024-03-02,nothing,N/A\n"
      "2024-03-03,fasting,3\n2024-03-04,\"\u2022 tea\n\u2022 rice\",4\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 food egg\n2024-03-01 food milk\n2024-03-03 severity Itch 3\n"
      "2024-03-04 food rice\n2024-03-04 food tea\n2024-03-04 severity Itch 4\n");
  EXPECT_EQ(to_days(result.diary.logged_days), "2024-03-01 2024-03-02 2024-03-03 2024-03-04");
  EXPECT_EQ(read_text("Date,Food\n2024-03-01,milk / egg\n").diary.entries.size(), 2u);
}

TEST(KeptTables, RateSymptomsZeroWhereTheListSaysThereWereNone) {
  const auto result = read_text(
      "Date,Food,Symptoms\n2024-03-01,rice,none\n2024-03-02,tea,\"itching (severe); rash (mild)\"\n"
      "2024-03-03,tea,\n2024-03-04,tea,itching (mild)\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 food rice\n2024-03-01 symptom itching 0 0..4\n"
      "2024-03-01 symptom rash 0 0..4\n2024-03-02 food tea\n"
      "2024-03-02 symptom itching 3 0..4\n2024-03-02 symptom rash 1 0..4\n"
      "2024-03-03 food tea\n2024-03-04 food tea\n2024-03-04 symptom itching 1 0..4\n");
  EXPECT_EQ(accounts(result.files[0]), "4=4+0+0+0");
}

TEST(KeptTables, ReadClocksAsTheyAreWritten) {
  const auto result =
      read_text("When,Food\n\"Mar 01, 2024 at 4:44 PM\",rice; tea\n2024-03-02 um 8:05,egg\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 16:44 food rice\n2024-03-01 16:44 food tea\n"
      "2024-03-02 08:05 food egg\n");
  const auto ranges = read_text("Date,Time,Food\n2024-03-01,08:00-08:30,rice; tea\n");
  EXPECT_EQ(to_lines(ranges.diary), "2024-03-01 08:00 food rice\n2024-03-01 08:00 food tea\n");
  EXPECT_EQ(
      roles(read_text("Date,Time,Food\n2024-03-01,Breakfast,rice; tea\n")), "date ignored foods");
}

TEST(KeptTables, RateWhatARowNamesByItsSeverity) {
  const auto result = read_text(
      "Date,Type,Entry,Severity\n2024-03-01,Food,rice,\n2024-03-01,Symptom,itch,3\n"
      "2024-03-02,Symptom,rash,mild\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 food rice\n2024-03-01 symptom itch 3\n2024-03-02 symptom rash 1 0..4\n");
}

TEST(KeptTables, RejectRatingsThatTheirInstrumentCannotGive) {
  const std::string text =
      "Date;SCORAD;Itching;Milk\n3/13/2024;25,5;5;1\n3/14/2024;420;4;1\n3/15/2024;-1;;1\n";
  const auto result = read_text(text);
  EXPECT_EQ(to_lines(result.rejections),
      "off_scale a.csv:3:11: SCORAD '420' is not on the scale of SCORAD; expected 0 to 103, "
      "unless the name states another scale, as in 'SCORAD (0-500)'\n");
  EXPECT_EQ(result.files[0].rejected_cells, 1u);
  EXPECT_EQ(result.files[0].columns[1].how, "-1 = not rated");
  const auto entries = read_text(
      "date,type,name,amount,unit\n2024-03-01,severity,EASI,90,\n2024-03-01,severity,EASI,9,\n"
      "2024-03-02,severity,EASI,90,0..100\n2024-03-02,severity,EASI (0-100),80,\n"
      "2024-03-02,food,easi tea,90,\n");
  EXPECT_EQ(accounts(entries.files[0]), "5=4+0+0+1");
  EXPECT_EQ(to_lines(entries.diary),
      "2024-03-01 severity EASI 9\n2024-03-02 food easi tea 90\n"
      "2024-03-02 severity EASI 90 0..100\n2024-03-02 severity EASI (0-100) 80\n");
}

TEST(KeptTables, TakeTheSkinRatingWithMostReadings) {
  EXPECT_EQ(roles(read_text("date,itching,SCORAD,pain,milk\n2024-03-01,,30,2,1\n"
                            "2024-03-02,4,31,2,1\n")),
      "date symptom severity symptom food");
  EXPECT_EQ(roles(read_text("date,itching,SCORAD,milk\n2024-03-01,3,30,1\n")),
      "date severity symptom food");
  EXPECT_EQ(roles(read_text("Day,itching,SCORAD,Food\n2024-03-01,,30,a; b\n2024-03-02,4,31,b\n")),
      "date symptom severity foods");
}

TEST(KeptTables, StateTheirScaleInTheHeader) {
  EXPECT_EQ(scale_of(read_text("date,flare (1-5),milk\n2024-03-01,3,1\n2024-03-02,5,1\n")), "1-5");
  EXPECT_EQ(scale_of(read_text("date,itch [0 to 3],milk\n2024-03-01,3,1\n")), "0-3");
  // A reading outside belies it.
  EXPECT_EQ(scale_of(read_text("date,itch (0-3),milk\n2024-03-01,7,1\n")), "0-10");
}

/// Logged days and the foods of the second, which holds `cell` as its list; and what was rejected.
std::string logged_with(const std::string& cell) {
  const auto result = read_text("Date,Food,Itch\n2024-03-01,\"egg, rice\",4\n2024-03-02," + cell +
                                ",3\n2024-03-03,\"tea, rice\",2\n");
  const auto foods = std::ranges::count_if(result.diary.entries, [](const Entry& entry) {
    return entry.kind == Kind::food && to_iso(entry.day) == "2024-03-02";
  });
  std::string text = fmt::format("{} days, {} foods", result.diary.logged_days.size(), foods);
  for (const auto& [code, group] : result.rejections) text += ' ' + code;
  return text;
}

TEST(KeptTables, TellNotLoggedFromNothingEaten) {
  for (const char* cell : {"forgot to log", "vergessen", "keine Angabe", "???", "non annotato"})
    EXPECT_EQ(logged_with(cell), "2 days, 0 foods") << cell;
  for (const char* cell :
      {"nothing", "did not eat", "didn't eat anything", "skipped", "nix", "niks", "No food", "0",
          "nichts gegessen", "kein Abendessen", "rien mang\u00E9", "ate nothing"})
    EXPECT_EQ(logged_with(cell), "3 days, 0 foods") << cell;
  for (const char* cell : {"milk", "no-bake cake", "nothing but rice", "skipjack tuna", "00 flour"})
    EXPECT_EQ(logged_with(cell), "3 days, 1 foods") << cell;
}

TEST(KeptTables, TakeNoWordForAnotherMealAsAFood) {
  for (const char* cell : {"same as yesterday", "ditto", "\"\"\"\"", "wie gestern", "leftovers",
           "idem", "same as lunch", "same as Monday", "comme hier", "lo mismo que ayer",
           "come ieri", "zelfde als gisteren", "the usual", "siehe oben"})
    EXPECT_EQ(logged_with(cell), "2 days, 0 foods names_elsewhere") << cell;
  for (const char* cell : {"leftover pizza", "same milk", "rice as usual"})
    EXPECT_EQ(logged_with(cell), "3 days, 1 foods") << cell;
}

TEST(KeptTables, DateWhatTheHeaderTellsOfAnotherDay) {
  const struct {
    const char* foods;
    const char* rating;
    const char* days;  ///< of the foods and of the rating in the row of the second
  } cases[] = {{"What did you eat yesterday?", "Itch this morning", "01 02"},
      {"Dinner (yesterday)", "Itch", "01 02"}, {"Food (previous day)", "Itch", "01 02"},
      {"Dinner last night", "Itch", "01 02"},
      {"Was habe ich gestern gegessen?", "Juckreiz", "01 02"},
      {"Essen am Vortag", "Juckreiz", "01 02"}, {"Repas d'hier", "Peau", "01 02"},
      {"Qu'avez-vous mang\u00E9 hier ?", "Peau", "01 02"}, {"Comida de ayer", "Picor", "01 02"},
      {"Cibo di ieri", "Prurito", "01 02"}, {"Gisteren gegeten", "Jeuk", "01 02"},
      {"O que comi ontem", "Coceira", "01 02"}, {"Food", "Itch next day", "02 03"},
      {"Food", "Itch the next morning", "02 03"}, {"Essen", "Juckreiz am Folgetag", "02 03"},
      {"Repas", "D\u00E9mangeaisons le lendemain", "02 03"},
      {"Comida", "Picor al d\u00EDa siguiente", "02 03"}, {"Eten", "Jeuk volgende dag", "02 03"},
      {"Food", "Itch yesterday", "02 01"}, {"Food today", "Itch last night", "02 02"},
      {"Food", "Itch compared to yesterday", "02 02"},
      {"Hier gegessen", "Juckreiz schlimmer als gestern", "02 02"},
      {"Food", "Itch today", "02 02"}};
  for (const auto& one : cases) {
    const auto result =
        read_text(fmt::format("Date,{},{}\n2024-03-02,\"egg, rice\",4\n2024-03-02,\"tea, rice\",\n",
            one.foods, one.rating));
    std::string days[2];
    for (const auto& entry : result.diary.entries)
      days[entry.kind == Kind::food ? 0 : 1] = to_iso(entry.day).substr(8);
    EXPECT_EQ(days[0] + ' ' + days[1], one.days) << one.foods << ' ' << one.rating;
    EXPECT_EQ(notes_of(result).starts_with("days_shifted"), std::string_view{one.days} != "02 02")
        << notes_of(result);
  }
}

TEST(KeptTables, TakeAMinusAmongPlusesForNone) {
  const auto ratings = [](const std::string& cells) {
    std::string text = "Date,Food,Itch\n";
    int day = 0;
    for (const char cell : cells)
      text += fmt::format("2024-03-{:02},\"egg, rice\",{}\n", ++day,
          cell == '3'   ? "+++"
          : cell == '2' ? "++"
                        : std::string(cell == '_' ? 0 : 1, cell));
    std::string found;
    const auto result = read_text(text);
    for (const auto& entry : result.diary.entries)
      if (entry.kind == Kind::severity) found += format_number(entry.amount);
    return found;
  };
  EXPECT_EQ(ratings("-+23-"), "01230");
  EXPECT_EQ(ratings("-_+23"), "0123");
  // Where numbers are rated `-` is no answer.
  EXPECT_EQ(ratings("-1451"), "1451");
}

TEST(KeptTables, ReadTheColumnsBelowOneMergedHeader) {
  const std::string rows =
      "2024-03-01,egg,rice,milk,4\n2024-03-02,tea,bread,,3\n2024-03-03,egg,,apple,2\n";
  EXPECT_EQ(roles(read_text("Date,Food,,,Itch\n" + rows)), "date foods foods foods severity");
  EXPECT_EQ(
      roles(read_text("Datum,Gegessen,,,Juckreiz\n" + rows)), "date foods foods foods severity");
  // Words beside the foods are none, and without a name no option reaches them.
  const auto other = read_text(
      "Date,Food,,Itch\n2024-03-01,egg,slept badly,4\n2024-03-02,tea,at home,3\n"
      "2024-03-03,rice,long walk,2\n");
  EXPECT_EQ(roles(other), "date foods ignored severity");
  EXPECT_EQ(other.files[0].columns[2].offer, "");
  EXPECT_EQ(other.files[0].columns[2].reason, "it has no header; a name above it is needed");
}

TEST(KeptTables, TakeWordsOfAMealForNoPeople) {
  const std::string rows =
      "2024-03-01,breakfast,porridge bowl,\"egg, milk\",\n2024-03-01,lunch,canteen,rice,\n"
      "2024-03-01,dinner,stew,apple,3\n2024-03-02,breakfast,porridge bowl,milk,\n"
      "2024-03-02,lunch,canteen,tea,\n2024-03-02,dinner,stew,rice,4\n";
  EXPECT_EQ(roles(read_text("Date,Meal,Dish,Ingredients,Itch\n" + rows)),
      "date ignored ignored foods severity");
  try {
    (void)read_text(
        "Date,Which,Food,Itch\n2024-03-01,Ann,rice,3\n2024-03-01,Bob,milk,4\n"
        "2024-03-02,Ann,tea,3\n2024-03-02,Bob,egg,4\n");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.messages().front().hint,
        "if these are not people, --map 'Which=foods' or 'Which=ignored'");
  }
}

TEST(KeptTables, ReadARowForEachThingThatHappened) {
  const struct {
    const char* header;
    const char* food;
    const char* rating;
  } cases[] = {{"date,time,what,detail,value", ",food,milk,", ",itch,,4"},
      {"When,Event,Details,Score", "Ate,milk,", "Skin,itch,4"},
      {"Date,Category,Entry,Rating", "Food,milk,", "Skin,itch,4"},
      {"date,category,value", "breakfast,milk", "itch,4"},
      {"Datum,Art,Wert", "Mittagessen,milk", "itch,4"},
      {"Datum,Was,Name,Wert", "Essen,milk,", "Juckreiz,itch,4"},
      {"Date,Kind,Name,Intensity", "drank,milk,", "skin,itch,4"},
      {"date,type,name,value", "food,milk,", "severity,itch,4"},
      {"date,type,name,score", "food,milk,", "symptom,itch,4"},
      {"date,type,name,severity", "food,milk,", "severity,itch,4"}};
  for (const auto& one : cases) {
    std::string text = std::string{one.header} + '\n';
    for (const char* day : {"2024-03-01", "2024-03-02", "2024-03-03"})
      text += fmt::format("{0},{1}\n{0},{2}\n", day, one.food, one.rating);
    const auto result = read_text(text);
    EXPECT_EQ(accounts(result.files[0]), "6=6+0+0+0") << one.header;
    std::string first;
    for (const auto& entry : result.diary.entries)
      if (to_iso(entry.day) == "2024-03-01")
        first += result.diary.name_of(entry) + (entry.has_amount() ? " 4 " : " ");
    EXPECT_EQ(first, "milk itch 4 ") << one.header;
  }
}

TEST(KeptTables, ReadRatingsThatSayWhenTheyWere) {
  EXPECT_EQ(roles(read_text("Date,Food,Itch\n2024-03-01,rice,4 at 9pm\n2024-03-02,tea,3 at 8pm\n")),
      "date foods severity");
  EXPECT_EQ(roles(read_text(
                "Date,Food,Itch,Itch began\n2024-03-01,rice,4,9 pm\n2024-03-02,tea,3,21:30\n")),
      "date foods severity ignored");
}

TEST(KeptTables, TakeOtherTimesOfDayForFoodsBesideNamedMeals) {
  const auto role_of = [](const std::string& header, const std::string& cells) {
    std::string text = "Date,Breakfast," + header + ",Itch\n";
    int day = 0;
    for (const char* food : {"milk", "rice", "egg", "bread", "apple", "tea"})
      text += fmt::format("2024-03-{:02},\"{}, oats\",{},3\n", ++day, food,
          cells.empty() ? food : fmt::format("{} {}", cells, day));
    return read_text(text).files[0].columns[2].role;
  };
  for (const char* header : {"Abends", "Zwischendurch", "Spuntini", "Spuntino mattina",
           "Tussendoor", "Other", "Evening", "Afternoon", "Between meals", "Dopo cena", "Ceia",
           "En-cas", "Midi", "Entre horas", "Second breakfast", "Brotzeit", "'s avonds"})
    EXPECT_EQ(role_of(header, ""), "foods") << header;
  for (const char* header : {"Evening", "Other", "Abends", "Night"})
    EXPECT_EQ(role_of(header, "felt tired"), "ignored") << header;
  for (const char* header : {"Avoided", "Zork", "Craving"})
    EXPECT_EQ(role_of(header, ""), "ignored") << header;
}

}  // namespace
}  // namespace culprit::diary
