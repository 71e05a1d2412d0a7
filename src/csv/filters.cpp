#include "csv/filters.hpp"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cstdint>
#include <new>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace culprit::csv {
namespace {

constexpr std::uint64_t harmless_bytes = std::uint64_t{256} << 20;
constexpr std::uint64_t harmless_ratio = 200;

class GzipSource final : public ByteSource {
 public:
  GzipSource(std::unique_ptr<ByteSource> packed, std::string name)
      : packed_{std::move(packed)}, name_{std::move(name)}, block_(packed_block) {
    constexpr int gzip_only = 16 + MAX_WBITS;
    if (inflateInit2(&stream_, gzip_only) != Z_OK) throw std::bad_alloc{};
  }
  ~GzipSource() override { inflateEnd(&stream_); }

  std::size_t read(std::span<char> buffer) override {
    if (buffer.empty()) return 0;
    for (;;) {
      if (stream_.avail_in == 0 && !refill()) {
        if (!between_members_) throw truncated_error(name_, "gzip");
        return 0;
      }
      if (between_members_ && padding_.covers(rest(), name_, "gzip")) stream_.avail_in = 0;
      else if (const auto got = inflate_into(buffer); got > 0) return got;
    }
  }

 private:
  [[nodiscard]] std::string_view rest() const {
    return {reinterpret_cast<const char*>(stream_.next_in), stream_.avail_in};
  }

  bool refill() {
    const auto got = packed_->read({reinterpret_cast<char*>(block_.data()), block_.size()});
    stream_.next_in = block_.data();
    stream_.avail_in = static_cast<uInt>(got);
    return got > 0;
  }

  std::size_t inflate_into(std::span<char> buffer) {
    const auto room = static_cast<uInt>(std::min(buffer.size(), largest_output));
    const auto available = stream_.avail_in;
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream_.avail_out = room;
    between_members_ = false;
    const auto status = inflate(&stream_, Z_NO_FLUSH);
    if (status == Z_MEM_ERROR) throw std::bad_alloc{};
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
      throw corrupt_error(name_, "gzip");
    if (status == Z_STREAM_END) {
      inflateReset(&stream_);
      between_members_ = true;
    }
    const std::size_t got = room - stream_.avail_out;
    guard_.add(available - stream_.avail_in, got, name_);
    return got;
  }

  static constexpr std::size_t largest_output = std::size_t{1} << 30;

  std::unique_ptr<ByteSource> packed_;
  std::string name_;
  std::vector<Bytef> block_;
  z_stream stream_{};
  Padding padding_;
  BombGuard guard_;
  bool between_members_ = true;
};

constexpr int largest_window_log = 23;  // 8 MiB: what every decoder supports (RFC 8878, 3.1.1.1.2)

struct FreeStream {
  void operator()(ZSTD_DCtx* stream) const noexcept { ZSTD_freeDCtx(stream); }
};

class ZstdSource final : public ByteSource {
 public:
  ZstdSource(std::unique_ptr<ByteSource> packed, std::string name)
      : packed_{std::move(packed)},
        name_{std::move(name)},
        block_(packed_block),
        stream_{ZSTD_createDCtx()} {
    if (stream_ == nullptr) throw std::bad_alloc{};
    ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, largest_window_log);
  }

  std::size_t read(std::span<char> buffer) override {
    if (buffer.empty()) return 0;
    ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
    while (out.pos == 0) {
      const bool at_end = in_.pos == in_.size && !refill();
      if (at_end && between_frames_) return 0;
      if (between_frames_ && padding_.covers(rest(), name_, "zstd")) {
        in_.pos = in_.size;
        continue;
      }
      const auto before = in_.pos;
      const auto status = ZSTD_decompressStream(stream_.get(), &out, &in_);
      if (ZSTD_isError(status) != 0) fail(ZSTD_getErrorCode(status));
      between_frames_ = status == 0;
      guard_.add(in_.pos - before, out.pos, name_);
      if (at_end && out.pos == 0 && !between_frames_) throw truncated_error(name_, "zstd");
    }
    return out.pos;
  }

 private:
  [[nodiscard]] std::string_view rest() const {
    return std::string_view{block_.data(), in_.size}.substr(in_.pos);
  }

  bool refill() {
    in_ = {block_.data(), packed_->read(block_), 0};
    return in_.size > 0;
  }

  [[noreturn]] void fail(ZSTD_ErrorCode code) const {
    if (code == ZSTD_error_memory_allocation) throw std::bad_alloc{};
    if (code != ZSTD_error_frameParameter_windowTooLarge) throw corrupt_error(name_, "zstd");
    throw file_error(name_, "compressed_window",
        "zstd data needs a window over 8 MiB; expected at most 8 MiB",
        "unpack it first, or pack it without --long and --ultra");
  }

  std::unique_ptr<ByteSource> packed_;
  std::string name_;
  std::vector<char> block_;
  ZSTD_inBuffer in_{};
  std::unique_ptr<ZSTD_DCtx, FreeStream> stream_;
  Padding padding_;
  BombGuard guard_;
  bool between_frames_ = true;
};

