/// The command `plot`.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"

namespace culprit::cli {

/// Writes one figure as SVG.
/// @return  `done`, or `unusable_data` if `--strict` met a rejection; then nothing is written.
/// @throws  as `explain`; InputError `not_tested` if the lags of a food without a row are wanted.
[[nodiscard]] ExitCode plot(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
