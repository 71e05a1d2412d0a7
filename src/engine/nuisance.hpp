/// What is adjusted for: columns that may explain severity besides food. What foods are tested
/// against: the whitened rest of the outcome once the nuisance is taken off.
#pragma once

#include <Eigen/Core>
#include <array>
#include <string>
#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/engine/analysis.hpp"
#include "engine/study.hpp"
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
/// disease itself and enter only where asked for (`all`, or by name), at lag 1.
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

/// Columns of the null model.
struct Nuisance {
  Eigen::MatrixXd fixed;    ///< [readings × q] independent columns; the first is 1
  Eigen::MatrixXd weekday;  ///< [readings × 7] random effect
  Eigen::MatrixXd trend;    ///< [readings × k] random effect: Legendre polynomials of degree >= 2
  std::vector<Adjustment> adjustments;  ///< without standard deviations
  std::vector<Warning> warnings;        ///< factors that were dropped, and why
};

/// Fixed: 1, linear trend, factors (with an indicator for missing values, which stand at the mean),
/// unlogged shares of lags 0–1 and of later ones, thirds of the day with at least 5 readings.
/// Random: weekday; Legendre polynomials of degree 2 … 1 + max(1, days / 90).
///
/// A factor is dropped with a warning if over half of its values are missing, or if the fixed
/// columns would become more than a quarter of the readings. Collinear columns are dropped.
/// @param study  with at least one reading.
[[nodiscard]] Nuisance make_nuisance(const Study& study, const std::vector<FactorSeries>& factors);

/// [readings] the ratings.
[[nodiscard]] Eigen::VectorXd outcome_of(const Study& study);

/// Noise of the outcome given the nuisance, with `explained` points taken off each reading first.
[[nodiscard]] stats::NoiseFit fit_noise(
    const Study& study, const Nuisance& nuisance, const Eigen::VectorXd& explained);

class NullModel {
 public:
  NullModel(const Study& study, const Nuisance& nuisance, const stats::NoiseFit& noise);

  /// Of freedom, of a test of one column.
  [[nodiscard]] double degrees() const noexcept { return degrees_; }
  /// [readings] whitened outcome without the fixed columns.
  [[nodiscard]] const Eigen::VectorXd& rest() const noexcept { return rest_; }
  [[nodiscard]] double sum_of_squares() const noexcept { return sum_of_squares_; }

  /// What the fixed columns leave of whitened columns. @return  shape as given.
  [[nodiscard]] Eigen::MatrixXd whiten(const Eigen::Ref<const Eigen::MatrixXd>& columns) const;

  /// The same, and how much of the columns' variation that is.
  struct Whitened {
    Eigen::MatrixXd rest;
    double variance_left = 0;  ///< largest share over the columns from `first_used` on
  };
  [[nodiscard]] Whitened whiten_and_compare(
      const Eigen::Ref<const Eigen::MatrixXd>& columns, Eigen::Index first_used) const;

 private:
  std::array<Eigen::MatrixXd, 2> blocks_;
  stats::CausalWhitener whitener_;
  stats::Projection fixed_;
  stats::Projection intercept_;
  Eigen::VectorXd rest_;
  double sum_of_squares_;
  double degrees_;
};

}  // namespace culprit::engine
