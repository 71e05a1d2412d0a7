/// Streams that can be read once only, made readable again; and bytes kept for a second reading.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "cli/files/descriptor.hpp"
#include "culprit/csv/input.hpp"

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

}  // namespace culprit::cli
