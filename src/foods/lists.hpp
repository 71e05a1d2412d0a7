/// Lists of what is left out, and tags of menus: `gluten/dairy free cake`, `GF/DF pancakes`, `(V)`.
#pragma once

#include "foods/scanner.hpp"

namespace culprit::foods {

/// Makes each member of such a list a modifier of its own, and one run of the tags of a food.
void join_lists(const Tables& tables, Scan& scan);

}  // namespace culprit::foods