constexpr std::uint32_t replacement = 0xFFFD;

constexpr bool is_high_surrogate(std::uint32_t unit) { return (unit & 0xFC00U) == 0xD800U; }
constexpr bool is_low_surrogate(std::uint32_t unit) { return (unit & 0xFC00U) == 0xDC00U; }

void append_utf8(std::uint32_t point, std::string& text) {
  const auto continuation = [&](unsigned shift) {
    text += static_cast<char>(0x80U | ((point >> shift) & 0x3FU));
  };
  if (point < 0x80) {
    text += static_cast<char>(point);
  } else if (point < 0x800) {
    text += static_cast<char>(0xC0U | (point >> 6));
    continuation(0);
  } else if (point < 0x10000) {
    text += static_cast<char>(0xE0U | (point >> 12));
    continuation(6);
    continuation(0);
  } else {
    text += static_cast<char>(0xF0U | (point >> 18));
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

class Utf16Source final : public ByteSource {
 public:
  Utf16Source(std::unique_ptr<ByteSource> source, ByteOrder order)
      : source_{std::move(source)}, order_{order}, block_(packed_block, '\0') {}

  std::size_t read(std::span<char> buffer) override {
    while (given_ == text_.size() && !at_end_) convert_block();
    const auto count = text_.copy(buffer.data(), buffer.size(), given_);
    given_ += count;
    return count;
  }

 private:
  void convert_block() {
    text_.clear();
    given_ = 0;
    const auto got = source_->read(block_);
    at_end_ = got == 0;
    if (at_end_ && (odd_byte_ || high_)) append_utf8(replacement, text_);
    for (std::size_t i = 0; i < got; ++i) {
      const std::uint32_t byte = static_cast<unsigned char>(block_[i]);
      if (!odd_byte_) {
        odd_byte_ = byte;
        continue;
      }
      const auto first = *std::exchange(odd_byte_, std::nullopt);
      append_unit(order_ == ByteOrder::little ? (byte << 8) | first : (first << 8) | byte);
    }
  }

  void append_unit(std::uint32_t unit) {
    if (high_) {
      const auto high = *std::exchange(high_, std::nullopt);
      if (is_low_surrogate(unit)) {
        append_utf8(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00), text_);
        return;
      }
      append_utf8(replacement, text_);
    }
    if (is_high_surrogate(unit)) high_ = unit;
    else append_utf8(is_low_surrogate(unit) ? replacement : unit, text_);
  }

  std::unique_ptr<ByteSource> source_;
  ByteOrder order_;
  std::string block_;
  std::string text_;       ///< converted
  std::size_t given_ = 0;  ///< bytes of `text_` that were read
  bool at_end_ = false;
  std::optional<std::uint32_t> odd_byte_;  ///< the first of two
  std::optional<std::uint32_t> high_;      ///< waits for its low surrogate
};

}  // namespace

InputError file_error(
    const std::string& name, std::string code, std::string text, std::string hint) {
  return InputError{Message{.code = std::move(code),
      .text = std::move(text),
      .place = {.file = name},
      .hint = std::move(hint)}};
}

InputError truncated_error(const std::string& name, const std::string& format) {
  return file_error(name, "compressed_truncated",
      format + " data ends too early; expected a complete file", "copy or download the file again");
}

InputError corrupt_error(const std::string& name, const std::string& format) {
  return file_error(name, "compressed_corrupt",
      format + " data is damaged; expected " + format + " data to the end of the file",
      "copy or download the file again");
}

bool Padding::covers(std::string_view rest, const std::string& name, const std::string& format) {
  has_begun_ = has_begun_ || rest.front() == '\0';
  if (has_begun_ && rest.find_first_not_of('\0') != std::string_view::npos)
    throw corrupt_error(name, format);
  return has_begun_;
}

void BombGuard::add(std::size_t packed, std::size_t unpacked, const std::string& name) {
  packed_ += packed;
  unpacked_ += unpacked;
  if (unpacked_ <= harmless_bytes || unpacked_ <= packed_ * harmless_ratio) return;
  throw file_error(name, "compressed_bomb",
      "compressed data grows more than 200 times to over 256 MiB; expected a diary",
      "if the file is what it should be, unpack it first");
}

std::unique_ptr<ByteSource> unpack_gzip(std::unique_ptr<ByteSource> packed, std::string name) {
  return std::make_unique<GzipSource>(std::move(packed), std::move(name));
}

std::unique_ptr<ByteSource> unpack_zstd(std::unique_ptr<ByteSource> packed, std::string name) {
  return std::make_unique<ZstdSource>(std::move(packed), std::move(name));
}

std::unique_ptr<ByteSource> utf16_to_utf8(std::unique_ptr<ByteSource> source, ByteOrder order) {
  return std::make_unique<Utf16Source>(std::move(source), order);
}

}  // namespace culprit::csv
