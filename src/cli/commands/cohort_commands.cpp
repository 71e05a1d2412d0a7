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
#include "cli/files/result_output.hpp"
#include "cli/files/signals.hpp"
#include "cli/messages.hpp"
#include "cli/options/table_options.hpp"
#include "cli/progress.hpp"
#include "culprit/batch/lines.hpp"
#include "culprit/batch/merge.hpp"
#include "culprit/batch/pooling.hpp"
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

/// One pooled table from its command line to its exit code.
class PoolCommand {
 public:
  PoolCommand(const Options& options, const Surroundings& surroundings)
      : options_{options},
        surroundings_{surroundings},
        messenger_{surroundings.err, options.messages},
        rejections_{options.messages.max_per_reason, options.rejects},
        errors_{shown_errors(options)} {}

  ExitCode run() {
    const auto run =
        run_options(options_, read_lexicon(options_.lexicon, options_.messages.max_per_reason));
    const BatchInputs inputs{options_.diaries, surroundings_.in};
    if (!have_distinct_outputs(inputs, options_, messenger_)) return ExitCode::usage;
    const auto census = batch::take_census(inputs, run.pipeline.read, {});
    ResultFiles outputs{options_.output, surroundings_.out};
    const StopRequest stop;
    const auto pool = gather(inputs, census, run, stop);
    rejections_.commit();
    messenger_.rejections(rejections_);
    messenger_.notices(errors_.listed(more_errors));
    if (!pool) return stopped_by(stop, messenger_);
    if (errors_.total() == census.diaries) {
      messenger_.error(no_diary_usable());
      return ExitCode::unusable_data;
    }
    const auto table = pool->table();
    outputs.write([&](const Output& output) {
      return render({.table = table,
                        .fdr = options_.pipeline.engine.fdr,
                        .fingerprint = census.fingerprint,
                        .version = version()},
          output, options_, surroundings_);
    });
    return table.foods.empty() ? ExitCode::not_enough_data : ExitCode::done;
  }

 private:
  std::optional<engine::Pool> gather(const BatchInputs& inputs, const batch::Census& census,
      const batch::RunOptions& run, const StopRequest& stop) {
    ProgressLine progress{options_.messages.quiet ? -1 : surroundings_.err, census.diaries, 0};
    batch::DiarySource source{inputs, run.pipeline.read, census, {}};
    return batch::gather(source, run, stop.flag(), [&](const batch::Gathered& person) {
      rejections_.add(person.rejected);
      if (person.error) errors_.add(*person.error);
      progress.step();
    });
  }

  const Options& options_;
  const Surroundings& surroundings_;
  Messenger messenger_;
  RejectionLog rejections_;
  MessageTally errors_;
};

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
  return PoolCommand{options, surroundings}.run();
}

}  // namespace culprit::cli
