#include "engine/exposure.hpp"

#include <gtest/gtest.h>

#include <map>
#include <optional>
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
  const Eigen::MatrixXd columns = ExposureGrid{study}.exposures(study.foods[0]).dense();
  ASSERT_EQ(columns.cols(), 7);
  const int offset = (DiaryBuilder::day(0) - study.first_day).count();
  for (Eigen::Index row = 0; row < columns.rows(); ++row) {
    for (int lag = 0; lag <= 6; ++lag) {
      const int day = study.readings[static_cast<std::size_t>(row)].day - offset - lag;
      if (day < 0) continue;
      EXPECT_EQ(columns(row, lag), eaten[static_cast<std::size_t>(day)]);
    }
  }
  EXPECT_EQ(ExposureGrid{study}.unknown_shares().bottomRows(20).sum(), 0);
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
  const Eigen::MatrixXd columns = ExposureGrid{study}.exposures(study.foods[0]).dense();
  const int offset = (DiaryBuilder::day(0) - study.first_day).count();
  for (Eigen::Index row = 0; row < columns.rows(); ++row) {
    if (study.readings[static_cast<std::size_t>(row)].day - offset != 29) continue;
    // Other Mondays: 8, all eaten; share over all 56 logged days: 8/56; weight of the share 4.
    EXPECT_TRUE(is_near(columns(row, 1), (8 + 4 * 8.0 / 56) / (8 + 4), closed_form));
    EXPECT_EQ(ExposureGrid{study}.unknown_shares()(row, 1), 1);
    EXPECT_EQ(ExposureGrid{study}.unknown_shares()(row, 2), 0);
  }
}

TEST(LagExposures, KnowASupplementThatIsNotedOnADayWithoutAMeal) {
  DiaryBuilder builder;
  for (int day = 0; day < 40; ++day) {
    builder.severity(day, day % 5);
    if (day % 2 == 0) builder.food(day, "bread");
    if (day % 3 == 0) builder.add(diary::Kind::supplement, day, "zinc");
  }
  const Study study = study_of(builder.build());
  const Eigen::MatrixXd zinc = ExposureGrid{study}.exposures(study.foods[1]).dense();
  const int offset = (DiaryBuilder::day(0) - study.first_day).count();
  for (Eigen::Index row = 0; row < zinc.rows(); ++row) {
    const int day = study.readings[static_cast<std::size_t>(row)].day - offset - 1;
    if (day >= 0 && day % 3 == 0) {
      EXPECT_EQ(zinc(row, 1), 1) << day;
    }
    if (day >= 0 && day % 6 == 1) {
      EXPECT_LT(zinc(row, 1), 1) << day;
    }
  }
}

TEST(LagExposures, BeforeTheFirstEntryAreUnknownAndNotZero) {
  DiaryBuilder builder;
  for (int day = 0; day < 20; ++day) builder.food(day, "plum").severity(day, day);
  const Study study = study_of(builder.build());
  const Eigen::MatrixXd columns = ExposureGrid{study}.exposures(study.foods[0]).dense();
  EXPECT_EQ(columns(0, 6), 1);  // eaten on every logged day: expected with certainty
  EXPECT_EQ(ExposureGrid{study}.unknown_shares()(0, 6), 1);
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
  const Eigen::MatrixXd columns = ExposureGrid{study}.exposures(study.foods[0]).dense();
  for (Eigen::Index row = 0; row < columns.rows(); ++row) {
    const bool evening = study.readings[static_cast<std::size_t>(row)].is_evening;
    EXPECT_EQ(columns(row, 0) == 0 || columns(row, 0) == 1, evening);
    EXPECT_EQ(ExposureGrid{study}.unknown_shares()(row, 0), evening ? 0 : 1);
  }
}

TEST(LagExposures, ByTheClockCountHoursAndNeverWhatCameLater) {
  DiaryBuilder builder;
  builder.food(0, "plum", 20 * 60).food(4, "plum", 20 * 60 + 1);
  for (int day = 0; day < 6; ++day) builder.logged(day).severity(day, day, 20 * 60);
  Options options;
  options.align = Align::clock;
  const Study study = study_of(builder.build(), options);
  const Eigen::MatrixXd columns = ExposureGrid{study}.exposures(study.foods[0]).dense();
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
  const Eigen::MatrixXd unknown = ExposureGrid{study}.unknown_shares();
  const int offset = (DiaryBuilder::day(0) - study.first_day).count();
  std::map<int, Eigen::Index> row_of_day;
  for (Eigen::Index row = 0; row < unknown.rows(); ++row)
    row_of_day[study.readings[static_cast<std::size_t>(row)].day - offset] = row;
  EXPECT_TRUE(is_near(unknown(row_of_day.at(15), 0), 0.75, closed_form));
  EXPECT_TRUE(is_near(unknown(row_of_day.at(16), 0), 0.25, closed_form));
  EXPECT_EQ(ExposureGrid{study}.exposures(study.foods[0]).dense()(row_of_day.at(16), 0), 1);
}

TEST(HourExposures, HoldTheirFirstMinuteAndNotTheirLast) {
  struct Case {
    std::string name;
    int eaten;  // minutes after midnight of the day of the reading at 20:00
    double soon, later;
  };
  for (const auto& c : {Case{"its own minute", 20 * 60, 1, 0}, Case{"after it", 20 * 60 + 1, 0, 0},
           Case{"1:59 before", 18 * 60 + 1, 1, 0}, Case{"2 h before", 18 * 60, 0, 1},
           Case{"5:59 before", 14 * 60 + 1, 0, 1}, Case{"6 h before", 14 * 60, 0, 0}}) {
    DiaryBuilder builder;
    builder.food(0, "plum", c.eaten).severity(0, 3, 20 * 60);
    Options options;
    options.align = Align::clock;
    options.lags = HourWindows{{{0, 2}, {2, 6}}};
    const Study study = study_of(builder.build(), options);
    const Eigen::MatrixXd columns = ExposureGrid{study}.exposures(study.foods[0]).dense();
    EXPECT_EQ(columns(0, 0), c.soon) << c.name;
    EXPECT_EQ(columns(0, 1), c.later) << c.name;
  }
}

