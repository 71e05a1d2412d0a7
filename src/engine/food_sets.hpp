/// Which foods one finding would name: a food alone, or those it cannot be told apart from.
///
/// Neighbours: `joint.cpp` gives the posterior over sets of foods.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "engine/joint.hpp"
#include "stats/joint_selection.hpp"

namespace culprit::engine {

/// What the sets look up of the data.
struct SetTools {
  /// Of two variables' whitened exposures, in the best window of the first.
  std::function<double(std::size_t, std::size_t)> correlation;
  std::function<TimeWindow(std::size_t)> likely_window;  ///< the most probable one of a variable
};

/// Partitions the variables, most probable set first.
///
/// Variables lead in the order of their probabilities. The neighbours of a lead are those that no
/// stronger lead has taken and that belong to it, or it to them, or whose exposures correlate with
/// its own by at least .4. The set grows by the neighbour that adds most, until the probability
/// that at least one member has an effect in the lead's direction is 95 % of the same for the lead
/// and all its neighbours: what is left out may then be the culprit in one of twenty cases where
/// any of them is. It depends on no rate, so that findings at a lower rate are findings at every
/// higher one.
///
/// A set with coarser names in it (dairy, milk, or blue cheese) is named anew; all others that
/// belong to what is named, or to which it belongs, become sets of their own that are part of it.
/// A coarser name stands if its probability is at least .8 of the set's, and at least two of its
/// foods, each tested, point in its direction over its most probable window. Where none is that
/// sure, two groups of which one belongs to the other may be together (gluten or wheat); then a
/// name together with those that it belongs to, which is true if one of them is. Of several the one
/// with most days stands, identity groups first. Else the foods stand, each for itself and for the
/// coarser names of the set that it belongs to: the fewest that hold 95 % of the set's probability.
/// A coarser name that is wrong would be a false finding, a finer one of the right cause is a true
/// one.
/// @param posterior    over sets of variables; groups are indices into `foods`.
/// @param foods        own probabilities: not those of coarser names they belong to.
/// @param tested       [foods] levels, parents, tests by window.
///
/// Source of the idea: Spector & Janson (2023), Controlled discovery and localization of signals
/// via Bayesian linear programming, J. Am. Stat. Assoc.
[[nodiscard]] std::vector<FoodSet> form_sets(const std::vector<stats::WeightedSet>& posterior,
    const std::vector<FoodPosterior>& foods, const std::vector<Association>& tested,
    const SetTools& tools);

}  // namespace culprit::engine
