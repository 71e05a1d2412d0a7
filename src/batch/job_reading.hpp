/// What every use of a job's files has in common.
#pragma once

#include <fmt/format.h>

#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <shared_mutex>

#include "culprit/batch/run_batch.hpp"
#include "culprit/core/error.hpp"

namespace culprit::batch {

/// The options for one diary, which has one thread to itself.
[[nodiscard]] inline PipelineOptions options_for(const Job& job, PipelineOptions options) {
  options.engine.threads = 1;
  if (!options.read.date_order) options.read.date_order = job.date_order;
  return options;
}

/// A message about a job's text as one about its file.
[[nodiscard]] inline Message placed(const Job& job, Message message) {
  job.lines.apply(message);
  if (message.place.file.empty()) message.place.file = job.file;
  return message;
}

/// Calls `read`, which reads and uses the job's files. @return  why they cannot be used
/// @throws std::bad_alloc
template <typename Read>
[[nodiscard]] std::optional<Message> error_of(const Job& job, const Read& read) {
  if (job.error) return job.error;
  try {
    read();
  } catch (const InputError& error) {
    return placed(job, error.messages().front());
  } catch (const IoError& error) {
    return placed(job, error.message());
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    return placed(job, {.code = "internal",
                           .text = fmt::format("internal error: {}; please report", error.what())});
  }
  return std::nullopt;
}

/// Diaries that are worked on at once, by one thread each.
class Crowd {
 public:
  /// Calls `work(job)`. If memory runs out, others may have it: `work` is called again when they
  /// have finished and none begins. A job that is too large even alone has that as its error.
  template <typename Work> auto run(Job& job, const Work& work) {
    try {
      const std::shared_lock among_others{lock_};
      return work(job);
    } catch (const std::bad_alloc&) {
      // Freed by now.
    }
    try {
      const std::scoped_lock alone{lock_};
      return work(job);
    } catch (const std::bad_alloc&) {
      job.error =
          placed(job, {.code = "out_of_memory",
                          .text = "diary needs more memory than there is; expected a smaller "
                                  "one, or a higher limit"});
    }
    return work(job);
  }

 private:
  std::shared_mutex lock_;
};

}  // namespace culprit::batch
