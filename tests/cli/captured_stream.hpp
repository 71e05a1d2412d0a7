/// A descriptor whose output a test can read: a file in memory.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <string>

namespace culprit::cli {

class CapturedStream {
 public:
  CapturedStream() : number_{::memfd_create("captured", MFD_CLOEXEC)} {}
  /// Holds `text`, to be read from the start.
  explicit CapturedStream(const std::string& text) : CapturedStream{} {
    if (::write(number_, text.data(), text.size()) >= 0) ::lseek(number_, 0, SEEK_SET);
  }
  CapturedStream(const CapturedStream&) = delete;
  CapturedStream& operator=(const CapturedStream&) = delete;
  ~CapturedStream() { ::close(number_); }

  [[nodiscard]] int number() const noexcept { return number_; }

  /// Everything written so far.
  [[nodiscard]] std::string text() const {
    std::string all;
    std::array<char, 4096> block{};
    for (off_t at = 0;; at = static_cast<off_t>(all.size())) {
      const auto n = ::pread(number_, block.data(), block.size(), at);
      if (n <= 0) return all;
      all.append(block.data(), static_cast<std::size_t>(n));
    }
  }

 private:
  int number_;
};

}  // namespace culprit::cli
