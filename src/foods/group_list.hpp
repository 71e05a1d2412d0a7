/// The closed list of groups, checked: what may be implied, in which layer it is; and the groups of
/// a food from its own and those of its ingredients.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "culprit/foods/groups.hpp"
#include "culprit/foods/lexicon.hpp"
#include "foods/notation.hpp"

namespace culprit::foods {

struct GroupList {
  std::vector<GroupLine> lines;
  std::vector<Layer> layers;      ///< [lines]
  std::vector<GroupSet> implied;  ///< [lines] all that the group belongs to, without itself
  std::map<std::string, GroupId, std::less<>> ids;
  GroupSet identity;  ///< the groups of that layer
};

/// Complains about groups given twice, unknown layers and unknown parents.
[[nodiscard]] GroupList read_group_list(const Source& source, Complaints& complaints);

/// Adds what an ingredient of that share brings. `identity`: the groups of that layer.
void add_ingredient(Memberships& whole, const Memberships& part, Share share, GroupSet identity);

/// `maybe` without what is sure.
void settle(Memberships& whole) noexcept;

}  // namespace culprit::foods
