#include "stats/trial_power.hpp"

#include <Eigen/Cholesky>
#include <cmath>
#include <numbers>

#include "culprit/core/math.hpp"
#include "culprit/stats/distributions.hpp"
#include "stats/boost_math.hpp"
#include "stats/require.hpp"

namespace culprit::stats {
namespace {

using Noncentral = boost::math::non_central_t_distribution<double, Policy>;

/// A stream of random numbers that depends on nothing but how many were taken.
class CounterRandom {
 public:
  [[nodiscard]] double uniform() {
    return (static_cast<double>(mixed_bits(counter_++) >> 11) + 0.5) * 0x1p-53;
  }
  /// Box & Muller (1958).
  [[nodiscard]] double normal() {
    const double radius = std::sqrt(-2 * math::log(uniform()));
    return radius * math::cos(2 * std::numbers::pi * uniform());
  }

 private:
  std::uint64_t counter_ = 1;
};

/// A factor F of a covariance that may be singular: F F' = covariance.
Eigen::MatrixXd square_root(const Eigen::MatrixXd& covariance) {
  const Eigen::LDLT<Eigen::MatrixXd> factors{covariance};
  const Eigen::MatrixXd lower = factors.matrixL();
  const Eigen::VectorXd scale = factors.vectorD().cwiseMax(0).cwiseSqrt();
  return factors.transpositionsP().transpose() * (lower * scale.asDiagonal());
}

}  // namespace

std::uint64_t mixed_bits(std::uint64_t counter) noexcept {
  counter *= 0x9E3779B97F4A7C15U;
  counter = (counter ^ (counter >> 30)) * 0xBF58476D1CE4E5B9U;
  counter = (counter ^ (counter >> 27)) * 0x94D049BB133111EBU;
  return counter ^ (counter >> 31);
}

double one_sided_power(double noncentrality, double df, double alpha) {
  require(std::isfinite(noncentrality) && df > 0 && alpha > 0 && alpha < 1,
      "one_sided_power: noncentrality is {}, df {} and alpha {}, but must be finite, > 0 and in "
      "(0, 1)!",
      noncentrality, df, alpha);
  const double critical = student_t_quantile(1 - alpha, df);
  // Far beyond the critical value the series of the noncentral t lose their footing, and the
  // answer is 1 to every digit that is printed.
  if (noncentrality > critical + 10 + critical * 10 / std::sqrt(df)) return 1;
  if (noncentrality == 0) return alpha;
  return boost::math::cdf(boost::math::complement(Noncentral{df, noncentrality}, critical));
}

DesignColumns design_columns(const Alternation& design, const NoiseParameters& noise) {
  const int before = design.rows_before;
  const int days = before + design.blocks * design.block_days;
  Eigen::MatrixXd series = Eigen::MatrixXd::Zero(days, design.blocks);
  for (int k = 0; k < design.blocks; ++k)
    series.col(k).segment(before + k * design.block_days, design.block_days).setOnes();
  std::vector<int> kept;
  for (int day = 0; day < days; ++day)
    if (std::floor((day + 1) * design.rated + 1e-9) > std::floor(day * design.rated + 1e-9))
      kept.push_back(day);
  const Eigen::VectorXi rows =
      Eigen::Map<const Eigen::VectorXi>(kept.data(), static_cast<Eigen::Index>(kept.size()));
  TrialRows trial{.day = rows.cast<double>(),
      .outcome = Eigen::VectorXd::Zero(rows.size()),
      .nuisance = Eigen::MatrixXd::Ones(rows.size(), 2),
      .blocks = {},
      .exposure = Eigen::VectorXd::Zero(rows.size())};
  trial.nuisance.col(1) = trial.day.array() - trial.day.mean();
  const auto columns = [&](DayWindow window) {
    trial.blocks = window_means(series, rows, window);
    return whiten(trial, noise).blocks;
  };
  return {.orders = admissible_orders(design.blocks),
      .planned = columns(design.window),
      .wide = columns(design.wide_window),
      .averages_windows = design.averages_windows};
}

double information(const DesignColumns& design) {
  double sum = 0;
  const auto n = design.orders.orders.size();
  for (std::size_t j = 0; j < n; ++j)
    sum += (design.planned * (design.orders.order(j).array() - 0.5).matrix()).squaredNorm();
  return sum / static_cast<double>(n);
}

double power_by_formula(const DesignColumns& design, double effect, double alpha) {
  return one_sided_power(effect * std::sqrt(information(design)), design.orders.blocks - 2, alpha);
}

double smallest_effect(const DesignColumns& design, double power, double alpha) {
  const double root = std::sqrt(information(design));
  double low = 0;
  double high = 100;
  for (int i = 0; i < 80; ++i) {
    const double middle = (low + high) / 2;
    const bool is_enough = one_sided_power(middle * root, design.orders.blocks - 2, alpha) >= power;
    (is_enough ? high : low) = middle;
  }
  return high;
}

SimulatedPower simulate_power(
    const DesignColumns& design, const PowerQuestion& question, int runs) {
  constexpr double slab_scales[] = {0.25, 0.5, 1};
  const auto& orders = design.orders;
  const Eigen::Index n = orders.blocks;
  // Sums of noise over the blocks of both windows: all that the scores see of it.
  Eigen::MatrixXd both(design.planned.rows(), 2 * n);
  both << design.planned, design.wide;
  const Eigen::MatrixXd products = both.transpose() * both;
  const Eigen::MatrixXd noise_of = square_root(products);
  const Eigen::MatrixXd planned = score_matrix(design.planned, orders);
  const Eigen::MatrixXd wide = score_matrix(design.wide, orders);
  const auto n_orders = static_cast<double>(orders.orders.size());
  const auto most = static_cast<Eigen::Index>(question.alpha * n_orders + 1e-9);
  SimulatedPower power{.confirmed = std::vector<double>(question.effects.size()),
      .tolerated = std::vector<double>(question.margins.size())};
  CounterRandom random;
  const double each = 1.0 / runs;
  for (int run = 0; run < runs; ++run) {
    const auto drawn = static_cast<std::size_t>(random.uniform() * n_orders);
    const double scale = slab_scales[static_cast<int>(random.uniform() * 3)];
    const double slab = scale * std::abs(random.normal());
    Eigen::VectorXd noise(2 * n);
    for (double& value : noise) value = random.normal();
    noise = noise_of * noise;
    const Eigen::VectorXd eaten = question.exposure * orders.order(drawn);
    const auto scores_of = [&](const Eigen::MatrixXd& matrix, Eigen::Index first) {
      return OrderScores{.at_zero = matrix * noise.segment(first, n),
          .slope = matrix * (products.block(first, first, n, n) * eaten),
          .drawn = static_cast<Eigen::Index>(drawn),
          .tolerance = 1e-9};
    };
    const OrderScores wide_scores = scores_of(wide, n);
    OrderScores scores = scores_of(planned, 0);
    if (design.averages_windows) scores = mean_of(scores, wide_scores);
    // An effect adds as much to the scores as testing it takes off.
    const auto is_confirmed = [&](double effect) { return count_higher(scores, -effect) <= most; };
    for (std::size_t k = 0; k < question.effects.size(); ++k)
      power.confirmed[k] += each * is_confirmed(question.effects[k]);
    power.confirmed_at_slab += each * is_confirmed(slab);
    for (std::size_t k = 0; k < question.margins.size(); ++k)
      power.tolerated[k] += each * (count_lower(scores, question.margins[k]) <= most &&
                                       count_lower(wide_scores, question.margins[k]) <= most);
  }
  return power;
}

}  // namespace culprit::stats
