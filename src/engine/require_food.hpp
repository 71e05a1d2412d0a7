/// What every use of a diary begins with.
#pragma once

#include "culprit/core/error.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::engine {

/// @throws InputError  `no_food` if the diary holds none.
inline void require_food(const foods::Resolution& resolution) {
  if (!resolution.foods.empty()) return;
  throw InputError{Message{.code = "no_food",
                           .text = "the diary holds no food; expected entries of type food",
                           .hint = "export the food log too, and give both files"}};
}

}  // namespace culprit::engine
