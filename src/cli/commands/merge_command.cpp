#include "cli/commands/merge_command.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <optional>
#include <string>
#include <utility>

#include "cli/commands/batch_account.hpp"
#include "cli/files/inputs.hpp"
#include "cli/files/result_output.hpp"
#include "cli/messages.hpp"
#include "culprit/batch/lines.hpp"
#include "culprit/batch/merge.hpp"
#include "culprit/batch/scope.hpp"
#include "culprit/report/machine/batch_lines.hpp"

namespace culprit::cli {

namespace {

/// All parts are open at once: as many files as the system lets us have.
void allow_many_files() noexcept {
  struct rlimit limit {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
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
                    .text = fmt::format("{} of {} {}", diaries_in_words(parts.diaries()),
                                        inputs.size(), inputs.size() == 1 ? "part" : "parts")});
  return ExitCode::done;
}

}  // namespace culprit::cli
