/// Diaries whose truth is known: to learn the program, to test it, to ask whether N days would be
/// enough.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/lag.hpp"
#include "culprit/core/word_table.hpp"
#include "culprit/diary/diary.hpp"
#include "culprit/simulate/simulation_options.hpp"

namespace culprit::simulate {

/// What eating the food does to the rating.
enum class Direction {
  worse,   ///< raises it
  better,  ///< lowers it
};
inline constexpr Word<Direction> direction_words[] = {
    {Direction::worse, "worse"}, {Direction::better, "better"}};
[[nodiscard]] constexpr std::string_view to_word(Direction value) noexcept {
  return word_of(direction_words, value);
}

/// A food that has an effect.
struct Trigger {
  std::string food;
  Direction direction = Direction::worse;
  LagWindow lag{1, 1};               ///< the days on which it acts
  std::vector<double> weights = {};  ///< [lag.length()] of those days; sum 1
  /// Points for eating it every day, against never, at its usual amount; negative = better.
  double effect = 0;
};

struct SimulatedDiary {
  diary::Diary diary;
  std::vector<Trigger> triggers;                   ///< by food name
  std::vector<std::vector<std::string>> clusters;  ///< foods eaten together, leader first
  Options options;                                 ///< as given
};

/// One diary.
///
/// The rating is level + trend + season + weekend + stress + treatment + random walk +
/// autoregression + effects (each exposure minus its usual rate, so that culprits leave the level
/// alone) + white noise, rounded to the step of the scale and kept within it. With clock times lag
/// k is eaten 24k to 24(k+1) hours before the rating, else k calendar days before its day. Each
/// part has its own random numbers: more effect, or more unlogged days, is otherwise the same
/// diary.
///
/// @throws std::invalid_argument  with the first of `complaints`.
[[nodiscard]] SimulatedDiary simulate(const Options& options);

/// The diary as canonical long CSV, the same bytes on every platform. A logged day without food
/// holds a row of amount 0, which says so.
[[nodiscard]] std::string to_csv(const SimulatedDiary& simulated);

/// `{"seed":…,"options":{…},"triggers":[{"food","direction","lag_days":[first,last],"effect"}]}`
/// and a line end; JSON Schema: docs/schema/truth.schema.json.
[[nodiscard]] std::string truth_json(const SimulatedDiary& simulated);

}  // namespace culprit::simulate
