/// Each food's lagged association with the outcome, whitened and adjusted. Raw correlations lag by
/// lag, beside the whitened ones.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <optional>
#include <vector>

#include "culprit/engine/analysis.hpp"
#include "engine/exposure.hpp"
#include "engine/nuisance.hpp"
#include "engine/study.hpp"
#include "stats/correlation.hpp"
#include "stats/reml.hpp"

namespace culprit::engine {

/// The test of one food over one lag window.
struct WindowTest {
  TimeWindow window = LagWindow{0, 0};
  double estimate = 0;        ///< points if eaten daily
  double standard_error = 0;  ///< > 0
  double correlation = 0;     ///< partial, whitened
  double p_value = 1;         ///< two-sided, of this window alone
  double prior = 1;           ///< how likely the window is beforehand, relative to others
};

/// One food before multiplicity over foods: a raw p-value, which must not be ranked.
struct Association {
  std::size_t food = 0;  ///< index into the resolution
  ExposureCounts counts;
  double p_value = 1;             ///< over the windows, Cauchy combination
  WindowTest best;                ///< the window with the smallest p-value, the first of equals
  std::vector<WindowTest> tests;  ///< all windows that could be tested
  int exposed_readings = 0;       ///< readings with the food at a used lag
  double effective_windows = 1;   ///< how many independent tests the scan amounts to
  std::vector<LagProfile> profile;
  bool has_untested_hours = false;  ///< an hour window holds too little of it
  foods::Level level = foods::Level::food;
  foods::Layer layer = foods::Layer::identity;  ///< of a group
  std::vector<std::size_t> parents;  ///< coarser variables it belongs to: indices into `tested`
  stats::SparseColumns exposures;    ///< [readings × columns] as `FoodColumns::exposures`
};

/// Whether two are of one family: those of a level, and of a layer, are tested together.
[[nodiscard]] inline bool is_same_family(const Association& a, const Association& b) noexcept {
  return a.level == b.level && a.layer == b.layer;
}

struct Associations {
  stats::NoiseFit noise;
  double degrees = 0;                ///< of freedom of each test
  std::vector<Association> tested;   ///< by food index
  std::vector<SkippedFood> skipped;  ///< likewise
};

/// Least exposed and unexposed logged days, within reach of a reading, of a food that is tested.
inline constexpr int least_days = 5;
/// Least share of an exposure's whitened variance that the fixed columns must leave.
inline constexpr double least_variance_left = 0.15;

/// A food's lags, each free in one model (Almon 1965 without a constraint).
class FreeLags {
 public:
  /// Nothing if lags can hardly be told apart.
  /// @param products  of the food's columns; `run` of them are in the model.
  [[nodiscard]] static std::optional<FreeLags> fit(
      const stats::Metric::Products& products, const ColumnRun& run, const NullModel& null);

  struct Total {
    double estimate = 0;
    double standard_error = 0;
  };
  /// The sum over neighbouring lags. @param run  among all columns, within those of the model.
  [[nodiscard]] Total total(const ColumnRun& run) const;
  [[nodiscard]] double degrees() const noexcept { return degrees_; }

 private:
  FreeLags() = default;

  Eigen::Index first_ = 0;
  Eigen::VectorXd estimate_;
  Eigen::MatrixXd covariance_;
  double degrees_ = 0;
};

/// Tests every eligible food. Eligibility does not look at severities' relation to the food.
///
/// With fewer than 3 degrees of freedom, or an outcome without variation, nothing is tested:
/// `tested` and `skipped` are empty.
/// Results do not depend on `options.threads`. O(foods × readings × (lags + nuisance columns)).
[[nodiscard]] Associations associate(const Study& study, const Nuisance& nuisance,
    const foods::Resolution& resolution, const Options& options);

/// Correlates yes/no exposures with the readings, per lag or hour window, over the readings whose
/// exposure at that lag is known. Nothing is adjusted or filled in.
class RawProfiler {
 public:
  explicit RawProfiler(const ExposureGrid& grid, const Study& study);

  /// @param eaten  of one food, as `FoodColumns::eaten`. @return [columns] in order.
  [[nodiscard]] std::vector<stats::Correlations> profile(
      const std::vector<std::vector<std::uint32_t>>& eaten) const;

 private:
  struct Lag {
    std::vector<Eigen::Index> place;  // [readings] among those with known exposure, or -1
    stats::BinaryCorrelation correlation;
  };
  std::vector<Lag> lags_;
};

}  // namespace culprit::engine
