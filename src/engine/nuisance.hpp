/// What is adjusted for: columns that may explain severity besides food. What foods are tested
/// against: the rest of the outcome once noise and nuisance are taken off.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <string>
#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/engine/analysis.hpp"
#include "engine/study.hpp"
#include "stats/metric.hpp"
#include "stats/reml.hpp"
#include "stats/whitening.hpp"

namespace culprit::engine {

/// A factor, treatment or symptom as a daily series.
struct FactorSeries {
  std::string name;  ///< the commonest spelling
  diary::Kind kind = diary::Kind::factor;
  std::vector<int> lags;       ///< at which it is adjusted for [days]
  std::vector<double> values;  ///< [n_days] NaN = missing
};

/// Which factors are adjusted for, and at which lags.
///
/// What the skin cannot have caused (weather, pollen, temperature, sun, cycle, infection, travel)
/// enters at lags 0 and 1. What may be a consequence of today's skin (stress, mood, sleep, energy,
/// any other factor, every treatment) enters at lag 1 only. Other symptoms are consequences of the
/// disease itself and enter only where asked for (`all`, or by name), at lag 1. `NAME+today` among
/// the names of the options asks for lag 0 too.
///
/// The day of the menstrual cycle, by its name, goes round: it enters as sines and cosines of one
/// and two turns a cycle, at lag 0.
///
/// A factor without a value on a day is missing. A treatment without an entry on a logged day was
/// not used: 0; on a day that was not logged it is missing. A treatment given on a schedule of a
/// week or more (at least three times, gaps of at least 6 days and at most 1.5 times their median)
/// is a step from its first day.
/// @param outcome  the outcome's name indices: never its own factor.
/// @throws InputError  `unknown_factor` for names of `--adjust` that the diary does not have.
[[nodiscard]] std::vector<FactorSeries> select_factors(const diary::Diary& diary,
    const Study& study, const diary::OutcomeCandidate& outcome, const Options& options);

/// The values of a factor on the reading's own day.
struct TodayFactor {
  std::string name;
  Eigen::MatrixXd columns;  ///< [readings × 1 or 2] missing ones at the mean, and which are missing
};

/// Columns of the null model.
struct Nuisance {
  Eigen::MatrixXd fixed;    ///< [readings × q] independent columns; the first is 1
  Eigen::MatrixXd weekday;  ///< [readings × 7] random effect
  Eigen::MatrixXd trend;    ///< [readings × k] random effect: Legendre polynomials of degree >= 2
  Eigen::MatrixXd menu;     ///< [readings × 3] or no columns; random effect: `menu_component`
  /// Of factors that may follow from today's skin or move it, which are adjusted for at lag 1: a
  /// finding has to hold with these columns and without.
  std::vector<TodayFactor> today;
  std::vector<Adjustment> adjustments;  ///< without standard deviations
  std::vector<Warning> warnings;        ///< factors that were dropped, and why
  /// Made by the first `fit_noise`; keeps what the columns alone give for further ones.
  mutable std::shared_ptr<stats::NoiseFitter> fitter;
};

/// Fixed: 1, linear trend, factors (with an indicator for missing values, which stand at the mean),
/// unlogged shares of lags 0–1 and of later ones, times of rating. Random: weekday; Legendre
/// polynomials of degree 2 … 1 + max(1, days / 90); the menu.
///
/// Times of rating are clusters of clock times, 2 hours or more apart: a column for each that has
/// at least 5 readings, but for the largest; sine and cosine of 24 hours where one is wider than 4.
///
/// A factor is dropped with a warning if over half of its values are missing, or if the fixed
/// columns would become more than a quarter of the readings. Collinear columns are dropped.
/// @param study  with at least one reading.
[[nodiscard]] Nuisance make_nuisance(const Study& study, const std::vector<FactorSeries>& factors);

/// Days on which many foods change together: shifts, holidays, times of stress.
///
/// How each day's menu differs from the usual one, beside each reading.
///
/// The first principal component of the foods of the logged days (yes or no, each standardised):
/// the direction in which most of them change at once. What changes many foods may change the skin
/// as well, and then each of those foods looks like a suspect. The component is a random effect of
/// the null model: where it moves no rating, its variance is 0 and it costs nothing.
///
/// A food that correlates by more than .5 with one taken before does not count: a culprit and what
/// it is eaten with would be a direction of their own. The 200 foods nearest to every second day
/// are looked at; ingredients and groups are not.
///
/// @return  [readings × 3], mean square 1 over the logged days: the mean over the days that a
///   rating looks back over, over those before them, and over those before these; a day that was
///   not logged counts as usual, 0. No columns with fewer than 10 foods.
/// Source: Price et al. (2006), Nat. Genet. 38, 904–909 (components of the tested variables as
/// covariates); Kang et al. (2010), Nat. Genet. 42, 348–354 (as a random effect).
[[nodiscard]] Eigen::MatrixXd menu_component(const Study& study);

/// The nuisance with these factors among the fixed columns.
[[nodiscard]] Nuisance beside_today(
    const Nuisance& nuisance, const std::vector<TodayFactor>& factors);

/// [readings] the ratings.
[[nodiscard]] Eigen::VectorXd outcome_of(const Study& study);

/// Noise of the outcome given the nuisance, with `explained` points taken off each reading first.
/// Not for several threads at once.
[[nodiscard]] stats::NoiseFit fit_noise(
    const Study& study, const Nuisance& nuisance, const Eigen::VectorXd& explained);

/// The outcome under noise and nuisance, with no effect of a food.
class NullModel {
 public:
  /// @param study, nuisance  outlive this.
  NullModel(const Study& study, const Nuisance& nuisance, const stats::NoiseFit& noise);

  /// Of freedom, of a test of one column.
  [[nodiscard]] double degrees() const noexcept { return degrees_; }
  [[nodiscard]] double sum_of_squares() const noexcept { return metric_.total(); }
  /// Products of columns as they count in tests.
  [[nodiscard]] const stats::Metric& metric() const noexcept { return metric_; }

  /// What could not be foreseen of the outcome and of other columns, without what the nuisance
  /// explains. For few columns.
  struct Whitened {
    Eigen::VectorXd outcome;  ///< [readings]
    Eigen::MatrixXd columns;  ///< shape as given
  };
  [[nodiscard]] Whitened whiten(const Eigen::Ref<const Eigen::MatrixXd>& columns) const;

 private:
  const Study& study_;
  const Nuisance& nuisance_;
  stats::NoiseParameters noise_;
  stats::Metric metric_;
  double degrees_;
};

}  // namespace culprit::engine
