/// The part of the input that is being worked on, and where its special characters stand.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "culprit/csv/input.hpp"
#include "culprit/csv/reader.hpp"

namespace culprit::csv {

/// A view of memory, or a buffer that is refilled.
class Window {
 public:
  Window(std::unique_ptr<ByteSource> source, std::size_t block);

  /// Bytes in the window. Invalidated by `load`.
  [[nodiscard]] std::string_view view() const noexcept { return view_; }

  /// True once the window reaches to the end of the input.
  [[nodiscard]] bool at_end() const noexcept { return at_end_; }

  /// Takes the first `count` bytes away and adds a block, or as many bytes as stay: so what does
  /// not fit is looked at anew a few times only. @throws as `ByteSource::read`
  void load(std::size_t count);

 private:
  std::unique_ptr<ByteSource> source_;
  std::size_t block_;
  std::optional<std::string_view> memory_;  ///< from the window's start to the end of the input
  std::vector<char> buffer_;
  std::string_view view_;
  bool at_end_ = false;
};

/// Finds delimiters, quotes and line ends in a text, 64 bytes at a time.
class Scanner {
 public:
  explicit Scanner(const Dialect& dialect) : delimiter_{dialect.delimiter}, quote_{dialect.quote} {}

  /// Goes to a byte of a text, of the one before if that has not changed.
  void start(std::string_view text, std::size_t at);
  void seek(std::size_t at);

  /// The next special character from here; the size of the text if there is none.
  std::size_t next() {
    while (rest_ == 0) {
      if (text_.size() - block_ <= block_bytes) return text_.size();
      find_specials(block_ + block_bytes);
      rest_ = specials_;
    }
    const auto at = block_ + static_cast<std::size_t>(std::countr_zero(rest_));
    rest_ &= rest_ - 1;
    return at;
  }

 private:
  static constexpr std::size_t block_bytes = 64;

  void find_specials(std::size_t block);

  char delimiter_;
  char quote_;
  std::string_view text_;
  std::size_t block_ = 0;       ///< where the block begins
  std::uint64_t specials_ = 0;  ///< of the block: bit i is byte i
  std::uint64_t rest_ = 0;      ///< those from here
};

}  // namespace culprit::csv
