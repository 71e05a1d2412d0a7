#include "diary/cells/dates.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace culprit::diary {
namespace {

TEST(BehindWords, TakesWeekdaysAndTheWordBeforeAClockAway) {
  const struct {
    const char* text;
    const char* rest;
  } cases[] = {{"Fri 01/03/2024", "01/03/2024"}, {"Fr, 1.3.24", "1.3.24"}, {"(Fri)", ""},
      {"at 4:44 PM", "4:44 PM"}, {"vendredi 1/3/2024", "1/3/2024"}, {"1/3/2024", "1/3/2024"},
      {"Fruit 1", "Fruit 1"}, {"", ""}, {"S\u00E1bado", ""}, {"evening", "evening"}};
  for (const auto& one : cases) EXPECT_EQ(behind_words(one.text), one.rest) << one.text;
}

TEST(LacksYear, IsSaidOfADayAndAMonthAlone) {
  for (const char* text : {"24/11", "11/24", "24.11.", "1-2", "24 Nov", "Nov 24", "Fri 24/11"}) {
    EXPECT_TRUE(lacks_year(text)) << text;
  }
  for (const char* text : {"", "24", "13/13", "32/1", "0/3", "24/11/2024", "November", "24/11x"}) {
    EXPECT_FALSE(lacks_year(text)) << text;
  }
}

std::string date(const char* text, DateOrder order) {
  const auto parts = split_date(text);
  if (!parts) return "none";
  const auto day = to_day(*parts, order);
  return day ? to_iso(*day) : "no day";
}

TEST(SplitDate, ReadsEveryFormInTheOrderAskedFor) {
  struct Case {
    const char* text;
    DateOrder order;
    const char* day;
  };
  for (const auto& c :
      {Case{"2024-11-20", DateOrder::ymd, "2024-11-20"},
          Case{"2024-11-20", DateOrder::mdy, "2024-11-20"},
          Case{"2024/1/5", DateOrder::ymd, "2024-01-05"},
          Case{"20/11/2024", DateOrder::dmy, "2024-11-20"},
          Case{"11/20/2024", DateOrder::mdy, "2024-11-20"},
          Case{"20.11.2024", DateOrder::dmy, "2024-11-20"},
          Case{"20-11-2024", DateOrder::dmy, "2024-11-20"},
          Case{"5.3.24", DateOrder::dmy, "2024-03-05"},
          Case{"5.3.69", DateOrder::dmy, "1969-03-05"},
          Case{"24-03-05", DateOrder::ymd, "2024-03-05"},
          Case{"20/11/2024", DateOrder::mdy, "no day"},
          Case{"20/11/2024", DateOrder::ymd, "no day"},
          Case{"2024-02-30", DateOrder::ymd, "no day"},
          Case{"2024-00-10", DateOrder::ymd, "no day"},
          Case{"1024-01-10", DateOrder::ymd, "no day"}, Case{"2024-11/20", DateOrder::ymd, "none"},
          Case{"202-11-20", DateOrder::ymd, "none"}, Case{"20241120", DateOrder::dmy, "2024-11-20"},
          Case{"20241320", DateOrder::ymd, "none"},
          Case{"20241120T201500Z", DateOrder::ymd, "2024-11-20"},
          Case{"20241120201500", DateOrder::ymd, "2024-11-20"},
          Case{"241120", DateOrder::ymd, "2024-11-20"},
          Case{"201124", DateOrder::dmy, "2024-11-20"},
          Case{"2024. 01. 08.", DateOrder::ymd, "2024-01-08"},
          Case{"2024. 1. 8. 20:15", DateOrder::ymd, "2024-01-08"},
          Case{"1/8/24, 8:15 PM", DateOrder::mdy, "2024-01-08"},
          Case{"08.01.2024, 20:15", DateOrder::dmy, "2024-01-08"},
          Case{"20:15, 08.01.2024", DateOrder::dmy, "2024-01-08"},
          Case{"8:15 PM, January 8, 2024", DateOrder::ymd, "2024-01-08"},
          Case{"[[2024-01-08]]", DateOrder::ymd, "2024-01-08"},
          Case{"[[Jan 8th, 2024]]", DateOrder::ymd, "2024-01-08"},
          Case{"<2024-01-08 Mon>", DateOrder::ymd, "2024-01-08"},
          Case{"2024\u201101\u201108", DateOrder::ymd, "2024-01-08"},
          Case{"2024-01-08\u200E", DateOrder::ymd, "2024-01-08"},
          Case{"\uFF11/8/2024", DateOrder::mdy, "2024-01-08"},
          Case{"8-Jan-24", DateOrder::ymd, "2024-01-08"},
          Case{"08JAN2024", DateOrder::ymd, "2024-01-08"},
          Case{"08 Jan '24", DateOrder::ymd, "2024-01-08"}, Case{"Jan '24", DateOrder::ymd, "none"},
          Case{"Mon Jan 08 20:15:00 CET 2024", DateOrder::ymd, "2024-01-08"},
          Case{"Mon Jan 08 20:15:00 CET", DateOrder::ymd, "none"},
          Case{"mar. 9 janv. 2024", DateOrder::ymd, "2024-01-09"},
          Case{"mar. 9, 2024", DateOrder::ymd, "2024-03-09"},
          Case{"2024-11-200", DateOrder::ymd, "none"}, Case{"2024-11-20x", DateOrder::ymd, "none"},
          Case{"5th Jan 2022", DateOrder::mdy, "2022-01-05"},
          Case{"22nd Feb 2022", DateOrder::ymd, "2022-02-22"},
          Case{"1st March 2024", DateOrder::ymd, "2024-03-01"},
          Case{"January 5, 2022", DateOrder::ymd, "2022-01-05"},
          Case{"2025 Sat Oct 4", DateOrder::ymd, "2025-10-04"},
          Case{"25. September 2026", DateOrder::ymd, "2026-09-25"},
          Case{"5 de mayo de 2022", DateOrder::ymd, "2022-05-05"},
          Case{"3 août 2022", DateOrder::ymd, "2022-08-03"},
          Case{"7-Mär-2022", DateOrder::ymd, "2022-03-07"},
          Case{"31st Feb 2022", DateOrder::ymd, "no day"}, Case{"5th Jan", DateOrder::ymd, "none"},
          Case{"5 jui 2022", DateOrder::ymd, "none"}, Case{"5th 2022 left", DateOrder::ymd, "none"},
          Case{"", DateOrder::ymd, "none"}}) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(date(c.text, c.order), c.day);
  }
}

