/// All places of one result.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/files/descriptor.hpp"
#include "cli/files/result_output.hpp"
#include "cli/options/command_line.hpp"

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

 private:
  struct Place {
    Output output;
    ResultOutput place;
  };
  std::vector<Place> places_;
};

}  // namespace culprit::cli
