/// The commands that write a new diary: `simulate` and `template`.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"

namespace culprit::cli {

/// Writes a diary whose truth is known and, if asked for, its truth.
/// @return  `done`. @throws CannotCreateError, IoError, ClosedPipe
[[nodiscard]] ExitCode simulate(const Options& options, const Surroundings& surroundings);

/// Writes a diary to fill in: a header and three invented days.
/// @return  `done`. @throws CannotCreateError, IoError, ClosedPipe
[[nodiscard]] ExitCode write_template(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
