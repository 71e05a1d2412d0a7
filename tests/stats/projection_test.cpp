#include <gtest/gtest.h>

#include "stats/whitening.hpp"

namespace culprit::stats {
namespace {

TEST(Projection, LeavesWhatIsOrthogonal) {
  const Eigen::MatrixXd columns = Eigen::MatrixXd::Random(20, 4);
  const Projection projection{columns};
  EXPECT_EQ(projection.rank(), 4);
  const Eigen::MatrixXd rest = projection.remove_from(Eigen::MatrixXd::Random(20, 3));
  EXPECT_LT((columns.transpose() * rest).cwiseAbs().maxCoeff(), 1e-12);
  EXPECT_LT(projection.remove_from(columns).cwiseAbs().maxCoeff(), 1e-12);
}

TEST(Projection, CountsACollinearColumnOnceWhateverItsUnit) {
  Eigen::MatrixXd columns(10, 4);
  columns.leftCols(2) = Eigen::MatrixXd::Random(10, 2);
  columns.col(2) = 1e6 * (columns.col(0) - 2 * columns.col(1));
  columns.col(3).setZero();
  EXPECT_EQ(Projection{columns}.rank(), 2);
  EXPECT_EQ(Projection{1e-9 * columns}.rank(), 2);
}

TEST(Projection, OfNothingLeavesEverything) {
  const Eigen::MatrixXd some = Eigen::MatrixXd::Random(5, 2);
  EXPECT_EQ(Projection{Eigen::MatrixXd(5, 0)}.remove_from(some), some);
  EXPECT_EQ(Projection{Eigen::MatrixXd::Zero(5, 2)}.rank(), 0);
  EXPECT_EQ(Projection{Eigen::MatrixXd(0, 3)}.rank(), 0);
}

TEST(IndependentColumns, KeepsTheEarlierOfTwo) {
  Eigen::MatrixXd columns(6, 5);
  columns.col(0).setOnes();
  columns.col(1).setLinSpaced(0, 5);
  columns.col(2) = 3 * columns.col(1) - columns.col(0);
  columns.col(3).setZero();
  columns.col(4) = columns.col(1).array().square();
  EXPECT_EQ(independent_columns(columns), Eigen::Vector3i(0, 1, 4));
}

TEST(IndependentColumns, AreNeverMoreThanTheRows) {
  EXPECT_EQ(independent_columns(Eigen::MatrixXd::Random(3, 6)).size(), 3);
  EXPECT_EQ(independent_columns(Eigen::MatrixXd(0, 2)).size(), 0);
}

}  // namespace
}  // namespace culprit::stats
