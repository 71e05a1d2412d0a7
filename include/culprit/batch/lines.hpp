/// Lines of a batch's result, and the checksums that betray any change of them.
///
/// A line of a diary ends in its own checksum, `"xxh3":"…"}`: XXH3 of the line's bytes before that
/// key. The last line ends in one of all bytes of the result before the key, header included.
/// Results written before there were checksums have neither.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "culprit/core/error.hpp"
#include "culprit/csv/input.hpp"

struct XXH3_state_s;

namespace culprit::batch {

/// Bytes of the longest line that is written or read.
inline constexpr std::size_t longest_line = std::size_t{1} << 28;

/// Streams lines; memory for the longest one.
class LineReader {
 public:
  /// @param name  of the source, for messages
  explicit LineReader(std::unique_ptr<csv::ByteSource> source, std::string name = "");

  /// The next whole line without its LF; valid until the next call. Nothing at the end, and for
  /// what follows the last LF. @throws InputError  `long_line` if it has more than `most` bytes.
  /// @throws as the source
  [[nodiscard]] std::optional<std::string_view> next(std::size_t most = longest_line);

  /// An error in the line that `next` gave last.
  [[nodiscard]] InputError error(std::string code, std::string text) const;
  /// Bytes of the lines that `next` has given, their LFs counted.
  [[nodiscard]] std::uint64_t position() const noexcept { return position_; }
  /// At the end: bytes that follow the last LF.
  [[nodiscard]] std::size_t torn() const noexcept { return buffer_.size() - begin_; }

 private:
  [[nodiscard]] bool fill();

  std::unique_ptr<csv::ByteSource> source_;
  std::string name_;
  std::string buffer_;
  std::size_t begin_ = 0;  ///< of the next line in `buffer_`
  std::uint64_t position_ = 0;
  std::uint64_t number_ = 0;  ///< of the last line
};

/// XXH3 (64 bits) of bytes that come piece by piece.
class Checksum {
 public:
  Checksum();
  void reset() noexcept;
  void add(std::string_view bytes) noexcept;
  [[nodiscard]] std::uint64_t value() const noexcept;

 private:
  struct Free {
    void operator()(XXH3_state_s* state) const noexcept;
  };
  std::unique_ptr<XXH3_state_s, Free> state_;
};

/// A line of a diary with its checksum. @param line  without one, with or without LF; the result
/// ends in LF.
[[nodiscard]] std::string sealed(std::string line);

/// The last line. Ends in LF. @param bytes  all that stand before; the line's own are added.
[[nodiscard]] std::string end_line(std::uint64_t diaries, Checksum& bytes);

/// Whether the line is a last one, right or wrong.
[[nodiscard]] bool is_end_line(std::string_view line) noexcept;

/// What a line of a diary says at its beginning.
struct LineHead {
  std::uint64_t index = 0;
  std::string_view status = {};  ///< `ok`, `too_little_data`, `error`
  bool is_sealed = false;        ///< has a checksum, which is right
};

/// Nothing if the line is not a whole line of a diary, or its checksum is wrong. One without a
/// checksum is parsed: nothing unless it is what the report layer writes, byte by byte.
[[nodiscard]] std::optional<LineHead> read_line_head(std::string_view line);

/// Whether a line of a diary has a finding that is a suspect.
[[nodiscard]] bool has_suspect(std::string_view line) noexcept;

}  // namespace culprit::batch
