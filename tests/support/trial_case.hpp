/// Trials with known results, of tests/reference/trial: rows of the diary by day, and the plan.
#pragma once

#include <Eigen/Core>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "stats/randomisation.hpp"

namespace culprit::testing {

struct TrialCase {
  nlohmann::json plan;
  nlohmann::json expected;
  int before = 0;           ///< days before the trial
  Eigen::VectorXd eaten;    ///< [days] 1 or 0
  Eigen::VectorXd planned;  ///< [days] 1 where the plan says eat
  Eigen::VectorXi rated;    ///< [m] days with a rating
  Eigen::VectorXd ratings;  ///< [m]

  /// @param name  `1_confirmed`. @throws std::runtime_error, nlohmann::json::exception
  explicit TrialCase(const std::string& name);

  [[nodiscard]] stats::DayWindow window() const;
  [[nodiscard]] stats::NoiseParameters noise() const;
  /// [days × blocks] 1 on the days of each block.
  [[nodiscard]] Eigen::MatrixXd block_days() const;
  /// [blocks] 1 = eat.
  [[nodiscard]] Eigen::VectorXd arms() const;
  /// With the exposure before the trial as a column of its own.
  [[nodiscard]] stats::TrialRows rows(stats::DayWindow window) const;
};

/// Calendar days since 1970 of `2026-01-05`.
[[nodiscard]] int day_number(const std::string& iso);

}  // namespace culprit::testing
