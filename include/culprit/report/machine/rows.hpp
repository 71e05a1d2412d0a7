/// An analysis as rows, one for each food: csv and tsv.
///
/// The same for every terminal and locale. Columns: docs/output.md.
#pragma once

#include <string>

#include "culprit/engine/analysis.hpp"

namespace culprit::report {

/// Header and a row for each food; unknown or not finite is empty; text cells guarded against
/// spreadsheet formulas. Newlines in text stay, inside quotes.
[[nodiscard]] std::string to_csv(const engine::Analysis& analysis);

/// As `to_csv`, separated by TAB; each TAB, CR and LF within text is a space, so that a line is
/// always a row.
[[nodiscard]] std::string to_tsv(const engine::Analysis& analysis);

}  // namespace culprit::report
