/// The commands about many people: `batch`, `merge` and `pool`.
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

/// Writes the parts of a batch as one result. @return `done`.
/// @throws  what `batch::Merge`, `open_inputs` and `OutputFile` throw.
[[nodiscard]] ExitCode merge(const Options& options, const Surroundings& surroundings);

/// Writes the effects of many diaries pooled across people.
/// @return  `done`; `unusable_data` if every diary is an error; `not_enough_data` if too few people
///          take part for any row (the result is written); `stopped` or `interrupted` after a
///          signal, when nothing is written.
/// @throws  as `batch`.
[[nodiscard]] ExitCode pool(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
