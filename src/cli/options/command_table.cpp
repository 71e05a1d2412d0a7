#include "cli/options/command_table.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "cli/options/texts.hpp"

namespace culprit::cli {
namespace {

constexpr std::array rank_formats{Format::table, Format::json,     Format::ndjson, Format::csv,
                                  Format::tsv,   Format::markdown, Format::html};
constexpr std::array table_or_json{Format::table, Format::json};
constexpr std::array table_json_html{Format::table, Format::json, Format::html};
constexpr std::array only_csv{Format::csv};
constexpr std::array only_svg{Format::svg};
constexpr std::array lines_or_rows{Format::ndjson, Format::csv};

constexpr CommandRule all_commands[] = {
    {Command::rank, "rank", rank_formats, true, true, texts::rank_txt},
    {Command::check, "check", table_or_json, true, true, texts::check_txt},
    {Command::explain, "explain", table_json_html, true, true, texts::explain_txt},
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

}  // namespace culprit::cli
