#include "cli/files/descriptor.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "cli/cli_texts.hpp"
#include "culprit/core/text.hpp"

namespace culprit::cli {
namespace {

std::optional<FileStamp> stamp_of(const struct stat& status) noexcept {
  if (!S_ISREG(status.st_mode) || status.st_size == 0) return std::nullopt;
  return FileStamp{.device = status.st_dev,
      .inode = status.st_ino,
      .size = status.st_size,
      .seconds = status.st_mtim.tv_sec,
      .nanoseconds = status.st_mtim.tv_nsec};
}

}  // namespace

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
    if (n >= 0) text.remove_prefix(static_cast<std::size_t>(n));
    else if (errno == EPIPE) throw ClosedPipe{};
    else if (errno != EINTR) throw write_error(name, errno);
  }
}

NoInputError::NoInputError(std::vector<Message> messages)
    : std::runtime_error{messages.empty() ? "no message" : messages.front().text},
      messages_{std::move(messages)} {
  if (messages_.empty())
    throw std::invalid_argument("NoInputError: messages is empty, but must not be!");
}

ClosedPipe::ClosedPipe() : std::runtime_error{"the reader of the output has gone"} {}

std::string reason_of(int error) { return std::generic_category().message(error); }

CannotCreateError create_error(
    const std::string& name, const std::string& reason, std::string hint) {
  return CannotCreateError{Message{.code = "cannot_create",
      .text = "file cannot be created: " + reason,
      .place = {name},
      .hint = std::move(hint)}};
}

CannotCreateError create_error(const std::string& name, int error) {
  return create_error(name, reason_of(error));
}

IoError read_error(const std::string& name, int error) {
  return IoError{Message{
      .code = "read_failed", .text = "file cannot be read: " + reason_of(error), .place = {name}}};
}

IoError write_error(const std::string& name, int error) {
  return IoError{Message{.code = "write_failed",
      .text = "file cannot be written: " + reason_of(error),
      .place = {name}}};
}

std::optional<FileStamp> FileStamp::of_file(int descriptor) noexcept {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 ? stamp_of(status) : std::nullopt;
}

std::optional<FileStamp> FileStamp::of_path(const std::string& path) noexcept {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? stamp_of(status) : std::nullopt;
}

IoError changed_error(const std::string& name) {
  return IoError{Message{.code = "changed", .text = say("file_changed"), .place = {name}}};
}

}  // namespace culprit::cli
