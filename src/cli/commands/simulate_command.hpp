/// The command `simulate`: a diary with known truth from a few numbers.
///
/// Neighbours: `simulate/simulate.hpp` makes the diary; its options are the command's own, and no
/// diary is read.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"
#include "culprit/simulate/simulation_options.hpp"

namespace culprit::cli {

struct SimulateArguments {
  simulate::Options options;
  std::string output;  ///< file of the diary; empty = standard output
  std::string truth;   ///< file of the truth; empty = nowhere
};

/// What became of a command line: exactly one of `arguments`, `text` and `errors` holds something.
struct ParsedSimulation {
  std::optional<SimulateArguments> arguments;
  std::string text;             ///< help, for standard output
  std::vector<Message> errors;  ///< all of them
  ErrorFormat error_format = ErrorFormat::text;
};

/// @param args  without the program's name and the command. Of a repeated option the last one
///   counts; `--scale` first sets the defaults of all that is in points.
[[nodiscard]] ParsedSimulation parse_simulation(std::span<const std::string> args);

/// Writes the diary and, if asked for, its truth; or help, or errors.
/// @return  `done` or `usage`. @throws CannotCreateError, IoError, ClosedPipe
[[nodiscard]] ExitCode run_simulation(const ParsedSimulation& parsed,
                                      const Surroundings& surroundings);

}  // namespace culprit::cli
