#include <zstd.h>
#include <zstd_errors.h>

#include <new>
#include <string_view>
#include <utility>
#include <vector>

#include "csv/filters.hpp"

namespace culprit::csv {
namespace {

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

}  // namespace

std::unique_ptr<ByteSource> unpack_zstd(std::unique_ptr<ByteSource> packed, std::string name) {
  return std::make_unique<ZstdSource>(std::move(packed), std::move(name));
}

}  // namespace culprit::csv
