#include "csv/window.hpp"

#include <cstring>
#include <utility>

namespace culprit::csv {

Window::Window(std::unique_ptr<ByteSource> source, std::size_t block)
    : source_{std::move(source)}, block_{block}, memory_{source_->in_memory()} {}

void Window::drop(std::size_t count) {
  if (memory_) memory_->remove_prefix(count);
  view_.remove_prefix(count);
}

void Window::load() {
  if (memory_) {
    view_ = memory_->substr(0, view_.size() + block_);
    at_end_ = view_.size() == memory_->size();
    return;
  }
  auto filled = view_.size();
  if (filled > 0 && view_.data() != buffer_.data())
    std::memmove(buffer_.data(), view_.data(), filled);
  const auto wanted = filled + block_;
  if (buffer_.size() < wanted) buffer_.resize(wanted);
  while (filled < wanted && !at_end_) {
    const auto got = source_->read({buffer_.data() + filled, wanted - filled});
    filled += got;
    at_end_ = got == 0;
  }
  view_ = {buffer_.data(), filled};
}

}  // namespace culprit::csv
