/// Published instruments, by the names of ratings.
#pragma once

#include <optional>
#include <string_view>

namespace culprit::diary {

/// What an instrument can give: 0 to its maximum.
struct InstrumentRange {
  std::string_view name;
  double maximum = 0;

  [[nodiscard]] bool holds(double value) const noexcept { return value >= 0 && value <= maximum; }
};

/// The instrument that the name of a rating holds (`SCORAD today`), or nothing; a name that states
/// its scale (`EASI (0-100)`) is of none.
/// @param folded  as `fold_name` gives it
[[nodiscard]] std::optional<InstrumentRange> instrument_range(std::string_view folded);

/// A known scale ends at that rating: 10, 100 and the instruments' maxima.
[[nodiscard]] bool is_end_of_scale(double value) noexcept;

}  // namespace culprit::diary
