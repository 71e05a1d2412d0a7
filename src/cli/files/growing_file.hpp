/// A file that grows as `PATH.partial` and stays when the program ends, so that another run can
/// complete it. Where the lines of a batch go.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cli/files/descriptor.hpp"
#include "cli/files/inputs.hpp"
#include "cli/files/output_file.hpp"
#include "culprit/batch/merge.hpp"

namespace culprit::cli {

/// Locked: two processes never write the same one. It gets its name when it is complete.
class GrowingFile {
 public:
  /// What becomes of a partial file that a dead process has left.
  ///
  /// Neither writes into, nor follows, what is not a regular file with one name that belongs to
  /// the user: another user's file, or one with several names, only loses this name.
  enum class Start {
    anew,    ///< one with content is left alone, which is an error: it may be worth hours
    resume,  ///< it is continued
  };

  /// @param path  a regular file, or nothing yet.
  /// @throws CannotCreateError
  GrowingFile(std::string path, mode_t mode, Start start);
  GrowingFile(const GrowingFile&) = delete;
  GrowingFile& operator=(const GrowingFile&) = delete;

  /// Whether there is something beside the place of `path` to be continued.
  [[nodiscard]] static bool is_left(const std::string& path);

  /// Its present content, read from the start. The file must outlive it.
  [[nodiscard]] const csv::Input& content() const noexcept { return *content_; }
  /// Keeps the first `size` bytes; what is appended follows them. @throws IoError
  void keep(std::uint64_t size);
  /// Appends all of `text` or nothing. @throws IoError
  void append(std::string_view text);
  /// Nothing may be appended afterwards. @throws IoError, CannotCreateError
  void commit();
  /// Removes it: its content has become another file. @throws IoError
  void remove();

 private:
  [[nodiscard]] bool create(mode_t mode);
  [[nodiscard]] bool take_over(Start start);

  std::string path_;  ///< as given, for messages
  Destination place_;
  std::string partial_;  ///< in `folder_`
  Descriptor folder_;
  Descriptor descriptor_;
  std::optional<PositionedInput> content_;
  std::uint64_t size_ = 0;
};

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
