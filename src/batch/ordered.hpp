/// Items through several threads and out again in the order they came.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "culprit/core/parallel.hpp"

namespace culprit::batch {

/// The stages of `run_ordered`, with products that only they understand.
struct Stages {
  std::function<std::shared_ptr<void>()> take;  ///< one call at a time; null = the end
  std::function<std::shared_ptr<void>(std::shared_ptr<void>)> work;  ///< on any thread
  std::function<bool(std::shared_ptr<void>)> give;  ///< one call at a time, in order
};

/// Takes items, works on them on `threads` threads (0 = one per core) and gives the products away
/// in the order in which the items were taken. Only a few items per thread exist at a time.
///
/// After `give` has returned false nothing more is taken, and what is under way is dropped. An
/// exception of `take` ends the taking; one of `work` takes the place of its product, so that
/// everything before it is given and then nothing more, whatever the number of threads; one of
/// `give` ends everything. It is thrown again when the other threads have finished.
void run_ordered(const Stages& stages, unsigned threads, ThreadStarter start = start_thread);

/// `run_ordered` for items and products of any type.
template <typename Item, typename Product>
void for_each_ordered(const std::function<std::optional<Item>()>& take,
    const std::function<Product(Item&&)>& work, const std::function<bool(Product&&)>& give,
    unsigned threads, ThreadStarter start = start_thread) {
  run_ordered({.take = [&]() -> std::shared_ptr<void> {
                 auto item = take();
                 return item ? std::make_shared<Item>(*std::move(item)) : nullptr;
               },
                  .work = [&](const std::shared_ptr<void>& item) -> std::shared_ptr<void> {
                    return std::make_shared<Product>(
                        work(std::move(*static_cast<Item*>(item.get()))));
                  },
                  .give =
                      [&](const std::shared_ptr<void>& product) {
                        return give(std::move(*static_cast<Product*>(product.get())));
                      }},
      threads, start);
}

}  // namespace culprit::batch
