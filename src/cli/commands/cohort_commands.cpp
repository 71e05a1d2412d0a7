#include "cli/commands/cohort_commands.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "cli/cli_texts.hpp"
#include "cli/commands/result_files.hpp"
#include "cli/files/batch_inputs.hpp"
#include "cli/files/growing_file.hpp"
#include "cli/files/inputs.hpp"
#include "cli/files/output_file.hpp"
#include "cli/files/signals.hpp"
#include "cli/messages.hpp"
#include "cli/options/values.hpp"
#include "culprit/batch/lines.hpp"
#include "culprit/batch/merge.hpp"
#include "culprit/batch/run_batch.hpp"
#include "culprit/batch/scope.hpp"
#include "culprit/report/html/html.hpp"
#include "culprit/report/machine/answer_json.hpp"
#include "culprit/report/machine/batch_lines.hpp"
#include "culprit/report/terminal/answer_tables.hpp"

namespace culprit::cli {
namespace {

/// `1 diary`, `2 diaries`.
std::string diaries_in_words(std::uint64_t count) {
  return count == 1 ? "1 diary" : fmt::format("{} diaries", count);
}

/// Rejections of each reason that are kept of a diary: all for the file of `--rejects`.
std::size_t kept_per_reason(const Options& options) {
  if (!options.rejects.empty()) return std::numeric_limits<std::size_t>::max();
  return std::max<std::size_t>(options.messages.max_per_reason, 1);
}

report::BatchDiary as_diary(const batch::Result& result) {
  return {.index = result.index,
      .subject = result.subject,
      .file = result.file,
      .error = result.error,
      .analysis = result.analysis};
}

struct Tally : batch::DiaryCounts {
  void add(const batch::Result& result) {
    ++diaries;
    const auto status = as_diary(result).status();
    if (status == report::DiaryStatus::error) ++errors;
    if (status == report::DiaryStatus::too_little_data) ++too_little_data;
    for (const auto& finding : result.analysis.findings)
      has_suspect = has_suspect || finding.verdict == engine::Verdict::suspect;
  }

  [[nodiscard]] std::string in_words() const {
    return say("tally", diaries_in_words(diaries), diaries - errors - too_little_data,
        too_little_data, errors, errors == 1 ? "error" : "errors");
  }
};

/// Calls `visit` with every line of a diary.
void for_each_diary(const csv::Input& lines, const std::function<void(std::string_view)>& visit) {
  batch::LineReader reader{lines.open()};
  (void)reader.next();  // the header
  while (const auto line = reader.next())
    if (!batch::is_end_line(*line)) visit(*line);
}

/// How many more diaries have an error than are shown.
Message more_errors(const std::string& code, std::uint64_t more) {
  return {.code = "more_errors", .text = fmt::format("{} more with the error {}", more, code)};
}

/// Errors of a kind that are shown: all with `-v`.
std::size_t shown_errors(const Options& options) {
  return options.messages.verbose ? std::numeric_limits<std::size_t>::max()
                                  : options.messages.max_per_reason;
}

/// How each diary is analysed.
batch::RunOptions run_options(const Options& options, const LexiconFile& lexicon) {
  batch::RunOptions run;
  run.pipeline = options.pipeline;
  run.pipeline.lexicon = lexicon.lexicon;
  run.pipeline.read = with_foods_of(lexicon.lexicon, options.pipeline.read);
  run.threads = options.pipeline.engine.threads;
  run.strict = options.strict;
  run.kept_per_reason = kept_per_reason(options);
  run.max_errors =
      options.batch.fail_fast ? std::optional<std::uint64_t>{0} : options.batch.max_errors;
  return run;
}

/// Says what was left out of the inputs and what is wrong with the outputs.
/// @return  false if an output is one of the diaries
bool have_distinct_outputs(
    const BatchInputs& inputs, const Options& options, const Messenger& messenger) {
  messenger.notices(inputs.notices());
  const auto complaints = inputs.check_outputs(written_files(options));
  messenger.errors(complaints);
  return complaints.empty();
}

/// What is written of a line of a diary.
std::string formatted(std::string line, Format format) {
  return format == Format::csv ? report::batch_line_to_csv(line) : std::move(line);
}

/// That every diary is an error.
Message no_diary_usable() { return {.code = "all_errors", .text = say("all_errors")}; }

/// That some lines of a part have no checksums.
Message without_checksums(const std::string& file) {
  return {.code = "no_checksums", .text = say("no_checksums"), .place = {file}};
}

/// Says that a signal stopped the run. @return  how the program ends
ExitCode stopped_by(
    const StopRequest& stop, const Messenger& messenger, const std::string& hint = {}) {
  const bool is_interrupt = stop.signal_number() == SIGINT;
  messenger.error({.code = "stopped",
      .text = is_interrupt ? "interrupted" : "stopped by SIGTERM",
      .hint = hint});
  return is_interrupt ? ExitCode::interrupted : ExitCode::stopped;
}

/// One batch from its command line to its exit code.
class BatchCommand {
 public:
  BatchCommand(const Options& options, const Surroundings& surroundings)
      : options_{options},
        surroundings_{surroundings},
        messenger_{surroundings.err, options.messages} {}

