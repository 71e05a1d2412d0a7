// What other rules would say of the same trials: those of common tools, whose levels do not hold,
// and one that may be read after every block. Prints the tables of docs/trial.md.
#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <Eigen/LU>
#include <Eigen/QR>
#include <cstdio>
#include <functional>
#include <vector>

#include "culprit/stats/distributions.hpp"
#include "trial/person.hpp"

namespace culprit::stats {
namespace {

constexpr Design twelve{5, 12};

/// One-sided p-value of the first column after intercept and the others, days taken to be
/// independent.
double least_squares_p(const Eigen::MatrixXd& columns, const Eigen::VectorXd& y) {
  const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr{columns};
  const Eigen::VectorXd effects = qr.solve(y);
  const auto df = static_cast<double>(y.size() - columns.cols());
  const double variance = (y - columns * effects).squaredNorm() / df;
  const Eigen::MatrixXd inverse = (columns.transpose() * columns).inverse();
  return student_t_upper_tail(effects[0] / std::sqrt(variance * inverse(0, 0)), df);
}

/// Rows of the trial itself, [arm on the day, 1, day]: what an application that compares days looks
/// at.
Eigen::MatrixXd trial_days(const Person& person) {
  const Eigen::Index n = twelve.blocks * twelve.days;
  Eigen::MatrixXd columns(n, 3);
  columns << person.assigned().tail(n), Eigen::VectorXd::Ones(n),
      Eigen::VectorXd::LinSpaced(n, 0, 1);
  return columns;
}

double difference_of_means(const Person& person) {
  const Eigen::MatrixXd columns = trial_days(person);
  return least_squares_p(columns.leftCols(2), person.ratings().tail(columns.rows()));
}

double regression_on_days(const Person& person) {
  const Eigen::MatrixXd columns = trial_days(person);
  return least_squares_p(columns, person.ratings().tail(columns.rows()));
}

/// Bets on the arm of each block once its ratings are in, at the odds of the lot: without an effect
/// the capital is a martingale, so that it reaches 20 in at most one of 20 trials, whenever one
/// looks. Source: Ville's inequality; Malenica et al., arXiv 2309.07353. The bets are the posterior
/// probabilities under effects of 1, 2 and 3 points over lags 1 to 3 and the noise that is planned
/// with.
class Betting {
 public:
  explicit Betting(double phi) {
    const int days = days_before + twelve.blocks * twelve.days;
    Eigen::MatrixXd covariance(days, days);
    for (int i = 0; i < days; ++i)
      for (int j = 0; j < days; ++j)
        // A wide prior for the level and the trend adjusts for both.
        covariance(i, j) = sd * sd * (1 - noise_share) * std::pow(phi, std::abs(i - j)) +
                           (i == j ? sd * sd * noise_share : 0) + 100 + 1e-2 * (i - 75) * (j - 75);
    for (int k = 1; k <= twelve.blocks; ++k)
      factors_.emplace_back(covariance.topLeftCorner(end_of(k), end_of(k)));
  }

  /// @return  after how many blocks the capital was 20 for the first time, 0 if it never was.
  [[nodiscard]] int blocks_to_verdict(const Person& person) const {
    const Eigen::VectorXd arms = person.arms();
    const Eigen::VectorXd before = lagged(before_trial(person));
    double capital = 1;
    std::vector<Eigen::VectorXd> paths;  // lagged exposure of what was drawn so far
    Eigen::VectorXd drawn = Eigen::VectorXd::Zero(person.ratings().size());
    for (int k = 0; k < twelve.blocks; ++k) {
      const double chance = chance_of_eating(orders_.orders[person.drawn()], k);
      const Eigen::Index n = end_of(k + 1);
      Eigen::VectorXd eating = drawn;
      eating.segment(end_of(k), twelve.days).setOnes();
      const auto& factor = factors_[static_cast<std::size_t>(k)];
      const Eigen::VectorXd weighted = factor.solve(person.ratings().head(n));
      const auto likelihood = [&](const Eigen::VectorXd& days) {
        const Eigen::VectorXd path = (before + lagged(days)).head(n);
        const double fit = path.dot(weighted);
        const double information = path.dot(factor.solve(path));
        double sum = 0;
        for (const double effect : {1.0, 2.0, 3.0})
          sum += std::exp(effect * fit - effect * effect / 2 * information);
        return sum;
      };
      const double if_eaten = chance * likelihood(eating);
      const double if_avoided = (1 - chance) * likelihood(drawn);
      const double belief = if_eaten / (if_eaten + if_avoided);
      const bool eats = arms[k] > 0;
      capital *= eats ? belief / chance : (1 - belief) / (1 - chance);
      if (eats) drawn = eating;
      if (capital >= 20) return k + 1;
    }
    return 0;
  }

