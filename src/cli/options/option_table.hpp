/// The one table of options: the command line, the configuration, the help and their errors are all
/// made from its rows. Neighbours: `simulate_options.cpp` has the rows of the
/// simulation.
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

/// What a shell may offer for a value.
enum class Completion { none, file, choice, food };

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
  template <typename Take> ValueType(
      Take function, Completion kind = Completion::none, std::vector<std::string_view> words = {})
      : take{std::move(function)}, completion{kind}, choices{std::move(words)} {}

  /// Takes a value over into the options, or says what is wrong with it. Flags get `true` or
  /// `false`. Empty = the option is acted on elsewhere (`--help`).
  std::function<std::optional<Complaint>(Options&, const std::string&)> take;
  Completion completion = Completion::none;
  std::vector<std::string_view> choices;  ///< all of them, if they are closed
};

/// A row of the table. Several rows may have one name, each for other commands.
struct Option {
  std::string_view name;   ///< long name without dashes; the key of the configuration
  std::string_view value;  ///< what the help calls the value; empty = a flag
  std::string_view help;   ///< one line, without choices and default
  ValueType type = {};
  std::string_view fallback = {};    ///< what is meant without it, as typed; empty = see `help`
  Commands commands = 0;             ///< that use it
  std::string_view short_name = {};  ///< one letter, or empty
  std::string_view group = {};       ///< heading in the help

  [[nodiscard]] bool is_flag() const noexcept { return value.empty(); }
  [[nodiscard]] bool is_used_by(Command command) const noexcept {
    return (commands & only(command)) != 0;
  }
  /// Whether a configuration may hold it.
  [[nodiscard]] bool is_setting() const noexcept;
};

/// All of them, in the order of the help, which is the order in which values are taken over.
[[nodiscard]] std::span<const Option> option_table();

/// The row of that long name that the command uses; else the first of that name; null if there is
/// none.
[[nodiscard]] const Option* find_option(std::string_view name, Command command);

template <typename... Each> [[nodiscard]] constexpr Commands any_of(Each... commands) noexcept {
  return (only(commands) | ...);
}

inline constexpr Commands trials = any_of(Command::plan, Command::trial);
inline constexpr Commands one_person =
    trials | any_of(Command::rank, Command::check, Command::explain, Command::convert,
                 Command::foods, Command::plot);
inline constexpr Commands reading = one_person | any_of(Command::batch, Command::pool);
inline constexpr Commands analysing = reading & ~any_of(Command::convert, Command::foods);
/// A pool holds no verdicts, and its windows are fixed.
inline constexpr Commands judging = analysing & ~only(Command::pool);
/// Commands that may have a configuration.
inline constexpr Commands configured = reading | only(Command::merge);

/// Adds rows of a group; those that name no commands are for `commands`.
void add(std::vector<Option>& table, std::string_view group, Commands commands,
    std::vector<Option> rows);

/// The rows of `simulate`; those of `plan` and `trial`.
void add_simulate_options(std::vector<Option>& table);
void add_trial_options(std::vector<Option>& table);

}  // namespace culprit::cli
