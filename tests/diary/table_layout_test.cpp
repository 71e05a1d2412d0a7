/// Tables in the ways people keep them: what is found in them, cell by cell.
#include <gtest/gtest.h>

#include <algorithm>

#include "support.hpp"

namespace culprit::diary {
namespace {

std::string roles(const ReadResult& result, std::size_t file = 0) {
  std::string text;
  for (const auto& column : result.files.at(file).columns) {
    text += (text.empty() ? "" : " ") + column.role;
  }
  return text;
}

ReadOptions with_map(std::vector<MappedColumn> map) {
  ReadOptions options;
  options.map = std::move(map);
  return options;
}

TEST(TableLayout, JoinsAFoodLogAndASymptomLog) {
  const auto result =
      read_texts({"Date,Meal,Food,Time\n2024-03-01,Lunch,\"rice; beans, black\",12:30\n"
                  "2024-03-01,Dinner,none,\n2024-03-02,Snack,apple,16:00\n",
          "timestamp,symptom_type,severity,notes\n2024-03-01 20:00,Itching,4/10,bad\n"
          "2024-03-02T21:15:00,Rash; Itching,severe,\n"});
  EXPECT_EQ(roles(result), "date ignored foods time");
  EXPECT_EQ(roles(result, 1), "date symptom severity note");
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 12:30 food beans, black\n2024-03-01 12:30 food rice\n"
      "2024-03-01 20:00 symptom Itching 4 0..10\n2024-03-02 16:00 food apple\n"
      "2024-03-02 21:15 symptom Itching 3 0..4\n2024-03-02 21:15 symptom Rash 3 0..4\n");
  EXPECT_EQ(result.files[0].format, "table");
  EXPECT_EQ(result.files[0].confidence, 0.85);
  EXPECT_EQ(accounts(result.files[0]), "3=3+0+0+0");
}

TEST(TableLayout, KnowsHeadersInSevenLanguages) {
  const struct {
    const char* text;
    const char* expected;
  } cases[] = {
      {"Datum;Uhrzeit;Essen;Juckreiz;Bemerkung\n1.3.2024;8:30;Milch, Brot;4;gut\n",
          "date time foods severity note"},
      {"Fecha,Hora,Comida,Picor,Notas\n2024-03-01,8:30,pan; leche,4,x\n",
          "date time foods severity note"},
      {"Date,Heure,Aliments,D\xC3\xA9mangeaisons,Remarques\n2024-03-01,8:30,pain; lait,4,x\n",
          "date time foods severity note"},
      {"Data,Ora,Cibo,Prurito,Osservazioni\n2024-03-01,8:30,pane; latte,4,x\n",
          "date time foods severity note"},
      {"Datum,Tijd,Eten,Jeuk,Opmerkingen\n2024-03-01,8:30,brood; melk,4,x\n",
          "date time foods severity note"},
      {"Data,Hora,Alimentos,Coceira,Observa\xC3\xA7\xC3\xB5"
       "es\n2024-03-01,8:30,leite; p\xC3\xA3o,4,x\n",
          "date time foods severity note"},
  };
  for (const auto& one : cases) EXPECT_EQ(roles(read_text(one.text)), one.expected) << one.text;
}

TEST(TableLayout, DecidesTheJoinerOverTheWholeFile) {
  const struct {
    const char* cells[4];
    const char* how;
  } cases[] = {
      {{"milk, whole; bread", "egg", "rice; tea", "egg"}, "list joined by ';'"},
      {{"milk | bread, brown", "egg", "a", "b"}, "list joined by '|'"},
      {{"milk|||egg", "rice", "a", "b"}, "list joined by '|||'"},
      {{"milk + egg", "rice", "a", "b"}, "list joined by '+'"},
      {{"milk\nbread, brown", "egg", "a", "b"}, "list, a line each"},
      {{"milk, egg", "rice, milk", "egg", "bread, egg"}, "list joined by ','"},
      {{"Milk, whole", "Egg, whole, raw", "rice", "Bread, brown"}, "one name a cell"},
      {{"pasta with tomato sauce and cheese, then some ice cream", "soup", "a pear", "tea"},
          "one name a cell"},
  };
  for (const auto& one : cases) {
    std::string text = "Date,Food\n";
    for (const char* cell : one.cells) text += fmt::format("2024-03-01,\"{}\"\n", cell);
    EXPECT_EQ(read_text(text).files[0].columns[1].how, one.how) << text;
  }
}

TEST(TableLayout, ReadsRatingsInEveryForm) {
  const auto result = read_text(
      "Date,Food,Itch,Symptoms\n2024-03-01,rice,4/10,Itching (Severe); Flaking (Mild)\n"
      "2024-03-02,rice,-1,rash: 2\n2024-03-03,rice,n/a,\n2024-03-04,rice,5,Swelling\n"
      "2024-03-05,rice,6,\n2024-03-06,rice,3,\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 food rice\n2024-03-01 severity Itch 4 0..10\n2024-03-01 symptom Flaking 1 "
      "0..4\n"
      "2024-03-01 symptom Itching 3 0..4\n2024-03-02 food rice\n2024-03-02 symptom rash 2\n"
      "2024-03-03 food rice\n2024-03-04 food rice\n2024-03-04 severity Itch 5\n"
      "2024-03-04 symptom Swelling 1\n2024-03-05 food rice\n2024-03-05 severity Itch 6\n"
      "2024-03-06 food rice\n2024-03-06 severity Itch 3\n");
  const auto words = read_text(
      "Datum;Essen;Juckreiz;Milch\n01.03.2024;Reis;stark;ja\n02.03.2024;Brot;++;nein\n"
      "03.03.2024;Brot;leicht;\u2713\n");
  EXPECT_EQ(roles(words), "date foods severity food");
  EXPECT_EQ(to_lines(words.diary),
      "2024-03-01 food Milch\n2024-03-01 food Reis\n2024-03-01 severity Juckreiz 3 0..4\n"
      "2024-03-02 food Brot\n2024-03-02 severity Juckreiz 2\n2024-03-03 food Brot\n"
      "2024-03-03 food Milch\n2024-03-03 severity Juckreiz 1 0..4\n");
}

TEST(TableLayout, GivesNoValueToSymptomsWhoseRatingIsMissing) {
  const auto result = read_text(
      "date,symptom,severity,time\n2024-05-01,Itching,3,20:00\n2024-05-02,Itching,n/a,20:00\n"
      "2024-05-03,Itching,--,20:00\n2024-05-03,Fatigue,4,20:00\n2024-05-04,Itching,awful lot,\n"
      "2024-05-05,Itching,-1,\n2024-05-06,Itching,0,\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-05-01 20:00 symptom Itching 3\n2024-05-03 20:00 symptom Fatigue 4\n"
      "2024-05-06 symptom Itching 0\n");
  EXPECT_EQ(to_lines(result.rejections),
      "bad_cell a.csv:6:20: severity 'awful lot' is not understood; expected a number or a "
      "word of severity, or its number in --mood-map\n");
  EXPECT_EQ(accounts(result.files[0]), "7=4+0+3+0");
}

TEST(TableLayout, MakesNoFoodOfAColumnWithoutAName) {
  EXPECT_EQ(roles(read_text("Datum,Haut,,Milch,\n2024-05-13,3,x,ja,\n2024-05-14,2,x,nein,\n")),
      "date severity ignored food ignored");
}

TEST(TableLayout, TakesTheMapsWord) {
  const std::string text = "When,Skin,Ate,Boss,Pill\n2024-03-01,7,rice+tea,2,zinc\n";
  const auto result = read_text(text, with_map({{"Skin", Role::severity}, {"ATE", Role::foods},
                                          {"boss", Role::factor}, {"Pill", Role::supplement}}));
  EXPECT_EQ(roles(result), "date severity foods factor supplement");
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 food rice+tea\n2024-03-01 severity Skin 7\n2024-03-01 factor Boss 2\n"
      "2024-03-01 supplement zinc\n");
  EXPECT_EQ(result.files[0].confidence, 0.95);
  EXPECT_EQ(error_of({text}, with_map({{"Snack", Role::foods}})),
      "unknown_column :0:0: --map 'Snack' is not a column; expected one of 'When', 'Skin', "
      "'Ate', 'Boss', 'Pill'");
  EXPECT_EQ(error_of({"a,b\n1,rice\n"}, with_map({{"b", Role::foods}})),
      "unknown_layout a.csv:1:1: columns not recognised: 'a, b'; expected columns date, "
      "type and name (long, missing: date, type, name) or date, a severity and a column per "
      "food (wide, missing: date) | if the columns have other names, say what they are: "
      "--map Day=date,Ate=foods,Skin=severity");
}

