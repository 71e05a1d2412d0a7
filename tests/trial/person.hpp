/// Lives of people who follow a trial, one scenario at a time: what the tests of its error rates
/// live through.
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "stats/randomisation.hpp"

namespace culprit::stats {

inline constexpr int days_before = 90;
inline constexpr double sd = 1.5;
inline constexpr double noise_share = 0.2;
inline constexpr double change = 1;  ///< that would be important

/// What happens besides the trial.
struct Scenario {
  const char* name;
  double trend = 0;
  double drift = 0;
  double step = 0;
  double week = 0;
  bool begins_in_flare = false;
  double missed = 0;    ///< share of days of eating without it
  double slips = 0;     ///< share of days of avoiding with it
  double avoids = 0;    ///< share of bad days of eating without it
  double comforts = 0;  ///< share of good days of avoiding with it
  bool has_floor = false;
  bool has_heavy_tails = false;
  double planned_phi = 0.7;
  double expectation = 0;
  double phi = 0.7;
};

inline const std::vector<Scenario> scenarios{{"plain"}, {"trend of 2 points", 2}, {"drift", 0, 0.1},
    {"step of 1.5", 0, 0, 1.5}, {"weekly wave", 0, 0, 0, 0.8},
    {.name = "begun in a flare", .begins_in_flare = true},
    {.name = "15 % missed, 5 % slips", .missed = 0.15, .slips = 0.05},
    {.name = "not eaten in flares", .avoids = 0.6},
    {.name = "and eaten on good days", .avoids = 0.6, .comforts = 0.4},
    {.name = "floor, half points", .has_floor = true},
    {.name = "heavy tails", .has_heavy_tails = true},
    {.name = "planned with .3", .planned_phi = 0.3},
    {.name = "planned with .95", .planned_phi = 0.95},
    {.name = "autocorrelation .5", .planned_phi = 0.5, .phi = 0.5},
    {.name = "autocorrelation .8", .planned_phi = 0.8, .phi = 0.8},
    {.name = "autocorrelation .9", .planned_phi = 0.9, .phi = 0.9}};
inline const Scenario nocebo{.name = "expectation of half a point", .expectation = 0.5};

struct Design {
  int days;
  int blocks;
};

/// One person's trial, from the first day of the diary on.
class Person {
 public:
  Person(const Scenario& scenario, Design design, unsigned seed)
      : scenario_{scenario},
        design_{design},
        orders_{admissible_orders(design.blocks)},
        random_{seed},
        n_{days_before + design.days * design.blocks},
        eaten_{Eigen::VectorXd::Zero(n_)},
        ratings_{Eigen::VectorXd::Zero(n_)} {
    drawn_ = random_() % orders_.orders.size();
  }

  /// @param effect  over the lags 1 to 3
  void live(double effect, DayWindow kernel) {
    const Eigen::VectorXd arms = orders_.order(drawn_);
    const int step_at =
        days_before + static_cast<int>(random_() % static_cast<unsigned>(n_ - days_before));
    double state = scenario_.begins_in_flare ? flare() : normal();
    double walk = 0;
    for (int day = 0; day < n_; ++day) {
      const int at = day - days_before;
      const bool plans = at >= 0;
      const bool eats = plans && arms[at / design_.days] > 0;
      if (scenario_.begins_in_flare && at == -7) state = flare();
      const double shock = scenario_.has_heavy_tails ? heavy() : normal();
      const double phi = scenario_.phi;
      state = day == 0 ? state : phi * state + std::sqrt(1 - phi * phi) * shock;
      walk += scenario_.drift * normal();
      double y = sd * (std::sqrt(1 - noise_share) * state + std::sqrt(noise_share) * normal());
      y += walk + scenario_.week * std::sin(2 * 3.141592653589793 * day / 7);
      if (plans) y += scenario_.trend * at / (n_ - days_before);
      if (scenario_.step > 0 && day >= step_at) y += scenario_.step;
      for (int lag = kernel.first; lag <= kernel.last; ++lag)
        if (day >= lag) y += effect / (kernel.last - kernel.first + 1) * eaten_[day - lag];
      if (eats) y += scenario_.expectation;
      if (scenario_.has_floor) y = std::clamp(std::round((1.5 + y) * 2) / 2, 0.0, 10.0);
      eat(day, plans ? static_cast<int>(eats) : -1, day > 0 ? ratings_[day - 1] : 0);
      ratings_[day] = y;
    }
  }

