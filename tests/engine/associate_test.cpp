#include "engine/associate.hpp"

#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <cmath>
#include <string>

#include "culprit/stats/distributions.hpp"
#include "stats/correlation.hpp"
#include "stats/multiplicity.hpp"
#include "support/correlations.hpp"
#include "support/diary_builder.hpp"
#include "support/near.hpp"
#include "support/simulated_diary.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::DiaryBuilder;
using culprit::testing::is_near;
using culprit::testing::is_relatively_near;
using culprit::testing::simulated_diary;

struct Setup {
  diary::Diary diary;
  foods::Resolution resolution;
  Study study;
  Nuisance nuisance;
};

Setup set_up(diary::Diary diary, const Options& options = {}) {
  Setup setup{.diary = std::move(diary), .resolution = {}, .study = {}, .nuisance = {}};
  setup.resolution = foods::resolve(setup.diary);
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(setup.diary), {});
  setup.study = make_study(setup.diary, setup.resolution, outcome, options);
  setup.nuisance =
      make_nuisance(setup.study, select_factors(setup.diary, setup.study, outcome, options));
  return setup;
}

Associations associate(const Setup& setup, const Options& options = {}) {
  return engine::associate(setup.study, setup.nuisance, setup.resolution, options);
}

/// Generalised least squares of the readings on the nuisance and one window, written out densely.
struct Dense {
  double estimate, standard_error, p_value, correlation;
};

Dense dense_window_test(const Setup& setup, const Associations& fitted, std::size_t food,
    const TimeWindow& scanned, bool beside_other_lags = false) {
  const LagWindow& window = *scanned.days();
  const auto m = static_cast<Eigen::Index>(setup.study.readings.size());
  const auto& p = fitted.noise.parameters;
  Eigen::MatrixXd v = p.variances[0] * setup.nuisance.weekday * setup.nuisance.weekday.transpose() +
                      p.variances[1] * setup.nuisance.trend * setup.nuisance.trend.transpose();
  Eigen::VectorXd y(m);
  for (Eigen::Index i = 0; i < m; ++i) {
    const auto& a = setup.study.readings[static_cast<std::size_t>(i)];
    y[i] = a.value;
    for (Eigen::Index j = 0; j < m; ++j) {
      const auto& b = setup.study.readings[static_cast<std::size_t>(j)];
      const double days = std::abs(static_cast<double>(a.minute - b.minute)) / minutes_per_day;
      v(i, j) +=
          (1 - p.noise_share) * (i == j ? 1 : std::pow(p.phi, days)) + (i == j ? p.noise_share : 0);
    }
  }
  const Eigen::MatrixXd lags = ExposureGrid{setup.study}.exposures(setup.study.foods[food]).dense();
  const Eigen::Index others = beside_other_lags ? lags.cols() - 1 : 0;
  Eigen::MatrixXd x(m, setup.nuisance.fixed.cols() + others + 1);
  x.leftCols(setup.nuisance.fixed.cols()) = setup.nuisance.fixed;
  for (Eigen::Index k = 0; k < others; ++k)
    x.col(setup.nuisance.fixed.cols() + k) = lags.col(k < window.first() ? k : k + 1);
  x.rightCols(1) = lags.middleCols(window.first(), window.length()).rowwise().mean();
  const Eigen::LLT<Eigen::MatrixXd> cv{v};
  const Eigen::LLT<Eigen::MatrixXd> normal{x.transpose() * cv.solve(x)};
  const Eigen::VectorXd b = normal.solve(x.transpose() * cv.solve(y));
  const Eigen::VectorXd rest = y - x * b;
  const double degrees = static_cast<double>(m - x.cols());
  const double inverse = normal.solve(Eigen::VectorXd::Unit(x.cols(), x.cols() - 1))[x.cols() - 1];
  const double se = std::sqrt(rest.dot(cv.solve(rest)) / degrees * inverse);
  const double t = b[x.cols() - 1] / se;
  return {
      b[x.cols() - 1], se, stats::student_t_two_sided(t, degrees), t / std::sqrt(t * t + degrees)};
}

