/// Evidence to verdicts, findings and the order of rows. The rules that turn numbers into verdicts:
/// what counts as a finding at a rate, what is cleared, what is too little data and how much more
/// is needed.
#pragma once

#include <cstddef>
#include <vector>

#include "culprit/engine/analysis.hpp"
#include "culprit/foods/resolve.hpp"
#include "engine/associate.hpp"
#include "engine/joint.hpp"

namespace culprit::engine {

/// What verdicts depend on besides the evidence.
struct RankOptions {
  double fdr = 0.10;
  double important_change = 1;  ///< points
  int readings = 0;             ///< of the study
  /// The outcome is fit for saying that an effect is unlikely: fewer than 20 % of the readings at
  /// the scale's minimum, no autocorrelation left in the residuals.
  bool can_clear = true;
};

/// Verdicts, findings and the order of rows.
struct Ranking {
  std::vector<Finding> findings;
  std::vector<RankedFood> foods;  ///< without phrases and companions
};

/// Verdicts by the rules of `rank.hpp`, first match: in a finding, in a finding at twice the
/// rate, cleared, not enough data, no evidence. Findings are the sets of `joint` that pass at
/// `fdr`; a tested food that is in none of the sets gets no row. Order: findings, probability
/// falling, p-value, |estimate| falling, name, level.
///
/// What a finding speaks for has no verdict of its own: of a food that belongs to a name in it the
/// row has the finding's effect and is `possible`; the reason says whose it is.
[[nodiscard]] Ranking rank(const Associations& associations, const JointPosterior& joint,
    const foods::Resolution& resolution, const RankOptions& options);

/// Least probability of a finding at this false discovery rate; falls with the rate, so that
/// findings are nested.
[[nodiscard]] double least_probability(double fdr);

/// True if the set is a finding at this rate: probable enough, and its conditional test holds.
[[nodiscard]] bool is_finding(const FoodSet& set, double fdr);

/// True if the set would be a finding, had it not to hold beside today's factors too.
[[nodiscard]] bool is_one_way(const FoodSet& set, double fdr);

/// True if the set would be a finding were it not too large: something among its foods seems to
/// matter, and the diary cannot tell which.
[[nodiscard]] bool is_unnamed_finding(const FoodSet& set, double fdr);

/// What the verdicts on one food look at.
struct Evidence {
  const Association& association;
  const FoodPosterior& posterior;
  double degrees = 0;      ///< of freedom of each test
  double family_size = 1;  ///< tested variables of its level (and layer)
};

/// True if an effect of the important change is unlikely: the 90 % intervals of every window, and
/// of what the usual intake makes of the total effect (× the share of days with the food), lie
/// inside it, no hour window left untested, with at least 20 exposed and 20 unexposed readings. The
/// outcome must be fit for it (`options.can_clear`).
[[nodiscard]] bool is_cleared(const Evidence& evidence, const RankOptions& options);

/// Power for the important change, averaged over the windows as the prior weighs them, at level
/// fdr / (foods × effective windows), is at least 0.80.
[[nodiscard]] bool has_enough_data(const Evidence& evidence, const RankOptions& options);

/// The smallest number of further days, eaten as often as now, after which that power is at least
/// 0.80 and for each of an effect on the next day, over several days and a delayed one at least
/// 0.70; nothing beyond a year. Information grows with the days.
/// @param findings  at present: further ones are tested at a milder level.
[[nodiscard]] Needed data_needed(
    const Evidence& evidence, const RankOptions& options, std::size_t findings);

}  // namespace culprit::engine
