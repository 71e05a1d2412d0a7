/// The command `check`.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"

namespace culprit::cli {

/// Says what was read, what not and why, and how `rank` would end.
/// @return  `done` if the files are readable as a diary.
/// @throws  as `with_analysis`.
[[nodiscard]] ExitCode check(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
