#include "stats/columns.hpp"

#include <algorithm>
#include <cmath>

#include "culprit/core/math.hpp"

// Sanitizers are not up yet when the loader chooses a variant.
#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__clang__)
#define CULPRIT_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define CULPRIT_CLONES
#endif

namespace culprit::stats {
namespace {

using Index = Eigen::Index;

/// Four neighbouring values, at any address.
using Four = double __attribute__((vector_size(32), aligned(8), may_alias));

const Four& four(const double* values) { return *reinterpret_cast<const Four*>(values); }
Four& four(double* values) { return *reinterpret_cast<Four*>(values); }

/// The numbers of a `SeriesFilter`.
struct Steps {
  const double *decay, *gain, *inverse_sd;
  Index rows;
};

CULPRIT_CLONES void filter(const Steps& steps, double* rows, Index width) {
  for (Index c = 0; c < width; c += 4) {
    Four state = {0, 0, 0, 0};
    double* row = rows + c;
    for (Index i = 0; i < steps.rows; ++i, row += width) {
      state *= steps.decay[i];
      const Four innovation = four(row) - state;
      state += steps.gain[i] * innovation;
      four(row) = innovation * steps.inverse_sd[i];
    }
  }
}

CULPRIT_CLONES void filter_transposed(const Steps& steps, double* rows, Index width) {
  for (Index c = 0; c < width; c += 4) {
    Four later = {0, 0, 0, 0};
    double* row = rows + c + steps.rows * width;
    for (Index i = steps.rows; i-- > 0;) {
      row -= width;
      const Four own = four(row) * steps.inverse_sd[i] + steps.gain[i] * later;
      four(row) = own;
      later = (later - own) * steps.decay[i];
    }
  }
}

CULPRIT_CLONES void multiply(const double* rows, Index n, Index width, double* products) {
  for (Index a = 0; a < width; a += 4) {
    for (Index b = a; b < width; b += 4) {
      Four s0 = {0, 0, 0, 0};
      Four s1 = s0;
      Four s2 = s0;
      Four s3 = s0;
      const double* row = rows;
      for (Index i = 0; i < n; ++i, row += width) {
        const Four y = four(row + b);
        s0 += row[a] * y;
        s1 += row[a + 1] * y;
        s2 += row[a + 2] * y;
        s3 += row[a + 3] * y;
      }
      four(products + a * width + b) = s0;
      four(products + (a + 1) * width + b) = s1;
      four(products + (a + 2) * width + b) = s2;
      four(products + (a + 3) * width + b) = s3;
    }
  }
}

/// Rows of a matrix, each times its value, added up.
struct Picked {
  const std::uint32_t* row;
  const double* value;  // nullptr = all are 1
  std::size_t count;
};

CULPRIT_CLONES void gather(const Picked& picked, const double* rows, Index width, double* sums) {
  Index c = 0;
  for (; c + 8 <= width; c += 8) {
    Four s = {0, 0, 0, 0};
    Four t = s;
    if (picked.value == nullptr) {
      for (std::size_t k = 0; k < picked.count; ++k) {
        const double* row = rows + picked.row[k] * width + c;
        s += four(row);
        t += four(row + 4);
      }
    } else {
      for (std::size_t k = 0; k < picked.count; ++k) {
        const double* row = rows + picked.row[k] * width + c;
        s += picked.value[k] * four(row);
        t += picked.value[k] * four(row + 4);
      }
    }
    four(sums + c) = s;
    four(sums + c + 4) = t;
  }
  for (; c < width; c += 4) {
    Four s = {0, 0, 0, 0};
    for (std::size_t k = 0; k < picked.count; ++k) {
      const Four& row = four(rows + picked.row[k] * width + c);
      s += picked.value == nullptr ? row : picked.value[k] * row;
    }
    four(sums + c) = s;
  }
}

}  // namespace

RowMatrix padded(const Eigen::Ref<const Eigen::MatrixXd>& columns) {
  RowMatrix rows = RowMatrix::Zero(columns.rows(), padded(columns.cols()));
  rows.leftCols(columns.cols()) = columns;
  return rows;
}

RowMatrix products_of(const RowMatrix& rows) {
  RowMatrix products(rows.cols(), rows.cols());
  multiply(rows.data(), rows.rows(), rows.cols(), products.data());
  products.triangularView<Eigen::StrictlyLower>() = products.transpose();
  return products;
}

SparseColumns SparseColumns::from(const Eigen::Ref<const Eigen::MatrixXd>& dense) {
  SparseColumns columns{dense.rows()};
  for (Index c = 0; c < dense.cols(); ++c) columns.append(dense.col(c).data());
  return columns;
}

void SparseColumns::append(const double* values) {
  Column& column = columns_.emplace_back();
  bool is_ones = true;
  for (Index row = 0; row < rows_; ++row) {
    if (values[row] == 0) continue;
    column.row.push_back(static_cast<std::uint32_t>(row));
    is_ones = is_ones && values[row] == 1;
  }
  if (is_ones) return;
  column.value.reserve(column.row.size());
  for (const std::uint32_t row : column.row) column.value.push_back(values[row]);
}

void SparseColumns::append(const SparseColumns& other, Index first, Index count) {
  const auto begin = other.columns_.begin() + first;
  columns_.insert(columns_.end(), begin, begin + count);
}

Eigen::MatrixXd SparseColumns::dense() const {
  Eigen::MatrixXd dense = Eigen::MatrixXd::Zero(rows_, cols());
  for (Index c = 0; c < cols(); ++c) {
    const auto& [row, value] = columns_[static_cast<std::size_t>(c)];
    for (std::size_t k = 0; k < row.size(); ++k) dense(row[k], c) = value.empty() ? 1 : value[k];
  }
  return dense;
}

std::vector<std::uint32_t> SparseColumns::ones(Index column) const {
  const auto& [row, value] = columns_[static_cast<std::size_t>(column)];
  if (value.empty()) return row;
  std::vector<std::uint32_t> ones;
  for (std::size_t k = 0; k < row.size(); ++k)
    if (value[k] == 1) ones.push_back(row[k]);
  return ones;
}

void SparseColumns::add_to(
    Eigen::Ref<Eigen::VectorXd> sum, Index column, double weight) const {
  const auto& [row, value] = columns_[static_cast<std::size_t>(column)];
  for (std::size_t k = 0; k < row.size(); ++k)
    sum[row[k]] += value.empty() ? weight : weight * value[k];
}

void SparseColumns::add_to(
    Eigen::Ref<Eigen::VectorXd> sum, const Eigen::Ref<const Eigen::VectorXd>& weights) const {
  for (Index c = 0; c < cols(); ++c) add_to(sum, c, weights[c]);
}

RowMatrix SparseColumns::products_with(const RowMatrix& others) const {
  RowMatrix products(cols(), others.cols());
  for (Index c = 0; c < cols(); ++c) {
    const auto& [row, value] = columns_[static_cast<std::size_t>(c)];
    gather({row.data(), value.empty() ? nullptr : value.data(), row.size()}, others.data(),
        others.cols(), products.row(c).data());
  }
  return products;
}

SeriesFilter::SeriesFilter(
    const Eigen::Ref<const Eigen::VectorXd>& times, double phi, double noise_share)
    : decay_{times.size()}, gain_{times.size()}, inverse_sd_{times.size()} {
  const double signal = 1 - noise_share;
  const double log_phi = phi > 0 ? math::log(phi) : 0;
  double state_variance = signal;
  double last_gap = -1;
  double last_decay = 0;
  double determinant = 1;
  for (Index i = 0; i < times.size(); ++i) {
    double decay = 0;
    if (i > 0) {
      const double gap = times[i] - times[i - 1];
      // Diaries are mostly daily: the power of the usual gap is worked out once.
      if (gap != last_gap) {
        last_gap = gap;
        last_decay = phi > 0 ? math::exp(gap * log_phi) : (gap == 0 ? 1.0 : 0.0);
      }
      decay = last_decay;
      state_variance = decay * decay * state_variance + signal * (1 - decay * decay);
    }
    const double variance = state_variance + noise_share;
    decay_[i] = decay;
    gain_[i] = state_variance / variance;
    inverse_sd_[i] = 1 / std::sqrt(variance);
    state_variance -= gain_[i] * state_variance;
    // One logarithm for many factors, as long as their product is far from a double's ends.
    determinant *= variance;
    if (determinant < 1e-200 || determinant > 1e200) {
      log_determinant_ += math::log(determinant);
      determinant = 1;
    }
  }
  log_determinant_ += math::log(determinant);
}

void SeriesFilter::apply(RowMatrix& rows) const {
  filter({decay_.data(), gain_.data(), inverse_sd_.data(), rows.rows()}, rows.data(), rows.cols());
}

void SeriesFilter::apply_transposed(RowMatrix& rows) const {
  filter_transposed(
      {decay_.data(), gain_.data(), inverse_sd_.data(), rows.rows()}, rows.data(), rows.cols());
}

}  // namespace culprit::stats
