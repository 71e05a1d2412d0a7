#include "stats/projection.hpp"

#include <Eigen/QR>
#include <vector>

namespace culprit::stats {
namespace {

Eigen::MatrixXd unit_columns(const Eigen::Ref<const Eigen::MatrixXd>& columns) {
  Eigen::MatrixXd scaled = columns;
  for (Eigen::Index j = 0; j < scaled.cols(); ++j) {
    const double length = scaled.col(j).norm();
    if (length > 0) scaled.col(j) /= length;
  }
  return scaled;
}

}  // namespace

Projection::Projection(const Eigen::Ref<const Eigen::MatrixXd>& columns)
    : basis_{columns.rows(), 0} {
  if (columns.cols() == 0 || columns.rows() == 0) return;
  Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr{columns.rows(), columns.cols()};
  qr.setThreshold(tolerance);
  qr.compute(unit_columns(columns));
  if (qr.rank() == 0) return;
  basis_ = qr.householderQ() * Eigen::MatrixXd::Identity(columns.rows(), qr.rank());
}

Eigen::MatrixXd Projection::remove_from(const Eigen::Ref<const Eigen::MatrixXd>& columns) const {
  Eigen::MatrixXd rest = columns;
  if (basis_.cols() > 0) {
    const Eigen::MatrixXd shares = basis_.transpose() * columns;
    rest.noalias() -= basis_ * shares;
  }
  return rest;
}

Eigen::VectorXi independent_columns(const Eigen::Ref<const Eigen::MatrixXd>& columns) {
  std::vector<int> kept;
  Eigen::MatrixXd basis(columns.rows(), 0);
  const Eigen::MatrixXd scaled = unit_columns(columns);
  for (Eigen::Index j = 0; j < scaled.cols(); ++j) {
    Eigen::VectorXd rest = scaled.col(j);
    // Twice, because one pass leaves rounding of the size of the tolerance's square root.
    for (int pass = 0; pass < 2; ++pass) rest -= basis * (basis.transpose() * rest);
    const double left = rest.norm();
    if (left <= Projection::tolerance || basis.cols() == columns.rows()) continue;
    kept.push_back(static_cast<int>(j));
    basis.conservativeResize(Eigen::NoChange, basis.cols() + 1);
    basis.col(basis.cols() - 1) = rest / left;
  }
  return Eigen::Map<const Eigen::VectorXi>(kept.data(), static_cast<Eigen::Index>(kept.size()));
}

}  // namespace culprit::stats
