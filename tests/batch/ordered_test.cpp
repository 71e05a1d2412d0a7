#include "batch/ordered.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace culprit::batch {
namespace {

using ::testing::ElementsAre;

/// Numbers 1 to `last`, one at a time.
std::function<std::optional<int>()> numbers(int last) {
  return [n = 0, last]() mutable { return n < last ? std::optional{++n} : std::nullopt; };
}

TEST(ForEachOrdered, GivesInTheOrderOfTakingForAnyNumberOfThreads) {
  for (const unsigned threads : {1U, 2U, 7U}) {
    std::vector<int> given;
    for_each_ordered<int, int>(
        numbers(50),
        [](int&& n) {
          std::this_thread::sleep_for(std::chrono::microseconds{n % 5 * 200});
          return n * n;
        },
        [&](int&& square) {
          given.push_back(square);
          return true;
        },
        threads);
    ASSERT_EQ(given.size(), 50);
    for (int n = 1; n <= 50; ++n) EXPECT_EQ(given[static_cast<std::size_t>(n - 1)], n * n);
  }
}

TEST(ForEachOrdered, StopsTakingWhenGivingSaysSo) {
  std::vector<int> given;
  int taken = 0;
  for_each_ordered<int, int>([&]() -> std::optional<int> { return ++taken; },
      [](int&& n) { return n; },
      [&](int&& n) {
        given.push_back(n);
        return n < 3;
      },
      2);
  EXPECT_THAT(given, ElementsAre(1, 2, 3));
  EXPECT_LT(taken, 30);
}

TEST(ForEachOrdered, HoldsOnlyAFewItemsPerThread) {
  std::atomic<int> alive = 0;
  std::atomic<int> most = 0;
  for_each_ordered<int, int>(
      [&, n = 0]() mutable -> std::optional<int> {
        const int now = ++alive;
        if (now > most) most = now;
        return n < 200 ? std::optional{++n} : std::nullopt;
      },
      [](int&& n) { return n; },
      [&](int&&) {
        --alive;
        return true;
      },
      2);
  EXPECT_LE(most, 9);
}

std::string thrown_by(int failing_stage, unsigned threads, std::vector<int>& given) {
  const auto fail_at = [&](int stage, int n) {
    if (stage == failing_stage && n == 5)
      throw std::runtime_error("stage " + std::to_string(stage));
  };
  try {
    for_each_ordered<int, int>(
        [&, n = 0]() mutable -> std::optional<int> {
          fail_at(1, ++n);
          return n <= 20 ? std::optional{n} : std::nullopt;
        },
        [&](int&& n) {
          fail_at(2, n);
          return n;
        },
        [&](int&& n) {
          fail_at(3, n);
          given.push_back(n);
          return true;
        },
        threads);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "nothing";
}

TEST(ForEachOrdered, ThrowsWhatAStageThrowsWhenTheOthersHaveFinished) {
  for (const unsigned threads : {1U, 2U, 7U}) {
    for (const int stage : {1, 2, 3}) {
      std::vector<int> given;
      EXPECT_EQ(thrown_by(stage, threads, given), "stage " + std::to_string(stage));
      // What comes before is given, for any number of threads.
      EXPECT_THAT(given, ElementsAre(1, 2, 3, 4));
    }
  }
}

TEST(ForEachOrdered, ThrowsTheFailureOfTheLowestItem) {
  for (int run = 0; run < 50; ++run) {
    const auto work = [](int&& n) {
      if (n == 3) std::this_thread::sleep_for(std::chrono::microseconds{200});
      if (n == 3 || n == 4) throw std::runtime_error(std::to_string(n));
      return n;
    };
    try {
      for_each_ordered<int, int>(
          numbers(20), work, [](int&&) { return true; }, 4);
      FAIL() << "nothing thrown";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "3");
    }
  }
}

TEST(ForEachOrdered, GoesOnWhereNoThreadCanBeStarted) {
  std::vector<int> given;
  for_each_ordered<int, int>(
      numbers(50), [](int&& n) { return n; },
      [&](int&& n) {
        given.push_back(n);
        return true;
      },
      8,
      [](std::function<void()>) -> std::jthread {
        throw std::system_error{std::make_error_code(std::errc::resource_unavailable_try_again)};
      });
  EXPECT_EQ(given.size(), 50);
  EXPECT_TRUE(std::is_sorted(given.begin(), given.end()));
}

}  // namespace
}  // namespace culprit::batch
