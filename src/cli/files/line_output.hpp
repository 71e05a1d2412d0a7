/// Where the lines of a batch go.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cli/files/growing_file.hpp"
#include "cli/files/result_output.hpp"
#include "cli/files/spool.hpp"
#include "culprit/batch/merge.hpp"

namespace culprit::cli {

using WriteText = std::function<void(std::string_view)>;
/// Reads lines that were written and writes others.
using Rewrite = std::function<void(const csv::Input&, const WriteText&)>;

/// A stream, or a file that grows and can be resumed.
class LineOutput {
 public:
  /// Whether lines are written as they come, or all of them again at the end: until then those of
  /// a stream are spooled.
  enum class Lines { final, provisional };

  /// Opens nothing yet. @param path  empty = `out`
  LineOutput(std::string path, int out, Lines lines);

  /// Begins with nothing. @throws CannotCreateError, IoError
  void begin();
  /// What an earlier run has left, looked through; everything behind it is cut off. If it left
  /// nothing beside its place, but the whole result there, nothing is to be done.
  /// @throws CannotCreateError; InputError as `batch::inspect`; `not_a_file` if the output is none.
  [[nodiscard]] batch::PartialRun go_on(const std::string& header);
  /// The result of `header` has been there all the time, under its name.
  [[nodiscard]] bool is_done() const noexcept { return is_done_; }
  /// @throws IoError, ClosedPipe
  void append(std::string_view text);
  /// Of final lines.
  void finish();
  /// Of provisional ones.
  void finish(const Rewrite& rewrite);

 private:
  [[nodiscard]] bool is_file() const;

  std::string path_;
  int out_;
  Lines lines_;
  bool is_done_ = false;
  std::optional<ResultOutput> direct_;  ///< what is no growing file
  std::optional<GrowingFile> growing_;
  Spool spool_;  ///< of provisional lines that go to a stream
};

}  // namespace culprit::cli