TEST(SplitDate, KnowsTheShortMonthsOfSevenLanguages) {
  // As CLDR and spreadsheets write them.
  for (const char* months : {"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
           "Jan. Feb. M\u00E4rz Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
           "J\u00E4n Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez",
           "J\u00E4nner Feber Maerz Apr Mai Jun Jul Aug Sept Okt Nov Dez",
           "janv. f\u00E9vr. mars avr. mai juin juil. ao\u00FBt sept. oct. nov. d\u00E9c.",
           "janv fevr mars avr mai juin juil aout sept oct nov dec",
           "ene feb mar abr may jun jul ago sept oct nov dic",
           "enero feb marzo abr mayo jun jul agosto setiembre oct nov dic",
           "gen feb mar apr mag giu lug ago set ott nov dic",
           "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
           "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
           "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dez"}) {
    int month = 0;
    std::istringstream words{months};
    for (std::string word; words >> word;) {
      const std::string day = fmt::format("2025-{:02}-07", ++month);
      for (const char* form : {"7 {} 2025", "7-{}-2025", "7 de {} de 2025", "{} 7, 2025"})
        EXPECT_EQ(date(fmt::format(fmt::runtime(form), word).c_str(), DateOrder::dmy), day) << word;
    }
    EXPECT_EQ(month, 12);
  }
  for (const char* none : {"7 foo 2025", "7 m 2025", "7 jui 2025", "7 ma 2025"})
    EXPECT_EQ(date(none, DateOrder::dmy), "none") << none;
}

TEST(SplitDate, PassesOverTheShortWeekdaysOfSevenLanguages) {
  for (const char* days : {"Mon Tue Wed Thu Fri Sat Sun", "Mo Tu We Th Fr Sa Su",
           "Mon Tues Weds Thurs Fri Sat Sun", "Mo. Di. Mi. Do. Fr. Sa. So.",
           "lun. mar. mer. jeu. ven. sam. dim.", "lu ma me je ve sa di",
           "lun mar mi\u00E9 jue vie s\u00E1b dom", "lun mar mie jue vie sab dom",
           "lun mar mer gio ven sab dom", "lu ma me gi ve sa do", "ma di wo do vr za zo",
           "seg. ter. qua. qui. sex. s\u00E1b. dom.", "segunda-feira quarta-feira sexta-feira"}) {
    std::istringstream words{days};
    for (std::string word; words >> word;) {
      EXPECT_EQ(date((word + " 03/02/2025").c_str(), DateOrder::dmy), "2025-02-03") << word;
      EXPECT_EQ(date((word + ", 3 Feb 2025").c_str(), DateOrder::dmy), "2025-02-03") << word;
    }
  }
}

TEST(ParseIsoDay, TakesTenCharactersOfThatFormAndNothingElse) {
  struct Case {
    const char* text;
    const char* day;
  };
  for (const auto& c : {Case{"2024-11-20", "2024-11-20"}, Case{"1900-01-01", "1900-01-01"},
           Case{"2199-12-31", "2199-12-31"}, Case{"2024-02-30", "none"}, Case{"2024-00-10", "none"},
           Case{"2024-13-01", "none"}, Case{"1899-12-31", "none"}, Case{"2024/11/20", "none"},
           Case{"2024-11/20", "none"}, Case{"2024-1-20", "none"}, Case{"2024-11-2x", "none"},
           Case{"2024-/1-20", "none"}, Case{"2024-11-20 ", "none"}, Case{"20-11-2024", "none"},
           Case{"", "none"}}) {
    SCOPED_TRACE(c.text);
    const auto day = parse_iso_day(c.text);
    EXPECT_EQ(day ? to_iso(*day) : "none", c.day);
  }
}

