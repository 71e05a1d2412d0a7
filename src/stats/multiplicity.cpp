#include "stats/multiplicity.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <numbers>
#include <numeric>
#include <vector>

#include "culprit/core/math.hpp"
#include "stats/require.hpp"

namespace culprit::stats {
namespace {

void require_probabilities(
    const Eigen::Ref<const Eigen::VectorXd>& p_values, const char* function) {
  for (Eigen::Index i = 0; i < p_values.size(); ++i)
    require(p_values[i] >= 0 && p_values[i] <= 1, "{}: p_values[{}] is {}, but must be in [0, 1]!",
        function, i, p_values[i]);
}

}  // namespace

Eigen::VectorXd benjamini_hochberg(const Eigen::Ref<const Eigen::VectorXd>& p_values) {
  require_probabilities(p_values, "benjamini_hochberg");
  const Eigen::Index m = p_values.size();
  std::vector<Eigen::Index> order(static_cast<std::size_t>(m));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::sort(
      order, [&](Eigen::Index a, Eigen::Index b) { return p_values[a] > p_values[b]; });
  Eigen::VectorXd adjusted(m);
  double smallest = 1;
  Eigen::Index rank = m;
  for (const Eigen::Index i : order) {
    // The ratio first: it is exactly 1 at the last rank, so that rounding never shrinks a p-value.
    const double ratio = static_cast<double>(m) / static_cast<double>(rank);
    smallest = std::min(smallest, p_values[i] * ratio);
    adjusted[i] = smallest;
    --rank;
  }
  return adjusted;
}

double cauchy_combination(const Eigen::Ref<const Eigen::VectorXd>& p_values) {
  require_probabilities(p_values, "cauchy_combination");
  require(p_values.size() > 0, "cauchy_combination: p_values is empty, but must not be!");
  constexpr double smallest = 1e-15;
  constexpr double largest = 1 - 1e-6;
  double sum = 0;
  for (const double raw : p_values) {
    const double p = std::clamp(raw, smallest, largest);
    // cot(pi p) = tan(pi (1/2 - p)), without losing a small p in the difference.
    sum += math::cos(std::numbers::pi * p) / math::sin(std::numbers::pi * p);
  }
  const double mean = sum / static_cast<double>(p_values.size());
  // atan2 keeps the relative precision of small results, which 1/2 - atan(mean)/pi would lose.
  return math::atan2(1.0, mean) / std::numbers::pi;
}

double effective_tests(const Eigen::Ref<const Eigen::MatrixXd>& correlation) {
  require(correlation.rows() > 0 && correlation.rows() == correlation.cols(),
      "effective_tests: correlation is {} x {}, but must be square and not empty!",
      correlation.rows(), correlation.cols());
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver{correlation, Eigen::EigenvaluesOnly};
  const Eigen::ArrayXd values = solver.eigenvalues().array().max(0.0);
  const double root_sum = values.sqrt().sum();
  return root_sum * root_sum / values.sum();
}

}  // namespace culprit::stats
