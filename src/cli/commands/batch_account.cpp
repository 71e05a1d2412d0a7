#include "cli/commands/batch_account.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <limits>

namespace culprit::cli {

Message more_errors(const std::string& code, std::uint64_t more) {
  return {.code = "more_errors", .text = fmt::format("{} more with the error {}", more, code)};
}

std::size_t shown_errors(const Options& options) {
  return options.messages.verbose ? std::numeric_limits<std::size_t>::max()
                                  : options.messages.max_per_reason;
}

std::size_t kept_per_reason(const Options& options) {
  if (!options.rejects.empty()) return std::numeric_limits<std::size_t>::max();
  return std::max<std::size_t>(options.messages.max_per_reason, 1);
}

std::vector<Message> complain_of_outputs(const Options& options, const BatchInputs& inputs) {
  return inputs.check_outputs(written_files(options));
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
