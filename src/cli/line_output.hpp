/// Where the lines of a batch go.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "culprit/batch/merge.hpp"
#include "culprit/cli/files.hpp"
#include "culprit/cli/options.hpp"

namespace culprit::cli {

using WriteText = std::function<void(std::string_view)>;
/// Reads lines that were written and writes others.
using Rewrite = std::function<void(const csv::Input&, const WriteText&)>;

/// A stream, or a file that grows and can be gone on with.
class LineOutput {
 public:
  /// Whether lines are written as they come, or all of them again at the end: until then those of
  /// a stream are kept in a temporary file.
  enum class Lines { final, provisional };

  /// @throws CannotCreateError, IoError
  LineOutput(const Options& options, int out, Lines lines);

  /// What an earlier run has left, looked through; everything behind it is cut off.
  /// @throws InputError  as `batch::inspect`; `not_a_file` if the output is none.
  [[nodiscard]] batch::PartialRun go_on(const std::string& header);
  /// @throws IoError, ClosedPipe
  void append(std::string_view text);
  /// Of final lines.
  void finish();
  /// Of provisional ones.
  void finish(const Rewrite& rewrite);

 private:
  void write_through(std::string_view text);

  int out_;
  std::string path_;
  std::optional<OutputFile> direct_;
  std::optional<GrowingFile> growing_;
  Descriptor temporary_;
};

}  // namespace culprit::cli
