/// Diary and foods to Analysis: the engine in one function.
#pragma once

#include "culprit/diary/diary.hpp"
#include "culprit/engine/analysis.hpp"
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
[[nodiscard]] Analysis analyse(
    const diary::Diary& diary, const foods::Resolution& resolution, const Options& options);

}  // namespace culprit::engine
