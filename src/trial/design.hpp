/// How many blocks of how many days, and what a trial of them will probably show.
#pragma once

#include <vector>

#include "culprit/trial/plan.hpp"
#include "stats/randomisation.hpp"

namespace culprit::trial {

[[nodiscard]] constexpr stats::DayWindow window_of(Lag lag) noexcept {
  return {lag.first, lag.last};
}
[[nodiscard]] stats::NoiseParameters noise_of(const Model& model);

/// The rule of a plan's verdicts: one stage, or both of an extension.
[[nodiscard]] stats::StageRule rule_of(const Plan& plan);

/// Sets `block_days`, `lot.blocks` and, by formula, `power.smallest_effect` and `power.is_enough`;
/// and `alpha_first` to `alpha` where a part of the level is less than one order of the lot.
///
/// A block is long enough for the lags to show in it: 4 days for lags up to 2, 5 for 3, 7 for more
/// or if the lag is not known, 14 for slow effects and for scales that look back over a week. Of 8
/// to 16 blocks the fewest with the wanted power that fit into the days; else as many as fit.
/// @throws InputError  `blocks_do_not_fit`.
void choose_blocks(Plan& plan, const PlanOptions& options, int recall_days);

/// Simulates the exact test at the effect that the plan is for.
[[nodiscard]] Power simulate_outcome(const Plan& plan);
/// The same at the important change, of so many blocks of so many days.
[[nodiscard]] Outlook simulate_outlook(const Plan& plan, int blocks, int block_days);

/// Power of as many days of the diary as the trial takes, eaten as it was on its last days.
[[nodiscard]] std::optional<double> power_of_observing(
    const Plan& plan, const std::vector<Day>& eaten, const std::vector<Day>& logged);

}  // namespace culprit::trial
