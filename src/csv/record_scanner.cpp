#include "csv/record_scanner.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace culprit::csv {

Window::Window(std::unique_ptr<ByteSource> source, std::size_t block)
    : source_{std::move(source)}, block_{block}, memory_{source_->in_memory()} {}

void Window::load(std::size_t count) {
  view_.remove_prefix(count);
  const auto room = largest_record - std::min(largest_record, view_.size());
  const auto wanted = view_.size() + std::max(block_, std::min(room, view_.size()));
  if (memory_) {
    memory_->remove_prefix(count);
    view_ = memory_->substr(0, wanted);
    at_end_ = view_.size() == memory_->size();
    return;
  }
  auto filled = view_.size();
  if (filled > 0) std::memmove(buffer_.data(), view_.data(), filled);
  if (buffer_.size() < wanted) buffer_.resize(wanted);
  while (filled < wanted && !at_end_) {
    const auto got = source_->read({buffer_.data() + filled, wanted - filled});
    filled += got;
    at_end_ = got == 0;
  }
  view_ = {buffer_.data(), filled};
}

void Scanner::start(std::string_view text, std::size_t at) {
  text_ = text;
  find_specials(at / block_bytes * block_bytes);
  seek(at);
}

void Scanner::seek(std::size_t at) {
  const auto block = at / block_bytes * block_bytes;
  if (block != block_) find_specials(block);
  rest_ = specials_ & (~std::uint64_t{0} << (at - block));
}

/// Written so that the compiler makes vector instructions of it.
void Scanner::find_specials(std::size_t block) {
  block_ = block;
  std::array<char, block_bytes> bytes{};
  const auto size = text_.size() - block;
  if (size >= block_bytes) std::memcpy(bytes.data(), text_.data() + block, block_bytes);
  else std::memcpy(bytes.data(), text_.data() + block, size);
  const char delimiter = delimiter_;
  const char quote = quote_;
  for (auto& byte : bytes) {
    const int is_special = static_cast<int>(byte == delimiter) | static_cast<int>(byte == quote) |
                           static_cast<int>(byte == '\n') | static_cast<int>(byte == '\r');
    byte = static_cast<char>(is_special);
  }
  specials_ = 0;
  for (std::size_t i = 0; i < block_bytes; i += 8) {
    std::uint64_t word = 0;  // eight bytes, each 0 or 1
    std::memcpy(&word, bytes.data() + i, sizeof word);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    specials_ |= ((word * 0x0102040810204080) >> 56) << i;
  }
}

}  // namespace culprit::csv
