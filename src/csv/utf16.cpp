#include <cstdint>
#include <optional>
#include <utility>

#include "csv/filters.hpp"

namespace culprit::csv {
namespace {

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
    if (is_high_surrogate(unit))
      high_ = unit;
    else
      append_utf8(is_low_surrogate(unit) ? replacement : unit, text_);
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

std::unique_ptr<ByteSource> utf16_to_utf8(std::unique_ptr<ByteSource> source, ByteOrder order) {
  return std::make_unique<Utf16Source>(std::move(source), order);
}

}  // namespace culprit::csv
