#include "culprit/csv/input.hpp"

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

#include "culprit/core/error.hpp"

namespace culprit::csv {
namespace {

/// An error about a whole file.
InputError file_error(
    const std::string& name, std::string code, std::string text, std::string hint) {
  return InputError{Message{.code = std::move(code),
      .text = std::move(text),
      .place = {.file = name},
      .hint = std::move(hint)}};
}

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

enum class ByteOrder { little, big };

/// UTF-16 without its byte order mark as UTF-8.
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

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view text) : text_{text} {}

  std::size_t read(std::span<char> buffer) override {
    const auto count = text_.copy(buffer.data(), buffer.size(), given_);
    given_ += count;
    return count;
  }

  [[nodiscard]] std::optional<std::string_view> in_memory() const override { return text_; }

 private:
  std::string_view text_;
  std::size_t given_ = 0;
};

constexpr std::size_t head_bytes = std::size_t{64} << 10;

constexpr std::string_view gzip_magic = "\x1F\x8B";
constexpr std::string_view zstd_magic = "\x28\xB5\x2F\xFD";

/// A source whose first bytes were looked at.
class PeekedSource final : public ByteSource {
 public:
  explicit PeekedSource(std::unique_ptr<ByteSource> source) : source_{std::move(source)} {
    if (const auto memory = source_->in_memory()) {
      is_whole_ = true;
      next_ = *memory;
      return;
    }
    buffer_.resize(head_bytes);
    std::size_t filled = 0;
    for (std::size_t got = 1; got > 0 && filled < head_bytes; filled += got)
      got = source_->read(std::span{buffer_}.subspan(filled));
    next_ = std::string_view{buffer_}.substr(0, filled);
  }

  /// Until something is read.
  [[nodiscard]] std::string_view head() const { return next_.substr(0, head_bytes); }

  /// Leaves out the first bytes of the head.
  void skip(std::size_t count) { next_.remove_prefix(count); }

  std::size_t read(std::span<char> buffer) override {
    if (next_.empty() && !is_whole_) return source_->read(buffer);
    const auto count = next_.copy(buffer.data(), buffer.size());
    next_.remove_prefix(count);
    return count;
  }

  [[nodiscard]] std::optional<std::string_view> in_memory() const override {
    return is_whole_ ? std::optional{next_} : std::nullopt;
  }

 private:
  std::unique_ptr<ByteSource> source_;
  bool is_whole_ = false;  ///< `next_` reaches to the end
  std::string buffer_;
  std::string_view next_;  ///< of the source's memory or of `buffer_`
};

struct Refusal {
  std::string_view magic;
  const char* what;
  const char* instead;
};

constexpr const char* unpack_first = "unpack it and give the table inside";
constexpr const char* save_as_csv = "open it in a spreadsheet program and save the sheet as CSV";

constexpr std::array refusals{
    Refusal{"PK\x03\x04", "a zip archive", unpack_first},
    Refusal{"PK\x05\x06", "an empty zip archive", unpack_first},
    Refusal{"PK\x07\x08", "a zip archive", unpack_first},
    Refusal{"\xD0\xCF\x11\xE0", "an old Excel workbook (xls)", save_as_csv},
    Refusal{"%PDF", "a PDF document", "export the diary from the app as CSV"},
    Refusal{"SQLite format 3", "an SQLite database", "export the table from it as CSV"},
    Refusal{"\xFD"
            "7zXZ",
        "xz data", "unpack it with xz -d"},
    Refusal{"BZh", "bzip2 data", "unpack it with bunzip2"},
};

InputError refuse(const std::string& name, const std::string& what, const char* instead) {
  return file_error(
      name, "not_a_table", "file is " + what + "; expected a table as text (CSV)", instead);
}

bool is_gzip(std::string_view head) { return head.starts_with(gzip_magic); }

