#include "cli/options/arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/options/suggest.hpp"

namespace culprit::cli {
namespace {

/// The option that a whole token such as `--lags` or `-f` names, or null.
const Option* option_of(std::string_view token, Command command) {
  if (token.starts_with("--")) return find_option(token.substr(2), command);
  if (token.size() != 2 || token[0] != '-') return nullptr;
  const auto table = option_table();
  const auto found = std::ranges::find(table, token.substr(1), &Option::short_name);
  return found == table.end() ? nullptr : find_option(found->name, command);
}

class Splitter {
 public:
  explicit Splitter(Command command) : command_{command} {
    result_.command = command;
    app_.set_help_flag();
    app_.allow_extras();
    for (const auto& row : option_table()) {
      const Option* option = find_option(row.name, command);
      if (option != &row) continue;
      auto names = fmt::format("--{}", option->name);
      if (!option->short_name.empty()) names += fmt::format(",-{}", option->short_name);
      auto* bound = option->is_flag() ? app_.add_flag(names)
                                      : app_.add_option(names, CLI::callback_t{})->expected(1);
      bound->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
      bound_.emplace_back(option, bound);
    }
  }

  Arguments split(std::span<const std::string> args) {
    auto tokens = separate_values(args);
    std::reverse(tokens.begin(), tokens.end());
    try {
      app_.parse(std::move(tokens));
    } catch (const CLI::ParseError&) {
      // Only `-qf` and the like at the end of the line come here: the parse was complete but for
      // the value.
      add_missing_value(args.back());
    }
    for (const auto& token : app_.remaining())
      if (token.size() > 1 && token.starts_with('-'))
        add_unknown(token.substr(0, token.find('=')));
      else
        result_.operands.push_back(token);
    result_.operands.insert(result_.operands.end(), after_options_.begin(), after_options_.end());
    for (const auto& [option, bound] : bound_)
      if (!bound->results().empty()) result_.given[option] = bound->results();
    return std::move(result_);
  }

 private:
  /// `--name=value` as two tokens, so that an empty value stays one, and an error for each option
  /// whose value is missing because the line ends or another option follows.
  std::vector<std::string> separate_values(std::span<const std::string> args) {
    std::vector<std::string> tokens;
    for (std::size_t i = 0; i < args.size(); ++i) {
      const auto& token = args[i];
      if (token == "--") {
        after_options_ = args.subspan(i + 1);
        break;
      }
      const auto name = token.substr(0, token.starts_with("--") ? token.find('=') : token.npos);
      const Option* option = option_of(name, command_);
      if (option == nullptr || option->is_flag()) {
        tokens.push_back(token);
      } else if (name.size() < token.size()) {
        tokens.push_back(name);
        tokens.push_back(token.substr(name.size() + 1));
      } else if (i + 1 == args.size() || args[i + 1] == "--" ||
                 option_of(args[i + 1], command_) != nullptr) {
        add_missing_value(name);
      } else {
        tokens.push_back(token);
        tokens.push_back(args[++i]);
      }
    }
    return tokens;
  }

  void add_missing_value(std::string_view name) {
    result_.errors.push_back(
        {.code = "missing_value",
         .text = fmt::format("option {}: value is missing; expected one", name)});
  }

  void add_unknown(const std::string& name) {
    std::vector<std::string> names;
    for (const auto& option : option_table())
      if (option.is_used_by(command_)) names.emplace_back(option.name);
    result_.errors.push_back({.code = "unknown_option",
                              .text = fmt::format("option '{}' is unknown", name),
                              .hint = did_you_mean(name, names, "--")});
  }

  Command command_;
  CLI::App app_;
  std::vector<std::pair<const Option*, const CLI::Option*>> bound_;
  std::span<const std::string> after_options_;  ///< everything behind `--`
  Arguments result_;
};

}  // namespace

const std::string* Arguments::last(std::string_view name) const {
  const auto at = given.find(find_option(name, command));
  return at == given.end() ? nullptr : &at->second.back();
}

Arguments take_apart(std::span<const std::string> args, Command command) {
  return Splitter{command}.split(args);
}

}  // namespace culprit::cli
