#include "cli/options/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "cli/options/command_table.hpp"
#include "cli/options/option_table.hpp"
#include "cli/options/suggest.hpp"

namespace culprit::cli {
namespace {

/// Where the descriptions begin, and where lines end [columns].
constexpr std::size_t help_column = 25;
constexpr std::size_t help_width = 80;

constexpr std::string_view general_head = R"(Example:
  culprit diary.csv

Ranks the foods of a symptom diary by their lagged association with severity.

Usage: culprit [COMMAND] [OPTIONS] DIARY...

Commands:
)";

constexpr std::string_view general_tail = R"(
Options of each command: culprit help COMMAND, or culprit COMMAND --help

DIARY is a CSV file, also with gzip or zstd, or - for standard input, which is
also read where no file is given and something is piped in. Several files are
read as one diary.

Exit codes:
  0    done, whatever was found
  1    done, and --fail-on suspect was met
  3    done, but there is not enough data to say anything
  64   command line wrong
  65   data cannot be used
  66   file missing, unreadable, or a directory
  70   internal error
  73   output cannot be created
  74   reading or writing failed
  75   stopped by SIGTERM; a batch can be resumed
  78   configuration missing, malformed, or with an unknown setting
  130  interrupted
)";

/// `text` in lines of `help_width`, the further ones indented to `help_column`.
std::string wrapped(std::string_view text) {
  std::string lines;
  std::size_t column = help_column;
  while (!text.empty()) {
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (column > help_column && column + 1 + word.size() > help_width) {
      lines += '\n' + std::string(help_column, ' ');
      column = help_column;
    } else if (column > help_column) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += word.size();
  }
  return lines;
}

/// What the option does, its choices and its default.
std::string described(const Option& option, Command command) {
  std::string text{option.help};
  auto choices = option.type.choices;
  auto fallback = option.fallback;
  if (option.name == "format") {
    choices = format_words(command);
    fallback = choices.front();
  }
  if (!choices.empty()) text += ": " + either(choices);
  if (!fallback.empty()) text += fmt::format(" ({})", fallback);
  return text;
}

std::string option_line(const Option& option, Command command) {
  auto names = option.short_name.empty()
                   ? fmt::format("  --{}", option.name)
                   : fmt::format("  -{},--{}", option.short_name, option.name);
  if (!option.is_flag()) names += fmt::format(" {}", option.value);
  if (names.size() >= help_column) names += '\n' + std::string(help_column, ' ');
  return fmt::format("{:<{}}{}\n", names, help_column, wrapped(described(option, command)));
}

std::string usage(const CommandRule& rule) {
  std::string text;
  for (std::string_view left = rule.usage; text.empty() || !left.empty();) {
    const auto line = left.substr(0, left.find('\n'));
    left.remove_prefix(std::min(line.size() + 1, left.size()));
    text += fmt::format("{} culprit {} [OPTIONS]{}{}\n", text.empty() ? "Usage:" : "      ",
                        rule.name, line.empty() ? "" : " ", line);
  }
  return text;
}

}  // namespace

std::string command_help(Command command) {
  const CommandRule& rule = rule_of(command);
  std::string text{rule.description};
  if (!text.empty()) text += '\n';
  text += usage(rule);
  if (!rule.operands.empty()) text += fmt::format("\n{}", rule.operands);
  std::string_view group;
  for (const auto& option : option_table()) {
    if (!option.is_used_by(command)) continue;
    if (option.group != group) text += fmt::format("\n{}:\n", option.group);
    group = option.group;
    text += option_line(option, command);
  }
  return text;
}

std::string general_help() {
  std::string text{general_head};
  for (const auto& rule : command_table())
    text += fmt::format("  {:<8} {}\n", rule.name, rule.summary);
  return text += general_tail;
}

}  // namespace culprit::cli
