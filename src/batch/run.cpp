#include "culprit/batch/run.hpp"

#include <numeric>
#include <utility>

#include "culprit/batch/ordered.hpp"
#include "culprit/core/error.hpp"

namespace culprit::batch {
namespace {

Message strict_error(const Rejected& rejected) {
  Message message = rejected.messages.front();
  message.code = "strict";
  message.text += "; expected no such row with --strict";
  return message;
}

/// Analyses one diary.
class Analyst {
 public:
  Analyst(const RunOptions& options, Job&& job) : options_{options}, job_{std::move(job)} {
    result_.index = job_.index;
    result_.subject = job_.subject;
    result_.file = job_.file;
  }

  [[nodiscard]] Result run() {
    if (job_.error) {
      result_.error = std::move(job_.error);
      return std::move(result_);
    }
    try {
      analyse();
    } catch (const InputError& error) {
      set_error(error.messages().front());
    } catch (const IoError& error) {
      set_error(error.message());
    }
    if (!result_.error && options_.strict && !result_.rejected.messages.empty()) {
      result_.error = strict_error(result_.rejected);
      result_.analysis = {};
    }
    return std::move(result_);
  }

 private:
  void analyse() {
    PipelineOptions pipeline = options_.pipeline;
    pipeline.engine.threads = 1;
    if (!pipeline.read.date_order) pipeline.read.date_order = job_.date_order;
    auto whole = culprit::analyse(job_.inputs, pipeline,
                                  [this](const Message& message) { add_rejection(message); });
    result_.analysis = std::move(whole.analysis);
    if (!result_.analysis.diary.subject) result_.analysis.diary.subject = job_.subject;
    if (!result_.subject) result_.subject = result_.analysis.diary.subject;
  }

  void set_error(Message message) {
    job_.lines.apply(message);
    if (message.place.file.empty()) message.place.file = job_.file;
    result_.error = std::move(message);
  }

  void add_rejection(const Message& message) {
    auto& count = result_.rejected.counts[message.code];
    if (count++ >= options_.kept_per_reason) return;
    job_.lines.apply(result_.rejected.messages.emplace_back(message));
  }

  const RunOptions& options_;
  Job job_;
  Result result_;
};

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
        Rendered rendered{Analyst{options, std::move(job)}.run(), {}};
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
