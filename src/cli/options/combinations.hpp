/// What options can only get wrong together: outputs and their formats, files that are read and
/// written, options that exclude or need each other.
#pragma once

#include <vector>

#include "cli/options/arguments.hpp"

namespace culprit::cli {

/// Settles the place and format of every output, and looks at everything else.
/// @param is_format_configured  the configuration has the setting `format`.
/// @return                      every error of the command line.
[[nodiscard]] std::vector<Message> check_combinations(Options& options, const Arguments& arguments,
                                                      bool is_format_configured);

}  // namespace culprit::cli
