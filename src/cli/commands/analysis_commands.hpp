/// The commands that show an analysis: `rank`, `explain` and `plot`.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"

namespace culprit::cli {

/// Ranks the foods of one person's diary and writes the result in the formats asked for.
/// @return and @throws  as `with_analysis`.
[[nodiscard]] ExitCode rank(const Options& options, const Surroundings& surroundings);

/// Writes everything about one food: its row of `rank` and what it is made from.
/// @return  as `with_analysis`.
/// @throws  as `with_analysis`; InputError `unknown_food` if the diary has no such food.
[[nodiscard]] ExitCode explain(const Options& options, const Surroundings& surroundings);

/// Writes one figure as SVG.
/// @return  `done`, or `unusable_data` if `--strict` met a rejection; then nothing is written.
/// @throws  as `explain`; InputError `not_tested` if the lags of a food without a row are wanted.
[[nodiscard]] ExitCode plot(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
