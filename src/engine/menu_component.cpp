#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/associate.hpp"
#include "engine/coincident.hpp"
#include "engine/nuisance.hpp"

namespace culprit::engine {
namespace {

constexpr std::size_t most_foods = 200;
constexpr std::size_t least_foods = 10;
constexpr double eaten_together = 0.5;  // correlation
constexpr int n_lags = 3;

/// A food among the logged days.
struct MenuFood {
  EatenDays eaten;
  std::vector<int> days;  ///< numbers of logged days, rising
  double share = 0;
  double sd = 0;
};

/// [n_days] number of each logged day within reach of a reading, -1 = another day.
std::vector<int> number_logged(const Study& study, int& count) {
  std::vector<int> numbers(static_cast<std::size_t>(study.n_days), -1);
  for (std::size_t day = 0; day < numbers.size(); ++day)
    if (study.is_comparable(static_cast<int>(day))) numbers[day] = count++;
  return numbers;
}

double correlation(const MenuFood& a, const MenuFood& b, int n) {
  const auto both = static_cast<double>(a.eaten.common_with(b.eaten));
  return (both / n - a.share * b.share) / (a.sd * b.sd);
}

/// Foods that are not eaten together, those nearest to every second day first.
std::vector<MenuFood> foods_apart(const Study& study, const std::vector<int>& numbers, int n) {
  std::vector<MenuFood> all;
  for (const FoodSeries& food : study.foods) {
    if (food.level != foods::Level::food) continue;
    EatenDays eaten{study, food};
    const auto count = static_cast<int>(eaten.count);
    if (count < least_days || count > n - least_days) continue;
    const double share = static_cast<double>(count) / n;
    all.push_back({std::move(eaten), {}, share, std::sqrt(share * (1 - share))});
    for (const int day : food.days)
      if (const int number = numbers[static_cast<std::size_t>(day)]; number >= 0)
        all.back().days.push_back(number);
  }
  std::ranges::stable_sort(all, [](const MenuFood& a, const MenuFood& b) { return a.sd > b.sd; });
  if (all.size() > most_foods) all.erase(all.begin() + most_foods, all.end());
  std::vector<MenuFood> apart;
  for (MenuFood& food : all) {
    const bool is_apart = std::ranges::none_of(apart, [&](const MenuFood& other) {
      return std::abs(correlation(food, other, n)) > eaten_together;
    });
    if (is_apart) apart.push_back(std::move(food));
  }
  return apart;
}

/// The largest eigenvector of X X', X the standardised foods, by power iteration: [n], mean 0, mean
/// square 1.
Eigen::VectorXd first_component(const std::vector<MenuFood>& foods, int n) {
  constexpr int most_steps = 200;
  constexpr double close = 1e-10;  // of the cosine between two steps, from 1
  Eigen::VectorXd days(n);
  // Any start that is orthogonal to no component will do.
  for (Eigen::Index i = 0; i < n; ++i)
    days[i] = std::fmod(static_cast<double>(i) * 0.6180339887498949, 1.0) - 0.5;
  days.array() -= days.mean();
  days.normalize();
  for (int step = 0; step < most_steps; ++step) {
    Eigen::VectorXd next = Eigen::VectorXd::Zero(n);
    for (const MenuFood& food : foods) {
      double sum = 0;
      for (const int day : food.days) sum += days[day];
      const double weight = sum / (food.sd * food.sd);
      for (const int day : food.days) next[day] += weight;
    }
    next.array() -= next.mean();
    next.normalize();
    const double cosine = next.dot(days);
    days = std::move(next);
    if (1 - cosine < close) break;
  }
  return days * std::sqrt(static_cast<double>(n));
}

}  // namespace

Eigen::MatrixXd menu_component(const Study& study) {
  int n = 0;
  const std::vector<int> numbers = number_logged(study, n);
  const std::vector<MenuFood> foods = foods_apart(study, numbers, n);
  const auto rows = static_cast<Eigen::Index>(study.readings.size());
  if (foods.size() < least_foods) return Eigen::MatrixXd(rows, 0);
  const Eigen::VectorXd component = first_component(foods, n);
  Eigen::MatrixXd menu = Eigen::MatrixXd::Zero(rows, n_lags);
  for (Eigen::Index row = 0; row < rows; ++row) {
    const int last = study.readings[static_cast<std::size_t>(row)].day;
    for (int back = 0; back < n_lags * study.recall_days && back <= last; ++back) {
      const int number = numbers[static_cast<std::size_t>(last - back)];
      if (number >= 0) menu(row, back / study.recall_days) += component[number];
    }
  }
  return menu / study.recall_days;
}

}  // namespace culprit::engine
