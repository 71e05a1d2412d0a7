/// The table of options of `simulate`.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/commands/simulate_command.hpp"

namespace culprit::cli {

/// What parsing fills in.
struct SimulateDraft {
  SimulateArguments arguments;
  ErrorFormat error_format = ErrorFormat::text;
};

struct SimulateSetting {
  std::string_view name;        ///< long name without dashes
  std::string_view short_name;  ///< one letter, or empty
  std::string_view value;       ///< what the help calls the value; empty = a flag
  std::string_view group;       ///< heading in the help
  std::string_view help;
  std::string_view fields;  ///< of `simulate::Options`, as in its complaints; between commas
  /// Takes the value over, or says what is wrong with it; flags get `true`.
  std::optional<std::string> (*apply)(SimulateDraft& draft, const std::string& value);

  [[nodiscard]] bool is_flag() const noexcept { return value.empty(); }
};

/// All of them, in the order of the help.
[[nodiscard]] std::span<const SimulateSetting> simulate_settings();

}  // namespace culprit::cli
