#include "stats/columns.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "culprit/core/clones.hpp"
#include "culprit/core/math.hpp"
#include "stats/lanes.hpp"

namespace culprit::stats {
namespace {

using Index = Eigen::Index;

/// The numbers of a `SeriesFilter`.
struct Steps {
  const double *decay, *gain, *inverse_sd;
  Index rows;
};

/// `lanes` neighbouring columns at once.
template <std::size_t lanes> [[gnu::always_inline]] inline void filter_lanes(
    const Steps& steps, const double* from, double* row, Index width) {
  Four state[lanes / 4] = {};
  for (Index i = 0; i < steps.rows; ++i, from += width, row += width) {
    const double decay = steps.decay[i];
    const double gain = steps.gain[i];
    const double inverse_sd = steps.inverse_sd[i];
    for (std::size_t v = 0; v < lanes / 4; ++v) {
      const Four foreseen = decay * state[v];
      const Four innovation = four(from + 4 * v).v - foreseen;
      state[v] = foreseen + gain * innovation;
      four(row + 4 * v).v = innovation * inverse_sd;
    }
  }
}

template <std::size_t lanes> [[gnu::always_inline]] inline void filter_lanes_transposed(
    const Steps& steps, double* row, Index width) {
  Four later[lanes / 4] = {};
  row += steps.rows * width;
  for (Index i = steps.rows; i-- > 0;) {
    row -= width;
    const double decay = steps.decay[i];
    const double gain = steps.gain[i];
    const double inverse_sd = steps.inverse_sd[i];
    for (std::size_t v = 0; v < lanes / 4; ++v) {
      const Four own = four(row + 4 * v).v * inverse_sd + gain * later[v];
      four(row + 4 * v).v = own;
      later[v] = (later[v] - own) * decay;
    }
  }
}

CULPRIT_CLONES void filter(const Steps& steps, const double* from, double* rows, Index width) {
  Index c = 0;
  for (; c + 16 <= width; c += 16) filter_lanes<16>(steps, from + c, rows + c, width);
  for (; c + 8 <= width; c += 8) filter_lanes<8>(steps, from + c, rows + c, width);
  if (c < width) filter_lanes<4>(steps, from + c, rows + c, width);
}

CULPRIT_CLONES void filter_transposed(const Steps& steps, double* rows, Index width) {
  Index c = 0;
  for (; c + 16 <= width; c += 16) filter_lanes_transposed<16>(steps, rows + c, width);
  for (; c + 8 <= width; c += 8) filter_lanes_transposed<8>(steps, rows + c, width);
  if (c < width) filter_lanes_transposed<4>(steps, rows + c, width);
}

/// A block of the products of columns a … a + 3 with b … b + 3 or b … b + 7.
template <int width_of_block> [[gnu::always_inline]] inline void multiply_block(
    const double* rows, Index n, Index width, const std::array<Index, 2>& at, double* products) {
  const auto [a, b] = at;
  Four sums[4][2] = {};
  const double* row = rows;
  for (Index i = 0; i < n; ++i, row += width) {
    for (Index v = 0; v < width_of_block; ++v) {
      const Four y = four(row + b + 4 * v).v;
      for (int k = 0; k < 4; ++k) sums[k][v] += row[a + k] * y;
    }
  }
  for (int k = 0; k < 4; ++k)
    for (Index v = 0; v < width_of_block; ++v)
      four(products + (a + k) * width + b + 4 * v).v = sums[k][v];
}

CULPRIT_CLONES void multiply(const double* rows, Index n, Index width, double* products) {
  for (Index a = 0; a < width; a += 4) {
    Index b = a;
    for (; b + 8 <= width; b += 8) multiply_block<2>(rows, n, width, {a, b}, products);
    if (b < width) multiply_block<1>(rows, n, width, {a, b}, products);
  }
}

/// Rows of a matrix, each times its value, added up.
struct Picked {
  const std::uint32_t* row;
  const double* value;  // nullptr = all are 1
  std::size_t count;
};

/// Of `lanes` neighbouring columns.
template <std::size_t lanes> [[gnu::always_inline]] inline void gather_lanes(
    const Picked& picked, const double* rows, Index width, double* sums) {
  Four s[lanes / 4] = {};
  const std::uint32_t* row = picked.row;
  const std::uint32_t* const end = row + picked.count;
  if (picked.value == nullptr) {
    for (; row != end; ++row)
      for (std::size_t v = 0; v < lanes / 4; ++v) s[v] += four(rows + *row * width + 4 * v).v;
  } else {
    for (const double* value = picked.value; row != end; ++row, ++value)
      for (std::size_t v = 0; v < lanes / 4; ++v)
        s[v] += *value * four(rows + *row * width + 4 * v).v;
  }
  for (std::size_t v = 0; v < lanes / 4; ++v) four(sums + 4 * v).v = s[v];
}

CULPRIT_CLONES void gather(const Picked& picked, const double* rows, Index width, double* sums) {
  Index c = 0;
  for (; c + 16 <= width; c += 16) gather_lanes<16>(picked, rows + c, width, sums + c);
  if (c + 8 <= width) {
    gather_lanes<8>(picked, rows + c, width, sums + c);
    c += 8;
  }
  if (c < width) gather_lanes<4>(picked, rows + c, width, sums + c);
}

}  // namespace

RowMatrix padded(const Eigen::Ref<const Eigen::MatrixXd>& columns) {
  RowMatrix rows = RowMatrix::Zero(columns.rows(), padded(columns.cols()));
  rows.leftCols(columns.cols()) = columns;
  return rows;
}

void append(Eigen::MatrixXd& matrix, const Eigen::Ref<const Eigen::MatrixXd>& columns) {
  matrix.conservativeResize(columns.rows(), matrix.cols() + columns.cols());
  matrix.rightCols(columns.cols()) = columns;
}

RowMatrix products_of(const RowMatrix& rows) {
  RowMatrix products(rows.cols(), rows.cols());
  multiply(rows.data(), rows.rows(), rows.cols(), products.data());
  products.triangularView<Eigen::StrictlyLower>() = products.transpose();
  return products;
}

SparseColumns SparseColumns::from(const Eigen::Ref<const Eigen::MatrixXd>& dense) {
  SparseColumns columns{dense.rows()};
  for (Index c = 0; c < dense.cols(); ++c) {
    std::vector<Entry> entries;
    for (Index row = 0; row < dense.rows(); ++row)
      entries.push_back({static_cast<std::uint32_t>(row), dense(row, c)});
    columns.append(entries);
  }
  return columns;
}

void SparseColumns::append(const std::vector<Entry>& entries) {
  Column& column = columns_.emplace_back();
  column.row.reserve(entries.size());
  bool is_ones = true;
  for (const auto& [row, value] : entries) {
    if (value != 0) column.row.push_back(row);
    is_ones = is_ones && (value == 1 || value == 0);
  }
  if (is_ones) return;
  column.value.reserve(column.row.size());
  for (const Entry& entry : entries)
    if (entry.value != 0) column.value.push_back(entry.value);
}

void SparseColumns::append(const SparseColumns& other, Index first, Index count) {
  const auto begin = other.columns_.begin() + first;
  columns_.insert(columns_.end(), begin, begin + count);
}

void SparseColumns::append_mean(const SparseColumns& other, Index first, Index count) {
  if (count == 1) return append(other, first, count);
  std::vector<double> sum(static_cast<std::size_t>(rows_), 0);
  for (Index c = first; c < first + count; ++c) {
    const auto& [row, value] = other.columns_[static_cast<std::size_t>(c)];
    for (std::size_t k = 0; k < row.size(); ++k) sum[row[k]] += value.empty() ? 1 : value[k];
  }
  std::vector<Entry> entries;
  for (std::size_t row = 0; row < sum.size(); ++row)
    if (sum[row] != 0)
      entries.push_back({static_cast<std::uint32_t>(row), sum[row] / static_cast<double>(count)});
  append(entries);
}

bool SparseColumns::is_empty(Index first, Index count) const {
  const auto begin = columns_.begin() + first;
  return std::all_of(begin, begin + count, [](const Column& c) { return c.row.empty(); });
}

RowMatrix SparseColumns::side_by_side() const {
  RowMatrix all(rows_, padded(cols()));
  // Short runs: what the library does for long ones starts slowly.
  for (Index at = 0; at < all.size(); at += 64)
    std::fill_n(all.data() + at, std::min<Index>(64, all.size() - at), 0.0);
  for (Index c = 0; c < cols(); ++c) {
    const auto& [row, value] = columns_[static_cast<std::size_t>(c)];
    double* const own = all.data() + c;
    const auto width = static_cast<std::size_t>(all.cols());
    if (value.empty())
      for (const std::size_t r : row) own[r * width] = 1;
    for (std::size_t k = 0; k < value.size(); ++k) own[row[k] * width] = value[k];
  }
  return all;
}

Eigen::MatrixXd SparseColumns::dense() const { return side_by_side().leftCols(cols()); }

std::vector<std::uint32_t> SparseColumns::ones(Index column) const {
  const auto& [row, value] = columns_[static_cast<std::size_t>(column)];
  if (value.empty()) return row;
  std::vector<std::uint32_t> ones;
  for (std::size_t k = 0; k < row.size(); ++k)
    if (value[k] == 1) ones.push_back(row[k]);
  return ones;
}

void SparseColumns::add_to(Eigen::Ref<Eigen::VectorXd> sum, Index column, double weight) const {
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

RowMatrix SeriesFilter::apply(const RowMatrix& columns) const {
  RowMatrix rows(columns.rows(), columns.cols());
  filter({decay_.data(), gain_.data(), inverse_sd_.data(), rows.rows()}, columns.data(),
      rows.data(), rows.cols());
  return rows;
}

void SeriesFilter::apply_transposed(RowMatrix& rows) const {
  filter_transposed(
      {decay_.data(), gain_.data(), inverse_sd_.data(), rows.rows()}, rows.data(), rows.cols());
}

}  // namespace culprit::stats
