/// The command `rank`.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"

namespace culprit::cli {

/// Ranks the foods of one person's diary and writes the result in the formats asked for.
/// @return and @throws  as `with_analysis`.
[[nodiscard]] ExitCode rank(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
