/// Bytes to the places where fields and records end: quotes are understood here and nowhere else;
/// and the part of the input that is being worked on: a view of memory, or a buffer that is
/// refilled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "csv/masks.hpp"
#include "culprit/csv/input.hpp"

namespace culprit::csv {

/// The ends of fields and records in a window of bytes that slides over the input.
/// All positions count from the start of the window. Field ends are numbered from 1; number 0
/// stands for the byte before the window, so that field k lies between the ends k - 1 and k.
class Indexer {
 public:
  /// Set in a record's end where a field needs more than its outer quotes taken off.
  static constexpr std::uint32_t intricate = 1U << 31;
  /// Set in a record's end where line ends may lie inside quotes.
  static constexpr std::uint32_t multiline = 1U << 30;
  /// Set in the end of the last record if the input ends inside its last field's quotes.
  static constexpr std::uint32_t unclosed = 1U << 29;
  static constexpr std::uint32_t ordinal_mask = unclosed - 1;

  explicit Indexer(char delimiter);

  /// Continues to the end of `window`; without `last`, up to 63 bytes wait for the next call.
  /// With `last` a record that no line end closes ends where the window does.
  void scan(std::string_view window, bool last);

  /// Forgets all complete records. What follows them now begins `origin` bytes further left.
  void slide(std::uint32_t origin);

  /// Complete records.
  [[nodiscard]] std::size_t records() const noexcept { return records_; }

  /// For each complete record the number of its last field's end, and flags.
  [[nodiscard]] const std::uint32_t* record_ends() const noexcept { return record_ends_.data(); }

  /// Positions of the delimiters and line ends that close fields, and room for one more.
  [[nodiscard]] std::uint32_t* field_ends() noexcept { return field_ends_.data(); }

  /// Field ends known, those of the open record and number 0 included.
  [[nodiscard]] std::size_t fields() const noexcept { return fields_; }

  /// Bytes of the window that are in the index.
  [[nodiscard]] std::uint32_t scanned() const noexcept { return scanned_; }

 private:
  /// Where in a field the next byte stands.
  enum class State : std::uint8_t {
    unsettled,  ///< outside quotes; which of the next three, the bytes since the last end tell
    start,      ///< at its first byte
    spaces,     ///< after spaces: a quote still opens it
    plain,      ///< in its text, where quotes are ordinary
    quoted,     ///< inside quotes
    closed,     ///< just after a quote that closed, or is the first of two
  };

  struct Block {
    const char* data;      ///< 64 readable bytes
    std::uint32_t offset;  ///< of the block in the window
    std::uint32_t size;    ///< bytes that count, 1–64
  };

  /// The special characters of a block.
  struct Specials {
    std::uint64_t quotes = 0;
    std::uint64_t newlines = 0;  ///< line ends, each once: LF, CR, the CR of CRLF
    std::uint64_t ends = 0;      ///< delimiters and newlines
    std::uint64_t echoes = 0;    ///< the LF of CRLF, which ends nothing: the line has ended already
  };

  /// What a block is, once it is known which characters are quoted.
  struct Reading {
    std::uint64_t outside = 0;  ///< characters that are not inside quotes
    State after = State::unsettled;
    bool is_intricate = false;
  };

  void scan_block(std::string_view window, Block block);
  [[nodiscard]] Specials find_specials(Block block);
  void scan_quotes(std::string_view window, Block block, const Specials& specials);
  void append(std::uint32_t offset, std::uint64_t ends, std::uint64_t newlines);
  void settle(std::string_view window, std::uint32_t end);
  void close_last_record(std::string_view window);
  [[nodiscard]] std::optional<Reading> read_regular(const Specials& specials) const;
  [[nodiscard]] Reading read_irregular(Block block, const Specials& specials) const;

  char delimiter_;
  State state_ = State::start;
  bool after_carriage_return_ = false;
  std::uint32_t scanned_ = 0;     ///< bytes of the window done
  std::uint32_t open_flags_ = 0;  ///< flags of the record that is not complete
  std::size_t fields_ = 1;
  std::size_t records_ = 0;
  std::vector<std::uint32_t> field_ends_;
  std::vector<std::uint32_t> record_ends_;
};

class Window {
 public:
  Window(std::unique_ptr<ByteSource> source, std::size_t block);

  /// Bytes in the window. Invalidated by `drop` and `load`.
  [[nodiscard]] std::string_view view() const noexcept { return view_; }

  /// True once the window reaches to the end of the input.
  [[nodiscard]] bool at_end() const noexcept { return at_end_; }

  /// Takes the first `count` bytes away.
  void drop(std::size_t count);

  /// Adds a block, or what is left. @throws as `ByteSource::read`
  void load();

 private:
  std::unique_ptr<ByteSource> source_;
  std::size_t block_;
  std::optional<std::string_view> memory_;  ///< from the window's start to the end of the input
  std::vector<char> buffer_;
  std::string_view view_;
  bool at_end_ = false;
};

}  // namespace culprit::csv
