/// The false discovery rate over more hypotheses than memory holds.
#pragma once

#include <cstdint>
#include <vector>

namespace culprit::stats {

/// The step-up procedure of Benjamini & Hochberg (1995) over any number of hypotheses in constant
/// memory. Only some of them, told by another rule, may become discoveries: the cut-off is the
/// largest at which (hypotheses × cut-off) ÷ (candidates up to it) is at most the rate, so that
/// what the other rule throws out does not count as found.
///
/// Candidates are counted in narrow classes, and the cut-off is the upper end of one: never larger
/// than that of the exact procedure, and smaller by at most one class (1 %).
class PooledFdr {
 public:
  PooledFdr();

  /// All that were tested, candidates among them.
  void add_hypotheses(std::uint64_t count) noexcept { hypotheses_ += count; }
  /// @param p_value  in [0, 1]; NaN is no candidate.
  void add_candidate(double p_value) noexcept;

  /// Candidates with p-values up to this are discoveries at the false discovery rate `fdr`; 0 = at
  /// most those that are 0.
  [[nodiscard]] double cutoff(double fdr) const noexcept;

 private:
  std::vector<std::uint64_t> counts_;  ///< [classes] of p-values, the largest first
  std::uint64_t hypotheses_ = 0;
};

}  // namespace culprit::stats
