/// Groups of a food from its own groups and those of its ingredients.
#pragma once

#include "culprit/foods/lexicon.hpp"

namespace culprit::foods {

/// Adds what an ingredient of that share brings. `identity`: the groups of that layer.
void add_ingredient(Memberships& whole, const Memberships& part, Share share, GroupSet identity);

/// `maybe` without what is sure.
void settle(Memberships& whole) noexcept;

}  // namespace culprit::foods
