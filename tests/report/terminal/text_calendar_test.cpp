#include <gtest/gtest.h>

#include <sstream>

#include "culprit/core/text.hpp"
#include "report/terminal/terminal.hpp"
#include "report/timeline_fixtures.hpp"

namespace culprit::report {
namespace {

/// Wednesday 2024-01-03 to Monday 2024-01-15; logged but on the 5th, rated but on the 4th, neither
/// on the 10th.
CoveredDays covered() {
  CoveredDays days{*make_day(2024, 1, 3), *make_day(2024, 1, 15), {}, {}};
  for (unsigned i = 3; i <= 15; ++i) {
    const Day day = *make_day(2024, 1, i);
    if (i != 5 && i != 10) days.logged.push_back(day);
    if (i != 4 && i != 10) days.rated.push_back(day);
  }
  return days;
}

TEST(TextCalendar, ShowsWeeksAsColumns) {
  EXPECT_EQ(coverage_calendar(covered(), Terminal{{}}),
      "  weeks from 2024-01-03\n"
      "    Mon   ██\n"
      "    Tue   █\n"
      "    Wed  █·\n"
      "    Thu  ▄█\n"
      "    Fri  ▀█\n"
      "    Sat  ██\n"
      "    Sun  ██\n"
      "  █ foods and a rating, ▄ foods only, ▀ a rating only, · neither\n");
  const auto ascii = coverage_calendar(covered(), Terminal{{.ascii = true}});
  EXPECT_NE(ascii.find("    Wed  #.\n    Thu  f#\n    Fri  r#\n"), std::string::npos);
}

TEST(TextCalendar, BeginsANewStripWhereTheWidthEnds) {
  auto days = covered();
  days.last = days.first + Days{1000};
  for (const std::size_t width : {60u, 80u, 200u}) {
    std::istringstream lines{coverage_calendar(days, Terminal{{.width = width}})};
    for (std::string line; std::getline(lines, line);) ASSERT_LE(display_width(line), width);
  }
}

TEST(TextCalendar, ShowsRatingsAndDaysEaten) {
  auto analysis = fixtures::sets();
  analysis.diary.days = 12;
  const auto timeline = fixtures::timeline_of(analysis);
  EXPECT_EQ(rating_strips(timeline, timeline.foods[0], analysis, Terminal{{}}),
      "Ratings by day (█: the top of the scale), days eaten (╵), days not logged (·):\n"
      "  from 2024-01-01\n"
      "  rated  ▁▂▂▃▃▃ ▄▅▅▁▂\n"
      "  eaten  ╵  ╵  ╵  ╵\n");
  const auto ascii =
      rating_strips(timeline, timeline.foods[1], analysis, Terminal{{.ascii = true}});
  EXPECT_NE(ascii.find("\n  rated  122333 45512\n  eaten   |  |  | .|\n"), std::string::npos)
      << ascii;
}

TEST(TextCalendar, NoStripIsWiderThanTheTerminal) {
  const auto analysis = fixtures::rich();
  const auto timeline = fixtures::timeline_of(analysis);
  for (const std::size_t width : {60u, 80u, 200u}) {
    const Terminal terminal{{.width = width}};
    std::istringstream lines{rating_strips(timeline, timeline.foods[0], analysis, terminal)};
    for (std::string line; std::getline(lines, line);) ASSERT_LE(display_width(line), width);
  }
}

}  // namespace
}  // namespace culprit::report
