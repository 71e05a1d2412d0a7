/// What a trial shows: by the lot, or by a model of the noise where nobody drew one.
#pragma once

#include "culprit/trial/trial.hpp"
#include "trial/daily.hpp"

namespace culprit::trial {

inline constexpr double enough_power = 0.80;

/// By the exact test over the orders of the lot, both stages of an extension together.
[[nodiscard]] Outcome judge_by_lot(const TrialDiary& source, const Plan& plan);

/// By least squares with the noise of the plan, or fitted to the rows; may confirm or clear only
/// with three changes of arm and a stricter level.
[[nodiscard]] Outcome judge_by_model(const TrialDiary& source, const Plan& plan, Source blocks);

}  // namespace culprit::trial
