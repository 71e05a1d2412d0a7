#include "culprit/core/lag.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace culprit {
namespace {

TEST(LagWindow, CountsItsDays) {
  EXPECT_EQ(LagWindow(0, 0).length(), 1);
  EXPECT_EQ(LagWindow(1, 3).length(), 3);
  EXPECT_EQ(LagWindow(0, LagWindow::longest).length(), LagWindow::longest + 1);
}

TEST(LagWindow, OrdersByFirstThenLast) {
  EXPECT_LT(LagWindow(0, 3), LagWindow(1, 1));
  EXPECT_LT(LagWindow(1, 1), LagWindow(1, 2));
}

TEST(LagWindow, RefusesWhatIsNoWindow) {
  struct Case {
    int first;
    int last;
  };
  for (const auto& c : {Case{-1, 0}, Case{2, 1}, Case{0, LagWindow::longest + 1}}) {
    try {
      LagWindow(c.first, c.last);
      FAIL() << c.first << ' ' << c.last;
    } catch (const std::invalid_argument& error) {
      EXPECT_EQ(std::string{error.what()},
          "LagWindow: [" + std::to_string(c.first) + ", " + std::to_string(c.last) +
              "] is not a window, but must be 0 <= first <= last <= 60!");
    }
  }
}

TEST(HourWindow, RefusesWhatIsNoWindow) {
  struct Case {
    int from, to;
  };
  for (const auto& c : {Case{-1, 2}, Case{2, 2}, Case{0, HourWindow::longest + 1}}) {
    try {
      HourWindow(c.from, c.to);
      FAIL() << c.from << ' ' << c.to;
    } catch (const std::invalid_argument& error) {
      EXPECT_EQ(std::string{error.what()},
          "HourWindow: [" + std::to_string(c.from) + ", " + std::to_string(c.to) +
              ") is not a window, but must be 0 <= from < to <= 168!");
    }
  }
}

TEST(HourWindows, AreSortedAndDifferent) {
  const HourWindows windows{{{24, 72}, {0, 2}, {0, 48}}};
  EXPECT_EQ(windows.all(), (std::vector<HourWindow>{{0, 2}, {0, 48}, {24, 72}}));
  EXPECT_EQ(windows.span(), HourWindow(0, 72));
  EXPECT_THROW(HourWindows{std::vector<HourWindow>{}}, std::invalid_argument);
  EXPECT_THROW((HourWindows{{{0, 2}, {0, 2}}}), std::invalid_argument);
}

TEST(Lags, AreWrittenAsOptionsWriteThem) {
  EXPECT_EQ(to_string(Lags{LagWindow{0, 6}}), "0..6");
  EXPECT_EQ(to_string(Lags{HourWindows{{{2, 6}, {0, 2}}}}), "0-2h,2-6h");
}

}  // namespace
}  // namespace culprit
