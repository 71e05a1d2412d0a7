/// Values of options that are wrong: each is named with what is expected.
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "cli/argument_errors.hpp"

namespace culprit::cli {
namespace {

struct BadValue {
  std::string option;
  std::string value;
  std::string complaint;
};

void PrintTo(const BadValue& bad, std::ostream* out) { *out << bad.option << " " << bad.value; }

class WrongValue : public ::testing::TestWithParam<BadValue> {};

TEST_P(WrongValue, IsNamedWithWhatIsExpected) {
  const auto& [option, value, complaint] = GetParam();
  const auto parsed = parse_arguments(Arguments{"d.csv", "--" + option, value});
  EXPECT_EQ(errors_of({"d.csv", "--" + option, value}),
      "option --" + option + ": value '" + value + "' " + complaint + "\n");
  EXPECT_EQ(parsed.exit, ExitCode::usage);
  EXPECT_FALSE(parsed.options.has_value());
}

constexpr const char* not_lags = "is not a range of days; expected A..B with 0 <= A <= B <= 60";
constexpr const char* no_day = "is not a calendar day; expected YYYY-MM-DD";
constexpr const char* no_time = "is not a time of day; expected HH:MM";
constexpr const char* no_fdr = "is out of range; expected a number from 0.001 to 0.5";
constexpr const char* no_change = "is out of range; expected a number from 1e-09 to 1e+09";
constexpr const char* no_number = "is not a number; expected a number from 1e-09 to 1e+09";
constexpr const char* no_scale =
    "is not a scale; expected MIN..MAX with numbers from -1e9 to 1e9, or an instrument such as "
    "POEM";

INSTANTIATE_TEST_SUITE_P(Cases, WrongValue,
    ::testing::Values(BadValue{"output", "", "is empty; expected the name of a file"},
        BadValue{"rejects", "", "is empty; expected the name of a file"},
        BadValue{"severity", "", "is empty; expected the name of a severity or symptom"},
        BadValue{"subject", "", "is empty; expected a subject of the diary"},
        BadValue{"foods", "a,,b", "has an empty name; expected names separated by commas"},
        BadValue{"factors", "", "has an empty name; expected names separated by commas"},
        BadValue{"from", "2024-02-30", no_day}, BadValue{"to", "20.11.2024", no_day},
        BadValue{"from", "2024-1-01", no_day}, BadValue{"to", "2024-11-2x", no_day},
        BadValue{"lags", "x", not_lags}, BadValue{"lags", "3", not_lags},
        BadValue{"lags", "3..1", not_lags}, BadValue{"lags", "0..61", not_lags},
        BadValue{"lags", "0-61", not_lags}, BadValue{"lags", "3-1", not_lags},
        BadValue{"lags", "-1..3", not_lags}, BadValue{"lags", "0..", not_lags},
        BadValue{"lags", "0..18446744073709551617", not_lags},
        BadValue{"lags", "0-2h,x",
            "holds 'x', which is not a window of hours; expected A-Bh with 0 <= A < B <= 168"},
        BadValue{"lags", "2-2h",
            "holds '2-2h', which is not a window of hours; expected A-Bh with 0 <= A < B <= 168"},
        BadValue{"lags", "0-2h,", "has an empty window; expected A-Bh with 0 <= A < B <= 168,..."},
        BadValue{"lags", "1..3,2-6h", "mixes days and hours; expected either A..B or A-Bh,..."},
        BadValue{"lags", "1-3,2-6h", "mixes days and hours; expected either A..B or A-Bh,..."},
        BadValue{"lags", "2-6h,2-6h", "holds '2-6h' twice; expected different windows"},
        BadValue{"day-starts", "24:00", no_time}, BadValue{"day-starts", "4:30", no_time},
        BadValue{"day-starts", "04:60", no_time}, BadValue{"fdr", "0", no_fdr},
        BadValue{"fdr", "1", no_fdr}, BadValue{"fdr", "-0.1", no_fdr},
        BadValue{"fdr", "nan", "is not a number; expected a number from 0.001 to 0.5"},
        BadValue{"fdr", "5%", "is not a number; expected a number from 0.001 to 0.5"},
        BadValue{"adjust", ",stress",
            "has an empty name; expected auto, all, none or names separated by commas"},
        BadValue{"important-change", "0", no_change}, BadValue{"important-change", "-1", no_change},
        BadValue{"important-change", "1e308", no_change},
        BadValue{"important-change", "1e-300", no_change},
        BadValue{"important-change", "inf", no_number},
        BadValue{"important-change", "nan", no_number},
        BadValue{"important-change", "0x1", no_number},
        BadValue{"important-change", "big", no_number}, BadValue{"scale", "10..10", no_scale},
        BadValue{"scale", "-1e308..1e308", no_scale}, BadValue{"scale", "0-1e10", no_scale},
        BadValue{"scale", "0..inf", no_scale}, BadValue{"scale", "0..0x10", no_scale},
        BadValue{"time-zone", "Berlin",
            "is not a known time zone; expected a name such as Europe/Berlin"},
        BadValue{"time-zone", "../../etc/passwd",
            "is not a known time zone; expected a name such as Europe/Berlin"},
        BadValue{"max-messages", "-1",
            "is not such a number; expected a whole number from 0 to 1000000"},
        BadValue{"max-messages", "1000001",
            "is out of range; expected a whole number from 0 to 1000000"},
        BadValue{"seed", "1.5",
            "is not such a number; expected a whole number from 0 to 18446744073709551615"},
        BadValue{"seed", "18446744073709551616",
            "is not such a number; expected a whole number from 0 to 18446744073709551615"},
        BadValue{"threads", "0", "is out of range; expected a whole number from 1 to 1024"},
        BadValue{
            "threads", "many", "is not such a number; expected a whole number from 1 to 1024"}));

TEST(ParseArguments, NamesTheChoicesOfAnUnknownWord) {
  const std::pair<Arguments, std::string> cases[] = {
      {{"-f", "xlsx"},
          "format: unknown format 'xlsx'; expected table, json, ndjson, csv, tsv, markdown or "
          "html\n"},
      {{"-f", "jsn"},
          "format: unknown format 'jsn'; expected table, json, ndjson, csv, tsv, markdown or "
          "html\n  "
          "did you mean 'json'?\n"},
      {{"--align", "hours"}, "align: unknown alignment 'hours'; expected auto, day or clock\n"},
      {{"--rated", "noon"}, "rated: unknown part of the day 'noon'; expected morning or evening\n"},
      {{"--level", "dish"},
          "level: unknown level 'dish'; expected food, ingredient, group or all\n"},
      {{"--date-order", "dym"},
          "date-order: unknown order of dates 'dym'; expected dmy, mdy or ymd\n  did you mean "
          "'dmy'?\n"},
      {{"--color", "yes"},
          "color: unknown choice of colour 'yes'; expected auto, always or never\n"},
      {{"--error-format", "xml"},
          "error-format: unknown format of messages 'xml'; expected text or json\n"},
      {{"--fail-on", "anything"}, "fail-on: unknown outcome 'anything'; expected suspect\n"},
      {{"--words", "short"}, "words: unknown words 'short'; expected plain or technical\n"}};
  for (auto [args, text] : cases) {
    args.emplace_back("d.csv");
    EXPECT_EQ(errors_of(args), "option --" + text);
  }
  EXPECT_EQ(errors_of({"check", "d.csv", "-f", "pdf"}),
      "option --format: unknown format 'pdf'; expected table or json\n");
}

}  // namespace
}  // namespace culprit::cli
