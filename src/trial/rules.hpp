/// Who may test what at home: the rules that come before any design.
#pragma once

#include <vector>

#include "culprit/engine/analysis.hpp"
#include "culprit/trial/plan.hpp"
#include "trial/subject.hpp"

namespace culprit::trial {

/// What the rules look at besides the diary.
struct Proposal {
  const Subject& subject;
  const Plan& plan;                         ///< with its model and days
  const engine::RankedFood* row = nullptr;  ///< null = the food was not tested

  /// The first day, of a lead-in too.
  [[nodiscard]] Day start() const { return plan.first_day - Days{plan.lead_in}; }
  [[nodiscard]] int avoid_days() const {
    return plan.lead_in + plan.lot.blocks * plan.block_days / 2;
  }
};

struct Permission {
  Status status = Status::plan;
  std::vector<engine::Warning> reasons;  ///< of refusal first, then of supervision
  std::vector<engine::Warning> warnings;
};

/// All rules that match.
///
/// Refused: a possible immediate reaction, anaphylaxis, children, pregnancy, breastfeeding, eating
/// disorder, underweight, another trial within the days that the food acts and three more.
/// Supervised: label allergens and words that are not known, asthma, food allergy, a food that is
/// not eaten now, groups of weak evidence, staples, severe ratings, pollen allergy and a food that
/// cross-reacts. Nothing of it depends on how large an effect is.
[[nodiscard]] Permission ask_rules(
    const PlanSource& source, const PlanOptions& options, const Proposal& proposal);

/// Eaten on at least 5 of the 90 days before `start`, and on one of the last 14, if these are
/// known.
[[nodiscard]] bool is_eaten_now(
    const std::vector<Day>& eaten, const std::vector<Day>& logged, Day start);

}  // namespace culprit::trial
