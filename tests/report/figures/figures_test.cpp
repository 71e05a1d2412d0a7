
#include <gtest/gtest.h>

#include "report/figures/figure_days.hpp"
#include "report/figures/figure_foods.hpp"
#include "report/timeline_fixtures.hpp"

namespace culprit::report {
namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

TEST(Figures, PlaceValuesOnAnAxis) {
  const Axis axis{-1, 3, 20, 100};
  EXPECT_EQ(axis.at(-1), 20);
  EXPECT_EQ(axis.at(1), 60);
  EXPECT_EQ(axis.at(7), 100);
  EXPECT_EQ((Axis{2, 2, 0, 100}.at(2)), 50);
  EXPECT_EQ(axis.ticks(4), (std::vector<double>{-1, 0, 1, 2, 3}));
  EXPECT_EQ((Axis{0, 10, 0, 1}.ticks(5)), (std::vector<double>{0, 2, 4, 6, 8, 10}));
  EXPECT_EQ((Axis{0, 0.3, 0, 1}.ticks(3).size()), 4U);
  EXPECT_EQ(signed_number(0.5), "+0.5");
  EXPECT_EQ(signed_number(-2), "-2");
  EXPECT_EQ(signed_number(0), "0");
}

TEST(Figures, CutTheCalendarIntoStripsOfEqualLength) {
  const Day first = *make_day(2024, 1, 1);
  const auto strips = strips_of(first, first + Days{399}, 190);
  ASSERT_EQ(strips.size(), 3U);
  EXPECT_EQ(strips[0].days, 134);
  EXPECT_EQ(to_iso(strips[1].first), "2024-05-14");
  EXPECT_TRUE(strips[0].holds(first));
  EXPECT_FALSE(strips[0].holds(strips[1].first));
  EXPECT_EQ(strips_of(first, first, 190).size(), 1U);
  EXPECT_EQ(months_of({first, 134}, 7).size(), 5U);
  EXPECT_EQ(months_of({first, 134}, 3).size(), 3U);
  EXPECT_EQ(month_words(first), "Jan ’24");
  EXPECT_EQ(month_words(*make_day(2024, 3, 1)), "Mar");
}

TEST(Figures, ForestHoldsTheNumbersOfTheRows) {
  const auto figure = forest_figure(fixtures::rich());
  EXPECT_TRUE(has(figure.body,
      "data-estimate=\"1.9\" data-low=\"1.4\" data-high=\"2.4\" data-food=\"blueberry\" "
      "data-level=\"food\" data-verdict=\"suspect\""));
  EXPECT_EQ(count(figure.body, "data-food="), most_forest_rows);
  EXPECT_TRUE(has(figure.description, " blueberry: +1.9 [1.4, 2.4], suspect."));
  const auto odd = forest_figure(fixtures::nothing_found());
  EXPECT_FALSE(has(odd.body, "nan"));
  EXPECT_FALSE(has(odd.body, "inf"));
}

TEST(Figures, TimelineShowsFoodsTreatmentsAndLog) {
  const auto analysis = fixtures::rich();
  const auto timeline = fixtures::timeline_of(analysis);
  const auto figure = timeline_figure(timeline, analysis);
  EXPECT_TRUE(has(figure.body, "data-food=\"red wine\" data-days=\"60\""));
  EXPECT_TRUE(has(figure.body, "data-treatment=\"cream\" data-days=\"20\""));
  EXPECT_TRUE(has(figure.description,
      "155 ratings of eczema from 2024-01-01 to 2024-06-28. blueberry: days eaten: 60."));
  EXPECT_TRUE(has(figure.description, "foods logged (gaps: not logged): 162."));
  EXPECT_EQ(figure.data.front(), (std::pair<std::string, std::string>{"readings", "155"}));
}

TEST(Figures, TheTimelineHasOneFoodOfEachFinding) {
  const auto analysis = fixtures::sets();
  const auto body = timeline_figure(fixtures::timeline_of(analysis), analysis).body;
  EXPECT_TRUE(has(body, "data-food=\"butter\""));
  EXPECT_FALSE(has(body, "data-food=\"toast\""));
}

TEST(Figures, WeeksOfAFlareAreShaded) {
  const auto analysis = fixtures::frame();
  auto timeline = fixtures::timeline_of(analysis);
  for (auto& reading : timeline.readings) reading.value = 3;
  const std::string no_flare = "<path class=\"e\" d=\"\"/>";
  EXPECT_EQ(usual_level(timeline), 3);
  EXPECT_TRUE(has(timeline_figure(timeline, analysis).body, no_flare));
  for (auto& reading : timeline.readings)
    if (timeline.first_day + Days{7} <= reading.day && reading.day < timeline.first_day + Days{14})
      reading.value = 4;
  EXPECT_TRUE(
      has(timeline_figure(timeline, analysis).body, "<path class=\"e\" d=\"M7 8H14V96H7z\"/>"));
}

TEST(Figures, LagsMarkTheWindowAndWhatIsNotUsable) {
  const auto analysis = fixtures::rich();
  const auto figure = lags_figure(analysis.foods.front(), analysis);
  EXPECT_EQ(count(figure.body, "data-lag="), 6U);
  EXPECT_EQ(count(figure.body, "×"), 1U);
  EXPECT_TRUE(has(figure.body,
      "data-lag=\"1\" data-effect=\"-1.2\" data-low=\"-1.9\" "
      "data-high=\"-0.5\""));
  EXPECT_EQ(count(figure.body, "<g class=\"suspect\">"), 1U);
  const auto hours = lags_figure(fixtures::hours().foods.front(), fixtures::hours());
  EXPECT_TRUE(has(hours.body, "data-lag=\"2-6h\""));
}

TEST(Figures, OneLagIsNotMeasuredByAThresholdForATotal) {
  const auto analysis = fixtures::rich();
  EXPECT_FALSE(has(lags_figure(analysis.foods.front(), analysis).body, "class=\"b\""));
  EXPECT_TRUE(has(forest_figure(analysis).body, "class=\"b\""));
}

TEST(Figures, ReadingsArePartedByTheDaysOnWhichItWasEaten) {
  const auto analysis = fixtures::rich();
  const auto timeline = fixtures::timeline_of(analysis);
  const auto figure = readings_figure(timeline.foods.front(), timeline, analysis);
  EXPECT_TRUE(has(figure.body, "data-group=\"0\" data-readings=\"77\""));
  EXPECT_TRUE(has(figure.body, "data-group=\"1\" data-readings=\"13\""));
  EXPECT_TRUE(has(figure.body, "data-group=\"2\" data-readings=\"26\""));
  EXPECT_EQ(figure.data.back(), (std::pair<std::string, std::string>{"unknown", "39"}));
  auto one_day = timeline.foods.front();
  one_day.compared = LagWindow{1, 1};
  const auto parted = readings_figure(one_day, timeline, analysis);
  EXPECT_TRUE(has(parted.body, "data-group=\"1\" data-readings=\"39\""));
  EXPECT_FALSE(has(parted.body, "data-group=\"2\""));
}

TEST(Figures, AHundredDotsTellTheChances) {
  const auto figure = certainty_figure(85, "about 85 in 100");
  EXPECT_EQ(figure.title, "about 85 in 100");
  const auto filled = figure.body.substr(figure.body.find("<g class=\"i\">"));
  EXPECT_EQ(count(filled, "h0"), 85U);
  EXPECT_EQ(count(figure.body, "h0"), 100U);
}

TEST(Figures, IntervalsThatRunOutOfTheFigureHaveArrowHeads) {
  std::string svg;
  draw_interval(svg, "s", {-1, 1, 0, 100}, {-2, 0.5}, 10);
  EXPECT_EQ(count(std::exchange(svg, {}), "<path"), 1U);
  draw_interval(svg, "s", {-1, 1, 0, 100}, {-2, fixtures::not_a_number}, 10);
  EXPECT_EQ(count(std::exchange(svg, {}), "<path"), 2U);
  draw_interval(svg, "s", {-1, 1, 0, 100}, {-1, 1}, 10);
  EXPECT_EQ(count(std::exchange(svg, {}), "<path"), 0U);
}

TEST(Figures, LongNamesAreWholeWhereTheFigureIsWide) {
  std::string svg;
  draw_name(svg, "sourdough bread with seeds", 10);
  const auto body = std::exchange(svg, {});
  EXPECT_TRUE(has(body, "class=\"wide\" x=\"0\" y=\"14\">sourdough bread with seeds</text>"));
  EXPECT_TRUE(has(body, "class=\"slim\" x=\"0\" y=\"7.5\">sourdough bread</text>"));
  EXPECT_TRUE(has(body, ">with seeds</text>"));
  draw_name(svg, "rice", 10);
  EXPECT_FALSE(has(std::exchange(svg, {}), "slim"));
}

TEST(Figures, ReadingsAreNumberedByThePlaceOfTheFoodAlsoOfACopy) {
  const auto analysis = fixtures::rich();
  const auto timeline = fixtures::timeline_of(analysis);
  const auto copy = timeline.foods[1];
  EXPECT_EQ(readings_figure(copy, timeline, analysis).id, "readings-2");
}

TEST(Figures, CoverageCountsEveryDayOnce) {
  const auto figure = coverage_figure(fixtures::timeline_of(fixtures::rich()));
  EXPECT_EQ(figure.description,
      "foods and rating: 139 days, foods only: 23 days, rating only: 16 days, neither: 2 "
      "days.");
}

TEST(Figures, AFileStandsOnItsOwn) {
  const auto file = as_file(coverage_figure(fixtures::timeline_of(fixtures::rich())));
  EXPECT_TRUE(file.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"coverage\""));
  EXPECT_TRUE(has(file, "<title id=\"coverage-title\">What was written down on which day</title>"));
  EXPECT_TRUE(has(file, "<style>"));
  EXPECT_TRUE(file.ends_with("</svg>\n"));
}

}  // namespace
}  // namespace culprit::report
