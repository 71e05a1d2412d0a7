/// The commands that analyse nothing: `foods`, and `simulate` and `template`, which write a new
/// diary.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"

namespace culprit::cli {

/// Writes what the lexicon makes of phrases; with `unknown` the phrases of diaries that it does not
/// know, as a file for `--lexicon`.
/// @return  `done`.
/// @throws  InputError for a defective file of `--lexicon`, or if standard input was asked for
///          phrases and is empty; as `check` otherwise.
[[nodiscard]] ExitCode foods(const Options& options, const Surroundings& surroundings);

/// Writes a diary whose truth is known and, if asked for, its truth.
/// @return  `done`. @throws CannotCreateError, IoError, ClosedPipe
[[nodiscard]] ExitCode simulate(const Options& options, const Surroundings& surroundings);

/// Writes a diary to fill in: a header and three invented days.
/// @return  `done`. @throws CannotCreateError, IoError, ClosedPipe
[[nodiscard]] ExitCode write_template(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