TEST(TableLayout, SaysWhenItGuesses) {
  const auto cells = read_text("a,b\n2024-03-01,rice; tea\n2024-03-02,egg; tea\n");
  EXPECT_EQ(roles(cells), "date foods");
  EXPECT_EQ(cells.files[0].confidence, 0.4);
  EXPECT_EQ(cells.files[0].reason,
      "a guess from the cells alone, because no header is known: see the columns, or say "
      "what they are with --map");
  const auto lists = read_text("Date,b\n2024-03-01,rice; tea\n2024-03-02,egg; tea\n");
  EXPECT_EQ(lists.files[0].confidence, 0.75);
  EXPECT_EQ(lists.files[0].reason, "a column most of whose cells are foods");
}

TEST(TableLayout, ReadsTidyTablesWithWordsForTypes) {
  const auto result = read_text(
      "Datum;Typ;Name;Menge;Einheit\n01.03.2024;Essen;Milch;200;ml\n01.03.2024;Symptom;Juckreiz;"
      "3;\n02.03.2024;Medikament;Salbe;;\n02.03.2024;Wolke;Salbe;;\n02.03.2024;Essen;Brot;0;g\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 food Milch 200 ml\n2024-03-01 symptom Juckreiz 3\n"
      "2024-03-02 treatment Salbe\n");
  EXPECT_EQ(to_lines(result.rejections),
      "bad_type a.csv:5:12: Typ 'Wolke' is not known; expected food, severity, symptom, "
      "factor, treatment or supplement\n");
  EXPECT_EQ(accounts(result.files[0]), "5=4+0+1+0");
}

