/// A diary laid out by a plan, day by day, and the rows of its test.
#pragma once

#include <Eigen/Core>

#include "culprit/diary/outcome.hpp"
#include "culprit/engine/options.hpp"
#include "culprit/trial/plan.hpp"
#include "stats/randomisation.hpp"

namespace culprit::trial {

/// The diary of a trial.
struct TrialDiary {
  const diary::Diary& diary;
  const foods::Resolution& resolution;
  const foods::Lexicon& lexicon;
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

}  // namespace culprit::trial
