/// What goes into a posterior over foods and what is read from it: the prior of several levels, the
/// weights of the tests, the likeliest window, and probabilities as they come true.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "culprit/core/lag.hpp"
#include "engine/associate.hpp"
#include "engine/joint.hpp"
#include "stats/joint_selection.hpp"
#include "stats/normal_mixture.hpp"

namespace culprit::engine {

/// Four fifths of the prior for foods, a tenth each for ingredients and identity groups, shared
/// equally within a level; beside them a fortieth each for the layers of groups that are weak
/// evidence. It
/// counts as many variables as the finest level has, whatever is tested above it. A variable and
/// one that it belongs to are in no set together. With one level alone nothing is set.
void set_level_prior(const std::vector<Association>& tested, stats::GroupedData& data);

/// P-values divided by their variables' part of the prior, relative to the mean: what is less
/// likely beforehand has to prove more. At most 1. Empty weights leave them as they are.
/// Source: Genovese, Roeder & Wasserman (2006), Biometrika 93, 509–524.
[[nodiscard]] Eigen::VectorXd weighted_p_values(
    const Eigen::VectorXd& p_values, const Eigen::ArrayXd& log_weight);

/// [tested] The variables that belong to each.
[[nodiscard]] std::vector<std::vector<std::size_t>> members_of(
    const std::vector<Association>& tested);

/// Raises each probability to that of an effect by itself or by a coarser name it belongs to: milk
/// has one where dairy does. With one level alone nothing changes.
void add_coarser_names(const std::vector<stats::WeightedSet>& posterior,
    const std::vector<Association>& tested, std::vector<FoodPosterior>& foods);

/// The window with the largest weight, the first of equals. Yes or no and doses share a window's
/// probability.
[[nodiscard]] TimeWindow most_probable_window(
    const stats::NormalMixture& mixture, const std::vector<TimeWindow>& windows);

/// The share of foods and sets with this posterior probability that had an effect in the stated
/// direction, on simulated diaries of two unlike families, about half of them without any culprit.
///
/// The posterior is cautious in the middle, because its prior is a compromise (no culprit in half
/// of all diaries, windows in fixed shares), and a little too sure near 1, because an effect that
/// is certain may still be another food's. Piecewise linear through what was counted on the seeds
/// on which rules were chosen; monotone, 0 and 1 stay.
/// @param posterior  in [0, 1].
[[nodiscard]] double share_that_came_true(double posterior);

}  // namespace culprit::engine
