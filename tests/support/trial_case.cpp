#include "support/trial_case.hpp"

#include <chrono>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace culprit::testing {
namespace {

nlohmann::json read_json(const std::string& path) {
  std::ifstream file{path};
  if (!file) throw std::runtime_error("no reference file " + path);
  return nlohmann::json::parse(file);
}

}  // namespace

int day_number(const std::string& iso) {
  const std::chrono::year_month_day day{std::chrono::year{std::stoi(iso.substr(0, 4))},
      std::chrono::month{static_cast<unsigned>(std::stoi(iso.substr(5, 2)))},
      std::chrono::day{static_cast<unsigned>(std::stoi(iso.substr(8, 2)))}};
  return static_cast<int>(std::chrono::sys_days{day}.time_since_epoch().count());
}

TrialCase::TrialCase(const std::string& name) {
  const std::string folder = std::string{CULPRIT_TEST_TRIALS} + "/" + name;
  plan = read_json(folder + "/plan.json");
  expected = read_json(folder + "/expected.json");
  before = plan["model"]["rows_before"];
  const int first = day_number(plan["first_day"]) - before;
  const int days = day_number(plan["last_day"]) - first + 1;
  eaten = planned = Eigen::VectorXd::Zero(days);
  std::map<int, double> by_day;
  std::ifstream diary{folder + "/diary.csv"};
  for (std::string line; std::getline(diary, line);) {
    std::vector<std::string> cells;
    std::stringstream stream{line};
    for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
    if (cells[2] == "food" && cells[3] == "tomato") eaten[day_number(cells[0]) - first] = 1;
    if (cells[2] == "severity") by_day[day_number(cells[0]) - first] = std::stod(cells[4]);
  }
  planned = block_days() * arms();
  rated.resize(static_cast<Eigen::Index>(by_day.size()));
  ratings.resize(rated.size());
  Eigen::Index row = 0;
  for (const auto& [day, rating] : by_day) {
    rated[row] = day;
    ratings[row++] = rating;
  }
}

stats::DayWindow TrialCase::window() const {
  return {plan["model"]["window"][0], plan["model"]["window"][1]};
}

stats::NoiseParameters TrialCase::noise() const {
  return {plan["model"]["autocorrelation"], plan["model"]["noise_share"], {}};
}

Eigen::MatrixXd TrialCase::block_days() const {
  const auto& blocks = plan["blocks"];
  Eigen::MatrixXd days =
      Eigen::MatrixXd::Zero(eaten.size(), static_cast<Eigen::Index>(blocks.size()));
  const int first = day_number(plan["first_day"]) - before;
  for (std::size_t k = 0; k < blocks.size(); ++k) {
    const int from = day_number(blocks[k]["first_day"]) - first;
    const int to = day_number(blocks[k]["last_day"]) - first;
    days.col(static_cast<Eigen::Index>(k)).segment(from, to - from + 1).setOnes();
  }
  return days;
}

Eigen::VectorXd TrialCase::arms() const {
  Eigen::VectorXd arms(static_cast<Eigen::Index>(plan["blocks"].size()));
  for (Eigen::Index k = 0; k < arms.size(); ++k)
    arms[k] = plan["blocks"][static_cast<std::size_t>(k)]["arm"] == "eat" ? 1 : 0;
  return arms;
}

stats::TrialRows TrialCase::rows(stats::DayWindow window) const {
  Eigen::VectorXd ahead = eaten;
  ahead.tail(eaten.size() - before).setZero();
  stats::TrialRows rows;
  rows.day = rated.cast<double>();
  rows.outcome = ratings;
  rows.nuisance.resize(rated.size(), 3);
  rows.nuisance << Eigen::VectorXd::Ones(rated.size()), rows.day,
      stats::window_means(ahead, rated, window);
  rows.blocks = stats::window_means(block_days(), rated, window);
  rows.exposure = stats::window_means(eaten - ahead, rated, window);
  return rows;
}

}  // namespace culprit::testing
