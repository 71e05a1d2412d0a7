/// The answers of `foods` and `pool` as JSON.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "culprit/engine/pool.hpp"
#include "culprit/foods/resolver.hpp"

namespace culprit::report {

/// A phrase and what it was understood as.
struct ResolvedPhrase {
  std::string text;
  foods::Resolved resolved;
};

/// `culprit.foods/1`, as docs/schema/foods.schema.json checks it. Groups stand in the order of the
/// closed list. Ends in LF.
[[nodiscard]] std::string to_json(
    std::span<const ResolvedPhrase> phrases, const foods::Lexicon& lexicon);

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
