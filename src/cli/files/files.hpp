/// Everything the program does with files: opening diaries, spooling streams, writing results.
///
/// Neighbours: the csv layer reads through `csv::Input`; `commands` decides what is written.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "cli/files/signals.hpp"
#include "culprit/core/error.hpp"
#include "culprit/csv/input.hpp"

namespace culprit::cli {

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
class CannotCreateError : public std::runtime_error {
 public:
  explicit CannotCreateError(Message message);
  [[nodiscard]] const Message& message() const noexcept { return message_; }

 private:
  Message message_;
};

/// Whoever read our output has gone away: no error, only the end.
class ClosedPipe : public std::runtime_error {
 public:
  ClosedPipe();
};

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

/// A file without a name, readable by nobody else, gone with its descriptor.
/// @param name  for the message. @throws IoError `no_temporary_file`
[[nodiscard]] Descriptor make_temporary(const std::string& name);

/// A regular file, opened anew for every reading.
class FileInput final : public csv::Input {
 public:
  explicit FileInput(std::string path);
  [[nodiscard]] const std::string& name() const noexcept override { return path_; }
  /// @throws IoError  if it cannot be opened (any more); reading throws IoError as well.
  [[nodiscard]] std::unique_ptr<csv::ByteSource> open() const override;

 private:
  std::string path_;
};

/// A stream that can be read once only (standard input, a pipe), made readable again: what has been
/// read is kept in an unlinked temporary file of mode 0600. No more is taken from the stream than
/// its readers ask for, so a stream that is refused early costs neither time nor disk.
/// One source at a time; sources must not outlive the input.
class SpooledInput final : public csv::Input {
 public:
  /// @param stream  stays the caller's; read from where it stands.
  SpooledInput(std::string name, int stream);
  /// As above; the stream is closed with the input.
  SpooledInput(std::string name, Descriptor stream);
  ~SpooledInput() override;
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  /// @throws IoError  if no temporary file can be made; reading throws IoError as well.
  [[nodiscard]] std::unique_ptr<csv::ByteSource> open() const override;

  struct Spool;

 private:
  std::string name_;
  Descriptor owned_;
  std::unique_ptr<Spool> spool_;
};

/// The diaries of the command line, in order. Regular files are reopened, everything else is
/// spooled. `-` is `standard_input`.
/// @throws NoInputError  naming every path that is missing, unreadable or a directory.
[[nodiscard]] std::vector<std::unique_ptr<csv::Input>> open_inputs(
    std::span<const std::string> paths, int standard_input);

/// All of an input that is text of people's making. @throws IoError, and InputError `too_long`
/// above 64 MiB.
[[nodiscard]] std::string read_text(const csv::Input& input);

/// Writes all of `text`. @throws ClosedPipe on EPIPE, IoError (74) naming `name` otherwise.
void write_all(int descriptor, std::string_view text, const std::string& name);

/// A file that appears under its name only when it is complete.
///
/// Written as `PATH.partial` beside its place, which is synced and renamed by `commit`; removed if
/// that never comes, also on SIGINT, SIGTERM and SIGHUP. Two processes never write the same
/// partial file. A path that exists and is no regular file (a device, a pipe) is written directly;
/// a symbolic link keeps pointing at the file that is replaced, which keeps its mode.
class OutputFile {
 public:
  /// @param mode  of a new file, before the umask.
  /// @throws CannotCreateError  with what the operating system says.
  OutputFile(std::string path, mode_t mode);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  /// @throws IoError, ClosedPipe
  void write(std::string_view text);
  /// Nothing may be written afterwards. @throws IoError
  void commit();

 private:
  std::string path_;     ///< as given, for messages
  std::string target_;   ///< what is replaced: `path_` with links followed
  std::string partial_;  ///< empty = written directly
  Descriptor descriptor_;
  std::optional<RemovedBySignal> removed_by_signal_;
};

/// A file that grows as `PATH.partial` and stays when the program ends, so that it can be gone on
/// with; it gets its name when it is complete. Two processes never write the same one.
class GrowingFile {
 public:
  /// What becomes of a partial file that is there.
  enum class Start { anew, go_on };

  /// @param path  a regular file, or nothing yet.
  /// @throws CannotCreateError
  GrowingFile(std::string path, mode_t mode, Start start);

  /// Its present content, read from the start. The file must outlive it.
  [[nodiscard]] const csv::Input& content() const noexcept { return *content_; }
  /// Keeps the first `size` bytes; what is appended follows them. @throws IoError
  void keep(std::uint64_t size);
  /// Appends all of `text` or nothing. @throws IoError
  void append(std::string_view text);
  /// Nothing may be appended afterwards. @throws IoError
  void commit();
  /// Likewise, under the name of another one, whose content is dropped. @throws IoError
  void commit_instead_of(GrowingFile& other);

 private:
  std::string path_;    ///< as given, for messages
  std::string target_;  ///< with links followed
  std::string partial_;
  Descriptor descriptor_;
  std::unique_ptr<csv::Input> content_;
  std::uint64_t size_ = 0;
};

}  // namespace culprit::cli
