/// What files go through on their way out of spreadsheet programs and apps: the same small diary in
/// every disguise must be read as one and the same.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support.hpp"

namespace culprit::diary {
namespace {

constexpr const char* expected =
    "2024-03-13 food comt\xC3\xA9 2\n2024-03-13 food milk 1\n2024-03-13 severity eczema 4.5\n"
    "2024-03-14 food milk 1\n2024-03-14 severity eczema 3\n";

std::string utf16(std::string_view ascii, bool little) {
  std::string text = little ? "\xFF\xFE" : "\xFE\xFF";
  for (const char c : ascii) {
    const bool is_latin = static_cast<unsigned char>(c) >= 0x80;
    if (is_latin && c == '\xC3') continue;
    const char byte = is_latin ? '\xE9' : c;
    text += little ? std::string{byte, '\0'} : std::string{'\0', byte};
  }
  return text;
}

TEST(Hazards, LeaveNoTrace) {
  const std::string plain = "date,eczema,milk,comt\xC3\xA9\n2024-03-13,4.5,1,2\n2024-03-14,3,1,0\n";
  const struct {
    const char* name;
    std::string text;
  } cases[] = {
      {"plain", plain},
      {"byte order mark", "\xEF\xBB\xBF" + plain},
      {"UTF-16 LE", utf16(plain, true)},
      {"UTF-16 BE", utf16(plain, false)},
      {"Windows-1252", "date,eczema,milk,comt\xE9\n2024-03-13,4.5,1,2\n2024-03-14,3,1,0\n"},
      {"no-break spaces",
          "date,eczema\xC2\xA0,milk,comt\xC3\xA9\xC2\xA0\n2024-03-13\xC2\xA0,4.5,1,2"
          "\n2024-03-14,3,\xC2\xA0"
          "1,0\n"},
      {"CRLF", "date,eczema,milk,comt\xC3\xA9\r\n2024-03-13,4.5,1,2\r\n2024-03-14,3,1,0\r\n"},
      {"space before quote",
          "date, eczema, \"milk\", comt\xC3\xA9\n2024-03-13, \"4.5\", \"1\", 2\n"
          "2024-03-14, 3, 1, 0\n"},
      {"trailing comma",
          "date,eczema,milk,comt\xC3\xA9,\n2024-03-13,4.5,1,2,\n2024-03-14,3,1,0,\n"},
      {"ragged rows", "date,eczema,milk,comt\xC3\xA9\n2024-03-13,4.5,1,2,,\n2024-03-14,3,1\n"},
      {"decimal comma", "date;eczema;milk;comt\xC3\xA9\n13.03.2024;4,5;1;2\n14.03.2024;3;1;0\n"},
      {"sep=", "sep=;\ndate;eczema;milk;comt\xC3\xA9\n2024-03-13;4.5;1;2\n2024-03-14;3;1;0\n"},
      {"title lines",
          "My diary 2024\n\nname:,Jo\ndate,eczema,milk,comt\xC3\xA9\n2024-03-13,4.5,1,2\n"
          "2024-03-14,3,1,0\n"},
      {"newest first, blank lines",
          "date,eczema,milk,comt\xC3\xA9\n\n2024-03-14,3,1,0\n\n"
          "2024-03-13,4.5,1,2\n\n"},
      {"columns reordered, extra ones",
          "comt\xC3\xA9,weekday,milk,date,eczema,notes\n2,Wednesday,1,"
          "2024-03-13,4.5,\"a, b\"\n0,Thursday,1,2024-03-14,3,\n"},
      {"header repeated", plain + "date,eczema,milk,comt\xC3\xA9\n"},
  };
  for (const auto& one : cases) {
    const auto result = read_text(one.text);
    EXPECT_EQ(to_lines(result.diary), expected) << one.name;
    EXPECT_EQ(to_lines(result.rejections), "") << one.name;
    const auto& report = result.files[0];
    EXPECT_EQ(report.rows, report.used + report.merged + report.skipped + report.rejected);
  }
}

TEST(Hazards, ThousandsAreNoFractions) {
  EXPECT_EQ(
      to_lines(
          read_text("date,itch,steps\n2024-03-13,4,\"1,050\"\n2024-03-14,3,\"12,345.5\"\n").diary),
      "2024-03-13 severity itch 4\n2024-03-13 factor steps 1050\n"
      "2024-03-14 severity itch 3\n2024-03-14 factor steps 12345.5\n");
  EXPECT_EQ(to_lines(read_text("date;itch;steps\n13.03.2024;4,5;1.050,5\n").diary),
      "2024-03-13 severity itch 4.5\n2024-03-13 factor steps 1050.5\n");
}

TEST(Hazards, TablesOfAFileAreReadEachByItself) {
  const std::string lines =
      "2024-03-01 08:10 food Porridge\n2024-03-01 20:00 symptom Itching 4\n"
      "2024-03-13 12:30 food Tomato soup\n2024-03-13 21:00 symptom Itching 6\n";
  const std::string foods =
      "3/1/2024,08:10 AM,\"Porridge\",200\n3/13/2024,12:30 PM,Tomato soup,150\n";
  const std::string ratings = "3/1/2024,08:00 PM,\"Itching\",\"4\"\n3/13/2024,09:00 PM,Itching,6\n";
  for (const auto& text : {"FOOD LOGS\nDate,Time,Food,Calories\n" + foods +
                               "\n\nSYMPTOM LOGS\nDate,Time,Symptom,Severity\n" + ratings,
           "Date,Time,Symptom,Severity\n" + ratings + "Date,Time,Food,Calories\n" + foods,
           "# mine\n# ratings\nDatum,Uhrzeit,Beschwerden,Schweregrad\n" + ratings +
               "# foods\n\nDatum,Uhrzeit,Essen,Kalorien\n" + foods}) {
    SCOPED_TRACE(text);
    const auto result = read_text(text);
    EXPECT_EQ(to_lines(result.diary), lines);
    EXPECT_EQ(to_lines(result.rejections), "");
    ASSERT_EQ(result.files.size(), 2U);
    for (const auto& report : result.files) EXPECT_EQ(accounts(report), "2=2+0+0+0");
  }
}

TEST(Hazards, OneTableMayTellTheOrderOfTheDatesOfAnother) {
  const auto result = read_text(
      "Foods\nTime,Day,Ate\n08:10 AM,3/1/2024,rice\n\nSymptoms\nDate,Itch\n3/1/2024,4\n"
      "13/1/2024,6\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-01-03 severity Itch 4\n2024-01-03 08:10 food rice\n2024-01-13 severity Itch 6\n");
}

TEST(Hazards, ATableOfNoLayoutIsNamedAndTheOthersAreRead) {
  const auto result = read_text(
      "Date,Food\n2024-03-13,rice\n2024-03-14,date\n\nSummary\nWeek,Entries\n11,2\n\nItch\nDate,"
      "Itch\n"
      "2024-03-13,4\n2024-03-14,\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-13 food rice\n2024-03-13 severity Itch 4\n2024-03-14 food date\n");
  EXPECT_EQ(to_lines(result.rejections),
      "unknown_layout a.csv:6:1: the table at line 6 is not read: columns not recognised: 'Week, "
      "Entries'; expected columns date, type and name (long, missing: date, type, name) or date, a "
      "severity and a column per food (wide, missing: date)\n");
  EXPECT_EQ(result.files.at(0).notes.at(0).code, "unknown_layout");
  EXPECT_TRUE(
      error_of({"Summary\nWeek,Entries\n11,2\n\nMore\nYear,Entries\n2024,2\n"})
          .starts_with("unknown_layout a.csv:2:1: columns not recognised: 'Week, Entries'"));
}

TEST(Hazards, NoMoreThanSixtyFourTablesAreLookedForInAFile) {
  std::string text = "Date,Food\n2024-03-13,rice\n";
  for (int i = 0; i < 80; ++i) text += fmt::format("\nSummary\nWeek {},Entries\n11,2\n", i);
  const auto result = read_text(text);
  EXPECT_EQ(to_lines(result.diary), "2024-03-13 food rice\n");
  EXPECT_EQ(result.files.at(0).notes.size(), 63U);
}

}  // namespace
}  // namespace culprit::diary
