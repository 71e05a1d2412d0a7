#include "culprit/batch/run_batch.hpp"

#include <numeric>
#include <utility>

#include "batch/job_reading.hpp"
#include "batch/ordered.hpp"
#include "culprit/core/error.hpp"

namespace culprit::batch {
namespace {

Message strict_error(const Rejected& rejected) {
  Message message = rejected.messages.front();
  message.code = "strict";
  message.text += "; expected no such row with --strict";
  return message;
}

Result analyse_job(Job&& job, const RunOptions& options) {
  Result result{.index = job.index,
                .subject = job.subject,
                .file = job.file,
                .error = std::nullopt,
                .analysis = {},
                .rejected = {}};
  result.error = error_of(job, [&] {
    const auto reject = [&](const Message& message) {
      add_rejection(result.rejected, job, message, options.kept_per_reason);
    };
    result.analysis = analyse(job.inputs, options_for(job, options.pipeline), reject).analysis;
  });
  if (!result.error && options.strict && !result.rejected.messages.empty()) {
    result.error = strict_error(result.rejected);
    result.analysis = {};
  }
  if (!result.subject) result.subject = result.analysis.diary.subject;
  return result;
}

/// A result and its text.
struct Rendered {
  Result result;
  std::string text;
};

}  // namespace

std::uint64_t Rejected::total() const noexcept {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& count) { return sum + count.second; });
}

RunEnd run(Source& source, const std::function<std::string(const Result&)>& render, Sink& sink,
           const RunOptions& options, const std::atomic<bool>& stop) {
  RunEnd end = RunEnd::complete;
  bool was_stopped = false;
  std::uint64_t errors = options.earlier_errors;
  for_each_ordered<Job, Rendered>(
      [&]() -> std::optional<Job> {
        was_stopped = was_stopped || stop.load();
        return was_stopped ? std::nullopt : source.next();
      },
      [&](Job&& job) {
        Rendered rendered{analyse_job(std::move(job), options), {}};
        rendered.text = render(rendered.result);
        return rendered;
      },
      [&](Rendered&& rendered) {
        sink.write(rendered.result, rendered.text);
        if (rendered.result.error) ++errors;
        if (options.max_errors && errors > *options.max_errors) end = RunEnd::too_many_errors;
        return end == RunEnd::complete;
      },
      options.threads);
  return was_stopped && end == RunEnd::complete ? RunEnd::stopped : end;
}

}  // namespace culprit::batch
