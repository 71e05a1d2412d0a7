/// Where a result goes: standard output, or a file that appears when it is complete.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/files/descriptor.hpp"
#include "cli/files/output_file.hpp"

namespace culprit::cli {

class ResultOutput {
 public:
  /// @param file  empty = `out`. @throws CannotCreateError
  ResultOutput(const std::string& file, int out)
      : out_{out},
        file_{file.empty() ? nullptr : std::make_unique<OutputFile>(file, anybody_reads)} {}

  /// All of a result.
  void write(std::string_view text) {
    append(text);
    finish();
  }
  /// @param shown  what it is on standard output.
  void append(std::string_view text, Content shown = Content::data) {
    if (!file_) return write_all(out_, text, "standard output", shown);
    file_->write(text);
  }
  /// As `OutputFile::sync`.
  void sync() {
    if (file_) file_->sync();
  }
  void finish() {
    if (file_) file_->commit();
  }

 private:
  int out_;
  std::unique_ptr<OutputFile> file_;
};

}  // namespace culprit::cli