TEST(Associate, EqualsGeneralisedLeastSquaresWrittenOut) {
  const auto setup =
      set_up(simulated_diary({.seed = 3, .days = 90, .foods = 6, .effect = 1.5, .unlogged = 0.1}));
  const auto result = associate(setup);
  ASSERT_GE(result.tested.size(), 5U);
  for (const auto& association : result.tested) {
    const auto windows = scanned_windows(setup.study);
    Eigen::VectorXd p_values(static_cast<Eigen::Index>(windows.size()));
    double smallest = 2;
    for (std::size_t w = 0; w < windows.size(); ++w) {
      const auto dense = dense_window_test(setup, result, association.food, windows[w]);
      p_values[static_cast<Eigen::Index>(w)] = dense.p_value;
      smallest = std::min(smallest, dense.p_value);
      if (!(windows[w] == association.best.window)) continue;
      EXPECT_TRUE(is_near(association.best.estimate, dense.estimate, 1e-8));
      EXPECT_TRUE(is_near(association.best.standard_error, dense.standard_error, 1e-8));
      EXPECT_TRUE(is_near(association.best.correlation, dense.correlation, 1e-8));
      EXPECT_TRUE(is_relatively_near(association.best.p_value, dense.p_value, 1e-6));
    }
    EXPECT_TRUE(is_relatively_near(association.best.p_value, smallest, 1e-6));
    EXPECT_TRUE(is_relatively_near(association.p_value, stats::cauchy_combination(p_values), 1e-6));
    for (const auto& point : association.profile) {
      // Of a lag beside all the others.
      const auto dense = dense_window_test(setup, result, association.food, point.lag, true);
      ASSERT_TRUE(point.effect.has_value());
      EXPECT_TRUE(is_near(point.effect->estimate, dense.estimate, 1e-8));
      const double degrees = result.degrees - static_cast<double>(association.profile.size() - 1);
      const double reach = dense.standard_error * stats::student_t_quantile(0.975, degrees);
      EXPECT_TRUE(is_near(point.effect->high - point.effect->low, 2 * reach, 1e-8));
    }
  }
}

TEST(Associate, RawProfileCorrelatesLoggedDaysOnly) {
  const auto setup = set_up(simulated_diary({.seed = 8, .days = 120, .foods = 4, .unlogged = 0.2}));
  const auto result = associate(setup);
  const Eigen::MatrixXd unknown = ExposureGrid{setup.study}.unknown_shares();
  for (const auto& association : result.tested) {
    const Eigen::MatrixXd lags =
        ExposureGrid{setup.study}.exposures(setup.study.foods[association.food]).dense();
    for (const auto& point : association.profile) {
      std::vector<double> x, y;
      for (Eigen::Index row = 0; row < lags.rows(); ++row) {
        if (unknown(row, point.lag.days()->first()) > 0) continue;
        x.push_back(lags(row, point.lag.days()->first()));
        y.push_back(setup.study.readings[static_cast<std::size_t>(row)].value);
      }
      const Eigen::Map<Eigen::VectorXd> vx(x.data(), static_cast<Eigen::Index>(x.size()));
      const Eigen::Map<Eigen::VectorXd> vy(y.data(), static_cast<Eigen::Index>(y.size()));
      EXPECT_TRUE(is_near(*point.pearson, *testing::pearson(vx, vy), 1e-10));
      EXPECT_TRUE(is_near(*point.spearman, *testing::spearman(vx, vy), 1e-10));
      EXPECT_TRUE(is_near(*point.kendall, *testing::kendall_tau_b(vx, vy), 1e-10));
    }
  }
}

