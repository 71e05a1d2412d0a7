#include "culprit/core/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace culprit {
namespace {

TEST(ForEachIndex, CallsOnceForEachIndexOnAnyNumberOfThreads) {
  for (const unsigned threads : {0U, 1U, 2U, 7U}) {
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{1000}}) {
      std::vector<int> calls(count, 0);
      for_each_index(count, threads, [&](std::size_t i) { ++calls[i]; });
      EXPECT_EQ(calls, std::vector<int>(count, 1)) << threads << " threads";
    }
  }
}

TEST(ForEachIndex, HandsOnWhatACallThrowsOnceAllThreadsAreDone) {
  for (const unsigned threads : {1U, 4U}) {
    std::atomic<int> running{0};
    const auto work = [&](std::size_t i) {
      ++running;
      if (i == 3) {
        --running;
        throw std::runtime_error("three");
      }
      --running;
    };
    EXPECT_THROW(for_each_index(100, threads, work), std::runtime_error);
    EXPECT_EQ(running, 0);
  }
}

TEST(ForEachIndex, ThrowsWhatTheLowestIndexThrew) {
  for (const unsigned threads : {1U, 2U, 8U}) {
    for (int run = 0; run < 50; ++run) {
      const auto work = [](std::size_t i) {
        // The higher one fails first.
        if (i == 5) std::this_thread::sleep_for(std::chrono::microseconds{100});
        if (i == 5 || i == 6) throw std::runtime_error(std::to_string(i));
      };
      try {
        for_each_index(100, threads, work);
        FAIL() << "nothing thrown";
      } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "5") << threads << " threads";
      }
    }
  }
}

std::atomic<int> threads_left = 0;

/// What happens where the system has only so many threads.
std::jthread start_if_any_is_left(std::function<void()> task) {
  if (threads_left-- <= 0)
    throw std::system_error{std::make_error_code(std::errc::resource_unavailable_try_again)};
  return start_thread(std::move(task));
}

std::jthread start_without_memory(std::function<void()>) { throw std::bad_alloc{}; }

TEST(ForEachIndex, GoesOnWithTheThreadsThatStart) {
  for (const int left : {0, 1, 3}) {
    threads_left = left;
    std::vector<int> calls(1000, 0);
    for_each_index(
        1000, 8, [&](std::size_t i) { ++calls[i]; }, start_if_any_is_left);
    EXPECT_EQ(calls, std::vector<int>(1000, 1)) << left << " threads";
    EXPECT_EQ(threads_left, -1);  // the first failure is the last attempt
  }
  int sum = 0;
  for_each_index(
      10, 8, [&](std::size_t i) { sum += static_cast<int>(i); }, start_without_memory);
  EXPECT_EQ(sum, 45);
}

TEST(WorthwhileThreads, AreNoMoreThanAllowedNorThanTheWorkPaysFor) {
  EXPECT_EQ(worthwhile_threads(4, 0), 1U);
  EXPECT_EQ(worthwhile_threads(4, 99'999), 1U);
  EXPECT_EQ(worthwhile_threads(4, 200'000), 2U);
  EXPECT_EQ(worthwhile_threads(4, 1'000'000'000), 4U);
  EXPECT_GE(worthwhile_threads(0, 1'000'000'000), 1U);
}

}  // namespace
}  // namespace culprit
