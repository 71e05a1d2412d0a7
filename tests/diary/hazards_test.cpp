/// What files go through on their way out of spreadsheet programs and apps: the same small diary in
/// every disguise must be read as one and the same.
#include <gtest/gtest.h>

#include "support.hpp"

namespace culprit::diary {
namespace {

constexpr const char* expected =
    "2024-03-13 food caf\xC3\xA9 2\n2024-03-13 food milk 1\n2024-03-13 severity eczema 4.5\n"
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
  const std::string plain = "date,eczema,milk,caf\xC3\xA9\n2024-03-13,4.5,1,2\n2024-03-14,3,1,0\n";
  const struct {
    const char* name;
    std::string text;
  } cases[] = {
      {"plain", plain},
      {"byte order mark", "\xEF\xBB\xBF" + plain},
      {"UTF-16 LE", utf16(plain, true)},
      {"UTF-16 BE", utf16(plain, false)},
      {"Windows-1252", "date,eczema,milk,caf\xE9\n2024-03-13,4.5,1,2\n2024-03-14,3,1,0\n"},
      {"no-break spaces",
       "date,eczema\xC2\xA0,milk,caf\xC3\xA9\xC2\xA0\n2024-03-13\xC2\xA0,4.5,1,2"
       "\n2024-03-14,3,\xC2\xA0"
       "1,0\n"},
      {"CRLF", "date,eczema,milk,caf\xC3\xA9\r\n2024-03-13,4.5,1,2\r\n2024-03-14,3,1,0\r\n"},
      {"space before quote",
       "date, eczema, \"milk\", caf\xC3\xA9\n2024-03-13, \"4.5\", \"1\", 2\n"
       "2024-03-14, 3, 1, 0\n"},
      {"trailing comma", "date,eczema,milk,caf\xC3\xA9,\n2024-03-13,4.5,1,2,\n2024-03-14,3,1,0,\n"},
      {"ragged rows", "date,eczema,milk,caf\xC3\xA9\n2024-03-13,4.5,1,2,,\n2024-03-14,3,1\n"},
      {"decimal comma", "date;eczema;milk;caf\xC3\xA9\n13.03.2024;4,5;1;2\n14.03.2024;3;1;0\n"},
      {"sep=", "sep=;\ndate;eczema;milk;caf\xC3\xA9\n2024-03-13;4.5;1;2\n2024-03-14;3;1;0\n"},
      {"title lines",
       "My diary 2024\n\nname:,Jo\ndate,eczema,milk,caf\xC3\xA9\n2024-03-13,4.5,1,2\n"
       "2024-03-14,3,1,0\n"},
      {"newest first, blank lines",
       "date,eczema,milk,caf\xC3\xA9\n\n2024-03-14,3,1,0\n\n"
       "2024-03-13,4.5,1,2\n\n"},
      {"columns reordered, extra ones",
       "caf\xC3\xA9,weekday,milk,date,eczema,notes\n2,Wednesday,1,"
       "2024-03-13,4.5,\"a, b\"\n0,Thursday,1,2024-03-14,3,\n"},
      {"header repeated", plain + "date,eczema,milk,caf\xC3\xA9\n"},
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

TEST(Hazards, SeveralTablesAreRefused) {
  EXPECT_EQ(error_of({"Date,Food\n2024-03-13,rice\n\nSymptoms\nDate,Itch\n2024-03-13,4\n"}),
            "several_tables a.csv:5:1: another table begins here, after that of line 1; expected "
            "one table a file | save each table as a file of its own and give both");
}

}  // namespace
}  // namespace culprit::diary