TEST(Associate, SkipsFoodsWithoutEnoughDaysAndSaysHowManyThereWere) {
  DiaryBuilder builder;
  for (int day = 0; day < 60; ++day) {
    builder.logged(day).severity(day, (day * 7) % 5);
    if (day % 15 == 0) builder.food(day, "rare");
    if (day % 15 != 7) builder.food(day, "usual");
    if (day % 12 == 0) builder.food(day, "just enough");
  }
  const auto result = associate(set_up(builder.build()));
  ASSERT_EQ(result.tested.size(), 1U);
  EXPECT_EQ(result.tested[0].counts.exposed, 5);
  ASSERT_EQ(result.skipped.size(), 2U);
  EXPECT_EQ(result.skipped[0].name, "rare");
  EXPECT_EQ(result.skipped[0].reason, SkipReason::too_few_exposures);
  EXPECT_EQ(result.skipped[0].exposed_days, 4);
  EXPECT_EQ(result.skipped[0].needed, 5);
  EXPECT_EQ(result.skipped[1].name, "usual");
  EXPECT_EQ(result.skipped[1].reason, SkipReason::too_few_unexposed);
}

TEST(Associate, SkipsAFoodWhoseVariationIsAdjustedAway) {
  DiaryBuilder builder;
  for (int day = 0; day < 80; ++day) {
    builder.logged(day).severity(day, (day * 7) % 5 + day % 3);
    if (day % 7 == 2) builder.food(day, "bread");
    if (day % 4 == 0) builder.food(day, "rice");
  }
  auto setup = set_up(builder.build());
  const Eigen::MatrixXd lags = ExposureGrid{setup.study}.exposures(setup.study.foods[0]).dense();
  Eigen::MatrixXd fixed(lags.rows(), 8);
  fixed << Eigen::VectorXd::Ones(lags.rows()), lags;
  setup.nuisance.fixed = fixed;
  const auto result = associate(setup);
  ASSERT_EQ(result.skipped.size(), 1U);
  EXPECT_EQ(result.skipped[0].name, "bread");
  EXPECT_EQ(result.skipped[0].reason, SkipReason::no_variation);
  EXPECT_EQ(result.tested.size(), 1U);
}

TEST(Associate, TestsNothingWithoutVariationOrDegreesOfFreedom) {
  DiaryBuilder constant;
  DiaryBuilder few;
  for (int day = 0; day < 40; ++day) {
    constant.food(day, day % 2 == 0 ? "rice" : "plum").severity(day, 4.1);
    few.food(day, day % 2 == 0 ? "rice" : "plum");
  }
  few.severity(20, 1).severity(25, 2).severity(30, 4).severity(31, 1);
  for (const auto& builder : {constant, few}) {
    const auto result = associate(set_up(builder.build()));
    EXPECT_TRUE(result.tested.empty());
    EXPECT_TRUE(result.skipped.empty());
  }
}

TEST(Associate, DoesNotDependOnThreads) {
  const auto setup = set_up(simulated_diary({.seed = 2, .days = 365, .foods = 120}));
  Options options;
  options.threads = 1;
  const auto one = associate(setup, options);
  for (const unsigned threads : {2U, 7U}) {
    options.threads = threads;
    const auto many = associate(setup, options);
    ASSERT_EQ(one.tested.size(), many.tested.size());
    for (std::size_t i = 0; i < one.tested.size(); ++i) {
      EXPECT_EQ(one.tested[i].p_value, many.tested[i].p_value);
      EXPECT_EQ(one.tested[i].best.estimate, many.tested[i].best.estimate);
    }
  }
}

TEST(Associate, EffectiveWindowsLieBetweenOneAndTheWindows) {
  const auto setup = set_up(simulated_diary({.seed = 4, .foods = 5}));
  for (const auto& association : associate(setup).tested) {
    EXPECT_GT(association.effective_windows, 3);
    EXPECT_LT(association.effective_windows, 16);
  }
}

}  // namespace
}  // namespace culprit::engine
