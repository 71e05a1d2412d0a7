#include "calibration/tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace culprit::calibration {
namespace {

using ::testing::HasSubstr;

const Scenario& scenario(std::string_view name) {
  return *std::ranges::find(scenarios(), name, &Scenario::name);
}

TEST(Scenarios, AreManyDistinctAndPossible) {
  std::set<std::string> names;
  int nulls = 0;
  for (const auto& one : scenarios()) {
    names.insert(one.name);
    EXPECT_EQ(one.name.find(','), std::string::npos);
    EXPECT_TRUE(simulate::complaints(one.options).empty()) << one.name;
    const bool has_culprits = one.options.culprits.worse + one.options.culprits.better > 0;
    EXPECT_EQ(has_culprits, one.truth == Truth::culprits) << one.name;
    nulls += has_culprits ? 0 : 1;
  }
  EXPECT_EQ(names.size(), scenarios().size());
  EXPECT_GE(nulls, 11);
  EXPECT_GE(scenarios().size(), 22U);
}

TEST(Measure, GivesTheSameFiguresForAnyNumberOfThreads) {
  Report report{.choosing = {1, 3}, .confirmation = {1, 3}, .methods = methods(), .rows = {}};
  std::string first;
  for (const unsigned threads : {1U, 3U}) {
    const auto measured = measure(scenario("short"), {1, 3}, methods(), threads);
    report.rows = {{scenario("short"), measured, measured}};
    const auto text = to_csv(report);
    if (first.empty()) first = text;
    EXPECT_EQ(text, first) << threads;
  }
  EXPECT_THAT(first, HasSubstr("choosing,short,mean difference,any,"));
}

/// One diary with one true finding, one without any.
Report small_report() {
  const Seeds seeds{1, 2};
  Report report{.choosing = seeds, .confirmation = {7, 8}, .methods = {methods()[0]}, .rows = {}};
  Measured measured;
  Score one;
  for (auto* mean : {&one.any, &one.power, &one.power_by_size, &one.precision}) mean->add(1);
  one.false_rate.add(0);
  one.size.add(2);
  Score none;
  for (auto* mean :
      {&none.any, &none.power, &none.power_by_size, &none.precision, &none.false_rate})
    mean->add(0);
  measured.scores = {one};
  measured.scores[0].add(none);
  measured.rows.add(0.25, true);
  report.rows = {{scenario("short"), measured, measured}, {scenario("weak"), measured, measured}};
  return report;
}

TEST(Tables, MarkdownHoldsTheCommandAndARowForEachScenario) {
  const auto text = to_markdown(small_report());
  EXPECT_THAT(text, HasSubstr("calibrate --seeds 1..2 --confirm 7..8 --scenarios all"));
  EXPECT_THAT(text, HasSubstr("\n| short | 0.500 ±0.500 | 0.500 ±0.500 |\n"));
  EXPECT_THAT(text, HasSubstr("\n| **mean of scenarios** | **0.500** | **0.500** |\n"));
  EXPECT_THAT(text, HasSubstr("\n| weak | 2.000 ±0.000 | 2.000 ±0.000 | 0.500 ±0.500 | 0.500 "
                              "±0.500 | – | – | – | – |\n"));
  EXPECT_THAT(text, HasSubstr("\n| 0.2–0.3 | 2 | 0.250 | 1.000 ±0.000 | 2 | 0.250 | 1.000 "
                              "±0.000 |\n"));
}

TEST(Tables, TheHiddenConfounderIsNotInTheMean) {
  auto report = small_report();
  report.rows.push_back(report.rows[0]);
  report.rows[2].scenario = scenario("hidden confounder");
  report.rows[2].confirmation.scores[0].any.add(1);
  EXPECT_THAT(to_markdown(report), HasSubstr("| **mean of scenarios** | **0.500** | **0.500** |"));
}

TEST(Tables, CsvHoldsAFigureALine) {
  const auto text = to_csv(small_report());
  EXPECT_THAT(text, HasSubstr("seeds,scenario,method,measure,value,error\n"
                              "choosing,short,culprit,any,0.5000,0.5000\n"));
  EXPECT_THAT(text, HasSubstr("confirmation,weak,culprit,power,0.5000,0.5000\n"));
}

}  // namespace
}  // namespace culprit::calibration
