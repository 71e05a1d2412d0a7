#include "batch/ordered.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <vector>

namespace culprit::batch {
namespace {

/// Items per thread that may be under way: enough that a slow one does not keep the others waiting.
constexpr std::size_t items_per_thread = 4;

/// What the threads share. Every thread does whatever can be done next: give the next product,
/// else take an item and work on it.
class Line {
 public:
  Line(const Stages& stages, std::size_t capacity) : stages_{stages}, slots_(capacity) {}

  /// What each thread does.
  void run() {
    std::unique_lock lock{lock_};
    for (;;) {
      if (is_over_) return;
      if (!is_giving_ && slots_[given_ % slots_.size()].is_ready) give(lock);
      else if (!is_taking_ && !is_ended_ && taken_ - given_ < slots_.size()) take_and_work(lock);
      else if (is_ended_ && given_ == taken_) return;
      else changed_.wait(lock);
    }
  }

  /// @throws  what a stage threw
  void finish() const {
    if (failure_) std::rethrow_exception(failure_);
    if (take_failure_) std::rethrow_exception(take_failure_);
  }

 private:
  struct Slot {
    std::shared_ptr<void> product;
    std::exception_ptr failure;  ///< thrown by `work` instead of a product
    bool is_ready = false;
  };

  void take_and_work(std::unique_lock<std::mutex>& lock) {
    is_taking_ = true;
    lock.unlock();
    std::shared_ptr<void> item;
    std::exception_ptr take_failure;
    try {
      item = stages_.take();
    } catch (...) {
      take_failure = std::current_exception();
    }
    lock.lock();
    is_taking_ = false;
    changed_.notify_all();
    if (!item) {
      is_ended_ = true;
      take_failure_ = take_failure;
      return;
    }
    Slot& slot = slots_[taken_++ % slots_.size()];
    lock.unlock();
    std::shared_ptr<void> product;
    std::exception_ptr failure;
    try {
      product = stages_.work(std::move(item));
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    slot = {std::move(product), std::move(failure), true};
    changed_.notify_all();
  }

  void give(std::unique_lock<std::mutex>& lock) {
    const Slot slot = std::exchange(slots_[given_ % slots_.size()], {});
    is_giving_ = true;
    lock.unlock();
    bool goes_on = false;
    std::exception_ptr failure = slot.failure;
    try {
      goes_on = !failure && stages_.give(slot.product);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    is_giving_ = false;
    is_over_ = !goes_on;
    failure_ = failure;
    ++given_;
    changed_.notify_all();
  }

  const Stages& stages_;
  std::mutex lock_;  ///< of all below
  std::condition_variable changed_;
  std::vector<Slot> slots_;  ///< of the items under way, by number
  std::size_t taken_ = 0;
  std::size_t given_ = 0;
  bool is_taking_ = false;
  bool is_giving_ = false;
  bool is_ended_ = false;  ///< nothing more is taken
  bool is_over_ = false;   ///< nor given
  std::exception_ptr take_failure_;
  std::exception_ptr failure_;
};

}  // namespace

void run_ordered(const Stages& stages, unsigned threads, ThreadStarter start) {
  Line line{stages, items_per_thread * thread_count(threads)};
  run_on_threads(
      threads, [&line] { line.run(); }, start);
  line.finish();
}

}  // namespace culprit::batch
