/// What a plan says to the person who may carry it out, and to the clinician; what a trial showed.
#pragma once

#include <string>

#include "culprit/trial/trial.hpp"
#include "report/words/paper.hpp"

namespace culprit::report {

/// What it can and cannot decide first; then why not, or the calendar, what to leave out, what to
/// do every day, when to stop. Without dates no sentence tells anybody to eat or avoid anything.
[[nodiscard]] Paper plan_paper(const trial::Plan& plan);

/// The verdict first; while the trial runs how it is kept and nothing that could be peeked at.
[[nodiscard]] Paper trial_paper(const trial::Result& result);

/// `EAT carrot (block 3 of 12)`, `AVOID …`, `carrot as usual …`: one line of a calendar.
[[nodiscard]] std::string block_title(const trial::Plan& plan, std::size_t block);
/// What to do on the days of an arm.
[[nodiscard]] std::string arm_words(const trial::Plan& plan, trial::Arm arm);

}  // namespace culprit::report
