#include "stats/metric.hpp"

#include <gtest/gtest.h>

#include <Eigen/LU>
#include <cmath>
#include <random>

#include "support/near.hpp"

namespace culprit::stats {
namespace {

using culprit::testing::closed_form;
using culprit::testing::is_near;
using Index = Eigen::Index;

/// A series at irregular times with two fixed columns, two random blocks and sparse columns.
struct Series {
  Eigen::VectorXd times, outcome;
  Eigen::MatrixXd fixed, eaten;
  std::vector<Eigen::MatrixXd> blocks;
  NoiseParameters noise{.phi = 0.8, .noise_share = 0.2, .variances = {0.4, 0.0}};
};

Series make_series(Index m, Index columns) {
  std::mt19937 bits{7};
  const auto uniform = [&] { return (static_cast<double>(bits()) + 0.5) / 4294967296.0; };
  Series series;
  series.times.resize(m);
  double time = 0;
  for (double& own : series.times) own = time += uniform() < 0.1 ? 3 : 1;
  series.outcome = Eigen::VectorXd::NullaryExpr(m, [&] { return 4 * uniform(); });
  series.fixed.resize(m, 2);
  series.fixed << Eigen::VectorXd::Ones(m), series.times;
  series.fixed = Projection{series.fixed}.basis();
  series.blocks = {Eigen::MatrixXd::Zero(m, 7), series.times / time};
  for (Index i = 0; i < m; ++i) series.blocks[0](i, static_cast<Index>(series.times[i]) % 7) = 1;
  // Yes or no, shares of unlogged days among them.
  series.eaten = Eigen::MatrixXd::NullaryExpr(m, columns, [&] {
    const double u = uniform();
    return u < 0.7 ? 0.0 : u < 0.95 ? 1.0 : u;
  });
  return series;
}

/// V^-1 - V^-1 Z (Z' V^-1 Z)^-1 Z' V^-1, written out.
Eigen::MatrixXd dense_form(const Series& series, const Eigen::MatrixXd& fixed) {
  const Index m = series.times.size();
  Eigen::MatrixXd v = series.noise.variances[0] * series.blocks[0] * series.blocks[0].transpose();
  for (Index i = 0; i < m; ++i) {
    for (Index j = 0; j < m; ++j) {
      const double gap = std::abs(series.times[i] - series.times[j]);
      v(i, j) += (1 - series.noise.noise_share) * std::pow(series.noise.phi, gap) +
                 (i == j ? series.noise.noise_share : 0);
    }
  }
  const Eigen::MatrixXd inverse = v.inverse();
  if (fixed.cols() == 0) return inverse;
  const Eigen::MatrixXd with_fixed = inverse * fixed;
  return inverse - with_fixed * (fixed.transpose() * with_fixed).inverse() * with_fixed.transpose();
}

class MetricTest : public ::testing::Test {
 protected:
  Series series = make_series(60, 11);
  Metric metric{series.times, series.noise, series.fixed, series.blocks, series.outcome};
  SparseColumns columns = SparseColumns::from(series.eaten);
  Eigen::MatrixXd form = dense_form(series, series.fixed);
};

TEST_F(MetricTest, GivesTheProductsOfGeneralisedLeastSquares) {
  EXPECT_TRUE(is_near(metric.total(), series.outcome.dot(form * series.outcome), 1e-9));
  const Metric::Products products = metric.products_of(columns);
  const Eigen::MatrixXd& x = series.eaten;
  EXPECT_LT((products.own - x.transpose() * form * x).cwiseAbs().maxCoeff(), 1e-9);
  EXPECT_LT((products.cross - x.transpose() * form * series.outcome).cwiseAbs().maxCoeff(), 1e-9);
  EXPECT_LT((metric.influence_of(x).leftCols(11) - form * x).cwiseAbs().maxCoeff(), 1e-9);
}

TEST_F(MetricTest, KnowsWhatFewerFixedColumnsLeave) {
  const Metric::Products products = metric.products_of(columns);
  for (const Index fixed : {0, 1, 2}) {
    const Eigen::MatrixXd fewer = dense_form(series, series.fixed.leftCols(fixed));
    const Eigen::VectorXd expected = (series.eaten.transpose() * fewer * series.eaten).diagonal();
    EXPECT_LT((metric.lengths_beside(products, fixed) - expected).cwiseAbs().maxCoeff(), 1e-9)
        << fixed;
  }
}

TEST_F(MetricTest, OfGroupsIsThatOfTheirColumnsTogether) {
  const std::vector<SparseColumns> groups{SparseColumns::from(series.eaten.leftCols(5)),
      SparseColumns::from(series.eaten.rightCols(5))};
  const GroupProducts products{metric, groups};
  EXPECT_LT((products.between(0, 1) -
                series.eaten.leftCols(5).transpose() * form * series.eaten.rightCols(5))
                .cwiseAbs()
                .maxCoeff(),
      1e-9);
  const Eigen::MatrixXd with_all = products.with_all(series.eaten.middleCols(4, 3));
  EXPECT_LT((with_all.topRows(5) -
                series.eaten.leftCols(5).transpose() * form * series.eaten.middleCols(4, 3))
                .cwiseAbs()
                .maxCoeff(),
      1e-9);
}

TEST_F(MetricTest, AgreesWithWhitenedColumns) {
  const CausalWhitener whitener{series.times, series.noise, series.blocks};
  const Projection fixed{whitener.whiten(series.fixed)};
  const Eigen::MatrixXd white = fixed.remove_from(whitener.whiten(series.eaten));
  const Eigen::MatrixXd own = metric.products_of(columns).own;
  EXPECT_LT((own - white.transpose() * white).cwiseAbs().maxCoeff(), 1e-9);
}

TEST(SparseColumns, KeepTheirValuesAndKnowTheirOnes) {
  Eigen::MatrixXd dense(4, 3);
  dense << 1, 0, 0, 0, 0.5, 0, 1, 1, 0, 0, 3, 0;
  const SparseColumns columns = SparseColumns::from(dense);
  EXPECT_EQ(columns.dense(), dense);
  EXPECT_EQ(columns.ones(0), (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(columns.ones(1), (std::vector<std::uint32_t>{2}));
  EXPECT_TRUE(columns.is_empty(2));
  EXPECT_FALSE(columns.is_empty(1, 2));
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(4);
  columns.add_to(sum, Eigen::Vector3d{1, 2, 5});
  EXPECT_EQ(sum, (Eigen::Vector4d{1, 1, 3, 6}));
  SparseColumns means{4};
  means.append_mean(columns, 0, 2);
  means.append(columns, 0, 1);
  EXPECT_EQ(means.dense().col(0), (Eigen::Vector4d{0.5, 0.25, 1, 1.5}));
  EXPECT_EQ(means.dense().col(1), dense.col(0));
  EXPECT_TRUE(SparseColumns::from(dense) == columns);
  EXPECT_FALSE(means == columns);
}

TEST(PartialProducts, LeaveWhatAProjectionLeaves) {
  Eigen::MatrixXd columns = Eigen::MatrixXd::Random(30, 4);
  columns.col(2) = columns.col(0) - 2 * columns.col(1);
  columns.col(3).setZero();
  const PartialProducts partial{columns.transpose() * columns};
  const Projection projection{columns};
  EXPECT_EQ(partial.rank(), 2);
  EXPECT_EQ(projection.rank(), 2);
  const Eigen::VectorXd other = Eigen::VectorXd::Random(30);
  const Eigen::VectorXd with = columns.transpose() * other;
  EXPECT_TRUE(is_near(other.squaredNorm() - with.dot(partial.inverse() * with),
      projection.remove_from(other).squaredNorm(), closed_form));
  EXPECT_EQ(PartialProducts{Eigen::MatrixXd(0, 0)}.rank(), 0);
}

}  // namespace
}  // namespace culprit::stats
