/// The words of a command line, taken apart. What options can only get wrong together: outputs and
/// their formats, files that are read and written, options that exclude or need each other.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options/option_table.hpp"

namespace culprit::cli {

struct Arguments {
  Command command = {};
  /// Values of each option, as they were written, in order; `true` for each time a flag is given.
  std::map<const Option*, std::vector<std::string>> given;
  std::vector<std::string> operands;  ///< everything that is neither an option nor a value
  std::vector<Message> errors;        ///< unknown options, missing values

  /// The value of an option that counts: the last one; null if it is not given.
  [[nodiscard]] const std::string* last(std::string_view name) const;
};

/// Takes the words apart; validates no value. Known are all options of the table, so that those of
/// other commands can be named.
/// @param args  behind the command.
[[nodiscard]] Arguments take_apart(std::span<const std::string> args, Command command);

/// Settles the place and format of every output, and looks at everything else.
/// @param is_format_configured  the configuration has the setting `format`.
/// @return                      every error of the command line.
[[nodiscard]] std::vector<Message> check_combinations(
    Options& options, const Arguments& arguments, bool is_format_configured);

}  // namespace culprit::cli
