/// Byte sources on top of byte sources: what `open_decoded` puts together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "culprit/core/error.hpp"
#include "culprit/csv/input.hpp"

namespace culprit::csv {

/// Packed bytes read at a time.
inline constexpr std::size_t packed_block = std::size_t{64} << 10;

/// The unpacked bytes of all members of a gzip stream. `name` is for messages.
[[nodiscard]] std::unique_ptr<ByteSource> unpack_gzip(
    std::unique_ptr<ByteSource> packed, std::string name);

/// The unpacked bytes of all frames of a zstd stream. `name` is for messages.
[[nodiscard]] std::unique_ptr<ByteSource> unpack_zstd(
    std::unique_ptr<ByteSource> packed, std::string name);

enum class ByteOrder { little, big };

/// UTF-16 without its byte order mark as UTF-8.
[[nodiscard]] std::unique_ptr<ByteSource> utf16_to_utf8(
    std::unique_ptr<ByteSource> source, ByteOrder order);

/// An error about a whole file.
[[nodiscard]] InputError file_error(
    const std::string& name, std::string code, std::string text, std::string hint);

[[nodiscard]] InputError truncated_error(const std::string& name, const std::string& format);
[[nodiscard]] InputError corrupt_error(const std::string& name, const std::string& format);

/// Zero bytes behind the last member or frame, with which tapes and block devices are filled up.
class Padding {
 public:
  /// @param rest  what follows a whole member, not empty.
  /// @return      whether it is padding, which then lasts to the end.
  /// @throws InputError  if anything but zeros follows a zero.
  bool covers(std::string_view rest, const std::string& name, const std::string& format);

 private:
  bool has_begun_ = false;
};

/// Counts what a decompressor takes and gives.
class BombGuard {
 public:
  /// @throws InputError  `compressed_bomb` if there is too much of it for so few packed bytes.
  void add(std::size_t packed, std::size_t unpacked, const std::string& name);

 private:
  std::uint64_t packed_ = 0;
  std::uint64_t unpacked_ = 0;
};

}  // namespace culprit::csv