TEST(SplitDate, LeavesTheClockBesideADate) {
  const struct {
    const char* text;
    const char* rest;
  } cases[] = {{"2025 Sat Oct 4 8:09 PM", "8:09 PM"},
      {"Mon Jan 08 20:15:00 CET 2024", "20:15:00 CET"}, {"20:15 08.01.2024", "20:15"},
      {"1/8/24, 8:15 PM", "8:15 PM"}, {"20240108T201500Z", "201500Z"}};
  for (const auto& one : cases) {
    const auto parts = split_date(one.text);
    ASSERT_TRUE(parts.has_value()) << one.text;
    EXPECT_EQ(parts->rest, one.rest);
  }
}

TEST(ParseInstant, ReadsSecondsMillisecondsAndSpreadsheetSerials) {
  struct Case {
    const char* text;
    const char* instant;
  };
  const auto written = [](const char* text) -> std::string {
    const auto instant = parse_instant(text);
    if (!instant) return "none";
    std::string words = to_iso(instant->day);
    if (instant->minute) words += ' ' + std::to_string(*instant->minute);
    return instant->is_utc ? words + " utc" : words;
  };
  for (const auto& c :
      {Case{"1767254400000", "2026-01-01 480 utc"}, Case{"1767254400", "2026-01-01 480 utc"},
          Case{"9999991700000000122", "2286-11-20 928 utc"},
          Case{"1767254400000000", "2026-01-01 480 utc"}, Case{"17672544000", "none"},
          Case{"45292", "2024-01-01"}, Case{"45292.5", "2024-01-01 720"},
          Case{"45292.999999", "2024-01-01 1439"}, Case{"12345", "none"}, Case{"20241120", "none"},
          Case{"4529a", "none"}, Case{"45292.x", "none"}, Case{"", "none"}}) {
    EXPECT_EQ(written(c.text), c.instant) << c.text;
  }
}

std::string order_of(const std::vector<const char*>& dates) {
  DateOrderEvidence evidence;
  std::uint64_t line = 2;
  for (const char* text : dates) evidence.add(text, line++);
  const auto decision = evidence.decide();
  if (!decision) return evidence.is_contradictory() ? "contradictory" : "open";
  return std::string{to_word(decision->order)} + ", " + decision->reason;
}

TEST(DateOrderEvidence, DecidesFromTheWholeFile) {
  EXPECT_EQ(order_of({"03/04/2024", "13/02/2024"}), "dmy, 13/02/2024 at line 3");
  EXPECT_EQ(order_of({"03/04/2024", "02/13/2024"}), "mdy, 02/13/2024 at line 3");
  EXPECT_EQ(order_of({"03/04/2024", "rubbish", "2024-11-20"}), "open");
  EXPECT_EQ(order_of({"13/02/2024", "02/13/2024"}), "contradictory");
  EXPECT_EQ(order_of({"3.4.24", "4.4.24"}), "dmy, dotted dates");
  EXPECT_EQ(order_of({"3.13.24", "4.4.24"}), "mdy, 3.13.24 at line 2");
  EXPECT_EQ(order_of({"99-01-02"}), "ymd, 99-01-02 at line 2");
}

TEST(DateOrderEvidence, TakesTheOrderInWhichTheDaysLieClosestTogether) {
  constexpr const char* closest = "the days lie closest together so";
  const struct {
    std::vector<const char*> dates;
    std::string order;
  } cases[] = {{{"24/01/08", "24/01/09", "24/01/10"}, "ymd"}, {{"24.01.08", "24.01.09"}, "ymd"},
      {{"240108", "240109"}, "ymd"}, {{"1/8/24", "1/9/24"}, "mdy"},
      {{"8/1/2024", "9/1/2024", "10/1/2024"}, "dmy"},
      {{"01/06/2024", "05/06/2024", "12/06/2024"}, "dmy"}};
  for (const auto& one : cases) {
    EXPECT_EQ(order_of(one.dates), one.order + ", " + closest) << one.dates[0];
    EXPECT_EQ(order_of({one.dates.rbegin(), one.dates.rend()}), one.order + ", " + closest);
  }
  EXPECT_EQ(order_of({"24/01/08"}), "dmy, 24/01/08 at line 2");
  EXPECT_EQ(order_of({"20/11/24", "21/11/24"}), "dmy, 20/11/24 at line 2");
  EXPECT_EQ(order_of({"01/02/2024", "03/04/2024"}), "open");
  EXPECT_EQ(order_of({"03/04/2024", "05/04/2024"}), "open");
  EXPECT_EQ(order_of({"01/02/2024"}), "open");
}

TEST(DateOrderEvidence, LetsOneInTwentyBeWrong) {
  std::vector<const char*> dates(19, "13/02/2024");
  dates.push_back("02/13/2024");
  EXPECT_EQ(order_of(dates), "dmy, 13/02/2024 at line 2");
  dates.push_back("02/14/2024");
  EXPECT_EQ(order_of(dates), "contradictory");
}

}  // namespace
}  // namespace culprit::diary
