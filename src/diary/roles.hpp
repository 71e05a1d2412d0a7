/// What the columns of a wide table are, from their names, their values and the options.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "diary/layout.hpp"

namespace culprit::diary {

/// What the entries of a column of that role are; nothing if it gives none of its own.
[[nodiscard]] std::optional<Kind> kind_of(Role role) noexcept;

/// What the cells of one column are like, over the whole file: roles must not depend on the order
/// of rows.
struct ColumnProfile {
  std::uint64_t filled = 0;   ///< not blank, not missing
  std::uint64_t numbers = 0;  ///< of those, numbers
  std::uint64_t truths = 0;   ///< of those, yes or no in words
  std::uint64_t counts = 0;   ///< of the numbers, whole ones of 0–20: what a food column holds
};

struct TableProfile {
  DecimalMark mark = DecimalMark::point;
  std::vector<ColumnProfile> columns;
};

/// Reads the whole file.
[[nodiscard]] TableProfile profile_columns(const Head& head);

/// [columns] The options win; then the words of the name; then the values. At most one severity:
/// the column asked for, else `severity`, else the one with most readings that names the skin, else
/// the one with most readings, of equals the first. Further ratings are symptoms. Measures of the
/// body or of whole meals are ignored.
[[nodiscard]] std::vector<Role> infer_roles(const Head& head, const TableProfile& profile,
                                            const ReadOptions& options);

/// Says in the report which measures of the body or of whole meals are ignored.
void note_measures(FileContext& context, const std::vector<Role>& roles);

}  // namespace culprit::diary
