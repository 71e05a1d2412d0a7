// What is done elsewhere, as it is done there: none of it knows of autocorrelation, and only some
// of it of the number of tests.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <random>

#include "calibration/methods.hpp"
#include "culprit/stats/distributions.hpp"
#include "stats/multiplicity.hpp"
#include "support/correlations.hpp"

namespace culprit::calibration {
namespace {

using engine::Direction;

constexpr int longest_lag = 6;
constexpr double nominal = 0.10;
constexpr double uncorrected = 0.05;
constexpr Eigen::Index fewest_days = 5;  // with and without the food; apps: three
constexpr double fewest_days_of_apps = 3;
constexpr int app_window = 2;  // days after eating
constexpr double nearly_one = 1 - 1e-12;

Direction direction_of(double value) { return value < 0 ? Direction::better : Direction::worse; }

/// One food's result.
struct Tested {
  Eigen::Index food = 0;
  double p_value = 1;
  double statistic = 0;  ///< its sign is the direction
};

/// By p-value, then name; claims are those with an adjusted p of at most .10.
Answer answer_from(
    const DayTable& table, std::vector<Tested> tested, const Eigen::VectorXd& adjusted) {
  Answer answer;
  std::vector<std::size_t> order(tested.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return tested[i].p_value; });
  for (const auto i : order) {
    const auto& name = table.foods[static_cast<std::size_t>(tested[i].food)];
    answer.order.push_back(name);
    if (adjusted(static_cast<Eigen::Index>(i)) <= nominal)
      answer.claims.push_back({.foods = {name},
          .direction = direction_of(tested[i].statistic),
          .effect = std::nullopt});
  }
  return answer;
}

bool is_eligible(const DayTable& table, Eigen::Index food) {
  const auto column = table.eaten.col(food).array();
  return (column == 1).count() >= fewest_days && (column == 0).count() >= fewest_days;
}

/// Ratings and exposures `lag` days before, where both are known.
struct Pairs {
  Eigen::VectorXd ratings;
  Eigen::VectorXd eaten;
};
Pairs pairs_at(const DayTable& table, Eigen::Index food, Eigen::Index lag) {
  std::vector<double> ratings;
  std::vector<double> eaten;
  for (Eigen::Index t = lag; t < table.ratings.size(); ++t) {
    const double x = table.eaten(t - lag, food);
    if (std::isnan(x) || std::isnan(table.ratings(t))) continue;
    ratings.push_back(table.ratings(t));
    eaten.push_back(x);
  }
  const auto n = static_cast<Eigen::Index>(ratings.size());
  return {
      Eigen::Map<Eigen::VectorXd>(ratings.data(), n), Eigen::Map<Eigen::VectorXd>(eaten.data(), n)};
}

using Coefficient = std::optional<double> (*)(
    const Eigen::Ref<const Eigen::VectorXd>&, const Eigen::Ref<const Eigen::VectorXd>&);

/// One test per lag; a correlation that cannot be computed has p = 1.
std::array<Tested, longest_lag + 1> test_lags(
    const DayTable& table, Eigen::Index food, Coefficient coefficient) {
  std::array<Tested, longest_lag + 1> tests;
  for (int lag = 0; lag <= longest_lag; ++lag) {
    auto& test = tests[static_cast<std::size_t>(lag)];
    test.food = food;
    const auto pairs = pairs_at(table, food, lag);
    const auto r = coefficient(pairs.eaten, pairs.ratings);
    const auto df = static_cast<double>(pairs.ratings.size()) - 2;
    if (!r || df < 1) continue;
    const double bounded = std::clamp(*r, -nearly_one, nearly_one);
    test.statistic = bounded;
    test.p_value =
        stats::student_t_two_sided(bounded * std::sqrt(df / (1 - bounded * bounded)), df);
  }
  return tests;
}

Eigen::VectorXd p_values_of(const std::vector<Tested>& tested) {
  Eigen::VectorXd p_values(static_cast<Eigen::Index>(tested.size()));
  for (std::size_t i = 0; i < tested.size(); ++i)
    p_values(static_cast<Eigen::Index>(i)) = tested[i].p_value;
  return p_values;
}

const auto by_p_value = [](const Tested& a, const Tested& b) { return a.p_value < b.p_value; };

struct Sample {
  double n = 0;
  double sum = 0;
  double squares = 0;
  void add(double value) { n += 1, sum += value, squares += value * value; }
  [[nodiscard]] double mean() const { return sum / n; }
  /// Of the mean.
  [[nodiscard]] double variance() const {
    return std::max(0.0, squares - sum * sum / n) / (n - 1) / n;
  }
};

/// Welch's test. Source: R t.test(a, b).
Tested welch(const Sample& a, const Sample& b) {
  const double variance = a.variance() + b.variance();
  const double difference = a.mean() - b.mean();
  if (variance <= 0) return {.food = 0, .p_value = 1, .statistic = difference};
  const double df =
      variance * variance /
      (a.variance() * a.variance() / (a.n - 1) + b.variance() * b.variance() / (b.n - 1));
  return {.food = 0,
      .p_value = stats::student_t_two_sided(difference / std::sqrt(variance), df),
      .statistic = difference};
}

bool ate_lately(const DayTable& table, Eigen::Index food, Eigen::Index day) {
  for (Eigen::Index t = std::max<Eigen::Index>(0, day - app_window); t <= day; ++t) {
    if (table.eaten(t, food) == 1) return true;
  }
  return false;
}

/// Ratings minus the median of their weekday, then minus their mean; 0 where there is none.
Eigen::VectorXd without_weekdays(const Eigen::VectorXd& ratings) {
  Eigen::VectorXd rest = ratings;
  for (Eigen::Index weekday = 0; weekday < 7; ++weekday) {
    std::vector<double> values;
    for (Eigen::Index t = weekday; t < ratings.size(); t += 7) {
      if (!std::isnan(ratings(t))) values.push_back(ratings(t));
    }
    if (values.empty()) continue;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    for (Eigen::Index t = weekday; t < ratings.size(); t += 7) rest(t) -= *middle;
  }
  const auto is_rated = !rest.array().isNaN();
  const double mean = is_rated.select(rest.array(), 0).sum() /
                      std::max<double>(1, static_cast<double>(is_rated.count()));
  return is_rated.select(rest.array() - mean, 0);
}

/// [days × foods · lags], food by food: centred exposures, 0 where not logged, of length 1.
Eigen::MatrixXd lagged(const DayTable& table, const std::vector<Eigen::Index>& foods) {
  const Eigen::Index n = table.ratings.size();
  Eigen::MatrixXd columns =
      Eigen::MatrixXd::Zero(n, static_cast<Eigen::Index>(foods.size()) * (longest_lag + 1));
  Eigen::Index column = 0;
  for (const auto food : foods) {
    const auto eaten = table.eaten.col(food).array();
    const auto is_logged = !eaten.isNaN();
    const double rate = is_logged.select(eaten, 0).sum() / static_cast<double>(is_logged.count());
    const Eigen::VectorXd centred = is_logged.select(eaten - rate, 0);
    for (Eigen::Index lag = 0; lag <= longest_lag; ++lag, ++column) {
      if (lag < n) columns.col(column).tail(n - lag) = centred.head(n - lag);
      columns.col(column).stableNormalize();
    }
  }
  return columns;
}

/// Blocks of 14 days, counted from a random day, in random order.
Eigen::VectorXd shuffle_blocks(const Eigen::VectorXd& ratings, std::mt19937_64& bits) {
  constexpr Eigen::Index block = 14;
  const Eigen::Index n = ratings.size();
  const auto start = static_cast<Eigen::Index>(bits() % static_cast<std::uint64_t>(n));
  const Eigen::Index n_blocks = (n + block - 1) / block;
  std::vector<Eigen::Index> order(static_cast<std::size_t>(n_blocks));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  for (std::size_t i = order.size() - 1; i > 0; --i) std::swap(order[i], order[bits() % (i + 1)]);
  Eigen::VectorXd shuffled(n);
  Eigen::Index t = 0;
  for (const auto b : order) {
    for (Eigen::Index i = b * block; i < std::min(n, (b + 1) * block); ++i)
      shuffled(t++) = ratings((start + i) % n);
  }
  return shuffled;
}

/// Of each food the largest |r| over lags, for each column of ratings. @return [foods × columns]
Eigen::MatrixXd largest(const Eigen::MatrixXd& exposures, const Eigen::MatrixXd& ratings) {
  const Eigen::MatrixXd products = (exposures.transpose() * ratings).cwiseAbs();
  const Eigen::Index lags = longest_lag + 1;
  Eigen::MatrixXd best(exposures.cols() / lags, ratings.cols());
  for (Eigen::Index food = 0; food < best.rows(); ++food)
    best.row(food) = products.middleRows(food * lags, lags).colwise().maxCoeff();
  return best;
}

}  // namespace

