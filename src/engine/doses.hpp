/// Amounts of food as multiples of the usual amount.
#pragma once

#include <cstddef>
#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::engine {

/// Most that one entry, or one day, counts for: a slip of the pen must not decide a slope.
inline constexpr double largest_dose = 3;

/// A dose for each use of each entry.
struct RelativeDoses {
  std::vector<double> values;      ///< by entry, then use; NaN = only yes or no is known
  std::vector<std::size_t> first;  ///< [diary.entries] where its values begin

  [[nodiscard]] double of(std::size_t entry, std::size_t use) const {
    return values[first[entry] + use];
  }
};

/// Amount of each food eaten over its median amount in the same unit, at most `largest_dose`.
///
/// The amount is the entry's own if its phrase names one food alone, else what the phrase says
/// (`2 slices of toast`). NaN for ingredients and groups, and for all entries of a food with fewer
/// than 80 % of them in its commonest unit, or with equal amounts throughout: there only yes or no
/// is known. The other entries of a food with doses (no amount, another unit) count as the usual
/// amount, 1.
[[nodiscard]] RelativeDoses relative_doses(
    const diary::Diary& diary, const foods::Resolution& resolution);

}  // namespace culprit::engine
