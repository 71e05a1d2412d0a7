/// Diary and foods to Analysis: the engine in one function.
#pragma once

#include "culprit/diary/diary.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/engine/associate.hpp"
#include "culprit/engine/options.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::engine {

/// Chooses the outcome, lays out the study, tests the foods and ranks them.
///
/// What only the reader of the files knows (`diary.files`, `format`, `fingerprint`,
/// `rejected_rows`, `settings.seed`, `settings.date_order`) is left for the caller to fill in.
/// @throws InputError  as `diary::choose_outcome` and `select_factors`; `no_food` if the diary
///   holds no food. Without a usable reading nothing is tested, and a warning says so.
[[nodiscard]] Analysis analyse(const diary::Diary& diary, const foods::Resolution& resolution,
                               const Options& options);

/// What verdicts depend on besides the associations.
struct RankOptions {
  double fdr = 0.10;
  double important_change = 1;  ///< points
};

/// Verdicts, findings and the order of rows.
struct Ranking {
  std::vector<Finding> findings;
  std::vector<RankedFood> foods;  ///< without phrases and companions
};

/// Benjamini–Hochberg over the tested foods; a food below `fdr` is a finding of its own; else
/// `not_enough_data` if the power for an effect of `important_change` points, in the most
/// informative window, at level fdr / (foods × effective windows), is below 0.80.
/// Order: findings first, p-value, |estimate| falling, name.
[[nodiscard]] Ranking rank(const Associations& associations, const foods::Resolution& resolution,
                           const RankOptions& options);

}  // namespace culprit::engine
