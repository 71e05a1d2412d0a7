/// The table of commands: their words, formats and help; and the help that is made from it and from
/// the table of options.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options/command_line.hpp"

namespace culprit::cli {

/// A row of the table.
struct CommandRule {
  Command command;
  std::string_view name;
  std::span<const Format> formats;  ///< the first one is meant where none is given; may be empty
  bool has_many_outputs;            ///< `--output` may be given several times
  bool reads;                       ///< files or phrases, or else what is piped in
  std::string_view help;            ///< examples, what it does, its words; its options follow
};

/// One for each command, in the order of the help.
[[nodiscard]] std::span<const CommandRule> command_table();
[[nodiscard]] const CommandRule& rule_of(Command command);
/// Null if there is no command of that name.
[[nodiscard]] const CommandRule* find_command(std::string_view name);
[[nodiscard]] std::vector<std::string> command_names();

/// The words of `-f` that the command takes.
[[nodiscard]] std::vector<std::string_view> format_words(Command command);

/// Help of one command: an example first, then the options that it uses, by group.
[[nodiscard]] std::string command_help(Command command);

/// Help of the program: an example first, then commands and exit codes.
[[nodiscard]] std::string general_help();

}  // namespace culprit::cli
