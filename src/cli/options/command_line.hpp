/// The command line, and the configuration below it, as values that the stages understand.
///
/// Neighbours: `config_file.hpp` reads the file of `--config`; `run.hpp` acts on what comes out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/files/output_file.hpp"
#include "culprit/batch/scope.hpp"
#include "culprit/core/error.hpp"
#include "culprit/pipeline.hpp"
#include "culprit/report/machine/batch_lines.hpp"
#include "culprit/report/report.hpp"
#include "culprit/simulate/simulate.hpp"
#include "culprit/trial/trial.hpp"

namespace culprit::cli {

enum class Command {
  rank,         ///< the diary of one person -> ranked suspects
  check,        ///< what was read, what not and why
  explain,      ///< everything about one food
  convert,      ///< any export -> the canonical long CSV
  foods,        ///< what the lexicon makes of phrases, or which phrases of diaries it does not know
  plot,         ///< one figure as SVG
  batch,        ///< many diaries -> a result line each
  merge,        ///< the parts of a batch -> one result
  pool,         ///< many diaries -> effects pooled across people
  simulate,     ///< a diary whose truth is known
  blank_diary,  ///< a diary to fill in (`template`)
  plan,         ///< a suspect -> a schedule that can decide
  trial,        ///< a schedule carried out -> what it showed
  help,         ///< of the program or of a command
  version,
};

enum class Format { table, json, ndjson, csv, tsv, markdown, html, svg, ics };

/// What `plot` draws.
enum class Plot {
  forest,    ///< effects with their intervals
  timeline,  ///< readings, logged days and the days of findings
  lags,      ///< the effect of each lag of one food
  coverage,  ///< which days hold foods and ratings
};

/// When the table has colours.
enum class Color {
  automatic,  ///< on a terminal, unless NO_COLOR is set or TERM is `dumb`
  always,     ///< also in a pipe or file
  never,
};

/// How messages look on standard error.
enum class ErrorFormat {
  text,  ///< `file:line:column: text`, the line, a caret
  json,  ///< an object a line: code, message, file, line, column, hint
};

/// One place of a result.
struct Output {
  Format format = Format::table;
  /// Written beside its place and renamed when complete. Empty = standard output.
  std::string file;
};

/// The first place of the result, and how people see it.
struct OutputOptions : Output {
  /// More places of the same result; only of commands that hold it in memory.
  std::vector<Output> further;
  Color color = Color::automatic;
  /// No characters outside ASCII in the table's own marks; names of foods stay as they are.
  bool ascii = false;
  report::Words words = report::Words::plain;
};

struct MessageOptions {
  ErrorFormat format = ErrorFormat::text;
  bool quiet = false;    ///< errors only; never together with `verbose`
  bool verbose = false;  ///< a line for each file read; all rows of the table
  /// Rejections shown of each reason; the rest are counted.
  std::size_t max_per_reason = 20;
};

/// Which of the two layouts `template` shows.
enum class BlankDiary { long_rows, wide };

/// What only batches have.
struct BatchOptions {
  std::optional<batch::Shard> shard;  ///< nothing = everybody, in one result that is no part
  bool has_automatic_shard = false;   ///< variables of the environment name `shard`
  bool resume = false;
  std::optional<std::uint64_t> max_errors;  ///< nothing = any number
  bool fail_fast = false;                   ///< no error at all
  report::FdrScope fdr_scope = report::FdrScope::diary;
};

/// What only `plan` and `trial` have. Files of plans; empty = none.
struct TrialChoices {
  trial::PlanOptions plan;
  std::string running;  ///< the plan of a trial that runs
  std::string extend;   ///< the plan of an undecided one
  std::string carried_out;
  std::string followed;  ///< of `simulate`
  trial::Source source = trial::Source::automatic;
  double alpha = 0.05;  ///< of a trial without a plan
  bool fail_on_confirmed = false;
};

/// A complete, validated command line: nothing in it is wrong by itself.
struct Options {
  Command command = Command::rank;
  /// What `explain`, `plot lags`, `plan` and `trial` are about, as it was written; may be empty.
  std::string food;
  /// Only of `plot`.
  Plot plot = Plot::forest;
  /// The phrases of `foods`; empty with `unknown` and for the other commands.
  std::vector<std::string> phrases;
  /// At least one, but for the phrases of `foods`, `simulate` and `template`; `-` = standard input,
  /// at most once.
  std::vector<std::string> diaries;
  BlankDiary blank_diary = BlankDiary::long_rows;
  simulate::Options simulation;
  /// File of what a simulated diary hides. Empty = none.
  std::string truth;
  /// File in the lexicon's notation that overrides the built-in names. Empty = none.
  std::string lexicon;
  /// `foods` lists what the lexicon does not know of the diaries.
  bool unknown = false;
  PipelineOptions pipeline;
  BatchOptions batch;
  TrialChoices trial;
  OutputOptions output;
  MessageOptions messages;
  /// File that receives every rejection as CSV. Empty = none.
  std::string rejects;
  /// Any rejection is an error (65) instead of a message.
  bool strict = false;
  /// Exit code 1 if a food is a suspect.
  bool fail_on_suspect = false;
};

/// What a run writes, to compare with what it reads.
[[nodiscard]] std::vector<WrittenFile> written_files(const Options& options);

/// What became of a command line: exactly one of `options`, `text` and `errors` holds something.
struct ParsedArguments {
  std::optional<Options> options;
  std::string text;             ///< help or version, for standard output
  std::vector<Message> errors;  ///< all of them
  ExitCode exit = ExitCode::done;
  ErrorFormat error_format = ErrorFormat::text;  ///< also known when there are errors
  std::string_view help_command;  ///< what prints the help that belongs to the errors
};

/// Whether somebody types, or a file or a program feeds standard input.
enum class StandardInput { terminal, piped };

/// Understands a command line and the file of its `--config`.
///
/// The first word is a command, or `rank` is meant. Of a repeated option the last one counts, but
/// for `--output`; command line before configuration before default. `--` ends the options. Without
/// a diary, a piped standard input is read.
///
/// @param args  without the program's name.
/// @return      errors with `usage` (also when there are wrong settings beside) or
///              `bad_configuration`. Looks at the file system only for the configuration, to tell
///              a misspelt command from a file, and so that no output replaces a diary.
[[nodiscard]] ParsedArguments parse_arguments(
    std::span<const std::string> args, StandardInput input = StandardInput::terminal);

}  // namespace culprit::cli
