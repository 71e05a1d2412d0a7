/// The command `explain`.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"

namespace culprit::cli {

/// Writes everything about one food: its row of `rank` and what it is made from.
/// @return  as `with_analysis`.
/// @throws  as `with_analysis`; InputError `unknown_food` if the diary has no such food.
[[nodiscard]] ExitCode explain(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
