/// What every use of a job's files has in common.
#pragma once

#include <utility>

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

/// Counts a rejection, and keeps it if not too many of its reason are kept already.
inline void add_rejection(Rejected& rejected, const Job& job, const Message& message,
                          std::size_t kept_per_reason) {
  auto& count = rejected.counts[message.code];
  if (count++ < kept_per_reason) rejected.messages.push_back(placed(job, message));
}

/// Calls `read`, which reads and uses the job's files. @return  why they cannot be used
template <typename Read>
[[nodiscard]] std::optional<Message> error_of(Job& job, const Read& read) {
  if (job.error) return std::move(job.error);
  try {
    read();
  } catch (const InputError& error) {
    return placed(job, error.messages().front());
  } catch (const IoError& error) {
    return placed(job, error.message());
  }
  return std::nullopt;
}

}  // namespace culprit::batch
