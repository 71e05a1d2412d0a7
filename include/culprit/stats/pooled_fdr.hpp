/// The false discovery rate over more hypotheses than memory holds.
#pragma once

#include <cstdint>
#include <vector>

namespace culprit::stats {

/// Benjamini & Hochberg (1995) over any number of p-values in constant memory: they are counted in
/// narrow classes, and the cut-off is the upper end of a class. It is never larger than that of the
/// exact procedure, and smaller by at most one class (1 %).
class PooledFdr {
 public:
  PooledFdr();

  /// @param p_value  in [0, 1]; NaN is no hypothesis.
  void add(double p_value) noexcept;

  /// p-values up to this are discoveries at the false discovery rate `fdr`; 0 = at most those
  /// that are 0.
  [[nodiscard]] double cutoff(double fdr) const noexcept;

  /// p-values added.
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

 private:
  std::vector<std::uint64_t> counts_;  ///< [classes] of p-values, the largest first
  std::uint64_t size_ = 0;
};

}  // namespace culprit::stats