  ExitCode run() {
    const auto& choice = options_.batch;
    is_part_ = choice.shard.has_value() || choice.has_automatic_shard;
    if (choice.shard) shard_ = *choice.shard;
    if (choice.has_automatic_shard) shard_ = shard_from_variables(surroundings_.variable);
    lexicon_ = read_lexicon(options_.lexicon, options_.messages.max_per_reason);
    const BatchInputs inputs{options_.diaries, surroundings_.in};
    if (!have_distinct_outputs(inputs, options_, messenger_)) return ExitCode::usage;
    const auto census =
        batch::take_census(inputs, run_options(options_, lexicon_).pipeline.read, shard_);
    LineOutput output{options_.output.file, surroundings_.out,
        is_scoped() ? LineOutput::Lines::provisional : LineOutput::Lines::final};
    const auto earlier = begin(output, census);
    if (earlier.is_complete) {
      if (!output.is_done()) finish(output, header(census));
      messenger_.notice({.code = "summary", .text = tally_.in_words() + "; all done before"});
      return exit_code();
    }
    return analyse(inputs, census, earlier, output);
  }

 private:
  [[nodiscard]] std::string header(const batch::Census& census) const {
    std::optional<report::BatchShard> share;
    if (is_part_)
      share = {.index = shard_.index, .count = shard_.count, .diaries = census.in_shard};
    return report::to_batch_header({.read = options_.pipeline.read,
                                       .engine = options_.pipeline.engine,
                                       .seed = options_.pipeline.seed,
                                       .strict = options_.strict,
                                       .fdr_scope = options_.batch.fdr_scope,
                                       .lexicon = lexicon_.hash},
        census.fingerprint, share, version());
  }

  /// Writes the first line, or finds the end of what an earlier run has written.
  batch::PartialRun begin(LineOutput& output, const batch::Census& census) {
    const auto first_line = lines_are_csv() ? report::batch_csv_header() : header(census);
    batch::PartialRun earlier;
    if (options_.batch.resume) earlier = output.go_on(first_line);
    else output.begin();
    if (earlier.unsealed > 0) messenger_.notice(without_checksums(options_.output.file));
    checksum_ = std::move(earlier.checksum);
    tally_ = {static_cast<const batch::DiaryCounts&>(earlier)};
    if (earlier.bytes == 0) append(output, first_line);
    return earlier;
  }

  void append(LineOutput& output, std::string_view text) {
    checksum_.add(text);
    output.append(text);
  }

