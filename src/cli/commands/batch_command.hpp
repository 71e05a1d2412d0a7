/// What the commands about many diaries share: their inputs, their lines and the summary on
/// standard error. The command `batch`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/exit_code.hpp"
#include "cli/files/batch_inputs.hpp"
#include "cli/files/inputs.hpp"
#include "cli/files/signals.hpp"
#include "cli/messages.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"
#include "culprit/batch/run_batch.hpp"

namespace culprit::cli {

/// How many more diaries have an error than are shown.
[[nodiscard]] Message more_errors(const std::string& code, std::uint64_t more);

/// Errors of a kind that are shown: all with `-v`.
[[nodiscard]] std::size_t shown_errors(const Options& options);

/// How each diary is analysed.
[[nodiscard]] batch::RunOptions run_options(const Options& options, const LexiconFile& lexicon);

/// Says what was left out of the inputs and what is wrong with the outputs.
/// @return  false if an output is one of the diaries
[[nodiscard]] bool have_distinct_outputs(
    const BatchInputs& inputs, const Options& options, const Messenger& messenger);

/// What is written of a line of a diary.
[[nodiscard]] std::string formatted(std::string line, Format format);

/// That every diary is an error.
[[nodiscard]] Message no_diary_usable();

/// That some lines of a part have no checksums.
[[nodiscard]] Message without_checksums(const std::string& file);

/// Says that a signal stopped the run. @return  how the program ends
[[nodiscard]] ExitCode stopped_by(
    const StopRequest& stop, const Messenger& messenger, const std::string& hint = {});

/// `1 diary`, `2 diaries`.
[[nodiscard]] std::string diaries_in_words(std::uint64_t count);

/// Analyses every diary of the inputs and writes a line, or some rows, each.
/// @return  `done` or `suspect_found`; `unusable_data` if every diary is an error or there are more
///          errors than `--max-errors`; `usage` if `--shard auto` finds nothing; `stopped` or
///          `interrupted` after a signal, when the diaries in hand are written and the partial
///          file can be gone on with.
/// @throws  what `BatchInputs`, `take_census`, `inspect` and the files throw.
[[nodiscard]] ExitCode batch(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
