/// Groups of dense columns under independent noise of one variance, without nuisance.
#pragma once

#include <vector>

#include "stats/joint_selection.hpp"

namespace culprit::testing {

struct DenseGroups : stats::GroupedData {
  Eigen::MatrixXd columns;  ///< [m × groups·lags] group by group
  Eigen::VectorXd outcome;  ///< [m]

  [[nodiscard]] Eigen::Index n_groups() const noexcept {
    return windows.rows() > 0 ? columns.cols() / windows.rows() : 0;
  }
};

inline stats::Selection select_groups(
    const DenseGroups& data, const stats::SelectionOptions& options = {}) {
  const Eigen::Index m = data.outcome.size();
  const stats::Metric metric{Eigen::VectorXd::LinSpaced(m, 0, static_cast<double>(m - 1)), {},
      Eigen::MatrixXd(m, 0), {}, data.outcome};
  std::vector<stats::SparseColumns> groups;
  for (Eigen::Index g = 0; g < data.n_groups(); ++g) {
    groups.push_back(
        stats::SparseColumns::from(data.columns.middleCols(g * data.n_lags(), data.n_lags())));
  }
  const stats::GroupProducts products{metric, groups};
  stats::GroupedData grouped = data;
  grouped.products = &products;
  return stats::select_groups(grouped, options);
}

}  // namespace culprit::testing
