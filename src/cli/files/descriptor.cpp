#include "cli/files/descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "cli/files/file_errors.hpp"
#include "culprit/core/text.hpp"

namespace culprit::cli {

Descriptor::Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

Descriptor::~Descriptor() { close(); }

int Descriptor::close() noexcept {
  if (number_ < 0) return 0;
  // Never again on EINTR: Linux has given the number away by then.
  return ::close(std::exchange(number_, -1)) == 0 || errno == EINTR ? 0 : errno;
}

Descriptor open_file(int folder, const std::string& path, int flags, mode_t mode) noexcept {
  int number = -1;
  do {
    number = ::openat(folder, path.c_str(), flags | O_CLOEXEC | O_NOCTTY, mode);
  } while (number < 0 && errno == EINTR);
  return Descriptor{number};
}

Descriptor open_file(const std::string& path, int flags) noexcept {
  return open_file(AT_FDCWD, path, flags);
}

std::size_t read_some(int descriptor, std::span<char> buffer, off_t at, const std::string& name) {
  for (;;) {
    const auto n = at < 0 ? ::read(descriptor, buffer.data(), buffer.size())
                          : ::pread(descriptor, buffer.data(), buffer.size(), at);
    if (n >= 0) return static_cast<std::size_t>(n);
    if (errno != EINTR) throw read_error(name, errno);
  }
}

void write_all(int descriptor, std::string_view text, const std::string& name, Content content) {
  if (content == Content::data && ::isatty(descriptor) == 1)
    return write_all(descriptor, printable_lines(text), name, Content::laid_out);
  while (!text.empty()) {
    const auto n = ::write(descriptor, text.data(), text.size());
    if (n >= 0)
      text.remove_prefix(static_cast<std::size_t>(n));
    else if (errno == EPIPE)
      throw ClosedPipe{};
    else if (errno != EINTR)
      throw write_error(name, errno);
  }
}

}  // namespace culprit::cli
