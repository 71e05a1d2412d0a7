/// Foods that are one and the same in this diary.
#pragma once

#include <cstddef>
#include <vector>

#include "culprit/engine/study.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::engine {

/// A study in which every food stands for itself and for those that coincide with it.
struct MergedFoods {
  Study study;
  foods::Resolution resolution;  ///< of each group the food whose name comes first in byte order
  std::vector<std::vector<std::size_t>>
      members;  ///< [foods] indices into the original resolution, by name
};

/// Foods whose exposures coincide at every lag of every reading become one: no diary can tell them
/// apart, and two columns that are equal would share one probability between them. Foods with too
/// few days within reach to be tested stay as they are.
[[nodiscard]] MergedFoods merge_coincident(const Study& study, const foods::Resolution& resolution);

}  // namespace culprit::engine
