/// What foods are tested against: the whitened rest of the outcome once the nuisance is taken off.
#pragma once

#include <Eigen/Core>
#include <array>

#include "engine/nuisance.hpp"
#include "engine/study.hpp"
#include "stats/projection.hpp"
#include "stats/reml.hpp"
#include "stats/whitening.hpp"

namespace culprit::engine {

/// [readings] the ratings.
[[nodiscard]] Eigen::VectorXd outcome_of(const Study& study);

/// Noise of the outcome given the nuisance, with `explained` points taken off each reading first.
[[nodiscard]] stats::NoiseFit fit_noise(const Study& study, const Nuisance& nuisance,
                                        const Eigen::VectorXd& explained);

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
  [[nodiscard]] Whitened whiten_and_compare(const Eigen::Ref<const Eigen::MatrixXd>& columns,
                                            Eigen::Index first_used) const;

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
