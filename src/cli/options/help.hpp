/// The options as CLI11 knows them, and the help made from them.
#pragma once

#include <string>

#include "cli/options/command_line.hpp"

namespace CLI {
class App;
}

namespace culprit::cli {

/// Adds every option of `command` to `app`. Nothing is validated there: every value is kept as
/// text, and what is unknown is left over, the diaries too.
void describe_options(CLI::App& app, Command command);

/// Help of one command: an example first, then its options by group.
[[nodiscard]] std::string command_help(const CLI::App& app);

/// Help of the program: an example first, then commands and exit codes.
[[nodiscard]] std::string general_help();

}  // namespace culprit::cli
