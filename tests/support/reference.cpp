#include "support/reference.hpp"

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace culprit::testing {
namespace {

std::ifstream open(const std::string& path) {
  std::ifstream file{std::string{CULPRIT_TEST_REFERENCE} + "/" + path};
  if (!file) throw std::runtime_error("no reference file " + path);
  return file;
}

nlohmann::json value_at(const std::string& name, const std::string& pointer) {
  auto file = open(name + "/expected.json");
  return nlohmann::json::parse(file).at(nlohmann::json::json_pointer{pointer});
}

double number_from(std::string text) {
  if (text.empty() || text == "NA" || text == "NaN")
    return std::numeric_limits<double>::quiet_NaN();
  return std::stod(text);
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::stringstream stream{line};
  for (std::string cell; std::getline(stream, cell, ',');) {
    if (cell.size() >= 2 && cell.front() == '"') cell = cell.substr(1, cell.size() - 2);
    cells.push_back(cell);
  }
  if (!line.empty() && line.back() == ',') cells.emplace_back();
  return cells;
}

}  // namespace

double reference_number(const std::string& name, const std::string& pointer) {
  return value_at(name, pointer).get<double>();
}

std::vector<double> reference_numbers(const std::string& name, const std::string& pointer) {
  std::vector<double> numbers;
  for (const auto& item : value_at(name, pointer)) {
    numbers.push_back(
        item.is_null() ? std::numeric_limits<double>::quiet_NaN() : item.get<double>());
  }
  return numbers;
}

std::map<std::string, Eigen::VectorXd> reference_table(const std::string& path) {
  auto file = open(path);
  std::string line;
  std::getline(file, line);
  const auto names = cells_of(line);
  std::vector<std::vector<double>> rows;
  while (std::getline(file, line)) {
    std::vector<double> row;
    for (const auto& cell : cells_of(line)) row.push_back(number_from(cell));
    rows.push_back(row);
  }
  std::map<std::string, Eigen::VectorXd> table;
  for (std::size_t c = 0; c < names.size(); ++c) {
    Eigen::VectorXd column(static_cast<Eigen::Index>(rows.size()));
    for (std::size_t r = 0; r < rows.size(); ++r)
      column[static_cast<Eigen::Index>(r)] = rows[r].at(c);
    table.emplace(names[c], std::move(column));
  }
  return table;
}

}  // namespace culprit::testing
