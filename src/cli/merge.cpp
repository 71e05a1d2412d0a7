#include "culprit/batch/merge.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "batch_account.hpp"
#include "culprit/batch/scope.hpp"
#include "culprit/cli/batch.hpp"
#include "culprit/cli/files.hpp"
#include "culprit/cli/messages.hpp"
#include "culprit/report/batch.hpp"
#include "line_format.hpp"
#include "result_output.hpp"

namespace culprit::cli {

ExitCode merge(const Options& options, const Surroundings& surroundings) {
  const auto inputs = open_inputs(options.diaries, surroundings.in);
  const batch::Merge parts{inputs};
  ResultOutput output{options.output.file, surroundings.out};
  const bool is_csv = options.output.format == Format::csv;
  std::optional<batch::BatchScope> scope;
  if (parts.batch_fdr()) {
    scope.emplace();
    parts.write([&](std::string_view line) { scope->count(line); });
  }
  output.append(is_csv ? report::batch_csv_header() : parts.header());
  parts.write([&](std::string_view line) {
    std::string text = scope ? scope->apply(line, *parts.batch_fdr()) : std::string{line} + '\n';
    output.append(formatted(std::move(text), options.output.format));
  });
  if (!is_csv) output.append(report::to_batch_end(parts.diaries()));
  output.finish();
  const Messenger messenger{surroundings.err, options.messages};
  messenger.notice({.code = "summary",
                    .text = fmt::format("{} of {} {}", diaries_in_words(parts.diaries()),
                                        inputs.size(), inputs.size() == 1 ? "part" : "parts")});
  return ExitCode::done;
}

}  // namespace culprit::cli
