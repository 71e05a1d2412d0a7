#include "cli/options/command_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "cli/options/option_table.hpp"
#include "cli/options/texts.hpp"
#include "cli/options/values.hpp"
#include "report/terminal/terminal.hpp"

namespace culprit::cli {
namespace {

constexpr std::array rank_formats{Format::table, Format::json, Format::ndjson, Format::csv,
    Format::tsv, Format::markdown, Format::html};
constexpr std::array table_or_json{Format::table, Format::json};
constexpr std::array table_json_html{Format::table, Format::json, Format::html};
constexpr std::array only_csv{Format::csv};
constexpr std::array only_svg{Format::svg};
constexpr std::array plan_formats{
    Format::table, Format::json, Format::csv, Format::ics, Format::html, Format::markdown};
constexpr std::array trial_formats{
    Format::table, Format::json, Format::ndjson, Format::csv, Format::html, Format::markdown};
constexpr std::array lines_or_rows{Format::ndjson, Format::csv};

constexpr CommandRule all_commands[] = {
    {Command::rank, "rank", rank_formats, true, true, texts::rank_txt},
    {Command::check, "check", table_or_json, true, true, texts::check_txt},
    {Command::explain, "explain", table_json_html, true, true, texts::explain_txt},
    {Command::plan, "plan", plan_formats, true, true, texts::plan_txt},
    {Command::trial, "trial", trial_formats, true, true, texts::trial_txt},
    {Command::convert, "convert", only_csv, false, true, texts::convert_txt},
    {Command::foods, "foods", table_or_json, true, true, texts::foods_txt},
    {Command::plot, "plot", only_svg, true, true, texts::plot_txt},
    {Command::batch, "batch", lines_or_rows, false, true, texts::batch_txt},
    {Command::merge, "merge", lines_or_rows, false, true, texts::merge_txt},
    {Command::pool, "pool", table_json_html, true, true, texts::pool_txt},
    {Command::simulate, "simulate", only_csv, false, false, texts::simulate_txt},
    {Command::blank_diary, "template", only_csv, false, false, texts::template_txt},
    {Command::help, "help", {}, false, false, texts::help_txt},
    {Command::version, "version", {}, false, false, texts::version_txt},
};

/// Where the descriptions begin, and where lines end [columns].
constexpr std::size_t help_column = 25;
constexpr std::size_t help_width = 80;

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
  const auto lines =
      report::wrap(described(option, command), help_width, {help_column, help_column});
  return fmt::format("{:<{}}{}", names, help_column, std::string_view{lines}.substr(help_column));
}

}  // namespace

std::span<const CommandRule> command_table() { return all_commands; }

const CommandRule& rule_of(Command command) {
  const auto* const at = std::ranges::find(all_commands, command, &CommandRule::command);
  if (at == std::end(all_commands))
    throw std::logic_error("rule_of: command has no rule, but must have!");
  return *at;
}

const CommandRule* find_command(std::string_view name) {
  const auto* const at = std::ranges::find(all_commands, name, &CommandRule::name);
  return at == std::end(all_commands) ? nullptr : at;
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const auto& rule : all_commands) names.emplace_back(rule.name);
  return names;
}

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
