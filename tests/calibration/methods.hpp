/// The methods that are compared: each turns a diary into findings and an order of foods.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::calibration {

/// What a method says: one of these foods moves the rating in this direction.
struct Claim {
  std::vector<std::string> foods;
  engine::Direction direction = engine::Direction::worse;
  std::optional<engine::Effect> effect;  ///< nothing = the method gives none
};

struct Answer {
  std::vector<Claim> claims;
  std::vector<std::string> order;  ///< of foods, most suspicious first; untested ones are left out
};

/// A diary day by day, as a spreadsheet would hold it.
struct DayTable {
  std::vector<std::string> foods;
  Eigen::MatrixXd eaten;    ///< [days × foods] 0 or 1; NaN = not logged
  Eigen::VectorXd ratings;  ///< [days] means of the severities; NaN = not rated
};
[[nodiscard]] DayTable day_table(const diary::Diary& diary);

/// What apps do: ratings within two days after eating against all others, Welch's test at .05, no
/// correction, at least three exposed days; a day without an entry counts as not eaten. Order by
/// the difference of means.
[[nodiscard]] Answer mean_difference(const DayTable& table);

/// Per food the smallest p of Pearson's r over lags 0–6, then Benjamini–Hochberg over foods at .10.
[[nodiscard]] Answer best_lag_pearson(const DayTable& table);

/// Benjamini–Hochberg at .10 over the p-values of Spearman's rho of all foods × lags 0–6.
[[nodiscard]] Answer spearman_all_lags(const DayTable& table);

/// Weekday medians removed; per food the largest |r| over lags 0–6 against 999 shuffles of 14-day
/// blocks of ratings; Benjamini–Hochberg over foods at .10.
/// @param seed  of the shuffles.
[[nodiscard]] Answer block_permutation(const DayTable& table, std::uint64_t seed);

/// The whitened scan of each food alone: `p_adjusted` of the engine at .10.
[[nodiscard]] Answer marginal_scan(const engine::Analysis& analysis);

/// The findings and the order of rows of the program.
[[nodiscard]] Answer program(const engine::Analysis& analysis);

struct WhitenedDiary;

/// One diary, and what several methods share.
struct Case {
  const WhitenedDiary& whitened;
  const DayTable& table;
  const engine::Analysis& analysis;
  std::uint64_t seed = 0;
};

/// What a method looks at besides the day table.
enum class Needs { nothing, analysis, whitened };

struct Method {
  std::string name;
  Needs needs = Needs::nothing;
  std::function<Answer(const Case&)> answer;
};

/// All of them; the program first.
[[nodiscard]] const std::vector<Method>& methods();

}  // namespace culprit::calibration
