/// A diary laid out by a plan, day by day, the rows of its test, and what a trial shows: by the
/// lot, or by a model of the noise where nobody drew one.
#pragma once

#include <Eigen/Core>

#include "culprit/diary/outcome.hpp"
#include "culprit/engine/options.hpp"
#include "culprit/trial/plan.hpp"
#include "culprit/trial/trial.hpp"
#include "stats/randomisation.hpp"

namespace culprit::trial {

/// The diary of a trial.
struct TrialDiary : DiaryFoods {
  const engine::Options& options;
  diary::OutcomeCandidate outcome;
};

/// From `rows_before` days before the first block to the last day of the last one.
struct Daily {
  Day first{};
  Eigen::ArrayXd eaten;      ///< [days] 1 or 0; NaN = no foods logged
  Eigen::ArrayXd rating;     ///< [days] mean of the day; NaN = none
  Eigen::ArrayXi block;      ///< [days] from 1; 0 = before and between
  Eigen::MatrixXd adjusted;  ///< [days × c] what is adjusted for, missing values at the mean
};
/// @throws InputError  as `find_subject`.
[[nodiscard]] Daily lay_out(const TrialDiary& source, const Plan& plan);

/// [blocks] 1 = eat.
[[nodiscard]] Eigen::VectorXd arms_of(const Plan& plan);

/// Days with a rating. Adjusted for 1, trend, what was eaten before the trial, and the plan's
/// factors. A day without foods logged stands at what its kind of days had on average: in an arm at
/// how the plan was kept, never at what it says.
[[nodiscard]] stats::TrialRows rows_of(const Plan& plan, const Daily& daily, Lag lag);

inline constexpr double enough_power = 0.80;

/// By the exact test over the orders of the lot, both stages of an extension together.
[[nodiscard]] Outcome judge_by_lot(const TrialDiary& source, const Plan& plan);

/// By least squares with the noise of the plan, or fitted to the rows; may confirm or clear only
/// with three changes of arm and a stricter level.
[[nodiscard]] Outcome judge_by_model(const TrialDiary& source, const Plan& plan, Source blocks);

}  // namespace culprit::trial
