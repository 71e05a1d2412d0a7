/// Exposures over hour windows.
///
/// A window is cut into pieces of 24 hours, the last of them shorter. In each piece a food was
/// eaten or not, 1 or 0; the window's exposure is their sum over the days that it covers (hours /
/// 24, at least 1). So its coefficient is the total effect of eating the food once a day over the
/// window, and a window of whole days is the mean of its days. Windows that overlap are columns of
/// their own: eaten twice in one is still once, which no sum over smaller parts would know.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <utility>
#include <vector>

#include "culprit/core/lag.hpp"
#include "engine/study.hpp"

namespace culprit::engine {

/// How one food is measured: 1 for eaten, or doses.
struct HourMeasure {
  const std::vector<std::int64_t>& minutes;    ///< of the entries, rising
  const std::vector<double>& by_entry;         ///< [entries]
  double largest = 1;                          ///< that a piece may come to
  std::function<double(int day)> expectation;  ///< of a day that was not logged
};

/// [readings × windows] A piece in which the food was not entered stands at the sum over the
/// calendar days in it that were not logged of (hours of the piece on that day / 24) × expectation.
[[nodiscard]] Eigen::MatrixXd hour_exposures(
    const Study& study, const HourWindows& windows, const HourMeasure& measure);

/// [readings × windows] Share of the window's hours that lie on days that were not logged.
[[nodiscard]] Eigen::MatrixXd unknown_hours(const Study& study, const HourWindows& windows);

/// [readings × 2] Days not logged among the hours of the windows: up to 48 hours before, and
/// earlier.
[[nodiscard]] Eigen::MatrixXd unlogged_by_age(const Study& study, const HourWindows& windows);

/// First and last calendar day [within the study] that the window before the reading touches.
[[nodiscard]] std::pair<int, int> days_touched(const Reading& reading, const HourWindow& window);

}  // namespace culprit::engine
