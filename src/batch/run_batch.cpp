#include "culprit/batch/run_batch.hpp"

#include <fmt/format.h>

#include "batch/job_reading.hpp"
#include "batch/ordered.hpp"
#include "culprit/batch/lines.hpp"
#include "culprit/core/error.hpp"

namespace culprit::batch {
namespace {

Message strict_error(const MessageTally& rejected) {
  Message message = rejected.kept().front();
  message.code = "strict";
  message.text += "; expected no such row with --strict";
  return message;
}

Result analyse_job(const Job& job, const RunOptions& options) {
  Result result{.index = job.index,
      .subject = job.subject,
      .file = job.file,
      .error = std::nullopt,
      .analysis = {},
      .rejected = MessageTally{options.kept_per_reason}};
  result.error = error_of(job, [&] {
    const auto reject = [&](const Message& message) { result.rejected.add(placed(job, message)); };
    result.analysis = analyse(job.inputs, options_for(job, options.pipeline), reject).analysis;
  });
  if (!result.error && options.strict && !result.rejected.kept().empty()) {
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

Rendered render_job(const Job& job, const Render& render, const RunOptions& options) {
  Rendered rendered{analyse_job(job, options), {}};
  Result& result = rendered.result;
  if (result.error) {
    rendered.text = render(result);
    return rendered;
  }
  result.error = error_of(job, [&] {
    rendered.text = render(result);
    if (rendered.text.size() > longest_line)
      throw InputError{Message{.code = "long_result",
          .text = fmt::format("result is longer than {} bytes; expected at "
                              "most that many",
              longest_line)}};
  });
  if (!result.error) return rendered;
  result.analysis = {};
  rendered.text = render(result);
  return rendered;
}

}  // namespace

RunEnd run(Source& source, const Render& render, Sink& sink, const RunOptions& options,
    const std::atomic<bool>& stop) {
  Crowd crowd;
  RunEnd end = RunEnd::complete;
  bool was_stopped = false;
  std::uint64_t errors = options.earlier_errors;
  for_each_ordered<Job, Rendered>(
      [&]() -> std::optional<Job> {
        was_stopped = was_stopped || stop.load();
        return was_stopped ? std::nullopt : source.next();
      },
      [&](Job&& job) {
        return crowd.run(job, [&](const Job& one) { return render_job(one, render, options); });
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
