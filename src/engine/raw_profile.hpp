/// Raw correlations lag by lag, beside the whitened ones.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "engine/exposure.hpp"
#include "engine/study.hpp"
#include "stats/correlation.hpp"

namespace culprit::engine {

/// Correlates yes/no exposures with the readings, per lag or hour window, over the readings whose
/// exposure at that lag is known. Nothing is adjusted or filled in.
class RawProfiler {
 public:
  explicit RawProfiler(const Study& study);

  /// @param is_eaten  of one food, as `food_columns` gives it. @return [columns] in order.
  [[nodiscard]] std::vector<stats::Correlations> profile(const YesNo& is_eaten) const;

 private:
  struct Lag {
    std::vector<Eigen::Index> rows;  // readings whose exposure at that lag is known
    stats::BinaryCorrelation correlation;
  };
  std::vector<Lag> lags_;
};

}  // namespace culprit::engine
