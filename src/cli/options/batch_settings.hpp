/// Values of the options that only batches have.
#pragma once

#include <optional>
#include <string>

#include "cli/options/command_line.hpp"

namespace culprit::cli {

/// Each takes a value over into the options, or says what is wrong with it (see `ApplySetting`).
[[nodiscard]] std::optional<std::string> take_shard(Options& options, const std::string& value);
[[nodiscard]] std::optional<std::string> take_max_errors(Options& options,
                                                         const std::string& value);
[[nodiscard]] std::optional<std::string> take_fdr_scope(Options& options, const std::string& value);

}  // namespace culprit::cli