Answer mean_difference(const DayTable& table) {
  std::vector<Tested> tested;
  for (Eigen::Index food = 0; food < table.eaten.cols(); ++food) {
    Sample after;
    Sample otherwise;
    for (Eigen::Index t = 0; t < table.ratings.size(); ++t) {
      if (std::isnan(table.ratings(t))) continue;
      (ate_lately(table, food, t) ? after : otherwise).add(table.ratings(t));
    }
    if (after.n < fewest_days_of_apps || otherwise.n < fewest_days_of_apps) continue;
    tested.push_back(welch(after, otherwise));
    tested.back().food = food;
  }
  std::ranges::stable_sort(
      tested, std::greater{}, [](const Tested& t) { return std::abs(t.statistic); });
  Answer answer;
  for (const auto& test : tested) {
    const auto& name = table.foods[static_cast<std::size_t>(test.food)];
    answer.order.push_back(name);
    if (test.p_value < uncorrected)
      answer.claims.push_back(
          {.foods = {name}, .direction = direction_of(test.statistic), .effect = std::nullopt});
  }
  return answer;
}

Answer best_lag_pearson(const DayTable& table) {
  std::vector<Tested> tested;
  for (Eigen::Index food = 0; food < table.eaten.cols(); ++food) {
    if (!is_eligible(table, food)) continue;
    const auto tests = test_lags(table, food, testing::pearson);
    tested.push_back(*std::ranges::min_element(tests, by_p_value));
  }
  return answer_from(table, tested, stats::benjamini_hochberg(p_values_of(tested)));
}

