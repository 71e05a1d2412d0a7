/// The commands: each takes validated options, does its work and says how the program ends.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"

namespace culprit::cli {

/// Ranks the foods of one person's diary and prints the result in the format asked for.
/// @return  `done`, `suspect_found`, `not_enough_data` (before `suspect_found`), or
///          `unusable_data` if `--strict` met a rejection; then nothing is printed.
/// @throws  what `analyse`, `open_inputs` and `OutputFile` throw. Rejections were reported, and
///          the file of `--rejects` is complete, whenever the reading got that far.
[[nodiscard]] ExitCode rank(const Options& options, const Surroundings& surroundings);

/// Says what was read, what not and why, and how `rank` would end.
/// @return  `done` if the files are readable as a diary.
/// @throws  as `rank`.
[[nodiscard]] ExitCode check(const Options& options, const Surroundings& surroundings);

/// Prints everything about one food: its row of `rank` and what stands behind it.
/// @return  as `rank`.
/// @throws  as `rank`; InputError `unknown_food` if the diary has no such food.
[[nodiscard]] ExitCode explain(const Options& options, const Surroundings& surroundings);

/// Writes one figure as SVG.
/// @return  `done`, or `unusable_data` if `--strict` met a rejection; then nothing is written.
/// @throws  as `explain`; InputError `not_tested` if the lags of a food without a row are wanted.
[[nodiscard]] ExitCode plot(const Options& options, const Surroundings& surroundings);

/// Writes the files as one canonical long CSV.
/// @return  `done`, or `unusable_data` if `--strict` met a rejection; then nothing is written.
/// @throws  what `diary::Conversion`, `open_inputs` and `OutputFile` throw; as `rank` otherwise.
[[nodiscard]] ExitCode convert(const Options& options, const Surroundings& surroundings);

/// Prints what the lexicon makes of phrases; with `unknown` the phrases of diaries that it does not
/// know, as a file for `--lexicon`.
/// @return  `done`.
/// @throws  InputError for a defective file of `--lexicon`; as `check` otherwise.
[[nodiscard]] ExitCode foods(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
