/// Byte sources on top of byte sources: what `open_decoded` puts together.
#pragma once

#include <memory>
#include <string>

#include "culprit/core/error.hpp"
#include "culprit/csv/input.hpp"

namespace culprit::csv {

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

}  // namespace culprit::csv
