/// What a command line gets wrong, as people see it.
#pragma once

#include <string>
#include <vector>

#include "cli/options/command_line.hpp"

namespace culprit::cli {

using Arguments = std::vector<std::string>;

/// All errors as printed, without the last line of `run`.
inline std::string errors_of(const Arguments& args) {
  std::string text;
  for (const auto& message : parse_arguments(args).errors) text += to_text(message);
  return text;
}

}  // namespace culprit::cli
