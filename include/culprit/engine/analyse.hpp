/// Diary and foods to Analysis: the engine in one function.
#pragma once

#include "culprit/diary/diary.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/engine/associate.hpp"
#include "culprit/engine/joint.hpp"
#include "culprit/engine/options.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::engine {

/// Chooses the outcome, lays out the study, tests the foods and ranks them.
///
/// What only the reader of the files knows (`diary.files`, `format`, `fingerprint`,
/// `rejected_rows`, `settings.seed`, `settings.date_order`) is left for the caller to fill in.
/// @throws InputError  as `diary::choose_outcome` and `select_factors`; `no_food` if the diary
///   holds no food; `lags_finer_than_recall` if explicit lags cut the days that a rating looks
///   back over. Without a usable reading nothing is tested, and a warning says so.
[[nodiscard]] Analysis analyse(const diary::Diary& diary, const foods::Resolution& resolution,
                               const Options& options);

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
