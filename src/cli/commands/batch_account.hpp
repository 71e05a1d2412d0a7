/// The summary of a batch on standard error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/exit_code.hpp"
#include "cli/files/batch_inputs.hpp"
#include "cli/files/signals.hpp"
#include "cli/messages.hpp"
#include "cli/options/command_line.hpp"

namespace culprit::cli {

/// How many more diaries have an error than are shown.
[[nodiscard]] Message more_errors(const std::string& code, std::uint64_t more);

/// Errors of a kind that are shown: all with `-v`.
[[nodiscard]] std::size_t shown_errors(const Options& options);

/// Rejections of each reason that are kept of a diary: all for the file of `--rejects`.
[[nodiscard]] std::size_t kept_per_reason(const Options& options);

/// What is wrong if an output is one of the diaries.
[[nodiscard]] std::vector<Message> complain_of_outputs(const Options& options,
                                                       const BatchInputs& inputs);

/// That every diary is an error.
[[nodiscard]] Message no_diary_usable();

/// That some lines of a part have no checksums.
[[nodiscard]] Message without_checksums(const std::string& file);

/// Says that a signal stopped the run. @return  how the program ends
[[nodiscard]] ExitCode stopped_by(const StopRequest& stop, const Messenger& messenger,
                                  const std::string& hint = {});

/// `1 diary`, `2 diaries`.
[[nodiscard]] std::string diaries_in_words(std::uint64_t count);

}  // namespace culprit::cli
