/// What several levels in one model change about it: the prior, the weights of the tests, and what
/// a probability means.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "engine/associate.hpp"
#include "engine/joint.hpp"
#include "stats/joint_selection.hpp"

namespace culprit::engine {

/// Half of the prior for foods, a quarter each for ingredients and identity groups, shared equally
/// within a level; beside them a sixteenth each for the layers of groups that are weak evidence. It
/// counts as many variables as the finest level has, whatever is tested above it. A variable and
/// one that it belongs to are in no set together. With one level alone nothing is set.
void set_level_prior(const std::vector<Association>& tested, stats::GroupedData& data);

/// P-values divided by their variables' part of the prior, relative to the mean: what is less
/// likely beforehand has to prove more. At most 1. Empty weights leave them as they are.
/// Source: Genovese, Roeder & Wasserman (2006), Biometrika 93, 509–524.
[[nodiscard]] Eigen::VectorXd weighted_p_values(const Eigen::VectorXd& p_values,
                                                const Eigen::ArrayXd& log_weight);

/// Raises each probability to that of an effect by itself or by a coarser name it belongs to: milk
/// has one where dairy does. With one level alone nothing changes.
void add_coarser_names(const std::vector<stats::WeightedSet>& posterior,
                       const std::vector<Association>& tested, std::vector<FoodPosterior>& foods);

}  // namespace culprit::engine
