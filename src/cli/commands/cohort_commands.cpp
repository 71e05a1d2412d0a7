#include "cli/commands/cohort_commands.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <optional>
#include <string>
#include <utility>

#include "cli/commands/batch_command.hpp"
#include "cli/commands/result_files.hpp"
#include "cli/files/batch_inputs.hpp"
#include "cli/files/inputs.hpp"
#include "cli/files/output_file.hpp"
#include "cli/files/signals.hpp"
#include "cli/messages.hpp"
#include "culprit/batch/lines.hpp"
#include "culprit/batch/merge.hpp"
#include "culprit/batch/run_batch.hpp"
#include "culprit/batch/scope.hpp"
#include "culprit/report/html/answer_pages.hpp"
#include "culprit/report/machine/answer_json.hpp"
#include "culprit/report/machine/batch_lines.hpp"
#include "culprit/report/terminal/answer_tables.hpp"

namespace culprit::cli {
namespace {

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
