/// Evidence to verdicts, findings and the order of rows.
///
/// Neighbours: takes what `associate.hpp` and `joint.hpp` found, by the rules of `verdicts.hpp`.
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
  std::vector<RankedFood> foods;                           ///< without phrases and companions
  std::vector<std::size_t> food_of_row;                    ///< [foods] index into the resolution
  std::vector<std::vector<std::size_t>> foods_of_finding;  ///< likewise, of each finding's names
};

/// Verdicts by the rules of `verdicts.hpp`, first match: in a finding, in a finding at twice the
/// rate, cleared, not enough data, no evidence. Findings are the sets of `joint` that pass at
/// `fdr`; a tested food that is in none of the sets gets no row. Order: findings, probability
/// falling, p-value, |estimate| falling, name, level.
///
/// What a finding speaks for has no verdict of its own: of a food that belongs to a name in it the
/// row has the finding's effect and is `possible`; the reason says whose it is.
[[nodiscard]] Ranking rank(const Associations& associations, const JointPosterior& joint,
                           const foods::Resolution& resolution, const RankOptions& options);

}  // namespace culprit::engine
