/// The command `convert`.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"

namespace culprit::cli {

/// Writes the files as one canonical long CSV.
/// @return  `done`, or `unusable_data` if `--strict` met a rejection; then nothing is written.
/// @throws  what `diary::Conversion`, `open_inputs` and `OutputFile` throw.
[[nodiscard]] ExitCode convert(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