TEST(HourExposures, OfWholeDaysAreThoseOfLagsAlsoWhereDaysAreNotLogged) {
  const auto build = [](int every) {
    DiaryBuilder builder;
    for (int day = 0; day < 60; ++day) {
      builder.severity(day, day % 3, (8 + day % 12) * 60 + 7);
      if (day % 9 == 4) continue;
      builder.logged(day);
      if (day % every != 1) builder.food(day, "plum", (day * 7 % 24) * 60);
    }
    return builder.build();
  };
  Options days;
  days.align = Align::clock;
  days.lags = LagWindow{0, 2};
  Options hours = days;
  hours.lags = HourWindows{{{0, 24}, {24, 48}, {48, 72}, {0, 48}, {24, 72}}};
  const Study by_day = study_of(build(3), days);
  const Study by_hour = study_of(build(3), hours);
  const Eigen::MatrixXd lags = ExposureGrid{by_day}.exposures(by_day.foods[0]).dense();
  const Eigen::MatrixXd windows =
      ExposureGrid{by_hour}.exposures(by_hour.foods[0]).dense();  // by from, then to
  EXPECT_EQ(windows.col(0), lags.col(0));
  EXPECT_EQ(windows.col(2), lags.col(1));
  EXPECT_EQ(windows.col(4), lags.col(2));
  EXPECT_TRUE(windows.col(1).isApprox((lags.col(0) + lags.col(1)) / 2, closed_form));
  EXPECT_TRUE(windows.col(3).isApprox((lags.col(1) + lags.col(2)) / 2, closed_form));
  const Eigen::MatrixXd unknown = ExposureGrid{by_hour}.unknown_shares();
  EXPECT_EQ(unknown.col(0), ExposureGrid{by_day}.unknown_shares().col(0));
  EXPECT_TRUE(ExposureGrid{by_hour}.unlogged_days().isApprox(
      ExposureGrid{by_day}.unlogged_days(), closed_form));
}

TEST(HourExposures, CountElapsedHoursAcrossAClockChange) {
  DiaryBuilder builder;
  // Kyiv left summer time in the night before day 300: from 20:00 to 20:00 there are 25 hours.
  builder.food(299, "plum", 20 * 60).severity(300, 1, 20 * 60);
  Options options;
  options.align = Align::clock;
  options.lags = HourWindows{{{23, 25}, {25, 27}}};
  for (const bool has_zone : {false, true}) {
    options.time_zone = has_zone ? std::optional<std::string>{"Europe/Kyiv"} : std::nullopt;
    const Study study = study_of(builder.build(), options);
    const Eigen::MatrixXd columns = ExposureGrid{study}.exposures(study.foods[0]).dense();
    EXPECT_EQ(columns(0, 0), has_zone ? 0 : 1);
    EXPECT_EQ(columns(0, 1), has_zone ? 1 : 0);
  }
}

TEST(HourExposures, OfManyDaysAddUpToTheMealsOfADailyEater) {
  DiaryBuilder builder;
  for (int day = 0; day < 6; ++day) builder.food(day, "plum", 12 * 60).severity(day, 1, 20 * 60);
  Options options;
  options.align = Align::clock;
  options.lags = HourWindows{{{6, 48}}};
  const Study study = study_of(builder.build(), options);
  // 8 and 32 hours ago: two pieces with it, 42 hours are 1.75 days.
  EXPECT_TRUE(
      is_near(ExposureGrid{study}.exposures(study.foods[0]).dense()(5, 0), 2 / 1.75, closed_form));
}

TEST(FoodColumns, AreZeroWhereAnHourWindowHoldsTheFoodTooSeldom) {
  DiaryBuilder builder;
  for (int day = 0; day < 30; ++day) {
    builder.logged(day).severity(day, day % 4, 20 * 60);
    if (day % 3 == 0) builder.food(day, "plum", day < 12 ? 19 * 60 : 15 * 60);
  }
  Options options;
  options.align = Align::clock;
  options.lags = HourWindows{{{0, 2}, {2, 6}}};
  const Study study = study_of(builder.build(), options);
  const FoodColumns columns = ExposureGrid{study}.columns(study.foods[0]);
  EXPECT_EQ(columns.eaten[0].size(), 4U);
  EXPECT_TRUE(columns.exposures.is_empty(0)) << "four readings after it are too few";
  EXPECT_EQ(columns.exposures.dense().col(1).sum(), 6);
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
  EXPECT_EQ(scanned_windows(study),
      (std::vector<TimeWindow>{LagWindow{1, 1}, LagWindow{2, 2}, LagWindow{1, 2}}));
  study.lags = LagWindow{0, 9};
  EXPECT_EQ(scanned_windows(study).back(), LagWindow(3, 6));
  study.recall_days = 3;
  study.lags = LagWindow{0, 5};
  EXPECT_EQ(scanned_windows(study),
      (std::vector<TimeWindow>{LagWindow{0, 2}, LagWindow{0, 5}, LagWindow{3, 5}}));
}

}  // namespace
}  // namespace culprit::engine
