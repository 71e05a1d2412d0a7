/// The command `template`.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"

namespace culprit::cli {

/// Writes a diary to fill in: a header and three invented days.
/// @return  `done`. @throws CannotCreateError, IoError, ClosedPipe
[[nodiscard]] ExitCode write_template(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
