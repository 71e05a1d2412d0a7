/// A check, for people.
#pragma once

#include <string>

#include "culprit/report/machine/check.hpp"
#include "culprit/report/report.hpp"

namespace culprit::report {

/// For people: each file and why it was understood so, its rows and rejections, coverage and its
/// calendar, ratings, foods, three entries, and what `rank` would do. `verbose`: all foods and
/// columns.
[[nodiscard]] std::string to_table(const Check& check, const TableOptions& options);

}  // namespace culprit::report
