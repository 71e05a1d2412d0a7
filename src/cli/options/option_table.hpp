/// The one table of options: the command line, the configuration, the help and their errors are all
/// made from its rows. Neighbours: texts/options.txt has their words; `simulate_options.cpp` has
/// the types of the simulation.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/options/command_line.hpp"

namespace culprit::cli {

/// A set of commands, a bit each.
using Commands = std::uint32_t;
[[nodiscard]] constexpr Commands only(Command command) noexcept {
  return Commands{1} << static_cast<unsigned>(command);
}

/// What is wrong with a value, from `value '…'` on: `value 'x' is not a calendar day; expected
/// YYYY-MM-DD`.
struct Complaint {
  std::string text;
  std::string hint = {};
};

/// Which values an option has, and where they go.
struct ValueType {
  ValueType() = default;
  // Not explicit: a row of the table names the function alone.
  template <typename Take> ValueType(Take function, std::vector<std::string_view> words = {})
      : take{std::move(function)}, choices{std::move(words)} {}

  /// Takes a value over into the options, or says what is wrong with it. Flags get `true` or
  /// `false`. Empty = the option is acted on elsewhere (`--help`).
  std::function<std::optional<Complaint>(Options&, const std::string&)> take;
  std::vector<std::string_view> choices;  ///< all of them, if they are closed
};

/// A row of the table: a line of texts/options.txt and its type. Several rows may have one name,
/// each for other commands.
struct Option {
  std::string_view name = {};        ///< long name without dashes; the key of the configuration
  std::string_view value = {};       ///< what the help calls the value; empty = a flag
  std::string_view help = {};        ///< one line, without choices and default
  std::string_view fallback = {};    ///< what is meant without it, as typed; empty = see `help`
  std::string_view short_name = {};  ///< one letter, or empty
  std::string_view group = {};       ///< heading in the help
  Commands commands = 0;             ///< that use it
  bool is_setting = false;           ///< whether a configuration may hold it
  ValueType type = {};

  [[nodiscard]] bool is_flag() const noexcept { return value.empty(); }
  [[nodiscard]] bool is_used_by(Command command) const noexcept {
    return (commands & only(command)) != 0;
  }
};

/// All of them, in the order of the help, which is the order in which values are taken over.
[[nodiscard]] std::span<const Option> option_table();

/// The row of that long name that the command uses; else the first of that name; null if there is
/// none.
[[nodiscard]] const Option* find_option(std::string_view name, Command command);

/// The types of rows, in their order; those of `simulate`.
struct OptionType {
  std::string_view name;
  ValueType type;
};
[[nodiscard]] std::vector<OptionType> simulate_types();

}  // namespace culprit::cli
