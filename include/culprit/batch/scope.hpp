/// Shares of a batch for several machines, and findings of all of it at one false discovery rate.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "culprit/stats/pooled_fdr.hpp"

namespace culprit::batch {

/// Where only few people have any culprit, many of the findings of all people together are
/// coincidences, although each diary keeps its rate. Here the rate is kept over the findings of
/// all: Benjamini & Hochberg over the conditional p-values of all rows of all diaries gives one
/// cut-off, and a finding with a larger one is none any more. Nothing is found that the diary alone
/// would not show.
class BatchScope {
 public:
  /// @throws InputError  `bad_line`, without a place, unless the text is the line of a diary
  ///   that `apply` can change.
  void count(std::string_view text);

  /// The line with the findings that are left, numbered anew. Rows of the others are `possible`,
  /// with a reason. Sealed if it was or is changed; ends in LF. @param fdr  of the batch @throws as
  /// `count`
  [[nodiscard]] std::string apply(std::string_view text, double fdr);

  [[nodiscard]] std::uint64_t found() const noexcept { return found_; }     ///< in diaries alone
  [[nodiscard]] std::uint64_t kept() const noexcept { return kept_; }       ///< in the batch
  [[nodiscard]] bool has_suspect() const noexcept { return has_suspect_; }  ///< among those kept

 private:
  stats::PooledFdr p_values_;
  std::optional<double> cutoff_;
  std::uint64_t found_ = 0;
  std::uint64_t kept_ = 0;
  bool has_suspect_ = false;
};

/// XXH3 of a text.
[[nodiscard]] std::uint64_t hash_of(std::string_view text) noexcept;

/// More shards than any batch has.
inline constexpr std::uint64_t most_shards = std::uint64_t{1} << 20;

/// Share `index` of `count`. The default holds all people.
struct Shard {
  std::uint64_t index = 1;  ///< from 1
  std::uint64_t count = 1;  ///< up to `most_shards`

  friend bool operator==(const Shard&, const Shard&) = default;

  /// Whether the person belongs to this share: by a hash (XXH3) of the subject, or of the file if
  /// it has no subject. One person is always in one share.
  [[nodiscard]] bool holds(std::string_view key) const noexcept;
};

}  // namespace culprit::batch
