/// What can be had from the program's own whitened data: the baseline that its joint stage is
/// measured against, and how much there is to find at all.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "calibration/methods.hpp"
#include "culprit/simulate/simulate.hpp"

namespace culprit::calibration {

/// A diary after the engine's whitening, nuisance projected off.
struct WhitenedDiary {
  std::vector<std::string> foods;  ///< tested ones
  Eigen::MatrixXd columns;         ///< [readings × foods·lags] food by food
  Eigen::MatrixXd windows;         ///< [lags × k] weights of the lags in each window
  Eigen::VectorXd outcome;         ///< [readings]
  double degrees = 0;              ///< of freedom of a test of one column
  int first_lag = 0;               ///< of the columns [days]

  [[nodiscard]] Eigen::Index n_lags() const noexcept { return windows.rows(); }
};
[[nodiscard]] WhitenedDiary whiten(const diary::Diary& diary);

/// Sum of single effects over foods × windows, five effects. Claimed are the most probable foods as
/// long as the mean of their probabilities of having no effect is at most .10.
[[nodiscard]] Answer susie_over_windows(const WhitenedDiary& diary);

/// Share of the culprits that would be found by someone who knew the delays of all of them and
/// which others there are: t test of the true exposure, the other culprits' projected off,
/// two-sided at level .10 × culprits / foods, and the right sign. 0 without culprits.
[[nodiscard]] double power_of_an_oracle(
    const WhitenedDiary& diary, const std::vector<simulate::Trigger>& triggers);

}  // namespace culprit::calibration
