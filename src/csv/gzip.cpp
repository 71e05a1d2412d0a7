#include <zlib.h>

#include <algorithm>
#include <new>
#include <string_view>
#include <utility>
#include <vector>

#include "csv/filters.hpp"

namespace culprit::csv {
namespace {

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
      if (between_members_ && padding_.covers(rest(), name_, "gzip"))
        stream_.avail_in = 0;
      else if (const auto got = inflate_into(buffer); got > 0)
        return got;
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

}  // namespace

std::unique_ptr<ByteSource> unpack_gzip(std::unique_ptr<ByteSource> packed, std::string name) {
  return std::make_unique<GzipSource>(std::move(packed), std::move(name));
}

}  // namespace culprit::csv
