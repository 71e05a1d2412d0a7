#include "csv/filters.hpp"

#include <utf8proc.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <new>
#include <optional>
#include <utility>
#include <vector>

namespace culprit::csv {
namespace {

constexpr std::size_t packed_block = std::size_t{64} << 10;  ///< packed bytes read at a time
constexpr std::uint64_t harmless_bytes = std::uint64_t{256} << 20;
constexpr std::uint64_t harmless_ratio = 200;
constexpr int largest_window_log = 23;  // 8 MiB: what every decoder supports (RFC 8878, 3.1.1.1.2)

InputError corrupt_error(const std::string& name, const std::string& format) {
  return file_error(name, "compressed_corrupt",
      format + " data is damaged; expected " + format + " data to the end of the file",
      "copy or download the file again");
}

/// What a decoder took and gave.
struct Step {
  std::size_t taken = 0;
  std::size_t given = 0;
  bool is_whole = false;  ///< the member or frame has ended
};

class GzipDecoder {
 public:
  static constexpr const char* format = "gzip";

  GzipDecoder() {
    constexpr int gzip_only = 16 + MAX_WBITS;
    if (inflateInit2(&stream_, gzip_only) != Z_OK) throw std::bad_alloc{};
  }
  GzipDecoder(const GzipDecoder&) = delete;
  GzipDecoder& operator=(const GzipDecoder&) = delete;
  ~GzipDecoder() { inflateEnd(&stream_); }

  Step unpack(std::span<char> packed, std::span<char> buffer, const std::string& name) {
    constexpr std::size_t largest_output = std::size_t{1} << 30;
    const auto room = static_cast<uInt>(std::min(buffer.size(), largest_output));
    stream_.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream_.avail_in = static_cast<uInt>(packed.size());
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream_.avail_out = room;
    const auto status = inflate(&stream_, Z_NO_FLUSH);
    if (status == Z_MEM_ERROR) throw std::bad_alloc{};
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
      throw corrupt_error(name, format);
    const Step step{
        packed.size() - stream_.avail_in, room - stream_.avail_out, status == Z_STREAM_END};
    if (step.is_whole) inflateReset(&stream_);
    return step;
  }

 private:
  z_stream stream_{};
};

class ZstdDecoder {
 public:
  static constexpr const char* format = "zstd";

  ZstdDecoder() {
    if (stream_ == nullptr) throw std::bad_alloc{};
    ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, largest_window_log);
  }

  Step unpack(std::span<char> packed, std::span<char> buffer, const std::string& name) {
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
    const auto status = ZSTD_decompressStream(stream_.get(), &out, &in);
    const auto error = ZSTD_getErrorCode(status);
    if (error == ZSTD_error_memory_allocation) throw std::bad_alloc{};
    if (error == ZSTD_error_frameParameter_windowTooLarge)
      throw file_error(name, "compressed_window",
          "zstd data needs a window over 8 MiB; expected at most 8 MiB",
          "unpack it first, or pack it without --long and --ultra");
    if (error != ZSTD_error_no_error) throw corrupt_error(name, format);
    return {in.pos, out.pos, status == 0};
  }

 private:
  std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> stream_{ZSTD_createDCtx(), ZSTD_freeDCtx};
};

/// The members or frames of a packed source.
template <typename Decoder> class UnpackedSource final : public ByteSource {
 public:
  UnpackedSource(std::unique_ptr<ByteSource> packed, std::string name)
      : packed_{std::move(packed)}, name_{std::move(name)}, block_(packed_block) {}

  std::size_t read(std::span<char> buffer) override {
    while (!buffer.empty()) {
      const bool is_end = rest_.empty() && !refill();
      if (is_end && is_between_) break;
      if (is_between_ && is_padding()) {
        rest_ = {};
        continue;
      }
      const Step step = decoder_.unpack(rest_, buffer, name_);
      rest_ = rest_.subspan(step.taken);
      is_between_ = step.is_whole;
      check_growth(step);
      if (step.given > 0) return step.given;
      if (is_end && !is_between_)
        throw file_error(name_, "compressed_truncated",
            std::string{Decoder::format} + " data ends too early; expected a complete file",
            "copy or download the file again");
    }
    return 0;
  }

 private:
  bool refill() {
    rest_ = std::span{block_}.first(packed_->read(block_));
    return !rest_.empty();
  }

  /// Zero bytes behind the last member or frame, with which tapes and block devices are filled up,
  /// last to the end.
  bool is_padding() {
    is_padding_ = is_padding_ || rest_.front() == '\0';
    if (is_padding_ && std::ranges::any_of(rest_, [](char byte) { return byte != '\0'; }))
      throw corrupt_error(name_, Decoder::format);
    return is_padding_;
  }

  void check_growth(const Step& step) {
    n_packed_ += step.taken;
    n_unpacked_ += step.given;
    if (n_unpacked_ <= harmless_bytes || n_unpacked_ <= n_packed_ * harmless_ratio) return;
    throw file_error(name_, "compressed_bomb",
        "compressed data grows more than 200 times to over 256 MiB; expected a diary",
        "if the file is what it should be, unpack it first");
  }

  std::unique_ptr<ByteSource> packed_;
  std::string name_;
  std::vector<char> block_;
  std::span<char> rest_;  ///< of the block
  Decoder decoder_;
  bool is_between_ = true;  ///< members or frames
  bool is_padding_ = false;
  std::uint64_t n_packed_ = 0;
  std::uint64_t n_unpacked_ = 0;
};

constexpr std::uint32_t replacement = 0xFFFD;

constexpr bool is_high_surrogate(std::uint32_t unit) { return (unit & 0xFC00U) == 0xD800U; }
constexpr bool is_low_surrogate(std::uint32_t unit) { return (unit & 0xFC00U) == 0xDC00U; }

void append_utf8(std::uint32_t point, std::string& text) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto n = utf8proc_encode_char(static_cast<utf8proc_int32_t>(point), bytes.data());
  text.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(n));
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

std::unique_ptr<ByteSource> unpack_gzip(std::unique_ptr<ByteSource> packed, std::string name) {
  return std::make_unique<UnpackedSource<GzipDecoder>>(std::move(packed), std::move(name));
}

std::unique_ptr<ByteSource> unpack_zstd(std::unique_ptr<ByteSource> packed, std::string name) {
  return std::make_unique<UnpackedSource<ZstdDecoder>>(std::move(packed), std::move(name));
}

std::unique_ptr<ByteSource> utf16_to_utf8(std::unique_ptr<ByteSource> source, ByteOrder order) {
  return std::make_unique<Utf16Source>(std::move(source), order);
}

}  // namespace culprit::csv
