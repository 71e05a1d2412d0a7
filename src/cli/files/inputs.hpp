/// Opening what is read: diaries, texts of the command line, the file of `--lexicon`. Streams that
/// can be read once only, made readable again; and bytes kept for a second reading.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/files/descriptor.hpp"
#include "culprit/csv/input.hpp"
#include "culprit/foods/lexicon.hpp"

namespace culprit::cli {

/// A file without a name, mode 0600, gone with its descriptor: in TMPDIR, else /tmp, else /var/tmp.
/// @param name  for the message. @throws IoError `no_temporary_file`
[[nodiscard]] Descriptor make_temporary(const std::string& name);

/// Bytes that are kept: in memory while they are few, so that no folder is needed, then in a
/// temporary file.
class Spool {
 public:
  static constexpr std::size_t most_in_memory = std::size_t{8} << 20;

  /// @throws IoError  `no_temporary_file`, naming `name`; or that it cannot be written.
  void append(std::string_view bytes, const std::string& name);
  /// Fills the front of `buffer` from position `at`. @return 0 only at the end. @throws IoError
  [[nodiscard]] std::size_t read_at(std::uint64_t at, std::span<char> buffer) const;
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

 private:
  std::string memory_;  ///< everything, while there is no file
  Descriptor file_;
  std::uint64_t size_ = 0;
};

/// Bytes at positions as an input; every source reads them from the start.
class PositionedInput : public csv::Input {
 public:
  /// Fills the front of `buffer` from position `at`. @return 0 only at the end. @throws IoError
  using ReadAt = std::function<std::size_t(std::uint64_t at, std::span<char> buffer)>;

  PositionedInput(std::string name, ReadAt read_at)
      : name_{std::move(name)}, read_at_{std::move(read_at)} {}
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  /// The source must not outlive the input.
  [[nodiscard]] std::unique_ptr<csv::ByteSource> open() const override;

 private:
  std::string name_;
  ReadAt read_at_;
};

/// A stream (standard input, a pipe) that is spooled as it is read. No more is taken from it than
/// its readers ask for, so a stream that is refused early costs neither time nor disk.
/// One source at a time. Reading throws IoError, `changed` if the stream is a file and changes.
class SpooledInput final : public PositionedInput {
 public:
  /// @param stream  stays the caller's; read from where it stands.
  SpooledInput(const std::string& name, int stream);
  /// As above; the stream is closed with the input.
  SpooledInput(const std::string& name, Descriptor stream);
};

/// A regular file, opened anew for every reading. It must stay the same file, unchanged.
class FileInput final : public csv::Input {
 public:
  /// @param stamp  of the file as it was found; nothing = as it is when it is opened first.
  explicit FileInput(std::string path, std::optional<FileStamp> stamp = {});
  [[nodiscard]] const std::string& name() const noexcept override { return path_; }
  [[nodiscard]] const std::optional<FileStamp>& stamp() const noexcept { return stamp_; }
  /// @throws IoError  if it cannot be opened (any more), `changed` if it is not what it was, when
  ///   it is opened or at its end; reading throws IoError as well.
  [[nodiscard]] std::unique_ptr<csv::ByteSource> open() const override;
  [[nodiscard]] std::size_t size() const noexcept override {
    return stamp_ ? static_cast<std::size_t>(stamp_->size) : 0;
  }

 private:
  std::string path_;
  mutable std::optional<FileStamp> stamp_;
};

/// What is read behind a path.
enum class Accepted {
  any,      ///< a file, a device, a named pipe, whose writer is waited for
  no_wait,  ///< a named pipe is refused: its writer may never come. `<(…)` of a shell is read
  files,    ///< regular files only
};

/// One input: a regular file is reopened for each reading, everything else spooled.
/// @param expected  for messages: `a diary`, `a lexicon`.
/// @throws NoInputError  if it is missing, unreadable, a directory, a socket, a block device or
///   not accepted.
[[nodiscard]] std::unique_ptr<csv::Input> open_input(
    const std::string& path, Accepted accepted, std::string_view expected = "a diary");

/// The diaries of the command line, in order; `-` is `standard_input`.
/// @throws NoInputError  as `open_input`, naming every path.
[[nodiscard]] std::vector<std::unique_ptr<csv::Input>> open_inputs(
    std::span<const std::string> paths, int standard_input);

/// All of an input that is text of people's making. @throws IoError, and InputError `too_long`
/// above `longest` bytes, a number of whole MiB.
[[nodiscard]] std::string read_text(
    const csv::Input& input, std::size_t longest = std::size_t{64} << 20);

/// The lines of a text, without their LF or CR LF. They are views of it.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

struct LexiconFile {
  foods::Lexicon lexicon = foods::Lexicon::built_in();
  std::optional<std::uint64_t> hash;  ///< of the file's text; nothing = no file
};

/// The built-in lexicon, with the names of a file if one is given (`path` not empty).
/// @param shown_errors  how many defects of each kind are named; the rest are counted.
/// @throws NoInputError (also for a named pipe, which might be waited for without end), IoError,
///   InputError
[[nodiscard]] LexiconFile read_lexicon(const std::string& path, std::size_t shown_errors);

}  // namespace culprit::cli
