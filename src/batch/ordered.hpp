/// Items through several threads and out again in the order they came.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "culprit/core/parallel.hpp"

namespace culprit::batch {

/// What the threads of `for_each_ordered` share. A thread takes an item, works on it, and
/// then gives all products whose turn it is, unless another thread is giving.
template <typename Item, typename Product> class OrderedLine {
 public:
  using Take = std::function<std::optional<Item>()>;  ///< one call at a time; nothing = the end
  using Work = std::function<Product(Item&&)>;        ///< on any thread
  using Give = std::function<bool(Product&&)>;        ///< one call at a time, in order

  /// @param capacity  items that may be under way at a time.
  OrderedLine(const Take& take, const Work& work, const Give& give, std::size_t capacity)
      : take_{take}, work_{work}, give_{give}, slots_(capacity) {}

  /// What each thread does.
  void run() {
    while (auto taken = take()) {
      Slot done{.product = {}, .failure = {}, .is_ready = true};
      try {
        done.product = work_(std::move(taken->item));
      } catch (...) {
        done.failure = std::current_exception();
      }
      give(taken->number, std::move(done));
    }
  }

  /// @throws  what a stage threw
  void finish() const {
    if (failure_) std::rethrow_exception(failure_);
    if (take_failure_) std::rethrow_exception(take_failure_);
  }

 private:
  struct Taken {
    std::size_t number;
    Item item;
  };
  struct Slot {
    std::optional<Product> product;
    std::exception_ptr failure;  ///< thrown by `work` instead of a product
    bool is_ready = false;
  };

  std::optional<Taken> take() {
    const std::scoped_lock one_at_a_time{taking_};
    {
      std::unique_lock lock{lock_};
      changed_.wait(lock, [this] { return is_over_ || taken_ - given_ < slots_.size(); });
      if (is_over_ || is_ended_) return std::nullopt;
    }
    try {
      if (auto item = take_()) return Taken{taken_++, *std::move(item)};
    } catch (...) {
      take_failure_ = std::current_exception();
    }
    is_ended_ = true;
    return std::nullopt;
  }

  void give(std::size_t number, Slot&& done) {
    std::unique_lock lock{lock_};
    slots_[number % slots_.size()] = std::move(done);
    if (std::exchange(is_giving_, true)) return;
    while (!is_over_ && slots_[given_ % slots_.size()].is_ready) {
      auto [product, failure, is_ready] = std::exchange(slots_[given_ % slots_.size()], {});
      lock.unlock();
      bool goes_on = false;
      try {
        goes_on = !failure && give_(*std::move(product));
      } catch (...) {
        failure = std::current_exception();
      }
      lock.lock();
      is_over_ = !goes_on;
      failure_ = failure;
      ++given_;
      changed_.notify_all();
    }
    is_giving_ = false;
  }

  const Take& take_;
  const Work& work_;
  const Give& give_;
  std::mutex taking_;  ///< of the three below
  std::size_t taken_ = 0;
  bool is_ended_ = false;  ///< nothing more is taken
  std::exception_ptr take_failure_;
  std::mutex lock_;  ///< of all below
  std::condition_variable changed_;
  std::vector<Slot> slots_;  ///< of the items under way, by number
  std::size_t given_ = 0;
  bool is_giving_ = false;
  bool is_over_ = false;  ///< nothing more is given
  std::exception_ptr failure_;
};

/// Takes items, works on them on `threads` threads (0 = one per core) and gives the products away
/// in the order in which the items were taken. Only a few items per thread exist at a time.
///
/// After `give` has returned false nothing more is taken, and what is under way is dropped. An
/// exception of `take` ends the taking; one of `work` takes the place of its product, so that
/// everything before it is given and then nothing more, whatever the number of threads; one of
/// `give` ends everything. It is thrown again when the other threads have finished.
template <typename Item, typename Product>
void for_each_ordered(const std::function<std::optional<Item>()>& take,
    const std::function<Product(Item&&)>& work, const std::function<bool(Product&&)>& give,
    unsigned threads, ThreadStarter start = start_thread) {
  // Enough under way that a slow item does not keep the others waiting.
  constexpr std::size_t items_per_thread = 4;
  OrderedLine<Item, Product> line{take, work, give, items_per_thread * thread_count(threads)};
  run_on_threads(
      threads, [&line] { line.run(); }, start);
  line.finish();
}

}  // namespace culprit::batch