bool is_zstd(std::string_view head) {
  const bool is_skippable = head.size() >= 4 && (static_cast<unsigned char>(head[0]) >> 4) == 5 &&
                            head.substr(1, 3) == "\x2A\x4D\x18";
  return is_skippable || head.starts_with(zstd_magic);
}

bool is_bzip2(std::string_view head) {
  return head.size() > 3 && head[3] >= '1' && head[3] <= '9' && head.substr(4, 2) == "1A";
}

void check_magic(std::string_view head, const std::string& name) {
  for (const auto& refusal : refusals) {
    if (!head.starts_with(refusal.magic)) continue;
    // "BZh" alone may be the name of a column.
    if (refusal.magic == "BZh" && !is_bzip2(head)) continue;
    const bool is_zip = refusal.magic.starts_with("PK");
    if (is_zip && head.find("opendocument.spreadsheet") != std::string_view::npos)
      throw refuse(name, "an OpenDocument spreadsheet (ods)", save_as_csv);
    if (is_zip && (head.find("[Content_Types].xml") != std::string_view::npos ||
                      head.find("xl/") != std::string_view::npos))
      throw refuse(name, "an Excel workbook (xlsx)", save_as_csv);
    throw refuse(name, refusal.what, refusal.instead);
  }
}

void check_text(std::string_view head, const std::string& name) {
  if (head.find('\0') != std::string_view::npos)
    throw refuse(name, "binary data", "export the diary from the app as CSV");
}

/// Text as UTF-8, or a refusal.
std::unique_ptr<ByteSource> decode_text(
    std::unique_ptr<PeekedSource> source, const std::string& name) {
  const auto head = source->head();
  check_magic(head, name);
  const bool little = head.starts_with("\xFF\xFE");
  if (little || head.starts_with("\xFE\xFF")) {
    source->skip(2);
    source = std::make_unique<PeekedSource>(std::make_unique<Utf16Source>(
        std::move(source), little ? ByteOrder::little : ByteOrder::big));
  }
  check_text(source->head(), name);
  return source;
}

}  // namespace

TextInput::TextInput(std::string name, std::string text)
    : name_{std::move(name)}, text_{std::move(text)} {}

std::unique_ptr<ByteSource> TextInput::open() const {
  return std::make_unique<MemorySource>(text_);
}

DecodedInput::DecodedInput(const Input& input, std::size_t most) : input_{input} {
  if (input.size() > most) return;
  const auto source = open_decoded(input);
  if (source->in_memory()) return;
  std::string text;
  text.reserve(input.size());
  std::string block(head_bytes, '\0');
  try {
    for (std::size_t n = source->read(block); n > 0; n = source->read(block)) {
      if (text.size() + n > most) return;
      text.append(block, 0, n);
    }
  } catch (const IoError& error) {
    // The rows before the fault can be used. A reader that gets that far sees the same error.
    if (error.message().code == "read_failed") return;
    throw;
  }
  text_ = std::move(text);
}

std::unique_ptr<ByteSource> DecodedInput::open() const {
  if (!text_) return open_decoded(input_);
  return std::make_unique<MemorySource>(*text_);
}

std::unique_ptr<ByteSource> open_decoded(const Input& input) {
  const auto& name = input.name();
  auto source = std::make_unique<PeekedSource>(input.open());
  const bool gzip = is_gzip(source->head());
  if (!gzip && !is_zstd(source->head())) return decode_text(std::move(source), name);

  std::unique_ptr<ByteSource> unpacked;
  if (gzip) unpacked = std::make_unique<UnpackedSource<GzipDecoder>>(std::move(source), name);
  else unpacked = std::make_unique<UnpackedSource<ZstdDecoder>>(std::move(source), name);
  source = std::make_unique<PeekedSource>(std::move(unpacked));
  if (is_gzip(source->head()) || is_zstd(source->head()))
    throw refuse(name, "compressed twice", "unpack it first");
  return decode_text(std::move(source), name);
}

}  // namespace culprit::csv
