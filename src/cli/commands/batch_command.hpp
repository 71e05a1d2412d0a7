/// The command `batch`.
///
/// Neighbours: the batch layer does the work; this opens, writes and reports.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"

namespace culprit::cli {

/// Analyses every diary of the inputs and writes a line, or some rows, each.
/// @return  `done` or `suspect_found`; `unusable_data` if every diary is an error or there are more
///          errors than `--max-errors`; `usage` if `--shard auto` finds nothing; `stopped` or
///          `interrupted` after a signal, when the diaries in hand are written and the partial
///          file can be gone on with.
/// @throws  what `BatchInputs`, `take_census`, `inspect` and the files throw.
[[nodiscard]] ExitCode batch(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
