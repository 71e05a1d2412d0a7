#include "culprit/engine/exposure.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "support/diary_builder.hpp"
#include "support/near.hpp"

namespace culprit::engine {
namespace {

using culprit::testing::closed_form;
using culprit::testing::DiaryBuilder;
using culprit::testing::is_near;

Study study_of(const diary::Diary& diary, const Options& options = {}) {
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), options.severity);
  return make_study(diary, foods::resolve(diary), outcome, options);
}

TEST(LagExposures, OfADayDiaryIsTheShiftedDiary) {
  DiaryBuilder builder;
  std::mt19937 random{1};
  std::vector<int> eaten;
  for (int day = 0; day < 40; ++day) {
    builder.logged(day).severity(day, day % 5);
    eaten.push_back(random() % 3 == 0 ? 1 : 0);
    if (eaten.back() == 1) builder.food(day, "plum");
  }
  const Study study = study_of(builder.build());
  const Eigen::MatrixXd columns = lag_exposures(study, study.foods[0]);
  ASSERT_EQ(columns.cols(), 7);
  const int offset = (DiaryBuilder::day(0) - study.first_day).count();
  for (Eigen::Index row = 0; row < columns.rows(); ++row) {
    for (int lag = 0; lag <= 6; ++lag) {
      const int day = study.readings[static_cast<std::size_t>(row)].day - offset - lag;
      if (day < 0) continue;
      EXPECT_EQ(columns(row, lag), eaten[static_cast<std::size_t>(day)]);
    }
  }
  EXPECT_EQ(unknown_shares(study).bottomRows(20).sum(), 0);
}

TEST(LagExposures, FillsAnUnloggedDayByItsWeekday) {
  DiaryBuilder builder;
  // Eaten every Monday (days 0, 7, …) and on no other day; the Monday of day 28 is not logged.
  for (int day = 0; day < 57; ++day) {
    builder.severity(day, day % 3);
    if (day == 28) continue;
    builder.logged(day);
    if (day % 7 == 0) builder.food(day, "plum");
  }
  const Study study = study_of(builder.build());
  const Eigen::MatrixXd columns = lag_exposures(study, study.foods[0]);
  const int offset = (DiaryBuilder::day(0) - study.first_day).count();
  for (Eigen::Index row = 0; row < columns.rows(); ++row) {
    if (study.readings[static_cast<std::size_t>(row)].day - offset != 29) continue;
    // Other Mondays: 8, all eaten; share over all 56 logged days: 8/56; weight of the share 4.
    EXPECT_TRUE(is_near(columns(row, 1), (8 + 4 * 8.0 / 56) / (8 + 4), closed_form));
    EXPECT_EQ(unknown_shares(study)(row, 1), 1);
    EXPECT_EQ(unknown_shares(study)(row, 2), 0);
  }
}

TEST(LagExposures, BeforeTheFirstEntryAreUnknownAndNotZero) {
  DiaryBuilder builder;
  for (int day = 0; day < 20; ++day) builder.food(day, "plum").severity(day, day);
  const Study study = study_of(builder.build());
  const Eigen::MatrixXd columns = lag_exposures(study, study.foods[0]);
  EXPECT_EQ(columns(0, 6), 1);  // eaten on every logged day: expected with certainty
  EXPECT_EQ(unknown_shares(study)(0, 6), 1);
}

TEST(LagExposures, OfAMixedDayDoNotShowAMorningReadingItsOwnDay) {
  DiaryBuilder builder;
  for (int day = 0; day < 30; ++day) {
    builder.logged(day).severity(day, day % 4, 20 * 60);
    if (day % 3 == 0) builder.food(day, "plum");
    if (day % 6 == 0) builder.severity(day, 1, 8 * 60);
  }
  Options options;
  options.align = Align::day;
  const Study study = study_of(builder.build(), options);
  ASSERT_TRUE(study.lag_zero_used);
  const Eigen::MatrixXd columns = lag_exposures(study, study.foods[0]);
  for (Eigen::Index row = 0; row < columns.rows(); ++row) {
    const bool evening = study.readings[static_cast<std::size_t>(row)].is_evening;
    EXPECT_EQ(columns(row, 0) == 0 || columns(row, 0) == 1, evening);
    EXPECT_EQ(unknown_shares(study)(row, 0), evening ? 0 : 1);
  }
}

