/// Lines of a batch in the format asked for.
#pragma once

#include <string>
#include <utility>

#include "cli/options/command_line.hpp"
#include "culprit/report/machine/batch_lines.hpp"
#include "culprit/report/machine/rows.hpp"

namespace culprit::cli {

/// What is written of a line of a diary.
[[nodiscard]] inline std::string formatted(std::string line, Format format) {
  return format == Format::csv ? report::batch_line_to_csv(line) : std::move(line);
}

}  // namespace culprit::cli
