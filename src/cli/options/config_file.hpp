/// The file of `--config`: lines of `key = value`, a strict subset of TOML.
///
/// Neighbours: `options.hpp` gives the keys their meaning.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/error.hpp"

namespace culprit::cli {

/// One setting as it stands in the file.
struct ConfigEntry {
  std::string key;
  std::string value;      ///< quotes and escapes taken off
  Place key_place;        ///< where the key begins
  Place value_place;      ///< where the value begins, its quote included
  std::string line_text;  ///< the whole line, for messages
};

struct ConfigFile {
  std::vector<ConfigEntry> entries;  ///< in file order; keys are distinct
  std::vector<Message> errors;       ///< every malformed line, and every key given twice
};

/// Longest configuration that is read [bytes].
inline constexpr std::size_t largest_config = std::size_t{1} << 20;

/// Understands the text of a configuration.
///
/// A line is blank, a comment (`# …`) or `key = value`, with a comment after it if need be. Keys
/// are words of letters, digits, `-` and `_`. Values are `"…"` with the escapes `\" \\ \n \t`,
/// `'…'` as it stands, or a bare word of letters, digits and `_ - + . : /`. No sections, no lists.
[[nodiscard]] ConfigFile parse_config(std::string_view file, std::string_view text);

/// Reads and understands the file. One that is missing, unreadable, a directory or over
/// `largest_config` is an error in the result as well.
[[nodiscard]] ConfigFile read_config(const std::string& path);

/// A message about the place in `entry` that is `place`, with excerpt and caret.
[[nodiscard]] Message config_message(const ConfigEntry& entry, const Place& place, std::string code,
                                     std::string text);

}  // namespace culprit::cli
