/// Reference numbers made by other programs: tests/reference/<name>/expected.json and csv tables.
#pragma once

#include <Eigen/Core>
#include <map>
#include <string>
#include <vector>

namespace culprit::testing {

/// The number at a JSON pointer (`/a/0/b`) of tests/reference/<name>/expected.json.
/// @throws std::runtime_error  if there is none.
[[nodiscard]] double reference_number(const std::string& name, const std::string& pointer);

/// The array of numbers there; null becomes NaN.
[[nodiscard]] std::vector<double> reference_numbers(
    const std::string& name, const std::string& pointer);

/// A table of numbers (first line: names, possibly quoted; empty and NA become NaN).
/// @param path  below tests/reference.
[[nodiscard]] std::map<std::string, Eigen::VectorXd> reference_table(const std::string& path);

}  // namespace culprit::testing
