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

  /// Those of a level, and of a layer, are tested together.
  using Family = std::pair<foods::Level, foods::Layer>;
  [[nodiscard]] Family family() const noexcept { return {level, layer}; }
};

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
struct FreeLags {
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

  Eigen::Index first = 0;  ///< column of the model
  Eigen::VectorXd estimate;
  Eigen::MatrixXd covariance;
  double degrees = 0;
};

/// Tests every eligible food. Eligibility does not look at severities' relation to the food.
///
/// With fewer than 3 degrees of freedom, or an outcome without variation, nothing is tested:
/// `tested` and `skipped` are empty.
/// Results do not depend on `options.threads`. O(foods × readings × (lags + nuisance columns)).
[[nodiscard]] Associations associate(const Study& study, const Nuisance& nuisance,
    const foods::Resolution& resolution, const Options& options);

}  // namespace culprit::engine
