/// All places of one result, and how tables look where they are printed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/files/descriptor.hpp"
#include "cli/files/output_file.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"
#include "culprit/report/report.hpp"

namespace culprit::cli {

/// Standard output and files, written together: no file gets its name before all are written.
class ResultFiles {
 public:
  /// Opens all of them, so that one that cannot be made is known before the work begins.
  /// @throws CannotCreateError
  ResultFiles(const OutputOptions& options, int out);

  /// Writes what `render` makes for each place. Call it once.
  /// @param tables  what is in those of the format `table`.
  /// @throws IoError; ClosedPipe, after the files have their names.
  void write(
      const std::function<std::string(const Output&)>& render, Content tables = Content::laid_out);
  /// For a result that is written piece by piece to one place.
  [[nodiscard]] ResultOutput& first() noexcept { return places_.front().place; }

 private:
  struct Place {
    Output output;
    ResultOutput place;
  };
  std::vector<Place> places_;
};

/// Width and colours of the terminal, or plain 80 columns anywhere else.
/// @param output  where the table goes
[[nodiscard]] report::TableOptions table_options(
    const Options& options, const Output& output, const Surroundings& surroundings);

}  // namespace culprit::cli
