/// The help, made from the tables of commands and options.
#pragma once

#include <string>

#include "cli/options/command_line.hpp"

namespace culprit::cli {

/// Help of one command: an example first, then the options that it uses, by group.
[[nodiscard]] std::string command_help(Command command);

/// Help of the program: an example first, then commands and exit codes.
[[nodiscard]] std::string general_help();

}  // namespace culprit::cli
