#include "stats/metric.hpp"

#include <Eigen/Cholesky>
#include <cmath>

#include "culprit/core/parallel.hpp"

namespace culprit::stats {

using Eigen::Index;

Metric::Metric(const Eigen::Ref<const Eigen::VectorXd>& times, const NoiseParameters& parameters,
    const Eigen::Ref<const Eigen::MatrixXd>& fixed, std::span<const Eigen::MatrixXd> blocks,
    const Eigen::VectorXd& outcome)
    : filter_{times, parameters.phi, parameters.noise_share}, outcome_{outcome} {
  for (std::size_t b = 0; b < blocks.size(); ++b)
    if (parameters.variances[b] > 0) n_random_ += blocks[b].cols();
  rank_ = n_random_ + fixed.cols();
  basis_ = RowMatrix::Zero(times.size(), padded(rank_));
  Index at = 0;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    if (!(parameters.variances[b] > 0)) continue;
    basis_.middleCols(at, blocks[b].cols()) = std::sqrt(parameters.variances[b]) * blocks[b];
    at += blocks[b].cols();
  }
  basis_.middleCols(at, fixed.cols()) = fixed;
  basis_ = filter_.apply(basis_);
  for (Index j = n_random_; j < rank_; ++j) basis_.col(j) /= basis_.col(j).norm();
  if (rank_ > 0) orthonormalise();
  targets_ = RowMatrix::Zero(times.size(), padded(rank_ + 1));
  targets_.leftCols(rank_) = basis_.leftCols(rank_);
  filter_.apply_transposed(targets_);
  targets_.col(rank_) = influence_of(outcome).col(0);
  total_ = outcome_.dot(targets_.col(rank_));
}

void Metric::orthonormalise() {
  Eigen::MatrixXd system = stats::products_of(basis_).topLeftCorner(rank_, rank_);
  system.diagonal().head(n_random_).array() += 1;
  const Eigen::LLT<Eigen::MatrixXd> cholesky{system};
  Eigen::Map<Eigen::MatrixXd> columns{basis_.data(), basis_.cols(), basis_.rows()};
  auto used = columns.topRows(rank_);
  cholesky.matrixL().solveInPlace(used);
}

RowMatrix Metric::influence_of(const Eigen::Ref<const Eigen::MatrixXd>& columns) const {
  RowMatrix rows = filter_.apply(padded(columns));
  const RowMatrix shares = basis_.transpose() * rows;
  rows.noalias() -= basis_ * shares;
  filter_.apply_transposed(rows);
  return rows;
}

RowMatrix Metric::spread_of(const SparseColumns& columns) const {
  RowMatrix rows = filter_.apply(columns.side_by_side());
  filter_.apply_transposed(rows);
  return rows;
}

Metric::Products Metric::products_of(const SparseColumns& columns) const {
  const RowMatrix sums = columns.products_with(targets_);
  Products products{.own = columns.products_with(spread_of(columns)).leftCols(columns.cols()),
      .cross = sums.col(rank_),
      .shares = sums.leftCols(rank_)};
  products.own.noalias() -= products.shares * products.shares.transpose();
  return products;
}

Eigen::MatrixXd Metric::between(const SparseColumns& a, const Products& of_a,
    const RowMatrix& spread, const Products& of_b) const {
  Eigen::MatrixXd products = a.products_with(spread).leftCols(of_b.cross.size());
  products.noalias() -= of_a.shares * of_b.shares.transpose();
  return products;
}

Eigen::VectorXd Metric::lengths_beside(const Products& products, Index fixed) const {
  return products.own.diagonal() +
         products.shares.middleCols(n_random_ + fixed, n_fixed() - fixed).rowwise().squaredNorm();
}

GroupProducts::GroupProducts(
    const Metric& metric, const std::vector<SparseColumns>& groups, unsigned threads)
    : metric_{metric}, groups_{groups}, threads_{threads}, own_(groups.size()) {
  // A value of a column is spread and multiplied in 10 ns.
  const Index lags = groups.empty() ? 0 : groups.front().cols();
  const auto steps = static_cast<std::size_t>(10 * n_groups() * lags * metric.outcome().size());
  for_each_index(groups.size(), worthwhile_threads(threads, steps),
      [&](std::size_t g) { own_[g] = metric_.products_of(groups_[g]); });
}

const Eigen::MatrixXd& GroupProducts::between(Index a, Index b) const {
  Eigen::MatrixXd& products = between_[{a, b}];
  if (products.size() > 0) return products;
  RowMatrix& spread = spread_[b];
  if (spread.size() == 0) spread = metric_.spread_of(columns(b));
  return products = metric_.between(columns(a), of(a), spread, of(b));
}

Eigen::MatrixXd GroupProducts::with_all(const Eigen::MatrixXd& series) const {
  const RowMatrix influence = metric_.influence_of(series);
  const Index lags = groups_.empty() ? 0 : groups_.front().cols();
  Eigen::MatrixXd products(n_groups() * lags, series.cols());
  // Few of a column's values are read, four series at a time.
  const auto steps = static_cast<std::size_t>(products.rows() * influence.size()) / 16;
  for_each_index(groups_.size(), worthwhile_threads(threads_, steps), [&](std::size_t g) {
    products.middleRows(static_cast<Index>(g) * lags, lags) =
        groups_[g].products_with(influence).leftCols(series.cols());
  });
  return products;
}

}  // namespace culprit::stats
