#include "culprit/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace culprit {
namespace {

unsigned at_most(unsigned threads) {
  return threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

void for_each_index(std::size_t count, unsigned threads,
                    const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::mutex failure_lock;
  std::exception_ptr failure;
  const auto take = [&] {
    try {
      for (std::size_t i = next++; i < count; i = next++) work(i);
    } catch (...) {
      next = count;
      const std::scoped_lock lock{failure_lock};
      failure = std::current_exception();
    }
  };
  std::vector<std::jthread> helpers;
  for (std::size_t i = 1; i < std::min<std::size_t>(at_most(threads), count); ++i) {
    helpers.emplace_back(take);
  }
  take();
  helpers.clear();
  if (failure) std::rethrow_exception(failure);
}

unsigned worthwhile_threads(unsigned threads, std::size_t steps) {
  constexpr std::size_t steps_of_a_thread = 100'000;
  const std::size_t useful = std::max<std::size_t>(1, steps / steps_of_a_thread);
  return static_cast<unsigned>(std::min<std::size_t>(at_most(threads), useful));
}

}  // namespace culprit
