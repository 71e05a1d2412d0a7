#include "cli/commands/batch_account.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "culprit/report/machine/batch_lines.hpp"

namespace culprit::cli {
namespace {

/// Rejections of each reason that are kept of a diary: all for the file of `--rejects`.
std::size_t kept_per_reason(const Options& options) {
  if (!options.rejects.empty()) return std::numeric_limits<std::size_t>::max();
  return std::max<std::size_t>(options.messages.max_per_reason, 1);
}

}  // namespace

Message more_errors(const std::string& code, std::uint64_t more) {
  return {.code = "more_errors", .text = fmt::format("{} more with the error {}", more, code)};
}

std::size_t shown_errors(const Options& options) {
  return options.messages.verbose ? std::numeric_limits<std::size_t>::max()
                                  : options.messages.max_per_reason;
}

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

bool have_distinct_outputs(const BatchInputs& inputs, const Options& options,
                           const Messenger& messenger) {
  messenger.notices(inputs.notices());
  const auto complaints = inputs.check_outputs(written_files(options));
  messenger.errors(complaints);
  return complaints.empty();
}

std::string formatted(std::string line, Format format) {
  return format == Format::csv ? report::batch_line_to_csv(line) : std::move(line);
}

Message no_diary_usable() {
  return {.code = "all_errors", .text = "no diary can be used; expected at least one that can"};
}

Message without_checksums(const std::string& file) {
  return {.code = "no_checksums",
          .text =
              "file has lines without checksums, as earlier versions wrote them; each was "
              "parsed, but a changed number would not show",
          .place = {file}};
}

ExitCode stopped_by(const StopRequest& stop, const Messenger& messenger, const std::string& hint) {
  const bool is_interrupt = stop.signal_number() == SIGINT;
  messenger.error({.code = "stopped",
                   .text = is_interrupt ? "interrupted" : "stopped by SIGTERM",
                   .hint = hint});
  return is_interrupt ? ExitCode::interrupted : ExitCode::stopped;
}

std::string diaries_in_words(std::uint64_t count) {
  return count == 1 ? "1 diary" : fmt::format("{} diaries", count);
}

}  // namespace culprit::cli
