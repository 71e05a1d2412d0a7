/// The command `merge`.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"

namespace culprit::cli {

/// Writes the parts of a batch as one result. @return `done`.
/// @throws  what `batch::Merge`, `open_inputs` and `OutputFile` throw.
[[nodiscard]] ExitCode merge(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
