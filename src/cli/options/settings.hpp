/// The table of settings: every option that has a value or is a flag, for the command line, the
/// configuration and the help at once.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options/command_line.hpp"

namespace culprit::cli {

/// Takes a value over into the options, or says what is wrong with it (`is no …; expected …`).
using ApplySetting = std::optional<std::string> (*)(Options& options, const std::string& value);

struct Setting {
  std::string_view name;        ///< long name without dashes; the key of the configuration
  std::string_view short_name;  ///< one letter, or empty
  std::string_view value;       ///< what the help calls the value; empty = a flag
  std::string_view group;       ///< heading in the help
  std::string_view help;
  ApplySetting apply;  ///< flags get `true` or `false`

  [[nodiscard]] bool is_flag() const noexcept { return value.empty(); }
};

/// The group of settings that only batches have.
inline constexpr std::string_view many_diaries = "Many diaries";

/// All of them, in the order of the help.
[[nodiscard]] std::span<const Setting> settings();

/// Null if there is none of that name.
[[nodiscard]] const Setting* find_setting(std::string_view name);

}  // namespace culprit::cli
