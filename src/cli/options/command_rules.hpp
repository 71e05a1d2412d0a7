/// Which options and formats each command has.
#pragma once

#include <span>
#include <string_view>

#include "cli/options/command_line.hpp"
#include "cli/options/settings.hpp"

namespace culprit::cli {

struct CommandRule {
  Command command;
  std::string_view name;
  std::span<const Format> formats;  ///< the first one is meant where none is given
  std::string_view formats_in_words;
};

/// One for each command, in the order of the help.
[[nodiscard]] std::span<const CommandRule> command_rules();
[[nodiscard]] const CommandRule& rule_of(Command command);

/// Whether the setting means anything to the command.
[[nodiscard]] bool applies(const Setting& setting, Command command);

}  // namespace culprit::cli
