/// What the columns of tables are, by their headers and cells together.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "culprit/core/text.hpp"
#include "diary/support.hpp"

namespace culprit::diary {
namespace {

std::string roles(const ReadResult& result) {
  return joined(result.files[0].columns, " ", [](const Column& column) { return column.role; });
}

/// Ten days of a table. @param cells  what follows the date in the rows, in turn
std::string table(const std::string& header, const std::vector<std::string>& cells) {
  std::string text = header + '\n';
  for (std::size_t day = 0; day < 10; ++day)
    text += fmt::format("2024-03-{:02},{}\n", day + 11, cells[day % cells.size()]);
  return text;
}

/// A header with cells that fit its role, in a table that holds nothing else of that role.
std::string table_with(const std::string& role, const std::string& header) {
  const std::map<std::string, std::vector<std::string>> cells_of{
      {"time", {"milk,08:30", "bread; egg,19:15"}},
      {"note", {"milk,slept in the guest room", "bread; egg,call the office back"}},
      {"rating", {"milk,3", "bread; egg,7", "tea,0"}}, {"treatment", {"milk,1", "bread; egg,0"}},
      {"supplement", {"milk,1", "bread; egg,0"}}, {"factor", {"milk,6.5", "bread; egg,7", "tea,4"}},
      {"ignored", {"milk,65.5", "bread; egg,66.1"}}};
  const std::string quoted = '"' + header + '"';
  if (role == "date") return table(quoted + ",Food,Itch", {"milk,3", "bread,4"});
  if (role == "foods")
    return table("Date," + quoted + ",Itch", {"milk; bread,3", "egg,4", "tea,5"});
  if (role == "food") return table("Date," + quoted + ",Itch", {"1,3", "0,4", "2,5"});
  return table("Date,Food," + quoted, cells_of.at(role));
}

TEST(Columns, AreKnownByPlainHeadersInSevenLanguages) {
  std::ifstream file{CULPRIT_HEADERS};
  std::size_t asked = 0;
  std::vector<std::string> wrong;
  std::vector<std::string> unknown;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    const std::string role = line.substr(0, line.find(':'));
    for (std::size_t at = line.find(':'); at != std::string::npos; at = line.find(';', at + 1)) {
      const std::string header{trim(line.substr(at + 1, line.find(';', at + 1) - at - 1))};
      ++asked;
      const auto result = read_text(table_with(role, header));
      const auto& columns = result.files[0].columns;
      const std::string found = columns[role == "date" ? 0 : columns.size() - 1].role;
      const std::string& second = columns[1].role;
      const std::string& is = role == "food" || role == "foods" ? second : found;
      const bool is_right =
          is == role || (role == "rating" && (is == "severity" || is == "symptom"));
      if (is_right) continue;
      (is == "ignored" ? unknown : wrong).push_back(fmt::format("{}: {} is {}", role, header, is));
    }
  }
  ASSERT_GE(asked, 300u);
  EXPECT_LE(wrong.size() * 50, asked) << testing::PrintToString(wrong);
  EXPECT_LE(unknown.size() * 20, asked * 3) << testing::PrintToString(unknown);
  RecordProperty("asked", static_cast<int>(asked));
  RecordProperty("wrong", testing::PrintToString(wrong));
  RecordProperty("unknown", testing::PrintToString(unknown));
}

TEST(Columns, OfNumbersWithoutAKnownWordAreAskedAbout) {
  const auto result = read_text(table("Date,Milk,Zork,Itch", {"1,3,2", "0,4,5"}));
  EXPECT_EQ(roles(result), "date food ignored severity");
  EXPECT_EQ(result.files[0].columns[2].offer, "symptom");
  EXPECT_EQ(result.files[0].columns[1].offer, "");
}

TEST(Columns, OfFoodsAreFoodsWhateverTheirHeader) {
  for (const auto* header : {"item", "product", "description", "dish", "foodItem", "menu",
           "consumed", "ruoka", "posilek", "yemek", "x"}) {
    EXPECT_EQ(roles(read_text(table(fmt::format("date,{},itch", header),
                  {"rye bread,3", "whole milk,2", "boiled egg,4"}))),
        "date foods severity")
        << header;
  }
  const auto by_name = read_text(
      table("start_time,food_info_id,name,amount", {"f1,whole milk,1", "f2,boiled egg,2"}));
  EXPECT_EQ(roles(by_name), "date ignored foods amount");
}

TEST(Columns, AboutFoodsAreIgnoredBesideThem) {
  const auto result = read_text(table(
      "date,meal_name,brand,source,barcode,unit,kcal_100,carbs_100,fat_100,proteins_100,grams,Itch",
      {"Milk,Acme,off,4008400,g,42,5,1.5,3.4,120,3", "Bread,Farm,off,4008401,g,250,50,2,8,60,4"}));
  EXPECT_EQ(roles(result),
      "date foods ignored ignored ignored unit ignored ignored ignored ignored amount "
      "severity");
  ASSERT_FALSE(result.files[0].notes.empty());
  EXPECT_EQ(result.files[0].notes[0].code, "measures_ignored");
  // Alone, such a name may be something that is drunk.
  EXPECT_EQ(roles(read_text(table("date,food,alcohol,itch", {"milk,1,3", "bread,0,4"}))),
      "date foods food severity");
}

TEST(Columns, OfSymptomsAreNoFoods) {
  EXPECT_EQ(roles(read_text(table("Date,Time,Gas,Stomach Ache,Brain fog,Happy,Appetite",
                {"08:00,1,2,3,4,5", "20:00,2,0,1,4,2"}))),
      "date time symptom symptom symptom symptom symptom");
}

TEST(Columns, WithSkinInTheirNameNeedNotRateIt) {
  EXPECT_EQ(roles(read_text(table("date,Skin temp (celsius),Skin care routine,Rash guard,Flare "
                                  "gun,Eczema cream,\"Chicken, skin removed\",Apple skin,Tofu skin",
                {"34.1,1,1,0,1,1,0,1", "34.3,0,0,1,0,0,1,0"}))),
      "date factor ignored ignored ignored treatment food food food");
}

TEST(Columns, WhoseHighEndIsGoodAreTurnedRound) {
  const auto turned = [](const std::string& header) {
    const auto result = read_text(table("Date,Foods,\"" + header + '"', {"milk,2", "egg,9"}));
    const auto& column = result.files[0].columns[2];
    EXPECT_EQ(column.role, "severity") << header;
    const double first = result.diary.entries[1].amount;
    EXPECT_EQ(column.how, first == 2 ? "" : "turned round, so that higher is worse") << header;
    return first;
  };
  constexpr double by_ten = 8;
  constexpr double by_eleven = 9;
  for (const auto* header : {"Skin quality (10 = best)", "Skin quality", "Skin health",
           "Hautzustand (10=super)", "Skin (best = 10)", "Haut (0 schlecht, 10 sehr gut)",
           "Peau (10 = parfaite)", "Skin rating (higher = better)", "Haut (mehr ist besser)",
           "How clear was my skin? (0-10)", "Skin (0 = worst)"})
    EXPECT_EQ(turned(header), by_ten) << header;
  for (const auto* header : {"How good was my skin today (1 bad - 10 great)",
           "Skin (bad 1 - great 10)", "Piel (1 = mal, 10 = excelente)"})
    EXPECT_EQ(turned(header), by_eleven) << header;
  for (const auto* header :
      {"Skin", "Itch (0 = none, 10 = unbearable)", "Eczema (10 = worst)", "Skin (0 good - 10 bad)",
          "Skin (lower is better)", "Skin (higher = worse)", "Hautzustand", "Itch (1 = best)"})
    EXPECT_EQ(turned(header), 2) << header;
  const auto result = read_text(table("Date,Foods,Skin quality (10 = best)", {"milk,2", "egg,9"}));
  EXPECT_EQ(result.files[0].notes[0].text,
      "'Skin quality (10 = best)' names high as the good end, and is turned round (10 - v): "
      "higher is worse here; --scale LOW..HIGH keeps it as it is");
  ReadOptions given;
  given.scale = {0, 10};
  const auto kept = read_text(table("Date,Foods,Skin quality", {"milk,2"}), given);
  EXPECT_EQ(kept.files[0].columns[2].how, "");
  EXPECT_EQ(kept.diary.entries[1].amount, 2);
}

/// The ratings of the skin, in their order.
std::vector<double> ratings_of(const std::string& text, const ReadOptions& options = {}) {
  std::vector<double> ratings;
  for (const auto& entry : read_text(text, options).diary.entries)
    if (entry.kind != Kind::food) ratings.push_back(entry.amount);
  return ratings;
}

TEST(Ratings, WhoseHighEndIsGoodAreTurnedRoundInEveryLayout) {
  const std::vector<double> turned{8, 1};
  EXPECT_EQ(ratings_of("date,type,name,amount\n2024-03-01,severity,skin quality,2\n"
                       "2024-03-02,symptom,skin quality,9\n"),
      (std::vector<double>{3, 1}));  // two names, each up to the end of its own scale
  EXPECT_EQ(ratings_of("date,type,name,amount\n2024-03-01,severity,Skin (10 = best),2\n"
                       "2024-03-02,severity,Skin (10 = best),9\n"),
      turned);
  EXPECT_EQ(
      ratings_of("Date,Item,Value\n2024-03-01,Skin health,2\n2024-03-02,Skin health,9\n"), turned);
  // Yes is good, words of severity and numbers given to words say themselves what is bad.
  const std::string head = "Date,Foods,Skin clear\n2024-03-01,milk,";
  EXPECT_EQ(ratings_of(head + "yes\n2024-03-02,egg,no\n"), (std::vector<double>{0, 1}));
  EXPECT_EQ(ratings_of(head + "mild\n2024-03-02,egg,severe\n"), (std::vector<double>{1, 3}));
  ReadOptions words;
  words.mood_map = {{"great", 1}, {"awful", 5}};
  EXPECT_EQ(ratings_of(head + "great\n2024-03-02,egg,awful\n", words), (std::vector<double>{1, 5}));
  // A slip of the pen does not stretch the scale.
  EXPECT_EQ(ratings_of(table("Date,Foods,Skin quality", {"milk,8"}) + "2024-06-01,milk,44\n"),
      std::vector<double>(10, 2));
}

TEST(Columns, OfTwoLanguagesAreReadInThatOfTheOthers) {
  const auto role = [](const std::string& header, const std::vector<std::string>& cells) {
    return read_text(table(header, cells)).files[0].columns[1].role;
  };
  EXPECT_EQ(role("Date,Pain,Lait,Eczéma", {"x,x,3", ",x,4"}), "food");
  EXPECT_EQ(role("Jour,Pain,Riz,Peau", {"1,0,3", "0,1,4"}), "food");
  EXPECT_EQ(role("Date,Pain,Œufs,Eczéma", {"1,0,3", "0,1,4"}), "food");
  EXPECT_EQ(role("Date,Pain,Milk,Eczema", {"1,0,3", "0,1,4"}), "symptom");
  ReadOptions one;
  one.subject = "Mia";
  const auto german = read_text(
      "Datum,Kind,Essen,Juckreiz\n2024-03-01,Mia,Milch,3\n2024-03-01,Tom,Brot,4\n"
      "2024-03-02,Mia,Eier,3\n2024-03-02,Tom,Milch,4\n",
      one);
  EXPECT_EQ(german.files[0].columns[1].role, "subject");
}

TEST(Columns, OfTextsAboutFoodsAreNotAskedAbout) {
  const auto columns = read_text(table("Date,Food,Serving Size,Brand,Mood word,Itch",
                                     {"milk,1 large cup,Acme,grumpy,3", "egg,two,Farm,merry,4"}))
                           .files[0]
                           .columns;
  EXPECT_EQ(columns[2].offer, "");
  EXPECT_EQ(columns[3].reason, "it is about the foods beside it");
  EXPECT_NE(columns[4].offer, "");
}

TEST(Columns, OfWhatIsMeasuredAreNoRatingsOfTheSkin) {
  for (const auto* header : {"skin hydration", "skin pH", "Skin fold (mm)", "Skin type"}) {
    const auto column =
        read_text(table("Date,Milk,Itch," + std::string{header}, {"1,3,44", "0,4,41"}))
            .files[0]
            .columns[3];
    EXPECT_EQ(column.role, "ignored") << header;
    EXPECT_EQ(column.offer, "symptom") << header;
  }
}

TEST(Columns, OfBrandsAndOfPlacesThatTroubleAreKnown) {
  const auto role = [](const std::string& header) {
    return read_text(table("Date,Milk,Itch," + header, {"1,3,1", "0,4,0"}))
        .files[0]
        .columns[3]
        .role;
  };
  for (const auto* header : {"Zyrtec?", "Fenistil", "Benadryl tablets"})
    EXPECT_EQ(role(header), "treatment") << header;
  for (const auto* header : {"Bowel", "Puffy eyes", "Night waking", "Rote Flecken", "Quaddeln"})
    EXPECT_EQ(role(header), "symptom") << header;
}

TEST(Columns, OfTwoWordsAreNoFoodsByChance) {
  const auto columns = read_text(table("Day,Recipe,Who cooked,Itch",
                                     {"chicken curry,Tom,3", "tomato soup,Ann,4", "rice,Tom,2"}))
                           .files[0]
                           .columns;
  EXPECT_EQ(columns[1].role, "foods");
  EXPECT_EQ(columns[2].role, "ignored");
}

TEST(Columns, OfAmountsAreNoFoods) {
  EXPECT_EQ(read_text(table("date,plat,quantité (g),démangeaison", {"riz,50,3", "lait,40,4"}))
                .files[0]
                .columns[2]
                .role,
      "amount");
  EXPECT_EQ(read_text(table("date,quantité (g),démangeaison,milk", {"50,3,1", "40,4,0"}))
                .files[0]
                .columns[1]
                .role,
      "ignored");
}

TEST(Columns, OfMealsThatArePaidForAreNoFoods) {
  for (const auto* header : {"Accomodation/Meals", "Meal allowance", "Food order", "Meal plan"}) {
    EXPECT_EQ(read_text(table("Date," + std::string{header} + ",Itch", {"Room,3", "Foreign,4"}))
                  .files[0]
                  .columns[1]
                  .role,
        "ignored")
        << header;
  }
}

TEST(Columns, OfTheTimeOfDayMayHoldPartsOfIt) {
  EXPECT_EQ(to_lines(read_text("Date,Time,Food,Itch\n2024-03-01,evening,milk,3\n").diary),
      "2024-03-01 evening food milk\n2024-03-01 evening severity Itch 3\n");
}

TEST(Columns, OfPeopleKeepThemApart) {
  std::string text;
  for (int day = 11; day < 21; ++day)
    text += fmt::format("2024-03-{0},Anna,milk,3\n2024-03-{0},Ben,egg,4\n", day);
  for (const auto* header : {"Child", "Kid", "Who", "Name", "Baby", "Enfant", "niño", "x"}) {
    EXPECT_EQ(error_of({fmt::format("Date,{},Foods,Itch\n", header) + text}),
        fmt::format(
            "several_subjects :0:0: the files hold 2 subjects (Anna, Ben); expected one, or "
            "--subject ID | if these are not people, --map '{0}=foods' or '{0}=ignored'",
            header))
        << header;
  }
  // Names may look like foods, and a header may say `patient` among other words.
  for (const auto* header : {"patient name", "Which child?", "y"}) {
    std::string twins = fmt::format("Date,{},Foods,Itch\n", header);
    for (int day = 11; day < 21; ++day)
      twins += fmt::format("2024-03-{0},Mia,milk,3\n2024-03-{0},Tom,egg,4\n", day);
    EXPECT_EQ(error_of({twins}).substr(0, 16), "several_subjects") << header;
  }
  // Places of the body part the days, too.
  std::string places = "Date,Where,Foods,Itch\n";
  for (int day = 11; day < 21; ++day)
    places += fmt::format("2024-03-{0},face,milk,3\n2024-03-{0},hands,egg,4\n", day);
  EXPECT_EQ(roles(read_text(places)), "date ignored foods severity");
  // Words that part the days in another way name nobody.
  EXPECT_EQ(roles(read_text("Date,Place,Foods,Itch\n2024-03-01,home,milk,3\n2024-03-02,work,egg,4\n"
                            "2024-03-03,home,egg,2\n2024-03-04,work,milk,4\n")),
      "date ignored foods severity");
}

TEST(Columns, NamedTimeMayHoldDates) {
  EXPECT_EQ(roles(read_text("time,rating\n1704708000,3\n1704794400,2\n")), "date severity");
  EXPECT_EQ(
      roles(read_text("time,food,itch\n04-24-2023 6:01 PM,milk,3\n04-25-2023 6:01 PM,egg,1\n")),
      "date foods severity");
  EXPECT_EQ(roles(read_text("Timestamp,Food,Itch\n1704708000000,milk,4\n1704794400000,egg,2\n")),
      "date foods severity");
}

TEST(Columns, OfTicksRateNothing) {
  const auto result = read_text(
      "Date,Eczéma,Lait,Zork,Noix de cajou\n2024-03-01,3,x,x,\n2024-03-02,5,,x,x\n"
      "2024-03-03,4,x,,x\n");
  EXPECT_EQ(roles(result), "date severity food ignored food");
  EXPECT_EQ(result.files[0].columns[3].offer, "food");
  EXPECT_EQ(result.files[0].columns[3].reason, "ticks, and no word of its header is known");
  EXPECT_EQ(result.rejections.size(), 0u);
}

TEST(Columns, OfWhatWasNotEatenAreAskedAbout) {
  const auto role = [](const std::string& header) {
    const auto result = read_text(
        table("Date,Food,\"" + header + "\",Itch", {"milk,rye bread; egg,3", "rice,apple,4"}));
    const auto& column = result.files[0].columns[2];
    EXPECT_TRUE(column.role == "foods" || column.offer == "foods") << header;
    return column.role;
  };
  for (const auto* header : {"Foods avoided", "Food not eaten", "Husband ate", "Wife's meals",
           "Dog food", "Food cravings", "Suspected foods", "Gemiedene Lebensmittel",
           "Nicht gegessen", "Geplantes Essen", "Essen (Mann)", "Aliments évités", "Repas du mari",
           "Alimentos del perro", "Alimentos evitados", "Cibi sospetti", "Niet gegeten",
           "Eten van mijn man", "Refeição do marido evitada", "Foods I didn't eat"})
    EXPECT_EQ(role(header), "ignored") << header;
  for (const auto* header : {"Food my husband cooked", "What my child ate", "Food eaten",
           "Essen (ohne Getränke)", "Meal with recipe", "Hot meal"})
    EXPECT_EQ(role(header), "foods") << header;
}

TEST(Columns, NamedForAnItchAreNoFoods) {
  for (const auto* header :
      {"Tom itch", "Olive itch", "Rosemary itch", "Egg rash (0-3)", "Mia Haut", "Basil skin"}) {
    const auto column =
        read_text(table("Date,Food," + std::string{header}, {"milk,3", "egg,7", "tea,0"}))
            .files[0]
            .columns[2];
    EXPECT_TRUE(column.role == "severity" || column.role == "symptom") << header << column.role;
  }
  const auto columns = read_text(
      table("Date,Food,Hautcreme,Nissén,Honey on skin,Itch", {"milk,1,1,1,3", "egg,0,0,0,4"}))
                           .files[0]
                           .columns;
  EXPECT_EQ(columns[2].role, "treatment");
  EXPECT_EQ(columns[3].role, "ignored");  // no nissin, though spelled much like it
  EXPECT_EQ(columns[3].offer, "food");
  EXPECT_EQ(columns[4].role, "ignored");
}

TEST(Columns, PlainlyNamedForTheSkinAreTheOutcome) {
  for (const auto* other : {"Itch minutes", "Itch tablets", "Eczema baths", "Dog itch",
           "Itch target", "Skin oiliness", "Skin rolling avg", "Skin brushing", "Eczema spend (£)",
           "Partner itch", "Juckreiz Zork", "Itch after bath"}) {
    const auto columns = read_text(
        table(fmt::format("Date,Food,{},Itch", other), {"milk,2,3", "egg,1,7", "tea,0,0"}))
                             .files[0]
                             .columns;
    EXPECT_EQ(columns[3].role, "severity") << other << " is " << columns[2].role;
  }
}

TEST(Columns, WhoseHeaderStatesAScaleAreRatingsIfNothingElseIs) {
  EXPECT_EQ(roles(read_text(table("Date,Food,Zork,Blorp (0-10)", {"milk,1,3", "egg,0,7"}))),
      "date foods ignored symptom");
  EXPECT_EQ(roles(read_text(table("Date,Food,Itch,Blorp (0-10)", {"milk,1,3", "egg,0,7"}))),
      "date foods severity ignored");
}

TEST(Columns, WithAmountsAreFoods) {
  const auto result =
      read_text(table("Date,Itch,Milk,Bread", {"3,50 g,2 slices", "4,0 g,1 slice"}));
  EXPECT_EQ(roles(result), "date severity food food");
  EXPECT_EQ(result.rejections.size(), 0u);
  // A number that is never 0 and no serving measures something else.
  EXPECT_EQ(
      roles(read_text(table("Date,Itch,Glucose", {"3,102", "4,98"}))), "date severity ignored");
}

}  // namespace
}  // namespace culprit::diary
