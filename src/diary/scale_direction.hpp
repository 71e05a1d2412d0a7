/// Which end of a rating is the good one, as its name says.
#pragma once

#include <optional>
#include <string_view>

namespace culprit::diary {

/// The sum of both ends of the scale if the name says that high is good: a rating v is as bad as
/// that sum - v. `Skin quality (10 = best)`, `how good was my skin (1 bad - 10 great)`, `skin
/// health`. The upper end is the largest number of the name, else the end of a usual scale that
/// holds `largest`; the lower one is 1 if the name says so, else 0. Nothing if high is bad or the
/// name leaves it open. @param folded  as `fold_name` gives it
[[nodiscard]] std::optional<double> turning_point(std::string_view folded, double largest);

}  // namespace culprit::diary
