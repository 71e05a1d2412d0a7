/// Days on which many foods change together: shifts, holidays, times of stress.
#pragma once

#include <Eigen/Core>

#include "engine/study.hpp"

namespace culprit::engine {

/// How each day's menu differs from the usual one, beside each reading.
///
/// The first principal component of the foods of the logged days (yes or no, each standardised):
/// the direction in which most of them change at once. What changes many foods may change the skin
/// as well, and then each of those foods looks like a suspect. The component is a random effect of
/// the null model: where it moves no rating, its variance is 0 and it costs nothing.
///
/// A food that correlates by more than .5 with one taken before does not count: a culprit and what
/// it is eaten with would be a direction of their own. The 200 foods nearest to every second day
/// are looked at; ingredients and groups are not.
///
/// @return  [readings × 3], mean square 1 over the logged days: the mean over the days that a
///   rating looks back over, over those before them, and over those before these; a day that was
///   not logged counts as usual, 0. No columns with fewer than 10 foods.
/// Source: Price et al. (2006), Nat. Genet. 38, 904–909 (components of the tested variables as
/// covariates); Kang et al. (2010), Nat. Genet. 42, 348–354 (as a random effect).
[[nodiscard]] Eigen::MatrixXd menu_component(const Study& study);

}  // namespace culprit::engine