TEST(TableLayout, KeepsPeopleApart) {
  EXPECT_EQ(error_of({"ID;date;itching;milk\nAD-1;09/13/2013;4;1\nAD-1;09/14/2013;4,5;1\n"
                      "AD-1;09/15/2013;4;1\nAD-2;09/13/2013;4;1\nAD-2;09/14/2013;3;0\n"}),
      "several_subjects :0:0: the files hold 2 subjects (AD-1, AD-2); expected one, or "
      "--subject ID | if these are not people, --map 'ID=foods' or 'ID=ignored'");
}

TEST(TableLayout, IsForcedByName) {
  ReadOptions options;
  options.format_in = "table";
  const auto result = read_text("date,severity,milk\n2024-03-01,3,1\n", options);
  EXPECT_EQ(result.files[0].format, "table");
  EXPECT_EQ(result.files[0].reason, "given by --format-in");
  EXPECT_EQ(to_lines(result.diary), "2024-03-01 food milk 1\n2024-03-01 severity severity 3\n");
  EXPECT_EQ(error_of({"a,b\n1,2\n"}, options),
      "no_date_column a.csv:1:0: no column holds dates; expected one, or --map COLUMN=date");
}

TEST(TableLayout, RejectsWhatIsNeitherMissingNorRight) {
  std::string text = "Date,Food,Itch\n";
  for (int i = 10; i < 30; ++i) text += fmt::format("2024-03-{},rice,3\n", i);
  const auto result =
      read_text(text + "2024-03-09,rice,lots\n2024-03-08,rice,-7\nDate,Food,Itch\n");
  EXPECT_EQ(to_lines(result.rejections),
      "bad_cell a.csv:22:17: Itch 'lots' is not understood; expected a number or a word of "
      "severity, or its number in --mood-map\n"
      "negative_rating a.csv:23:17: Itch '-7' is below 0 as hardly any other; expected a "
      "rating of 0 or more\n");
  EXPECT_EQ(accounts(result.files[0]), "23=22+0+1+0");
  EXPECT_EQ(result.files[0].rejected_cells, 2u);
}

TEST(TableLayout, ReadsTheClocksInAFoodLogOfAChat) {
  const auto result = read_text(
      "logged,food\n2024-03-01 18:19:00,6pm decaf cappuccino\n"
      "2024-03-01 18:29:00,6:20 nuts and raisins\n"
      "2024-03-01 18:40:00,IMG-20240301-WA0004.jpg (file attached)\n2024-03-01 18:45:00,Done\n"
      "2024-03-02 08:00:00,\"7:30 toast, 8:15 eggs\"\n2024-03-02 09:00:00,#insight no spike\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 18:00 food decaf cappuccino\n2024-03-01 18:20 food nuts and raisins\n"
      "2024-03-02 07:30 food toast\n2024-03-02 08:15 food eggs\n");
  EXPECT_EQ(accounts(result.files[0]), "6=3+0+3+0");
}

TEST(TableLayout, KeepsAThousandItemsOfACell) {
  std::string items;
  for (int i = 0; i < 1500; ++i) items += fmt::format("{}f{}", i == 0 ? "" : "; ", i);
  const auto result =
      read_text("Date,Foods,Itch\n2024-03-01," + items + ",3\n2024-03-02,rice; tea,2\n");
  EXPECT_EQ(result.diary.entries.size(), 1004U);
  EXPECT_EQ(result.files[0].rejected_cells, 1U);
  const auto rows = read_text("date,type,name\n2024-03-01,food,\"" + items + "\"\n");
  EXPECT_EQ(rows.files[0].rejected_cells, 1U);
  EXPECT_EQ(rows.rejections.at("too_many_items").count, 1U);
  std::replace(items.begin(), items.end(), ';', '|');
  for (const auto* category : {"Factors", "Food Diary", "Medications"}) {
    const auto app = read_text(
        fmt::format("date,category,rating/amount,detail\n2024-03-01,{},,{}\n", category, items));
    EXPECT_EQ(app.rejections.at("too_many_items").count, 1U) << category;
  }
}

}  // namespace
}  // namespace culprit::diary
