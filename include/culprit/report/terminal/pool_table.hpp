/// The pooled table of many people, for people.
#pragma once

#include <string>

#include "culprit/report/machine/pool_json.hpp"
#include "culprit/report/report.hpp"

namespace culprit::report {

/// For people: what stands out, the rows by level and window, who took no part, how to read it.
/// `verbose`: all rows, otherwise the first 20 of each.
[[nodiscard]] std::string to_table(const PoolSource& source, const TableOptions& options);

}  // namespace culprit::report
