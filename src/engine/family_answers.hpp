/// What a diary says of the families of foods that articles name.
#pragma once

#include <cstddef>
#include <vector>

#include "culprit/engine/analysis.hpp"
#include "culprit/foods/resolve.hpp"
#include "engine/coincident.hpp"

namespace culprit::engine {

/// What the answers are taken from.
struct FamilySources {
  const MergedFoods& merged;
  const foods::Resolution& resolution;  ///< with groups, else there is no answer
  const std::vector<RankedFood>& rows;
};

/// One answer for each family, first match: suspected, if a finding names one of its groups, or a
/// food or ingredient that belongs to one; not enough data, if of one of its foods there is not;
/// ruled out, if all its groups in the diary are cleared; no sign, if one of them was tested with
/// enough data; not enough data, if anything of it was eaten. A group that coincides with finer
/// names is what they are. Empty without groups.
[[nodiscard]] std::vector<FamilyAnswer> answer_families(const FamilySources& from);

}  // namespace culprit::engine