TEST(LagExposures, ByTheClockCountHoursAndNeverWhatCameLater) {
  DiaryBuilder builder;
  builder.food(0, "plum", 20 * 60).food(4, "plum", 20 * 60 + 1);
  for (int day = 0; day < 6; ++day) builder.logged(day).severity(day, day, 20 * 60);
  Options options;
  options.align = Align::clock;
  const Study study = study_of(builder.build(), options);
  const Eigen::MatrixXd columns = lag_exposures(study, study.foods[0]);
  const Eigen::Index last = columns.rows() - 1;  // day 5, 20:00
  EXPECT_EQ(columns(last, 0), 1);                // day 4, 20:01 is 23:59 before
  EXPECT_EQ(columns(last, 1), 0);
  EXPECT_EQ(columns(last, 5), 1);  // day 0, 20:00 is exactly 120 h before
  EXPECT_EQ(columns(last, 4), 0);
  EXPECT_EQ(columns(last - 1, 0), 0);  // day 4, 20:00: eaten a minute later
  EXPECT_EQ(columns(0, 0), 1);         // its own minute counts
}

TEST(LagExposures, ByTheClockWeighThePartsOfUnloggedDays) {
  DiaryBuilder builder;
  for (int day = 0; day < 30; ++day) {
    builder.severity(day, day % 3, 18 * 60);
    if (day != 15) builder.food(day, "plum", 12 * 60);
  }
  Options options;
  options.align = Align::clock;
  const Study study = study_of(builder.build(), options);
  const Eigen::MatrixXd unknown = unknown_shares(study);
  const int offset = (DiaryBuilder::day(0) - study.first_day).count();
  for (Eigen::Index row = 0; row < unknown.rows(); ++row) {
    const int day = study.readings[static_cast<std::size_t>(row)].day - offset;
    EXPECT_TRUE(day != 15 || is_near(unknown(row, 0), 0.75, closed_form));
    EXPECT_TRUE(day != 16 || is_near(unknown(row, 0), 0.25, closed_form));
    EXPECT_TRUE(day != 16 || lag_exposures(study, study.foods[0])(row, 0) == 1);
  }
}

TEST(CountExposures, CountsLoggedDaysInReachOnce) {
  DiaryBuilder builder;
  builder.food(0, "plum").food(1, "plum").food(1, "plum").logged(2).logged(30).food(40, "plum");
  builder.severity(3, 1).severity(4, 2);
  const Study study = study_of(builder.build());
  const auto counts = count_exposures(study, study.foods[0]);
  EXPECT_EQ(counts.exposed, 2);
  EXPECT_EQ(counts.unexposed, 1);
}

TEST(ScannedWindows, AreCutToTheLags) {
  Study study;
  study.lag_zero_used = true;
  EXPECT_EQ(scanned_windows(study).size(), 21U);
  study.lag_zero_used = false;
  EXPECT_EQ(scanned_windows(study).size(), 16U);
  study.lags = LagWindow{1, 2};
  EXPECT_EQ(scanned_windows(study), (std::vector<LagWindow>{{1, 1}, {2, 2}, {1, 2}}));
  study.lags = LagWindow{0, 9};
  EXPECT_EQ(scanned_windows(study).back(), LagWindow(3, 6));
  study.recall_days = 3;
  study.lags = LagWindow{0, 5};
  EXPECT_EQ(scanned_windows(study), (std::vector<LagWindow>{{0, 2}, {0, 5}, {3, 5}}));
}

}  // namespace
}  // namespace culprit::engine
