/// Which foods one finding would name: a food alone, or those it cannot be told apart from.
///
/// Neighbours: `joint.cpp` gives the posterior over sets of foods.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "culprit/engine/joint.hpp"
#include "culprit/stats/joint_selection.hpp"

namespace culprit::engine {

/// Partitions the foods, most probable set first.
///
/// Foods lead in the order of their probabilities. The neighbours of a lead are the foods that no
/// stronger lead has taken and whose exposures correlate with its own by at least .4. The set grows
/// by the neighbour that adds most, until the probability that at least one member has an effect
/// in the lead's direction is 95 % of the same for the lead and all its neighbours: what is left
/// out may then be the culprit in one of twenty cases where any of them is. It depends on no rate,
/// so that findings at a lower rate are findings at every higher one.
/// @param posterior    over sets of foods; groups are indices into `foods`.
/// @param correlation  of two foods' whitened exposures, in the best window of the first.
///
/// Source of the idea: Spector & Janson (2023), Controlled discovery and localization of signals
/// via Bayesian linear programming, J. Am. Stat. Assoc.
[[nodiscard]] std::vector<FoodSet> form_sets(
    const std::vector<stats::WeightedSet>& posterior, const std::vector<FoodPosterior>& foods,
    const std::function<double(std::size_t, std::size_t)>& correlation);

}  // namespace culprit::engine
