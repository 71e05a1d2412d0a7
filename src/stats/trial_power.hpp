/// What a trial that is planned will probably show: information and power by formula for choosing a
/// design, and the exact test's own power by simulation for saying how good it is.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "stats/randomisation.hpp"

namespace culprit::stats {

/// Power of a one-sided t test. @param noncentrality  true effect over its standard error.
/// @throws std::domain_error  unless df > 0, 0 < alpha < 1 and noncentrality is finite.
[[nodiscard]] double one_sided_power(double noncentrality, double df, double alpha);

/// A design that is not carried out yet: n blocks of days after `rows_before` days.
struct Alternation {
  int blocks = 12;
  int block_days = 5;
  DayWindow window{1, 3};         ///< of the planned statistic
  DayWindow wide_window{1, 6};    ///< the other one that equivalence has to pass
  bool averages_windows = false;  ///< the planned statistic is the mean of those of both windows
  int rows_before = 90;
  double rated = 1;  ///< share of days that are rows, evenly spread
};

/// The columns of a design's blocks, whitened and projected off 1 and a linear trend.
struct DesignColumns {
  AdmissibleOrders orders;
  Eigen::MatrixXd planned;  ///< [rows × blocks]
  Eigen::MatrixXd wide;     ///< likewise, of the wide window
  bool averages_windows = false;
};
[[nodiscard]] DesignColumns design_columns(const Alternation& design, const NoiseParameters& noise);

/// Mean over the orders of what an order tells of an effect: 1 / variance of its estimate, times
/// the noise variance.
[[nodiscard]] double information(const DesignColumns& design);

/// Power of the exact test by the noncentral t with blocks - 2 degrees of freedom: the lot is drawn
/// for blocks, so their number limits it. About .03 too high on average; it steers the search.
/// @param effect  in noise standard deviations
[[nodiscard]] double power_by_formula(const DesignColumns& design, double effect, double alpha);
/// The effect with power `power`, in noise standard deviations.
[[nodiscard]] double smallest_effect(const DesignColumns& design, double power, double alpha);

/// What is asked of a simulation; points are in noise standard deviations.
struct PowerQuestion {
  double alpha = 0.05;
  double exposure = 1;          ///< share of the days of eating blocks on which it is eaten
  std::vector<double> effects;  ///< P(confirmed) at these true effects
  std::vector<double> margins;  ///< P(tolerated | no effect) for these important changes
};
struct SimulatedPower {
  std::vector<double> confirmed;
  std::vector<double> tolerated;
  double confirmed_at_slab = 0;  ///< at effects drawn from the prior of `bayes_factor`
};

/// Carries the trial out `runs` times in the space of whitened sums, where noise is independent.
/// Same question, same answer: the random numbers come from a counter.
[[nodiscard]] SimulatedPower simulate_power(
    const DesignColumns& design, const PowerQuestion& question, int runs = 4000);

/// Random bits of a counter. Source: Steele, Lea & Flood (2014), SplitMix64.
[[nodiscard]] std::uint64_t mixed_bits(std::uint64_t counter) noexcept;

}  // namespace culprit::stats
