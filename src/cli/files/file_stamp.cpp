#include "cli/files/file_stamp.hpp"

#include <sys/stat.h>

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

std::optional<FileStamp> FileStamp::of_file(int descriptor) noexcept {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 ? stamp_of(status) : std::nullopt;
}

std::optional<FileStamp> FileStamp::of_path(const std::string& path) noexcept {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? stamp_of(status) : std::nullopt;
}

IoError changed_error(const std::string& name) {
  return IoError{Message{.code = "changed",
                         .text = "file changed while it was read; expected it to stay as it is",
                         .place = {name}}};
}

}  // namespace culprit::cli
