/// Where a result goes: standard output, or a file that appears when it is complete.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/files/descriptor.hpp"
#include "cli/files/output_file.hpp"

namespace culprit::cli {

class ResultOutput {
 public:
  /// @param file  empty = `out`. @throws CannotCreateError
  ResultOutput(const std::string& file, int out) : out_{out} {
    constexpr mode_t anybody_reads = 0666;
    if (!file.empty()) file_.emplace(file, anybody_reads);
  }

  /// All of a result.
  void write(std::string_view text) {
    append(text);
    finish();
  }
  void append(std::string_view text) {
    if (!file_) return write_all(out_, text, "standard output");
    file_->write(text);
  }
  void finish() {
    if (file_) file_->commit();
  }

 private:
  int out_;
  std::optional<OutputFile> file_;
};

}  // namespace culprit::cli
