#include "engine/null_model.hpp"

#include <algorithm>

namespace culprit::engine {
namespace {

/// [readings] days since the first.
Eigen::VectorXd times_of(const Study& study) {
  Eigen::VectorXd times(static_cast<Eigen::Index>(study.readings.size()));
  const std::int64_t first = study.readings.front().minute;
  for (Eigen::Index i = 0; i < times.size(); ++i) {
    times[i] = static_cast<double>(study.readings[static_cast<std::size_t>(i)].minute - first) /
               minutes_per_day;
  }
  return times;
}

}  // namespace

Eigen::VectorXd outcome_of(const Study& study) {
  Eigen::VectorXd values(static_cast<Eigen::Index>(study.readings.size()));
  for (Eigen::Index i = 0; i < values.size(); ++i)
    values[i] = study.readings[static_cast<std::size_t>(i)].value;
  return values;
}

stats::NoiseFit fit_noise(const Study& study, const Nuisance& nuisance,
                          const Eigen::VectorXd& explained) {
  const std::array<Eigen::MatrixXd, 2> blocks{nuisance.weekday, nuisance.trend};
  return stats::fit_noise_reml(times_of(study), outcome_of(study) - explained, nuisance.fixed,
                               blocks);
}

NullModel::NullModel(const Study& study, const Nuisance& nuisance, const stats::NoiseFit& noise)
    : blocks_{nuisance.weekday, nuisance.trend},
      whitener_{times_of(study), noise.parameters, blocks_},
      fixed_{whitener_.whiten(nuisance.fixed)},
      intercept_{whitener_.whiten(Eigen::MatrixXd::Ones(nuisance.fixed.rows(), 1))},
      rest_{fixed_.remove_from(whitener_.whiten(outcome_of(study)))},
      sum_of_squares_{rest_.squaredNorm()},
      degrees_{static_cast<double>(nuisance.fixed.rows() - fixed_.rank() - 1)} {}

Eigen::MatrixXd NullModel::whiten(const Eigen::Ref<const Eigen::MatrixXd>& columns) const {
  return fixed_.remove_from(whitener_.whiten(columns));
}

NullModel::Whitened NullModel::whiten_and_compare(const Eigen::Ref<const Eigen::MatrixXd>& columns,
                                                  Eigen::Index first_used) const {
  const Eigen::MatrixXd white = whitener_.whiten(columns);
  const Eigen::MatrixXd centered = intercept_.remove_from(white);
  Whitened result{.rest = fixed_.remove_from(white)};
  for (Eigen::Index k = first_used; k < white.cols(); ++k) {
    const double total = centered.col(k).squaredNorm();
    // What is left of a constant is rounding.
    if (!(total > 1e-12 * white.col(k).squaredNorm())) continue;
    result.variance_left = std::max(result.variance_left, result.rest.col(k).squaredNorm() / total);
  }
  return result;
}

}  // namespace culprit::engine
