/// Results of a batch as the lines they are.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "culprit/csv/input.hpp"

namespace culprit::batch {

/// Streams lines; memory for the longest one.
class LineReader {
 public:
  explicit LineReader(std::unique_ptr<csv::ByteSource> source);

  /// The next whole line without its LF; valid until the next call. Nothing at the end, and for
  /// what follows the last LF. @throws as the source
  [[nodiscard]] std::optional<std::string_view> next();

  /// Bytes of the lines that `next` has given, their LFs counted.
  [[nodiscard]] std::uint64_t position() const noexcept { return position_; }
  /// At the end: bytes that follow the last LF.
  [[nodiscard]] std::size_t torn() const noexcept { return buffer_.size() - begin_; }

 private:
  [[nodiscard]] bool fill();

  std::unique_ptr<csv::ByteSource> source_;
  std::string buffer_;
  std::size_t begin_ = 0;  ///< of the next line in `buffer_`
  std::uint64_t position_ = 0;
};

/// What a line of a diary says at its beginning.
struct LineHead {
  std::uint64_t index = 0;
  std::string_view status;  ///< `ok`, `too_little_data`, `error`
};

/// Nothing if the line is not a whole line of a diary.
[[nodiscard]] std::optional<LineHead> read_line_head(std::string_view line) noexcept;

/// Whether a line of a diary has a finding that is a suspect.
[[nodiscard]] bool has_suspect(std::string_view line) noexcept;

/// The number of diaries that a last line tells; nothing if it is none.
[[nodiscard]] std::optional<std::uint64_t> read_end(std::string_view line) noexcept;

}  // namespace culprit::batch