 private:
  static Eigen::Index end_of(int blocks) { return days_before + blocks * twelve.days; }
  static Eigen::VectorXd before_trial(const Person& person) {
    Eigen::VectorXd eaten = person.eaten();
    eaten.tail(twelve.blocks * twelve.days).setZero();
    return eaten;
  }
  static Eigen::VectorXd lagged(const Eigen::VectorXd& days) {
    const auto n = static_cast<int>(days.size());
    return window_means(days, Eigen::VectorXi::LinSpaced(n, 0, n - 1), {1, 3});
  }
  /// Of block k by the lot, once the arms before it are known.
  [[nodiscard]] double chance_of_eating(BlockOrder drawn, int k) const {
    double both = 0;
    double eats = 0;
    for (const BlockOrder order : orders_.orders) {
      if (order >> (twelve.blocks - k) != drawn >> (twelve.blocks - k)) continue;
      ++both;
      eats += (order >> (twelve.blocks - 1 - k)) & 1U;
    }
    return eats / both;
  }

  AdmissibleOrders orders_ = admissible_orders(twelve.blocks);
  std::vector<Eigen::LLT<Eigen::MatrixXd>> factors_;
};

double share(const Scenario& scenario, double effect, int runs,
    const std::function<bool(const Person&)>& says) {
  int count = 0;
  for (int run = 0; run < runs; ++run) {
    Person person{scenario, twelve, static_cast<unsigned>(1000 * run + 5)};
    person.live(effect, {1, 3});
    count += says(person);
  }
  return static_cast<double>(count) / runs;
}

TEST(OtherRules, OfCommonToolsConfirmWhatIsNotThere) {
  constexpr int runs = 2000;
  double means = 0;
  for (const auto& scenario : scenarios) {
    const double exact = share(scenario, 0, runs, [](auto& p) { return p.judge()[0] <= 0.05; });
    const double mean =
        share(scenario, 0, runs, [](auto& p) { return difference_of_means(p) <= 0.05; });
    const double regression =
        share(scenario, 0, runs, [](auto& p) { return regression_on_days(p) <= 0.05; });
    std::printf("| %s | %.3f | %.3f | %.3f |\n", scenario.name, exact, mean, regression);
    means += mean / static_cast<double>(scenarios.size());
    EXPECT_LE(exact, 0.065) << scenario.name;
  }
  EXPECT_GT(means, 0.08);
}

TEST(OtherRules, BettingMayBeReadAfterEveryBlock) {
  constexpr int runs = 2000;
  const Betting betting{0.7};
  for (const auto& scenario : scenarios) {
    if (scenario.missed > 0 || scenario.avoids > 0) continue;  // bets are on what was assigned
    for (const double effect : {0.0, 2.0}) {
      double blocks = 0;
      const double decided = share(scenario, effect, runs, [&](auto& person) {
        const int at = betting.blocks_to_verdict(person);
        blocks += at > 0 ? at : twelve.blocks;
        return at > 0;
      });
      const double exact =
          share(scenario, effect, runs, [](auto& p) { return p.judge()[0] <= 0.05; });
      std::printf("| %s | %.0f | %.3f | %.1f | %.3f | %d |\n", scenario.name, effect, decided,
          twelve.days * blocks / runs, exact, twelve.days * twelve.blocks);
      EXPECT_LE(decided, effect == 0 ? 0.065 : exact) << scenario.name;
    }
  }
}

}  // namespace
}  // namespace culprit::stats
