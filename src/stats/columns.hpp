/// Columns that are mostly zero, and loops over columns that lie side by side.
///
/// The loops are compiled for several processors (`CULPRIT_CLONES`).
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

namespace culprit::stats {

/// Rows of neighbouring columns; the loops want their number to be a multiple of four.
using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The next multiple of four.
[[nodiscard]] inline Eigen::Index padded(Eigen::Index columns) { return (columns + 3) / 4 * 4; }
/// The same columns with zeros behind them.
[[nodiscard]] RowMatrix padded(const Eigen::Ref<const Eigen::MatrixXd>& columns);

/// Puts further columns behind those of a matrix.
void append(Eigen::MatrixXd& matrix, const Eigen::Ref<const Eigen::MatrixXd>& columns);

/// Products of all columns with one another. @param rows  [m × padded] @return [padded × padded]
[[nodiscard]] RowMatrix products_of(const RowMatrix& rows);

/// Columns by their values other than 0, from the first row to the last.
class SparseColumns {
 public:
  explicit SparseColumns(Eigen::Index rows = 0) : rows_{rows} {}
  [[nodiscard]] static SparseColumns from(const Eigen::Ref<const Eigen::MatrixXd>& dense);

  struct Entry {
    std::uint32_t row = 0;
    double value = 0;
  };
  /// Appends a column. @param entries  by row, rising.
  void append(const std::vector<Entry>& entries);
  /// Appends columns of another one with as many rows.
  void append(const SparseColumns& other, Eigen::Index first, Eigen::Index count);

  /// Appends the mean of columns of another one with as many rows.
  void append_mean(const SparseColumns& other, Eigen::Index first, Eigen::Index count);

  [[nodiscard]] Eigen::Index rows() const noexcept { return rows_; }
  [[nodiscard]] Eigen::Index cols() const noexcept {
    return static_cast<Eigen::Index>(columns_.size());
  }
  [[nodiscard]] Eigen::MatrixXd dense() const;
  [[nodiscard]] RowMatrix side_by_side() const;  ///< [rows × padded cols]
  /// Whether columns are zero throughout.
  [[nodiscard]] bool is_empty(Eigen::Index first, Eigen::Index count = 1) const;
  /// The rows in which the column is 1, rising.
  [[nodiscard]] std::vector<std::uint32_t> ones(Eigen::Index column) const;

  /// Adds a column times its weight to `sum` [rows], or all columns.
  void add_to(Eigen::Ref<Eigen::VectorXd> sum, Eigen::Index column, double weight) const;
  void add_to(
      Eigen::Ref<Eigen::VectorXd> sum, const Eigen::Ref<const Eigen::VectorXd>& weights) const;
  /// [cols × padded] products of each column with those of `others` [rows × padded].
  [[nodiscard]] RowMatrix products_with(const RowMatrix& others) const;

  friend bool operator==(const SparseColumns&, const SparseColumns&) = default;
  friend auto operator<=>(const SparseColumns&, const SparseColumns&) = default;

 private:
  struct Column {
    std::vector<std::uint32_t> row;
    std::vector<double> value;  // empty = all are 1
    friend bool operator==(const Column&, const Column&) = default;
    friend auto operator<=>(const Column&, const Column&) = default;
  };
  Eigen::Index rows_;
  std::vector<Column> columns_;
};

/// The filter F of a series at irregular times with F V F' = I, where
///
///   V = (1 - noise_share) phi^|ti - tj| + noise_share I:
///
/// an autoregression in continuous time with white noise on each observation (Kalman filter with
/// gaps as phi^gap). O(observations) a column.
/// Source: Jones (1980), Technometrics 22, 389–395.
class SeriesFilter {
 public:
  /// @param times  [m] increasing, any unit; equal times are allowed if noise_share > 0.
  SeriesFilter(const Eigen::Ref<const Eigen::VectorXd>& times, double phi, double noise_share);

  [[nodiscard]] Eigen::Index rows() const noexcept { return decay_.size(); }
  /// log |V|
  [[nodiscard]] double log_determinant() const noexcept { return log_determinant_; }
  /// F times the columns. @param columns  [m × padded]
  [[nodiscard]] RowMatrix apply(const RowMatrix& columns) const;
  /// F' times the columns. @param rows  [m × padded]
  void apply_transposed(RowMatrix& rows) const;

 private:
  Eigen::VectorXd decay_;       // [m] phi^gap before each observation
  Eigen::VectorXd gain_;        // [m] Kalman gain
  Eigen::VectorXd inverse_sd_;  // [m] 1 / sd of the innovation
  double log_determinant_ = 0;
};

}  // namespace culprit::stats
