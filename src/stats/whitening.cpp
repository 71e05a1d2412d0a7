#include "stats/whitening.hpp"

#include <Eigen/Eigenvalues>
#include <cmath>
#include <vector>

#include "culprit/core/math.hpp"
#include "stats/require.hpp"

namespace culprit::stats {
namespace {

/// @return  the times.
const Eigen::Ref<const Eigen::VectorXd>& require_sound(
    const Eigen::Ref<const Eigen::VectorXd>& times, const NoiseParameters& parameters,
    std::span<const Eigen::MatrixXd> blocks) {
  using Error = std::invalid_argument;
  const auto& [phi, noise_share, variances] = parameters;
  require<Error>(phi >= 0 && phi < 1, "CausalWhitener: phi is {}, but must be in [0, 1)!", phi);
  require<Error>(noise_share >= 0 && noise_share <= 1,
      "CausalWhitener: noise_share is {}, but must be in [0, 1]!", noise_share);
  require<Error>(blocks.size() == variances.size(),
      "CausalWhitener: there are {} blocks and {} variances, but they must be equal!",
      blocks.size(), variances.size());
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    require<Error>(variances[b] >= 0, "CausalWhitener: variances[{}] is {}, but must be >= 0!", b,
        variances[b]);
    require<Error>(blocks[b].rows() == times.size(),
        "CausalWhitener: block {} has {} rows, but must have {}!", b, blocks[b].rows(),
        times.size());
  }
  for (Eigen::Index i = 1; i < times.size(); ++i)
    require<Error>(times[i] >= times[i - 1], "CausalWhitener: times[{}] is {}, but must be >= {}!",
        i, times[i], times[i - 1]);
  return times;
}

Eigen::MatrixXd unit_columns(const Eigen::Ref<const Eigen::MatrixXd>& columns) {
  Eigen::MatrixXd scaled = columns;
  for (Eigen::Index j = 0; j < scaled.cols(); ++j) {
    const double length = scaled.col(j).norm();
    if (length > 0) scaled.col(j) /= length;
  }
  return scaled;
}

struct Orthonormal {
  Eigen::MatrixXd basis;
  std::vector<int> kept;  // columns that added one of the basis
};

Orthonormal orthonormalise(const Eigen::Ref<const Eigen::MatrixXd>& columns) {
  Orthonormal found{.basis = unit_columns(columns), .kept = {}};
  for (Eigen::Index j = 0; j < columns.cols(); ++j) {
    const auto n = static_cast<Eigen::Index>(found.kept.size());
    Eigen::VectorXd rest = found.basis.col(j);
    // Twice, because one pass leaves rounding of the size of the tolerance's square root.
    for (int pass = 0; pass < 2; ++pass) {
      const Eigen::VectorXd shares = found.basis.leftCols(n).transpose() * rest;
      rest.noalias() -= found.basis.leftCols(n) * shares;
    }
    const double left = rest.norm();
    if (left <= Projection::tolerance || n == columns.rows()) continue;
    found.kept.push_back(static_cast<int>(j));
    found.basis.col(n) = rest / left;
  }
  found.basis.conservativeResize(Eigen::NoChange, static_cast<Eigen::Index>(found.kept.size()));
  return found;
}

}  // namespace

CausalWhitener::CausalWhitener(const Eigen::Ref<const Eigen::VectorXd>& times,
    const NoiseParameters& parameters, std::span<const Eigen::MatrixXd> blocks)
    : filter_{require_sound(times, parameters, blocks), parameters.phi, parameters.noise_share},
      log_determinant_{filter_.log_determinant()} {
  const Eigen::Index m = times.size();
  Eigen::MatrixXd effects(m, 0);
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    if (!(parameters.variances[b] > 0)) continue;
    append(effects, std::sqrt(parameters.variances[b]) * blocks[b]);
  }
  if (effects.cols() == 0) return;
  effects_ = filter_.apply(padded(effects));
  effect_gain_.resize(m, effects_.cols());
  effect_inverse_sd_.resize(m);
  Eigen::MatrixXd uncertainty = Eigen::MatrixXd::Identity(effects_.cols(), effects_.cols());
  Eigen::VectorXd projected(effects_.cols());
  for (Eigen::Index i = 0; i < m; ++i) {
    const auto row = effects_.row(i).transpose();
    projected.noalias() = uncertainty * row;
    const double variance = 1 + row.dot(projected);
    effect_gain_.row(i) = (projected / variance).transpose();
    uncertainty.noalias() -= projected * effect_gain_.row(i);
    effect_inverse_sd_[i] = 1 / std::sqrt(variance);
    log_determinant_ += math::log(variance);
  }
}

Eigen::MatrixXd CausalWhitener::whiten(const Eigen::Ref<const Eigen::MatrixXd>& columns) const {
  require<std::invalid_argument>(columns.rows() == filter_.rows(),
      "whiten: columns have {} rows, but must have {}!", columns.rows(), filter_.rows());
  RowMatrix rows = filter_.apply(padded(columns));
  if (effects_.cols() > 0) filter_random_effects(rows);
  return rows.leftCols(columns.cols());
}

void CausalWhitener::filter_random_effects(RowMatrix& rows) const {
  RowMatrix state = RowMatrix::Zero(effects_.cols(), rows.cols());
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    auto row = rows.row(i);
    row.noalias() -= effects_.row(i) * state;
    state.noalias() += effect_gain_.row(i).transpose() * row;
    row *= effect_inverse_sd_[i];
  }
}

Projection::Projection(const Eigen::Ref<const Eigen::MatrixXd>& columns)
    : basis_{orthonormalise(columns).basis} {}

Eigen::MatrixXd Projection::remove_from(const Eigen::Ref<const Eigen::MatrixXd>& columns) const {
  Eigen::MatrixXd rest = columns;
  if (basis_.cols() > 0) {
    const Eigen::MatrixXd shares = basis_.transpose() * columns;
    rest.noalias() -= basis_ * shares;
  }
  return rest;
}

PartialProducts::PartialProducts(const Eigen::MatrixXd& products)
    : inverse_{Eigen::MatrixXd::Zero(products.rows(), products.cols())} {
  if (products.size() == 0) return;
  Eigen::VectorXd scale = products.diagonal().cwiseMax(0).cwiseSqrt();
  for (double& own : scale) own = own > 0 ? 1 / own : 0;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver{
      scale.asDiagonal() * products * scale.asDiagonal()};
  for (Eigen::Index i = 0; i < scale.size(); ++i) {
    constexpr double rounding = 1e-12;
    const double length = solver.eigenvalues()[i];
    if (!(length > rounding)) continue;
    const Eigen::VectorXd direction = scale.cwiseProduct(solver.eigenvectors().col(i));
    inverse_.noalias() += direction * direction.transpose() / length;
    ++rank_;
  }
}

Eigen::VectorXi independent_columns(const Eigen::Ref<const Eigen::MatrixXd>& columns) {
  const std::vector<int> kept = orthonormalise(columns).kept;
  return Eigen::Map<const Eigen::VectorXi>(kept.data(), static_cast<Eigen::Index>(kept.size()));
}

}  // namespace culprit::stats