  ExitCode analyse(const BatchInputs& inputs, const batch::Census& census,
      const batch::PartialRun& earlier, LineOutput& output) {
    RejectionLog rejections{options_.messages.max_per_reason, options_.rejects};
    MessageTally errors{shown_errors(options_)};
    const StopRequest stop;
    batch::RunEnd end = batch::RunEnd::complete;
    {
      auto run = run_options(options_, lexicon_);
      run.earlier_errors = tally_.errors;
      ProgressLine progress{
          options_.messages.quiet ? -1 : surroundings_.err, census.in_shard, earlier.diaries};
      batch::DiarySource everybody{inputs, run.pipeline.read, census, shard_};
      const auto next_job = [&] {
        auto job = everybody.next();
        while (job && job->index <= earlier.last_index) job = everybody.next();
        return job;
      };
      const auto sink = [&](const batch::Result& result, std::string_view text) {
        append(output, text);
        tally_.add(result);
        rejections.add(result.rejected);
        if (result.error) errors.add(*result.error);
        progress.step();
      };
      end = batch::run(next_job, renderer(), sink, run, stop.flag());
    }
    if (end == batch::RunEnd::complete) complete(output, census);
    rejections.commit();
    messenger_.rejections(rejections);
    messenger_.notices(errors.listed(more_errors));
    messenger_.notice({.code = "summary", .text = tally_.in_words()});
    return end == batch::RunEnd::complete ? exit_code() : broken_off(end, stop);
  }

  [[nodiscard]] batch::Render renderer() const {
    if (lines_are_csv())
      return [](const batch::Result& result) { return report::to_batch_csv(as_diary(result)); };
    return [](const batch::Result& result) {
      return batch::sealed(report::to_batch_line(as_diary(result)));
    };
  }

  void complete(LineOutput& output, const batch::Census& census) {
    if (tally_.diaries != census.in_shard)
      throw IoError{
          {.code = "changed", .text = say("inputs_changed", census.in_shard, tally_.diaries)}};
    if (!lines_are_csv()) output.append(batch::end_line(tally_.diaries, checksum_));
    finish(output, header(census));
  }

  /// The rate holds over the whole batch, and all of it is here.
  [[nodiscard]] bool is_scoped() const noexcept {
    return options_.batch.fdr_scope == report::FdrScope::batch && !is_part_;
  }
  /// Lines that are read again are JSON, whatever comes of them.
  [[nodiscard]] bool lines_are_csv() const noexcept {
    return options_.output.format == Format::csv && !is_scoped();
  }

  void finish(LineOutput& output, const std::string& first_line) {
    if (!is_scoped()) return output.finish();
    const bool is_csv = options_.output.format == Format::csv;
    output.finish([&](const csv::Input& lines, const WriteText& write) {
      batch::BatchScope scope;
      batch::Checksum checksum;
      const auto write_summed = [&](const std::string& text) {
        checksum.add(text);
        write(text);
      };
      for_each_diary(lines, [&](std::string_view line) { scope.count(line); });
      write_summed(is_csv ? report::batch_csv_header() : first_line);
      for_each_diary(lines, [&](std::string_view line) {
        write_summed(
            formatted(scope.apply(line, options_.pipeline.engine.fdr), options_.output.format));
      });
      if (!is_csv) write(batch::end_line(tally_.diaries, checksum));
      tally_.has_suspect = scope.has_suspect();
      say_scope(scope);
    });
  }

  void say_scope(const batch::BatchScope& scope) const {
    messenger_.notice(
        {.code = "fdr_scope", .text = say("findings_left", scope.kept(), scope.found())});
  }

  [[nodiscard]] ExitCode exit_code() const {
    if (tally_.diaries > 0 && tally_.errors == tally_.diaries) {
      messenger_.error(no_diary_usable());
      return ExitCode::unusable_data;
    }
    return options_.fail_on_suspect && tally_.has_suspect ? ExitCode::suspect_found
                                                          : ExitCode::done;
  }

  [[nodiscard]] ExitCode broken_off(batch::RunEnd end, const StopRequest& stop) const {
    const std::string hint = options_.output.file.empty() || options_.output.format == Format::csv
                                 ? ""
                                 : "--resume goes on from here";
    if (end == batch::RunEnd::too_many_errors) {
      messenger_.error({.code = "too_many_errors",
          .text = say("too_many_errors", tally_.errors,
              options_.batch.fail_fast ? 0 : options_.batch.max_errors.value_or(0)),
          .hint = hint});
      return ExitCode::unusable_data;
    }
    return stopped_by(stop, messenger_, hint);
  }

