#include "engine/raw_profile.hpp"

namespace culprit::engine {

RawProfiler::RawProfiler(const Study& study) {
  const Eigen::MatrixXd unknown = unknown_shares(study);
  for (Eigen::Index lag = 0; lag < unknown.cols(); ++lag) {
    std::vector<Eigen::Index> rows;
    std::vector<double> values;
    for (Eigen::Index row = 0; row < unknown.rows(); ++row) {
      if (unknown(row, lag) > 0) continue;
      rows.push_back(row);
      values.push_back(study.readings[static_cast<std::size_t>(row)].value);
    }
    const Eigen::Map<const Eigen::VectorXd> outcome{values.data(),
                                                    static_cast<Eigen::Index>(values.size())};
    lags_.push_back({.rows = std::move(rows), .correlation = stats::BinaryCorrelation{outcome}});
  }
}

std::vector<stats::Correlations> RawProfiler::profile(const YesNo& is_eaten) const {
  std::vector<stats::Correlations> correlations;
  for (std::size_t lag = 0; lag < lags_.size(); ++lag) {
    std::vector<Eigen::Index> yes;
    for (std::size_t i = 0; i < lags_[lag].rows.size(); ++i)
      if (is_eaten(lags_[lag].rows[i], static_cast<Eigen::Index>(lag)))
        yes.push_back(static_cast<Eigen::Index>(i));
    correlations.push_back(lags_[lag].correlation.with(yes));
  }
  return correlations;
}

}  // namespace culprit::engine
