/// The file of `--config`: TOML, a setting a line.
///
/// Neighbours: `option_table.hpp` gives the keys their meaning.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/error.hpp"

namespace culprit::cli {

/// One setting as it is written in the file.
struct ConfigEntry {
  std::string key;
  std::vector<std::string> values;  ///< one, as it would be typed on the command line
  Place key_place;                  ///< where the key begins
  Place value_place;                ///< where the value begins, its quote included
  std::string line_text;            ///< the whole line, for messages
};

struct ConfigFile {
  std::vector<ConfigEntry> entries;  ///< in file order; keys are distinct
  /// The first error of syntax; without one, every table and every value that no option has.
  std::vector<Message> errors;
};

/// Longest configuration that is read [bytes].
inline constexpr std::size_t largest_config = std::size_t{1} << 20;

/// Understands the text of a configuration: TOML 1.0, where a value may also be a bare word of
/// letters, digits and `_ - + . : /`, as in `lags = 0..3`. A list is taken as its parts between
/// commas. Keys are case-sensitive, as everywhere in TOML.
[[nodiscard]] ConfigFile parse_config(std::string_view file, std::string_view text);

/// Reads and understands the file. One that is missing, unreadable, over `largest_config`, or no
/// regular file is an error in the result as well.
[[nodiscard]] ConfigFile read_config(const std::string& path);

/// A message about the place in `entry` that is `place`, with excerpt and caret.
[[nodiscard]] Message config_message(
    const ConfigEntry& entry, const Place& place, std::string code, std::string text);

}  // namespace culprit::cli
