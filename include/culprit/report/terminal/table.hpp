/// An analysis as a table for people.
#pragma once

#include <string>

#include "culprit/engine/analysis.hpp"
#include "culprit/report/report.hpp"

namespace culprit::report {

/// For people: what was read, the answer in three sentences, the rows, what was not tested,
/// warnings, cautions in two lines. No line is wider than `width`; control and direction-changing
/// characters in names are not passed on to the terminal. Columns give way from the right where
/// `width` is small: the lag profile first, then the days.
[[nodiscard]] std::string to_table(const engine::Analysis& analysis, const TableOptions& options);

}  // namespace culprit::report
