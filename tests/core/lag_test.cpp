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
                    "] is no window, but must be 0 <= first <= last <= 60!");
    }
  }
}

}  // namespace
}  // namespace culprit
