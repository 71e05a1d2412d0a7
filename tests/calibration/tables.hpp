/// The measured figures as text.
#pragma once

#include <string>
#include <vector>

#include "calibration/levels.hpp"
#include "calibration/measure.hpp"

namespace culprit::calibration {

/// One scenario on the seeds on which rules were chosen, and on others.
struct Row {
  Scenario scenario;
  Measured choosing;
  Measured confirmation;
};

/// The same of one scenario of phrases.
struct LevelRow {
  LevelScenario scenario;
  LevelMeasured choosing;
  LevelMeasured confirmation;
};

struct Report {
  Seeds choosing;
  Seeds confirmation;
  std::vector<Method> methods;
  std::vector<Row> rows;
  std::vector<LevelRow> level_rows = {};
};

/// docs/calibration.md: tables by measure, methods as columns; `±` are standard errors.
[[nodiscard]] std::string to_markdown(const Report& report);

/// `seeds,scenario,method,measure,value,error`, one figure a line.
[[nodiscard]] std::string to_csv(const Report& report);

}  // namespace culprit::calibration
