/// Open files: closed with their owner, read and written whole whatever signals come. What goes
/// wrong with files, as errors that end in an exit code of their own. Whether a file is still what
/// it was.
#pragma once

#include <sys/types.h>
#include <time.h>

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/error.hpp"

namespace culprit::cli {

/// An open file, closed with its owner.
class Descriptor {
 public:
  Descriptor() noexcept = default;
  explicit Descriptor(int number) noexcept : number_{number} {}
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  [[nodiscard]] int number() const noexcept { return number_; }
  [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
  /// @return 0, or the errno of the failure. Closed afterwards in any case.
  int close() noexcept;

 private:
  int number_ = -1;
};

/// `openat`, again if a signal came; the file never becomes the terminal of the process.
/// @param folder  of a relative `path`; AT_FDCWD = the current one.
/// @return        not open with the reason in errno.
[[nodiscard]] Descriptor open_file(
    int folder, const std::string& path, int flags, mode_t mode = 0) noexcept;
[[nodiscard]] Descriptor open_file(const std::string& path, int flags) noexcept;

/// Up to `buffer.size()` bytes from position `at`. @return 0 only at the end.
/// @param at      negative = from where the descriptor stands.
/// @throws IoError  naming `name`.
[[nodiscard]] std::size_t read_some(
    int descriptor, std::span<char> buffer, off_t at, const std::string& name);

/// What a text may do on a terminal.
enum class Content {
  data,      ///< holds what people wrote: shown as `printable_lines`
  laid_out,  ///< made for a terminal, with colours of ours; people's words in it are printable
};

/// Writes all of `text`: the one way out of the program.
/// @throws ClosedPipe on EPIPE, IoError (74) naming `name` otherwise.
void write_all(int descriptor, std::string_view text, const std::string& name,
    Content content = Content::data);

/// Diaries that cannot be opened (exit code 66): all of them.
class NoInputError : public std::runtime_error {
 public:
  /// @throws std::invalid_argument  if `messages` is empty.
  explicit NoInputError(std::vector<Message> messages);
  [[nodiscard]] const std::vector<Message>& messages() const noexcept { return messages_; }

 private:
  std::vector<Message> messages_;
};

/// An output file cannot be made (exit code 73).
class CannotCreateError : public IoError {
 public:
  using IoError::IoError;
};

/// The reader of our output has closed it. The program ends quietly, as after success.
class ClosedPipe : public std::runtime_error {
 public:
  ClosedPipe();
};

/// What the system says of an errno.
[[nodiscard]] std::string reason_of(int error);

/// `name: file cannot be created: reason`
[[nodiscard]] CannotCreateError create_error(
    const std::string& name, const std::string& reason, std::string hint = {});
[[nodiscard]] CannotCreateError create_error(const std::string& name, int error);
[[nodiscard]] IoError read_error(const std::string& name, int error);
[[nodiscard]] IoError write_error(const std::string& name, int error);

/// What changes when a regular file is written or replaced.
struct FileStamp {
  dev_t device = 0;
  ino_t inode = 0;
  off_t size = 0;
  std::int64_t seconds = 0;  ///< of the last writing
  std::int64_t nanoseconds = 0;

  /// Nothing if it is not a regular file, or without a size: empty, or made up as it is read, as
  /// files of /proc are.
  [[nodiscard]] static std::optional<FileStamp> of_file(int descriptor) noexcept;
  /// Of what has the name now. Nothing also if it is gone.
  [[nodiscard]] static std::optional<FileStamp> of_path(const std::string& path) noexcept;

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// `changed`: what was read of a file may be half of the old and half of the new one.
[[nodiscard]] IoError changed_error(const std::string& name);

}  // namespace culprit::cli
