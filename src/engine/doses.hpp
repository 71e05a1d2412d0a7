/// Amounts of food as multiples of the usual amount.
#pragma once

#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::engine {

/// Most that one entry, or one day, counts for: a slip of the pen must not decide a slope.
inline constexpr double largest_dose = 3;

/// Amount of each entry over its food's median amount in the same unit, at most `largest_dose`.
///
/// NaN for entries that are no food, and for all entries of a food with fewer than 80 % of them in
/// its commonest unit, or with equal amounts throughout: there only yes or no is known. The other
/// entries of a food with doses (no amount, another unit) count as the usual amount, 1.
/// @return  [diary.entries]
[[nodiscard]] std::vector<double> relative_doses(const diary::Diary& diary,
                                                 const foods::Resolution& resolution);

}  // namespace culprit::engine