Answer spearman_all_lags(const DayTable& table) {
  std::vector<Tested> all;
  for (Eigen::Index food = 0; food < table.eaten.cols(); ++food) {
    if (!is_eligible(table, food)) continue;
    const auto tests = test_lags(table, food, testing::spearman);
    all.insert(all.end(), tests.begin(), tests.end());
  }
  const auto adjusted = stats::benjamini_hochberg(p_values_of(all));
  // Equal adjusted p-values are common, and the smallest raw one has the smallest adjusted one.
  std::vector<Tested> best;
  Eigen::VectorXd best_adjusted(static_cast<Eigen::Index>(all.size()) / (longest_lag + 1));
  for (std::size_t i = 0; i < all.size(); i += longest_lag + 1) {
    const auto from = all.begin() + static_cast<std::ptrdiff_t>(i);
    const auto smallest = std::min_element(from, from + longest_lag + 1, by_p_value);
    best_adjusted(static_cast<Eigen::Index>(best.size())) = adjusted(smallest - all.begin());
    best.push_back(*smallest);
  }
  return answer_from(table, best, best_adjusted);
}

Answer block_permutation(const DayTable& table, std::uint64_t seed) {
  constexpr Eigen::Index shuffles = 999;
  constexpr double rounding = 1e-9;
  std::vector<Eigen::Index> foods;
  for (Eigen::Index food = 0; food < table.eaten.cols(); ++food) {
    if (is_eligible(table, food)) foods.push_back(food);
  }
  if (foods.empty()) return {};
  std::mt19937_64 bits{seed};
  const auto exposures = lagged(table, foods);
  const auto ratings = without_weekdays(table.ratings);
  Eigen::MatrixXd shuffled(ratings.size(), shuffles);
  for (Eigen::Index i = 0; i < shuffles; ++i) shuffled.col(i) = shuffle_blocks(ratings, bits);
  const Eigen::VectorXd observed = largest(exposures, ratings);
  const auto by_chance = largest(exposures, shuffled);
  std::vector<Tested> tested;
  for (Eigen::Index i = 0; i < observed.size(); ++i) {
    const auto as_large = (by_chance.row(i).array() >= observed(i) - rounding).count();
    Eigen::Index lag = 0;
    const Eigen::VectorXd r =
        exposures.middleCols(i * (longest_lag + 1), longest_lag + 1).transpose() * ratings;
    r.cwiseAbs().maxCoeff(&lag);
    tested.push_back({.food = foods[static_cast<std::size_t>(i)],
        .p_value = static_cast<double>(as_large + 1) / (shuffles + 1),
        .statistic = r(lag)});
  }
  return answer_from(table, tested, stats::benjamini_hochberg(p_values_of(tested)));
}

}  // namespace culprit::calibration
