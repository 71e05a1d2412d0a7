/// Every person of a batch for the pooled table.
///
/// Neighbours: `engine/pool.hpp` makes the table.
#pragma once

#include <atomic>
#include <functional>
#include <optional>

#include "culprit/batch/run_batch.hpp"
#include "culprit/core/error.hpp"
#include "culprit/core/message_tally.hpp"
#include "culprit/engine/pool.hpp"

namespace culprit::batch {

/// What is told of everybody.
struct Gathered {
  std::optional<Message> error;  ///< the diary cannot be used
  MessageTally rejected{0};
};

/// Takes the effects of every job's diary into a pool, in the order of the jobs. A diary that
/// cannot be used is left out; `on_person` is told of everybody.
/// @param options  `strict`, `max_errors` and `earlier_errors` are not used.
/// @return         nothing if `stop` came true.
[[nodiscard]] std::optional<engine::Pool> gather(Source& source, const RunOptions& options,
    const std::atomic<bool>& stop, const std::function<void(const Gathered&)>& on_person);

}  // namespace culprit::batch
