#include "culprit/core/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <stdexcept>
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

TEST(WorthwhileThreads, AreNoMoreThanAllowedNorThanTheWorkPaysFor) {
  EXPECT_EQ(worthwhile_threads(4, 0), 1U);
  EXPECT_EQ(worthwhile_threads(4, 99'999), 1U);
  EXPECT_EQ(worthwhile_threads(4, 200'000), 2U);
  EXPECT_EQ(worthwhile_threads(4, 1'000'000'000), 4U);
  EXPECT_GE(worthwhile_threads(0, 1'000'000'000), 1U);
}

}  // namespace
}  // namespace culprit
