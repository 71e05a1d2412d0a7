/// Seeded diaries with known truth, for checks of calibration and power.
#pragma once

#include <cstdint>

#include "culprit/diary/diary.hpp"

namespace culprit::testing {

/// Foods `food 00` … eaten independently, each on its own share of days between 3 and 50 %; ratings
/// from an autoregression (phi .8 a day, marginal standard deviation 1.5) around 5, rounded to
/// whole points and kept within 0–10.
struct SimulatedDiaryOptions {
  std::uint64_t seed = 1;
  int days = 180;
  int foods = 40;
  /// Points that `culprit` adds to the next day's rating; 0 = no food does anything. The culprit is
  /// one more food, eaten on 10–30 % of days.
  double effect = 0;
  /// Share of days on which foods were not recorded.
  double unlogged = 0;
};

/// The same diary for the same options on every platform (own generator, no library distributions).
[[nodiscard]] diary::Diary simulated_diary(const SimulatedDiaryOptions& options);

}  // namespace culprit::testing
