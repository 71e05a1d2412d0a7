/// The pooled table of many people, to bytes.
///
/// Neighbours: takes `engine/pool.hpp`. Effects are shares of the scale's range: people rate on
/// different scales.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "culprit/engine/pool.hpp"
#include "culprit/report/report.hpp"

namespace culprit::report {

/// Everything that is told. References, for the call only.
struct PoolSource {
  const engine::PooledTable& table;
  double fdr = 0.10;              ///< rows with an adjusted p-value up to it stand out
  std::uint64_t fingerprint = 0;  ///< of the diaries
  std::string_view version;
};

/// `culprit.pool/1`, as docs/schema/pool.schema.json checks it, with every person's shrunken
/// estimate. Ends in LF.
[[nodiscard]] std::string to_json(const PoolSource& source);

/// For people: what stands out, the rows by level and window, who took no part, how to read it.
/// `verbose`: all rows, otherwise the first 20 of each.
[[nodiscard]] std::string to_table(const PoolSource& source, const TableOptions& options);

/// A self-contained page with a forest plot of each level; for at most 30 people also the
/// estimates of each of them.
[[nodiscard]] std::string to_html(const PoolSource& source);

}  // namespace culprit::report
