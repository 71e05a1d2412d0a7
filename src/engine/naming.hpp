/// At which level a finding is named: dairy, milk, or blue cheese.
///
/// Neighbours: `food_sets.cpp` grows the sets that are named here.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "engine/associate.hpp"
#include "engine/joint.hpp"

namespace culprit::engine {

/// What a set is named by.
struct Named {
  std::vector<std::size_t> names;  ///< one coarser name, or finer ones, most probable first
  double probability = 0;          ///< that one of them, or a coarser name of the set, is a cause
};

/// P(at least one of these variables has an effect in the set's direction).
using AnyOf = std::function<double(const std::vector<std::size_t>&)>;

/// The most probable window of a variable.
using LikelyWindow = std::function<TimeWindow(std::size_t)>;

/// How variables of several levels hang together.
class Hierarchy {
 public:
  explicit Hierarchy(const std::vector<Association>& tested);

  /// Any level but the finest tested.
  [[nodiscard]] bool is_coarse(std::size_t variable) const {
    return tested_[variable].level != finest_;
  }
  [[nodiscard]] const std::vector<std::size_t>& above(std::size_t variable) const {
    return tested_[variable].parents;
  }
  [[nodiscard]] const std::vector<std::size_t>& below(std::size_t variable) const {
    return below_[variable];
  }
  [[nodiscard]] bool are_related(std::size_t a, std::size_t b) const;
  [[nodiscard]] const std::vector<Association>& tested() const { return tested_; }

 private:
  const std::vector<Association>& tested_;
  foods::Level finest_ = foods::Level::group;
  std::vector<std::vector<std::size_t>> below_;
};

/// Names a set that holds coarser names.
///
/// A coarser name stands if its probability is at least .8 of the set's, and at least two of its
/// foods, each tested, point in its direction over its most probable window. Where none is that
/// sure, two groups of which one belongs to the other may be together (gluten or wheat); then a
/// name together with those that it belongs to, which is true if one of them is. Of several the one
/// with most days stands, identity groups first. Else the foods stand, each for itself and for the
/// coarser names of the set that it belongs to: the fewest that hold 95 % of the set's probability.
/// A coarser name that is wrong would be a false finding, a finer one of the right cause is a true
/// one.
/// @param set  with its direction and probability.
[[nodiscard]] Named name_set(const FoodSet& set, const Hierarchy& hierarchy, const AnyOf& any_of,
    const LikelyWindow& likely_window);

}  // namespace culprit::engine
