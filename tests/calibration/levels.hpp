/// Diaries of phrases whose cause is a group, an ingredient or a food: is it found, and at the
/// right level?
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "calibration/measure.hpp"
#include "culprit/diary/diary.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::calibration {

struct LevelScenario {
  std::string name;   ///< lower case, no commas
  std::string cause;  ///< name of the variable that acts; empty = nothing does
  foods::Level level = foods::Level::group;  ///< of the cause
  int dishes = 60;                           ///< 40–80 phrases of a fixed list
  double effect = 1;  ///< points if the cause is eaten daily; delayed to days 1–3 in odd diaries
  /// The scenario of calibration/scenarios.hpp whose diaries are taken instead: their culprits are
  /// foods. Empty = phrases.
  std::string simulated = {};
};

/// All of them.
[[nodiscard]] const std::vector<LevelScenario>& level_scenarios();

/// 180 days of a person whose rating rises after the cause: on the next day, in odd diaries over
/// days 1 to 3. What a phrase holds is what the lexicon says.
[[nodiscard]] diary::Diary simulate_phrases(const LevelScenario& scenario, std::uint64_t seed);

/// Of one `--level` in one scenario, over diaries.
struct LevelScore {
  Mean any;          ///< diaries with a finding
  Mean false_rate;   ///< findings that do not name the cause or a part of it, over max(1, findings)
  Mean power;        ///< diaries with a finding that names the cause or a part of it
  Mean right_level;  ///< of findings that name the cause, a part of it or what it is part of: exact

  void add(const LevelScore& other);
};

/// [food, all] in this order: what was asked for by `--level`.
struct LevelMeasured {
  std::vector<LevelScore> scores = std::vector<LevelScore>(2);
};
inline constexpr foods::Levels measured_levels[] = {foods::Levels::food, foods::Levels::all};

[[nodiscard]] LevelMeasured measure_levels(
    const LevelScenario& scenario, const Seeds& seeds, unsigned threads);

/// A finding set against the cause.
enum class Match {
  unrelated,
  too_coarse,  ///< the cause is part of what is named: a false finding
  exact,       ///< the cause, or what is eaten on the same days
  too_fine,    ///< a part of the cause: a true finding
};

/// The best match of its names.
[[nodiscard]] Match match(const engine::Finding& finding, const foods::Resolution& resolution,
    const diary::Diary& diary, const LevelScenario& scenario);

}  // namespace culprit::calibration
