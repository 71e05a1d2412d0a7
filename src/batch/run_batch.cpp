#include "culprit/batch/run_batch.hpp"

#include <fmt/format.h>

#include <exception>
#include <mutex>
#include <new>
#include <shared_mutex>
#include <utility>

#include "batch/batch_texts.hpp"
#include "batch/ordered.hpp"
#include "culprit/batch/lines.hpp"

namespace culprit::batch {
namespace {

/// The options for one diary, which has one thread to itself.
PipelineOptions options_for(const Job& job, PipelineOptions options) {
  options.engine.threads = 1;
  if (!options.read.date_order) options.read.date_order = job.date_order;
  return options;
}

/// A message about a job's text as one about its file.
Message placed(const Job& job, Message message) {
  job.lines.apply(message);
  if (message.place.file.empty()) message.place.file = job.file;
  return message;
}

/// Calls `read`, which reads and uses the job's files. @return  why they cannot be used
/// @throws std::bad_alloc
template <typename Read> std::optional<Message> error_of(const Job& job, const Read& read) {
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
      job.error = placed(job, {.code = "out_of_memory", .text = say("out_of_memory")});
    }
    return work(job);
  }

 private:
  std::shared_mutex lock_;
};

/// Works on every job, on several threads, and gives the products away in the order of the jobs.
/// @return  whether `stop` came true
template <typename Product, typename Work> bool work_through(const NextJob& next, unsigned threads,
    const std::atomic<bool>& stop, const Work& work, const std::function<bool(Product&&)>& give) {
  Crowd crowd;
  bool was_stopped = false;
  for_each_ordered<Job, Product>(
      [&]() -> std::optional<Job> {
        was_stopped = was_stopped || stop.load();
        return was_stopped ? std::nullopt : next();
      },
      [&](Job&& job) { return crowd.run(job, work); }, give, threads);
  return was_stopped;
}

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
  auto& [result, text] = rendered;
  if (!result.error) {
    result.error = error_of(job, [&, &result = result, &text = text] {
      text = render(result);
      if (text.size() > longest_line)
        throw InputError{Message{.code = "long_result", .text = say("long_result", longest_line)}};
    });
    if (!result.error) return rendered;
    result.analysis = {};
  }
  text = render(result);
  return rendered;
}

struct Person {
  engine::PersonEffects effects;
  Gathered told;
};

Person effects_of(const Job& job, const RunOptions& options) {
  Person person;
  person.told.rejected = MessageTally{options.kept_per_reason};
  person.told.error = error_of(job, [&] {
    const auto own = options_for(job, options.pipeline);
    const auto reject = [&](const Message& message) {
      person.told.rejected.add(placed(job, message));
    };
    const auto prepared =
        prepare(diary::read(job.inputs, with_foods_of(own.lexicon, own.read), reject), own);
    person.effects = engine::preset_effects(prepared.input.diary, prepared.resolution, own.engine);
    person.effects.person = job.key();
  });
  return person;
}

}  // namespace

RunEnd run(const NextJob& next, const Render& render, const Sink& sink, const RunOptions& options,
    const std::atomic<bool>& stop) {
  RunEnd end = RunEnd::complete;
  std::uint64_t errors = options.earlier_errors;
  const bool was_stopped = work_through<Rendered>(
      next, options.threads, stop, [&](const Job& job) { return render_job(job, render, options); },
      [&](Rendered&& rendered) {
        sink(rendered.result, rendered.text);
        if (rendered.result.error) ++errors;
        if (options.max_errors && errors > *options.max_errors) end = RunEnd::too_many_errors;
        return end == RunEnd::complete;
      });
  return was_stopped && end == RunEnd::complete ? RunEnd::stopped : end;
}

std::optional<engine::Pool> gather(const NextJob& next, const RunOptions& options,
    const std::atomic<bool>& stop, const std::function<void(const Gathered&)>& on_person) {
  engine::Pool pool;
  const bool was_stopped = work_through<Person>(
      next, options.threads, stop, [&](const Job& job) { return effects_of(job, options); },
      [&](Person&& person) {
        if (person.told.error) pool.leave_out("diary cannot be used");
        else pool.add(person.effects);
        on_person(person.told);
        return true;
      });
  return was_stopped ? std::nullopt : std::optional{std::move(pool)};
}

}  // namespace culprit::batch
