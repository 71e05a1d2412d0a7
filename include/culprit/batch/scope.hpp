/// Findings of a whole batch at one false discovery rate.
///
/// Neighbours: takes the lines that the report layer makes; `merge.hpp` and the cli hand them over
/// twice, to count and to change.
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

}  // namespace culprit::batch
