#include "engine/conditional.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "culprit/stats/distributions.hpp"
#include "stats/multiplicity.hpp"

namespace culprit::engine {
namespace {

using Index = Eigen::Index;

constexpr double rounding = 1e-12;  // of sums of squares

}  // namespace

ConditionalTests::ConditionalTests(
    const NullModel& null, const Eigen::MatrixXd& fits, const Eigen::MatrixXd& windows)
    : null_{null},
      windows_{windows},
      influence_{null.metric().influence_of(fits)},
      products_{influence_.leftCols(fits.cols()).transpose() * fits},
      cross_{influence_.leftCols(fits.cols()).transpose() * null.metric().outcome()},
      all_{products_} {}

double ConditionalTests::p_value(
    const stats::SparseColumns& columns, const stats::Metric::Products& products, Index own) const {
  std::optional<stats::PartialProducts> without_own;
  if (own != none) {
    Eigen::MatrixXd others = products_;
    others.row(own).setZero();
    others.col(own).setZero();
    without_own.emplace(others);
  }
  const stats::PartialProducts& others = without_own ? *without_own : all_;
  const Eigen::MatrixXd with_others = columns.products_with(influence_).leftCols(cross_.size());
  const Eigen::MatrixXd left = others.inverse() * with_others.transpose();
  const Eigen::MatrixXd gram = products.own - with_others * left;
  const Eigen::VectorXd cross = products.cross - left.transpose() * cross_;
  // Where the others explain everything, what is left is rounding.
  const double total = null_.sum_of_squares();
  const double squares = std::max(total - cross_.dot(others.inverse() * cross_), rounding * total);
  const double degrees = null_.degrees() - static_cast<double>(others.rank());
  const Eigen::MatrixXd by_window = gram * windows_;
  const Eigen::VectorXd along = windows_.transpose() * cross;
  std::vector<double> p_values;
  for (Index w = 0; w < along.size(); ++w) {
    const double length = windows_.col(w).dot(by_window.col(w));
    // A yes/no column that varies at all leaves more than this: below lies rounding.
    if (!(length > 1e-9)) continue;
    const double share = std::min(along[w] * along[w] / (length * squares), 1 - rounding);
    p_values.push_back(
        stats::student_t_two_sided(std::sqrt(degrees * share / (1 - share)), degrees));
  }
  if (p_values.empty()) return 1;
  return stats::cauchy_combination(
      Eigen::Map<const Eigen::VectorXd>(p_values.data(), static_cast<Index>(p_values.size())));
}

}  // namespace culprit::engine
