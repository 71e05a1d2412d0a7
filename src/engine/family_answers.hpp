/// What a diary says of the families of foods that articles name.
#pragma once

#include <vector>

#include "culprit/engine/analysis.hpp"
#include "culprit/foods/resolve.hpp"
#include "engine/coincident.hpp"

namespace culprit::engine {

/// One answer for each family, first match: suspected, if a finding names one of its groups, or a
/// food or ingredient that belongs to one; not enough data, if of one of its foods there is not;
/// ruled out, if all its groups in the diary are cleared; no sign, if one of them was tested with
/// enough data; not enough data, if anything of it was eaten. A group that coincides with finer
/// names is what they are.
/// @param resolution  if it holds no group, the result is empty.
[[nodiscard]] std::vector<FamilyAnswer> answer_families(const MergedFoods& merged,
    const foods::Resolution& resolution, const std::vector<RankedFood>& rows);

}  // namespace culprit::engine
