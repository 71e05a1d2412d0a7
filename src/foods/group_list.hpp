/// The closed list of groups, checked: what may be implied, in which layer it is.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "culprit/foods/groups.hpp"
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

}  // namespace culprit::foods
