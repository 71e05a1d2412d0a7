/// How tables look where they are printed.
#pragma once

#include "cli/options/command_line.hpp"
#include "cli/run.hpp"
#include "culprit/report/report.hpp"

namespace culprit::cli {

/// Width and colours of the terminal, or plain 80 columns anywhere else.
/// @param output  where the table goes
[[nodiscard]] report::TableOptions table_options(
    const Options& options, const Output& output, const Surroundings& surroundings);

}  // namespace culprit::cli
