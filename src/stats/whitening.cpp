#include "stats/whitening.hpp"

#include <fmt/format.h>

#include <Eigen/QR>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "culprit/core/math.hpp"

namespace culprit::stats {
namespace {

void require_sound(const Eigen::Ref<const Eigen::VectorXd>& times,
    const NoiseParameters& parameters, std::span<const Eigen::MatrixXd> blocks) {
  const auto fail = [](const std::string& text) {
    throw std::invalid_argument("CausalWhitener: " + text);
  };
  if (!(parameters.phi >= 0 && parameters.phi < 1))
    fail(fmt::format("phi is {}, but must be in [0, 1)!", parameters.phi));
  if (!(parameters.noise_share >= 0 && parameters.noise_share <= 1))
    fail(fmt::format("noise_share is {}, but must be in [0, 1]!", parameters.noise_share));
  if (blocks.size() != parameters.variances.size()) {
    fail(fmt::format("there are {} blocks and {} variances, but they must be equal!", blocks.size(),
        parameters.variances.size()));
  }
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    if (!(parameters.variances[b] >= 0))
      fail(fmt::format("variances[{}] is {}, but must be >= 0!", b, parameters.variances[b]));
    if (blocks[b].rows() != times.size()) {
      fail(fmt::format(
          "block {} has {} rows, but must have {}!", b, blocks[b].rows(), times.size()));
    }
  }
  for (Eigen::Index i = 1; i < times.size(); ++i)
    if (!(times[i] >= times[i - 1]))
      fail(fmt::format("times[{}] is {}, but must be >= {}!", i, times[i], times[i - 1]));
}

Eigen::MatrixXd unit_columns(const Eigen::Ref<const Eigen::MatrixXd>& columns) {
  Eigen::MatrixXd scaled = columns;
  for (Eigen::Index j = 0; j < scaled.cols(); ++j) {
    const double length = scaled.col(j).norm();
    if (length > 0) scaled.col(j) /= length;
  }
  return scaled;
}

}  // namespace

CausalWhitener::CausalWhitener(const Eigen::Ref<const Eigen::VectorXd>& times,
    const NoiseParameters& parameters, std::span<const Eigen::MatrixXd> blocks)
    : decay_{times.size()}, gain_{times.size()}, inverse_sd_{times.size()} {
  require_sound(times, parameters, blocks);
  const Eigen::Index m = times.size();
  const double signal = 1 - parameters.noise_share;
  const double log_phi = parameters.phi > 0 ? math::log(parameters.phi) : 0;
  double state_variance = signal;
  double last_gap = -1;
  double last_decay = 0;
  for (Eigen::Index i = 0; i < m; ++i) {
    double decay = 0;
    if (i > 0) {
      const double gap = times[i] - times[i - 1];
      // Diaries are mostly daily: the power of the usual gap is worked out once.
      if (gap != last_gap) {
        last_gap = gap;
        last_decay = parameters.phi > 0 ? math::exp(gap * log_phi) : (gap == 0 ? 1.0 : 0.0);
      }
      decay = last_decay;
      state_variance = decay * decay * state_variance + signal * (1 - decay * decay);
    }
    const double variance = state_variance + parameters.noise_share;
    decay_[i] = decay;
    gain_[i] = state_variance / variance;
    inverse_sd_[i] = 1 / std::sqrt(variance);
    log_determinant_ += math::log(variance);
    state_variance -= gain_[i] * state_variance;
  }

  Eigen::Index n_effects = 0;
  for (std::size_t b = 0; b < blocks.size(); ++b)
    if (parameters.variances[b] > 0) n_effects += blocks[b].cols();
  effects_.resize(m, n_effects);
  if (n_effects == 0) return;
  Eigen::Index column = 0;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    if (!(parameters.variances[b] > 0)) continue;
    effects_.middleCols(column, blocks[b].cols()) = std::sqrt(parameters.variances[b]) * blocks[b];
    column += blocks[b].cols();
  }
  filter_autoregression(effects_);
  effect_gain_.resize(m, n_effects);
  effect_inverse_sd_.resize(m);
  Eigen::MatrixXd uncertainty = Eigen::MatrixXd::Identity(n_effects, n_effects);
  Eigen::VectorXd projected(n_effects);
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
  if (columns.rows() != decay_.size()) {
    throw std::invalid_argument(fmt::format(
        "whiten: columns have {} rows, but must have {}!", columns.rows(), decay_.size()));
  }
  RowMatrix rows = columns;
  filter_autoregression(rows);
  if (effects_.cols() > 0) filter_random_effects(rows);
  return rows;
}

void CausalWhitener::filter_autoregression(RowMatrix& rows) const {
  Eigen::RowVectorXd state = Eigen::RowVectorXd::Zero(rows.cols());
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    auto row = rows.row(i);
    state *= decay_[i];
    row -= state;
    state += gain_[i] * row;
    row *= inverse_sd_[i];
  }
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
