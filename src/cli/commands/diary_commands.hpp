/// What the commands about one person's diary share: reading it with an account of what was
/// rejected, and analysing it; and these commands, `rank`, `explain`, `plot`, `check`, `convert`,
/// `foods`, `plan` and `trial`; and `simulate` and `template`, which write a new diary.
#pragma once

#include <functional>
#include <memory>
#include <optional>
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

/// `not_enough_data` before `suspect_found`.
[[nodiscard]] ExitCode exit_of(const engine::Analysis& analysis, const Options& options);

/// What a command about diaries holds open: what it reads and writes, and an account of what is
/// rejected.
struct DiaryRun {
  /// @throws NoInputError, IoError, InputError of the file of `--lexicon`; as `open_inputs` and
  ///   `ResultFiles`
  DiaryRun(const Options& all, const Surroundings& surroundings);

  /// Calls `use` with the function that takes rejections, and reports those whatever happens.
  template <typename Use> auto read(const Use& use) {
    try {
      auto result = use([this](const Message& message) { log.add(message); });
      report_rejections();
      return result;
    } catch (const InputError&) {
      // Why rows were rejected is often why the data cannot be used.
      report_rejections();
      throw;
    }
  }
  /// Reads the files as one diary.
  [[nodiscard]] diary::ReadResult read_diary();
  /// Before anything is made of the files: says of a layout that it is only guessed.
  /// @throws InputError  `strict`
  void accept(const std::vector<diary::FileReport>& files) const;
  /// That rows were rejected, where `--strict` does not allow it.
  [[nodiscard]] std::optional<Message> strict_error() const;
  void report_rejections();

  const Options& options;
  PipelineOptions pipeline;  ///< with the file of `--lexicon`
  Messenger messenger;
  Inputs inputs;
  ResultFiles outputs;
  RejectionLog log;
};

/// Makes the text of a result in a format. @param output  where it goes: nothing in `file` = shown
using Render = std::function<std::string(const PipelineResult& result, const Output& output)>;

/// Reads and analyses the diaries, and writes what `render` makes of the result.
/// @return  as `exit_of`.
/// @throws  InputError `strict` if `--strict` met a rejection, and then nothing is written; what
/// `analyse`, `open_inputs` and `ResultFiles` throw. Rejections were reported, and
///          the file of `--rejects` is complete, whenever the reading got that far.
[[nodiscard]] ExitCode with_analysis(
    const Options& options, const Surroundings& surroundings, const Render& render);

/// Ranks the foods of one person's diary and writes the result in the formats asked for.
/// @return and @throws  as `with_analysis`.
[[nodiscard]] ExitCode rank(const Options& options, const Surroundings& surroundings);

/// Writes everything about one food: its row of `rank` and what it is made from.
/// @return  as `with_analysis`.
/// @throws  as `with_analysis`; InputError `unknown_food` if the diary has no such food.
[[nodiscard]] ExitCode explain(const Options& options, const Surroundings& surroundings);

/// Writes one figure as SVG.
/// @return  `done`.
/// @throws  as `explain`; InputError `not_tested` if the lags of a food without a row are wanted.
[[nodiscard]] ExitCode plot(const Options& options, const Surroundings& surroundings);

/// Says what was read, what not and why, and how `rank` would end.
/// @return  `done` if the files are readable as a diary.
/// @throws  as `with_analysis`.
[[nodiscard]] ExitCode check(const Options& options, const Surroundings& surroundings);

/// Writes the files as one canonical long CSV.
/// @return  `done`.
/// @throws  InputError `strict`; what `diary::Conversion`, `open_inputs` and `OutputFile` throw.
[[nodiscard]] ExitCode convert(const Options& options, const Surroundings& surroundings);

/// Writes what the lexicon makes of phrases; with `unknown` the phrases of diaries that it does not
/// know, as a file for `--lexicon`.
/// @return  `done`.
/// @throws  InputError for a defective file of `--lexicon`, or if standard input was asked for
///          phrases and is empty; as `check` otherwise.
[[nodiscard]] ExitCode foods(const Options& options, const Surroundings& surroundings);

/// Writes a schedule that can decide whether a food makes the skin worse, or why there is none.
/// @return  `done`; `not_enough_data` if it is refused or needs supervision.
/// @throws  as `with_analysis` and `trial::make_plan`.
[[nodiscard]] ExitCode plan(const Options& options, const Surroundings& surroundings);

/// Writes what a schedule, carried out, showed.
/// @return  `done` if it is decided; `not_enough_data` if it runs or is inconclusive, before
///          `suspect_found` (`--fail-on confirmed`). @throws  as `trial::judge`.
[[nodiscard]] ExitCode trial(const Options& options, const Surroundings& surroundings);

/// Writes a diary whose truth is known and, if asked for, its truth.
/// @return  `done`. @throws CannotCreateError, IoError, ClosedPipe
[[nodiscard]] ExitCode simulate(const Options& options, const Surroundings& surroundings);

/// Writes a diary to fill in: a header and three invented days.
/// @return  `done`. @throws CannotCreateError, IoError, ClosedPipe
[[nodiscard]] ExitCode write_template(const Options& options, const Surroundings& surroundings);

}  // namespace culprit::cli
