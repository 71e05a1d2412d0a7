#include "diary/cells/table_cells.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace culprit::diary {
namespace {

std::string rating(const char* cell, DecimalMark mark = DecimalMark::point) {
  const auto found = parse_named_rating(cell, mark);
  if (!found) return "none";
  return format_number(found->value) + (found->scale.empty() ? "" : " " + found->scale);
}

TEST(ParseNamedRating, TakesTheNumberThatACellBeginsWith) {
  const struct {
    const char* cell;
    const char* rating;
  } cases[] = {{"4", "4"}, {"3 (moderate)", "3"}, {"2 - moderate", "2"}, {"4: bad", "4"},
      {"4 points", "4"}, {"4pts", "4"}, {"4 (worse at night)", "4"}, {"4/10 (bad)", "4 0..10"},
      {"4 out of 10 points", "4 0..10"}, {"3-4 (bad)", "3.5"}, {"4+", "4"}, {"4?", "4"},
      {"4*", "4"}, {">3", "3"}, {"\u22657", "7"}, {"~4", "4"}, {"\u22484", "4"}, {"ca. 4", "4"},
      {"about 4", "4"}, {"grade 2", "2"}, {"4,5", "4.5"}, {"1,050", "1050"}, {"4\u00BD", "4.5"},
      {"4 1/2", "4.5"}, {"3 1/4 or so", "3.25"}, {"=\"4\"", "4"}, {"'4", "4"}, {"\u200E4", "4"},
      {"4\u200B", "4"}, {"\uFF14\uFF0E\uFF15", "4.5"}, {"four", "4"}, {"vier", "4"},
      {"f\u00FCnf", "5"}, {"quatre", "4"}, {"cuatro", "4"}, {"quattro", "4"}, {"tr\u00EAs", "3"},
      {"zeven", "7"}, {"mild (hands)", "1 0..4"}, {"none today", "0 0..4"},
      {"face 4, hands 3", "4"}, {"hands: 3; face: 5", "5"}};
  for (const auto& c : cases) EXPECT_EQ(rating(c.cell), c.rating) << c.cell;
  EXPECT_EQ(rating("4.5", DecimalMark::comma), "4.5");
  EXPECT_EQ(rating("1.050", DecimalMark::comma), "1050");
}

TEST(ParseNamedRating, LeavesTheWordsForWhatIsRatedAside) {
  const struct {
    const char* cell;
    const char* rating;
  } cases[] = {{"No itch", "0 0..4"}, {"no itching today", "0 0..4"}, {"not itchy", "0 0..4"},
      {"no flare at all", "0 0..4"}, {"not at all", "0 0..4"}, {"keiner", "0 0..4"},
      {"Kein Juckreiz", "0 0..4"}, {"pas de d\u00E9mangeaisons", "0 0..4"}, {"sin picor", "0 0..4"},
      {"nessun prurito", "0 0..4"}, {"geen jeuk", "0 0..4"}, {"sem coceira", "0 0..4"},
      {"leichter Juckreiz", "1 0..4"}, {"mild itch", "1 0..4"},
      {"d\u00E9mangeaisons l\u00E9g\u00E8res", "1 0..4"}, {"un peu", "1 0..4"},
      {"picor moderado", "2 0..4"}, {"mittlerer", "2 0..4"}, {"moyennes", "2 0..4"},
      {"fortes", "3 0..4"}, {"starker Juckreiz", "3 0..4"}, {"a lot", "3 0..4"},
      {"very much", "4 0..4"}, {"(+)", "0.5"}, {"+/-", "0.5"}, {"++", "2"}, {"not severe", "none"},
      {"no", "none"}, {"no milk", "none"}, {"itch", "none"}, {"not good", "none"}, {"", "none"}};
  for (const auto& c : cases) EXPECT_EQ(rating(c.cell), c.rating) << c.cell;
}

TEST(BlankCells, AreMarksAndWordsThatNothingWasWrittenDown) {
  for (const char* cell :
      {"", "-", "?", "??", "...", "\u2026", "__", "n/a", "forgot to log", "Forgot", "not recorded",
          "didn't log", "nothing logged", "no entry", "no data", "unknown", "don't remember",
          "can't remember", "vergessen", "keine Angabe", "k.A.", "nicht aufgeschrieben",
          "oubli\u00E9", "pas not\u00E9", "olvid\u00E9", "sin datos", "dimenticato",
          "dati mancanti", "non annotato", "vergeten", "niet ingevuld", "esqueci", "sem dados"})
    EXPECT_TRUE(is_blank_in_table(cell)) << cell;
  for (const char* cell : {"0", "x", "no", "none", "nothing", "nichts", "milk", "ate nothing",
           "no breakfast", "forgotten rice", "data 3", "note: milk", "not hungry", "date", "+"})
    EXPECT_FALSE(is_blank_in_table(cell)) << cell;
}

TEST(ParseNamedRating, TakesNothingElse) {
  for (const char* cell :
      {"", "x", "bad", "meh", "not bad", "face 4, hands", "4..5", "?", "ca.", "4 5/4x", "- -"}) {
    const auto expected = std::string_view{cell} == "4 5/4x" ? "4" : "none";
    EXPECT_EQ(rating(cell), expected) << cell;
  }
  EXPECT_EQ(rating(std::string(200, '4').c_str()), "none");
}

/// The ratings of a table of 20 days, the first of which are `cell`.
std::string ratings_of(const std::string& header, const std::string& cell, int days) {
  std::string text = header + "\n";
  for (int day = 1; day <= 20; ++day)
    text += fmt::format("2024-01-{:02},{},{}\n", day, day % 2 == 0 ? "milk; bread" : "rice; egg",
        day <= days ? cell : "3");
  const auto result = read_text(text);
  std::string found;
  for (const Entry& entry : result.diary.entries)
    if (entry.kind == Kind::severity && to_iso(entry.day) == "2024-01-01")
      found += result.diary.name_of(entry) + ' ' + format_number(entry.amount);
  return found + (result.files[0].rejected_cells > 0 ? " rejected" : "");
}

TEST(RatingCells, AreReadWhetherFewOrAll) {
  for (const char* cell :
      {"4+", "4 (worse at night)", "four", "\"face 4, hands 3\"", "ca. 4", "'4"}) {
    for (const int days : {1, 20})
      EXPECT_EQ(ratings_of("Date,Food,Itch", cell, days), "Itch 4") << cell << ' ' << days;
  }
  EXPECT_EQ(ratings_of("Date,Food,How was your skin today?", "4 (bad)", 20),
      "How was your skin today? 4");
  EXPECT_EQ(ratings_of("Date,Food,Itch", "\"4,5\"", 20), "Itch 4.5");
}

TEST(RatingCells, OfAWideTableAreReadToo) {
  const auto result = read_text(
      "date,itch,milk\n2024-01-01,4+,1\n2024-01-02,3,0\n2024-01-03,2,1\n2024-01-04,x,1\n");
  EXPECT_EQ(result.files[0].format, "wide");
  EXPECT_EQ(to_lines(result.diary),
      "2024-01-01 food milk 1\n2024-01-01 severity itch 4\n2024-01-02 severity itch 3\n"
      "2024-01-03 food milk 1\n2024-01-03 severity itch 2\n2024-01-04 food milk 1\n");
  EXPECT_EQ(to_lines(result.rejections),
      "bad_cell a.csv:5:12: itch 'x' is not understood; expected a number or a "
      "word of severity, or its number in --mood-map\n");
}

TEST(RatingCells, OfTheLongLayoutAreReadToo) {
  const auto result = read_text(
      "date,type,name,amount\n2024-01-01,severity,itch,3 (moderate)\n2024-01-02,severity,itch,x\n"
      "2024-01-02,food,milk,2 (big)\n");
  EXPECT_EQ(to_lines(result.diary), "2024-01-01 severity itch 3\n");
  EXPECT_EQ(accounts(result.files[0]), "3=1+0+0+2");
}

TEST(RatingCells, NeverTakeATickForARating) {
  EXPECT_EQ(ratings_of("Date,Food,Itch", "x", 1), " rejected");
}

TEST(RatingCells, OfReactionsAreNamesOrNone) {
  std::string text = "Date,Food,Reaction\n";
  for (int day = 1; day <= 14; ++day)
    text += fmt::format("2024-01-{:02},milk; rice,{}\n", day, day % 7 == 0 ? "rash" : "none");
  const auto lines = to_lines(read_text(text).diary);
  EXPECT_NE(lines.find("2024-01-07 symptom rash 1"), std::string::npos);
  EXPECT_NE(lines.find("2024-01-08 symptom rash 0"), std::string::npos);
}

}  // namespace
}  // namespace culprit::diary
