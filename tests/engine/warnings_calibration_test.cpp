/// How often each warning is given where there is nothing to warn of.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

#include "culprit/engine/analyse.hpp"
#include "support/simulated_diary.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::simulated_diary;
using culprit::testing::SimulatedDiaryOptions;

constexpr int n_diaries = 200;

/// Diaries with each warning.
std::map<std::string, int> count_warnings(SimulatedDiaryOptions simulation) {
  std::map<std::string, int> diaries_with;
  for (int i = 0; i < n_diaries; ++i) {
    simulation.seed = static_cast<std::uint64_t>(i) + 5001;
    const auto diary = simulated_diary(simulation);
    std::map<std::string, int> own;
    for (const Warning& warning : analyse(diary, foods::resolve(diary), {}).warnings) {
      own[warning.code] = 1;
    }
    for (const auto& [code, one] : own) diaries_with[code] += one;
  }
  return diaries_with;
}

TEST(WarningsCalibration, EachIsGivenInAtMostFivePercentOfNullDiaries) {
  for (const double unlogged : {0.0, 0.15}) {
    for (const auto& [code, diaries] : count_warnings({.unlogged = unlogged})) {
      RecordProperty(code + "_" + std::to_string(unlogged), diaries);
      EXPECT_LE(diaries, 0.05 * n_diaries) << code << ", unlogged " << unlogged;
    }
  }
}

TEST(WarningsCalibration, TrueFindingsAreSeldomDoubted) {
  for (const auto& [code, diaries] : count_warnings({.effect = 2})) {
    RecordProperty(code, diaries);
    // The lead test has a level of five percent.
    EXPECT_LE(diaries, 0.05 * n_diaries + 3 * std::sqrt(0.05 * 0.95 * n_diaries)) << code;
  }
}

}  // namespace
}  // namespace culprit::engine
