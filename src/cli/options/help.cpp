#include "cli/options/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "cli/options/command_table.hpp"
#include "cli/options/option_table.hpp"
#include "cli/options/suggest.hpp"
#include "cli/options/texts.hpp"

namespace culprit::cli {
namespace {

/// Where the descriptions begin, and where lines end [columns].
constexpr std::size_t help_column = 25;
constexpr std::size_t help_width = 80;

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

}  // namespace

std::string command_help(Command command) {
  std::string text{rule_of(command).help};
  std::string_view group;
  for (const auto& option : option_table()) {
    if (!option.is_used_by(command)) continue;
    if (option.group != group) text += fmt::format("\n{}:\n", option.group);
    group = option.group;
    text += option_line(option, command);
  }
  return text;
}

std::string general_help() { return std::string{texts::general_txt}; }

}  // namespace culprit::cli