  const Options& options_;
  const Surroundings& surroundings_;
  Messenger messenger_;
  batch::Shard shard_;
  bool is_part_ = false;
  LexiconFile lexicon_;
  Tally tally_;
  batch::Checksum checksum_;  ///< of the lines that are written, the last one aside
};

/// All parts are open at once: as many files as the system lets us have.
void allow_many_files() noexcept {
  struct rlimit limit {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::string render(const report::PoolSource& source, const Output& output, const Options& options,
    const Surroundings& surroundings) {
  if (output.format == Format::json) return report::to_json(source);
  if (output.format == Format::html) return report::to_html(source);
  return report::to_table(source, table_options(options, output, surroundings));
}

}  // namespace

ExitCode batch(const Options& options, const Surroundings& surroundings) {
  return BatchCommand{options, surroundings}.run();
}

ExitCode merge(const Options& options, const Surroundings& surroundings) {
  allow_many_files();
  const auto inputs = open_inputs(options.diaries, surroundings.in);
  const batch::Merge parts{inputs, version()};
  const Messenger messenger{surroundings.err, options.messages};
  for (const auto& part : parts.unsealed()) messenger.notice(without_checksums(part));
  const bool is_csv = options.output.format == Format::csv;
  std::optional<batch::BatchScope> scope;
  if (parts.batch_fdr()) scope.emplace();
  // Every line is tried before anything is written.
  if (scope || is_csv) {
    parts.write([&](std::string_view line) {
      if (scope) scope->count(line);
      if (is_csv) (void)report::batch_line_to_csv(line);
    });
  }
  ResultOutput output{options.output.file, surroundings.out};
  batch::Checksum checksum;
  const auto write = [&](const std::string& text) {
    checksum.add(text);
    output.append(text);
  };
  write(is_csv ? report::batch_csv_header() : parts.header());
  parts.write([&](std::string_view line) {
    std::string text = scope ? scope->apply(line, *parts.batch_fdr()) : std::string{line} + '\n';
    write(formatted(std::move(text), options.output.format));
  });
  if (!is_csv) output.append(batch::end_line(parts.diaries(), checksum));
  output.finish();
  messenger.notice({.code = "summary",
      .text = fmt::format("{} of {} {}", diaries_in_words(parts.diaries()), inputs.size(),
          inputs.size() == 1 ? "part" : "parts")});
  return ExitCode::done;
}

ExitCode pool(const Options& options, const Surroundings& surroundings) {
  const Messenger messenger{surroundings.err, options.messages};
  RejectionLog rejections{options.messages.max_per_reason, options.rejects};
  MessageTally errors{shown_errors(options)};
  const auto lexicon = read_lexicon(options.lexicon, options.messages.max_per_reason);
  const auto run = run_options(options, lexicon);
  const BatchInputs inputs{options.diaries, surroundings.in};
  if (!have_distinct_outputs(inputs, options, messenger)) return ExitCode::usage;
  const auto census = batch::take_census(inputs, run.pipeline.read, {});
  ResultFiles outputs{options.output, surroundings.out};
  const StopRequest stop;
  const auto gather = [&] {
    ProgressLine progress{options.messages.quiet ? -1 : surroundings.err, census.diaries, 0};
    batch::DiarySource source{inputs, run.pipeline.read, census, {}};
    const auto on_person = [&](const batch::Gathered& person) {
      rejections.add(person.rejected);
      if (person.error) errors.add(*person.error);
      progress.step();
    };
    return batch::gather([&] { return source.next(); }, run, stop.flag(), on_person);
  };
  const auto pool = gather();
  rejections.commit();
  messenger.rejections(rejections);
  messenger.notices(errors.listed(more_errors));
  if (!pool) return stopped_by(stop, messenger);
  if (errors.total() == census.diaries) {
    messenger.error(no_diary_usable());
    return ExitCode::unusable_data;
  }
  const auto table = pool->table();
  const report::PoolSource source{table, run.pipeline.engine.fdr, census.fingerprint, version()};
  outputs.write(
      [&](const Output& output) { return render(source, output, options, surroundings); });
  return table.foods.empty() ? ExitCode::not_enough_data : ExitCode::done;
}

}  // namespace culprit::cli
