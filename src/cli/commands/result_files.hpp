/// All places of one result.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/files/file_errors.hpp"
#include "cli/files/output_file.hpp"
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
  void write(const std::function<std::string(const Output&)>& render,
             Content tables = Content::laid_out);

 private:
  struct Place {
    Output output;
    std::unique_ptr<OutputFile> file;  ///< none = standard output
  };
  void add(const Output& output);

  int out_;
  std::vector<Place> places_;
};

}  // namespace culprit::cli
