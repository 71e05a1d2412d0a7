/// The pooled table of many people, as JSON.
///
/// Neighbours: takes `engine/pool.hpp`. Effects are shares of the scale's range: people rate on
/// different scales.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "culprit/engine/pool.hpp"

namespace culprit::report {

/// What a report of a pool says. References, for the call only.
struct PoolSource {
  const engine::PooledTable& table;
  double fdr = 0.10;              ///< rows with an adjusted p-value up to it stand out
  std::uint64_t fingerprint = 0;  ///< of the diaries
  std::string_view version;
};

/// `culprit.pool/1`, as docs/schema/pool.schema.json checks it, with every person's shrunken
/// estimate. Ends in LF.
[[nodiscard]] std::string to_json(const PoolSource& source);

}  // namespace culprit::report
