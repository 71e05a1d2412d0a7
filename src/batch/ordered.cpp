#include "batch/ordered.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace culprit::batch {
namespace {

/// Items per thread that may be under way: enough that a slow one does not keep the others waiting.
constexpr std::size_t items_per_thread = 4;

/// Keeps exceptions out of the pipeline, which would drop products that are ready to be given.
class Failure {
 public:
  [[nodiscard]] bool is_set() const noexcept { return is_set_.load(); }

  void keep(std::exception_ptr exception) {
    const std::scoped_lock lock{lock_};
    if (!exception_) exception_ = std::move(exception);
    is_set_ = true;
  }

  void rethrow() const {
    if (exception_) std::rethrow_exception(exception_);
  }

 private:
  std::atomic<bool> is_set_ = false;
  std::mutex lock_;
  std::exception_ptr exception_;
};

}  // namespace

void run_ordered(const Stages& stages, unsigned threads) {
  using Pointer = std::shared_ptr<void>;
  const std::size_t n_threads =
      threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
  const tbb::global_control limit{tbb::global_control::max_allowed_parallelism, n_threads};
  Failure take_failure;
  Failure failure;
  std::atomic<bool> is_stopped = false;
  const auto take = [&](tbb::flow_control& flow) -> Pointer {
    Pointer item;
    try {
      if (!is_stopped && !failure.is_set()) item = stages.take();
    } catch (...) {
      take_failure.keep(std::current_exception());
    }
    if (!item) flow.stop();
    return item;
  };
  const auto work = [&](Pointer item) -> Pointer {
    if (is_stopped || failure.is_set()) return nullptr;
    try {
      return stages.work(std::move(item));
    } catch (...) {
      failure.keep(std::current_exception());
      return nullptr;
    }
  };
  const auto give = [&](const Pointer& product) {
    if (!product || is_stopped || failure.is_set()) return;
    try {
      if (!stages.give(product)) is_stopped = true;
    } catch (...) {
      failure.keep(std::current_exception());
    }
  };
  tbb::parallel_pipeline(
      items_per_thread * n_threads,
      tbb::make_filter<void, Pointer>(tbb::filter_mode::serial_in_order, take) &
          tbb::make_filter<Pointer, Pointer>(tbb::filter_mode::parallel, work) &
          tbb::make_filter<Pointer, void>(tbb::filter_mode::serial_in_order, give));
  failure.rethrow();
  take_failure.rethrow();
}

}  // namespace culprit::batch