  /// P-values of harm, and of an effect below the important change in two windows.
  [[nodiscard]] std::vector<double> judge() const {
    const auto wide = scores({1, 6});
    const auto planned = scores({1, 3});
    const auto all = static_cast<double>(orders_.orders.size());
    return {static_cast<double>(count_higher(planned, 0)) / all,
        static_cast<double>(count_lower(planned, change)) / all,
        static_cast<double>(count_lower(wide, change)) / all};
  }

  // What other rules look at.
  [[nodiscard]] const Eigen::VectorXd& ratings() const { return ratings_; }
  [[nodiscard]] const Eigen::VectorXd& eaten() const { return eaten_; }
  [[nodiscard]] std::size_t drawn() const { return drawn_; }
  [[nodiscard]] Eigen::VectorXd arms() const { return orders_.order(drawn_); }
  /// [days] 1 where the lot says to eat, from the first day of the diary on.
  [[nodiscard]] Eigen::VectorXd assigned() const {
    Eigen::VectorXd days = Eigen::VectorXd::Zero(n_);
    for (int k = 0; k < design_.blocks; ++k)
      days.segment(days_before + k * design_.days, design_.days).setConstant(arms()[k]);
    return days;
  }

 private:
  double normal() { return normal_(random_); }
  double uniform() { return static_cast<double>(random_() % 1'000'000) / 1e6; }
  double heavy() {
    const double chi = normal() * normal() + std::pow(normal(), 2) + std::pow(normal(), 2);
    return normal() / std::sqrt(std::max(0.05, std::abs(chi)) / 3) / std::sqrt(3.0);
  }
  /// The state in which people begin trials: the worst of six.
  double flare() {
    double worst = normal();
    for (int i = 0; i < 5; ++i) worst = std::max(worst, normal());
    return worst;
  }

  void eat(int day, int arm, double yesterday) {
    double chance = arm < 0 ? 0.4 : arm;
    if (arm > 0) chance = 1 - scenario_.missed;
    if (arm == 0) chance = scenario_.slips;
    if (arm > 0 && yesterday > 0.7 * sd) chance -= scenario_.avoids;
    if (arm == 0 && yesterday < -0.7 * sd) chance += scenario_.comforts;
    eaten_[day] = uniform() < chance;
  }

  [[nodiscard]] OrderScores scores(DayWindow window) const {
    Eigen::MatrixXd blocks = Eigen::MatrixXd::Zero(n_, design_.blocks);
    for (int k = 0; k < design_.blocks; ++k)
      blocks.col(k).segment(days_before + k * design_.days, design_.days).setOnes();
    Eigen::VectorXd before = eaten_;
    before.tail(n_ - days_before).setZero();
    const Eigen::VectorXi rows = Eigen::VectorXi::LinSpaced(n_ - 6, 6, n_ - 1);
    TrialRows trial{.day = rows.cast<double>(),
        .outcome = ratings_(rows),
        .nuisance = Eigen::MatrixXd::Ones(rows.size(), 3),
        .blocks = window_means(blocks, rows, window),
        .exposure = window_means(eaten_ - before, rows, window)};
    trial.nuisance.col(1) = trial.day;
    trial.nuisance.col(2) = window_means(before, rows, window);
    return score_orders(whiten(trial, {scenario_.planned_phi, noise_share, {}}), orders_, drawn_);
  }

  const Scenario& scenario_;
  Design design_;
  AdmissibleOrders orders_;
  std::mt19937 random_;
  std::normal_distribution<double> normal_;
  int n_;
  std::size_t drawn_ = 0;
  Eigen::VectorXd eaten_;
  Eigen::VectorXd ratings_;
};

}  // namespace culprit::stats
