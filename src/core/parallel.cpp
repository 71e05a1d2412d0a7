#include "culprit/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <vector>

namespace culprit {

std::jthread start_thread(std::function<void()> task) { return std::jthread{std::move(task)}; }

unsigned thread_count(unsigned threads) noexcept {
  return threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
}

void run_on_threads(unsigned threads, const std::function<void()>& task, ThreadStarter start) {
  std::vector<std::jthread> helpers;
  try {
    for (unsigned i = 1; i < thread_count(threads); ++i) helpers.push_back(start(task));
  } catch (const std::system_error&) {
    // The system has no thread left: those that run do the work.
  } catch (const std::bad_alloc&) {
    // Likewise without the memory for another one.
  }
  task();
}

void for_each_index(std::size_t count, unsigned threads,
    const std::function<void(std::size_t)>& work, ThreadStarter start) {
  std::atomic<std::size_t> next{0};
  std::mutex failure_lock;
  std::exception_ptr failure;
  std::size_t failed = count;
  const auto take = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        work(i);
      } catch (...) {
        next = count;
        const std::scoped_lock lock{failure_lock};
        if (i < failed) failure = std::current_exception();
        failed = std::min(i, failed);
      }
    }
  };
  const std::size_t useful = std::min<std::size_t>(thread_count(threads), count);
  if (useful > 0) run_on_threads(static_cast<unsigned>(useful), take, start);
  if (failure) std::rethrow_exception(failure);
}

unsigned worthwhile_threads(unsigned threads, std::size_t steps) {
  constexpr std::size_t steps_of_a_thread = 100'000;
  const std::size_t useful = std::max<std::size_t>(1, steps / steps_of_a_thread);
  return static_cast<unsigned>(std::min<std::size_t>(thread_count(threads), useful));
}

}  // namespace culprit
