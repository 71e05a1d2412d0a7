/// The groups of a food when a phrase changes it: `vegan`, `no cheese`, `with oat milk`.
#pragma once

#include <vector>

#include "culprit/foods/lexicon.hpp"

namespace culprit::foods {

/// What a phrase changes about one of its foods.
struct Changes {
  GroupSet removes;             ///< by modifiers
  GroupSet adds;                ///< by modifiers
  std::vector<TermId> without;  ///< foods that are not in it
  /// The same, said of another food: only ingredients go, no groups.
  std::vector<TermId> perhaps_without;
  std::vector<TermId> replaced;  ///< default ingredients that gave way

  [[nodiscard]] bool any() const noexcept {
    return !removes.empty() || !adds.empty() || !without.empty() || !perhaps_without.empty() ||
           !replaced.empty();
  }
};

struct Derived {
  Memberships groups;
  std::vector<Ingredient> ingredients;  ///< direct ones that stay
};

/// `identity`: the groups of that layer.
[[nodiscard]] Derived derive(
    const Lexicon& lexicon, TermId term, const Changes& changes, GroupSet identity);

}  // namespace culprit::foods
