/// What the commands about one person's diary share: reading it with an account of what was
/// rejected, and analysing it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands/result_files.hpp"
#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"
#include "culprit/csv/input.hpp"
#include "culprit/pipeline.hpp"

namespace culprit::cli {

using Inputs = std::vector<std::unique_ptr<csv::Input>>;

/// The options of the pipeline, with the file of `--lexicon`.
/// @throws NoInputError, IoError, InputError
[[nodiscard]] PipelineOptions with_lexicon(const Options& options);

/// `not_enough_data` before `suspect_found`.
[[nodiscard]] ExitCode exit_of(const engine::Analysis& analysis, const Options& options);

/// That rows were rejected, which `--strict` does not allow.
[[nodiscard]] Message strict_error(const RejectionLog& log);

/// A layout that is only guessed is said so before anything is made of it.
void warn_of_guesses(const std::vector<diary::FileReport>& files, const Messenger& messenger);

/// Calls `read` with the function that takes rejections, and reports those whatever happens.
template <typename Read>
auto with_rejections(RejectionLog& log, const Messenger& messenger, const Read& read) {
  try {
    auto result = read([&log](const Message& message) { log.add(message); });
    log.commit();
    messenger.rejections(log);
    return result;
  } catch (const InputError&) {
    // Why rows were rejected is often why the data cannot be used.
    log.commit();
    messenger.rejections(log);
    throw;
  }
}

/// Makes the text of a result in a format. @param output  where it goes: nothing in `file` = shown
using Render = std::function<std::string(const PipelineResult& result, const Output& output)>;

/// Reads and analyses the diaries, and writes what `render` makes of the result.
/// @return  as `exit_of`; `unusable_data` if `--strict` met a rejection, and then nothing is
///          written.
/// @throws  what `analyse`, `open_inputs` and `ResultFiles` throw. Rejections were reported, and
///          the file of `--rejects` is complete, whenever the reading got that far.
[[nodiscard]] ExitCode with_analysis(const Options& options, const Surroundings& surroundings,
                                     const Render& render);

}  // namespace culprit::cli
