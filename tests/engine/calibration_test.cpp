/// The rates that the program states, measured: how often it finds something where there is
/// nothing, and how often it ranks first what is there.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "culprit/engine/analyse.hpp"
#include "support/simulated_diary.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::simulated_diary;
using culprit::testing::SimulatedDiaryOptions;

constexpr int n_diaries = 400;

struct Tally {
  int with_findings = 0;
  int culprit_first = 0;
};

Tally analyse_many(SimulatedDiaryOptions simulation, int diaries) {
  Tally tally;
  for (int i = 0; i < diaries; ++i) {
    simulation.seed = static_cast<std::uint64_t>(i) + 1;
    const auto diary = simulated_diary(simulation);
    const auto analysis = analyse(diary, foods::resolve(diary), {});
    tally.with_findings += analysis.findings.empty() ? 0 : 1;
    tally.culprit_first += !analysis.foods.empty() && analysis.foods[0].name == "culprit" ? 1 : 0;
  }
  return tally;
}

/// Ten percent and three standard errors.
double limit(int diaries) { return 0.10 * diaries + 3 * std::sqrt(0.09 * diaries); }

TEST(Calibration, NothingThereIsSeldomCalledSomething) {
  const Tally tally = analyse_many({}, n_diaries);
  RecordProperty("diaries_with_findings", tally.with_findings);
  EXPECT_LE(tally.with_findings, limit(n_diaries));
}

TEST(Calibration, TwoPointsOnTheNextDayRankFirst) {
  const Tally tally = analyse_many({.effect = 2}, n_diaries);
  RecordProperty("culprit_first", tally.culprit_first);
  EXPECT_GE(tally.culprit_first, 0.95 * n_diaries);
}

TEST(Calibration, UnloggedDaysAddNoFindings) {
  for (const double unlogged : {0.1, 0.2, 0.3}) {
    const Tally tally = analyse_many({.unlogged = unlogged}, 100);
    RecordProperty("with_" + std::to_string(unlogged), tally.with_findings);
    EXPECT_LE(tally.with_findings, limit(100)) << unlogged;
  }
}

}  // namespace
}  // namespace culprit::engine
