/// What is left of columns when others are projected off.
#pragma once

#include <Eigen/Core>

namespace culprit::stats {

/// The orthogonal complement of a set of columns, whatever their rank.
class Projection {
 public:
  /// A column adds to the rank if more than this share of its length is new. Small enough to keep
  /// a factor that varies on a few days only, large enough to drop rounding.
  static constexpr double tolerance = 1e-7;

  /// @param columns  [m × q], no NaN; each is scaled to length 1 first, so units do not matter.
  /// Source: QR with column pivoting (Golub & Van Loan, section 5.4.2).
  explicit Projection(const Eigen::Ref<const Eigen::MatrixXd>& columns);

  /// Number of independent columns.
  [[nodiscard]] Eigen::Index rank() const noexcept { return basis_.cols(); }

  /// [m × rank] orthonormal.
  [[nodiscard]] const Eigen::MatrixXd& basis() const noexcept { return basis_; }

  /// @param columns  [m × c]. @return [m × c], orthogonal to the projected columns.
  [[nodiscard]] Eigen::MatrixXd remove_from(const Eigen::Ref<const Eigen::MatrixXd>& columns) const;

 private:
  Eigen::MatrixXd basis_;
};

/// Which columns to keep so that they are independent: earlier ones first. @return indices, rising.
[[nodiscard]] Eigen::VectorXi independent_columns(const Eigen::Ref<const Eigen::MatrixXd>& columns);

}  // namespace culprit::stats
