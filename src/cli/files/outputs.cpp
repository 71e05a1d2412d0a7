#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "cli/files/files.hpp"
#include "cli/files/partial.hpp"
#include "cli/files/signals.hpp"

namespace culprit::cli {
namespace {

CannotCreateError create_error(const std::string& path, const std::string& reason) {
  return CannotCreateError{Message{
      .code = "cannot_create", .text = "file cannot be created: " + reason, .place = {path}}};
}

std::optional<struct stat> status_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return status;
}

/// Whether `path` still names the file that is open: another process may have renamed it away.
bool is_still_named(int descriptor, const std::string& path) {
  struct stat open_status {};
  const auto status = status_of(path);
  return status && ::fstat(descriptor, &open_status) == 0 && status->st_ino == open_status.st_ino &&
         status->st_dev == open_status.st_dev;
}

}  // namespace

CannotCreateError create_error(const std::string& path, int error) {
  return create_error(path, std::generic_category().message(error));
}

IoError write_error(const std::string& name, int error) {
  return IoError{
      Message{.code = "write_failed",
              .text = "file cannot be written: " + std::generic_category().message(error),
              .place = {name}}};
}

int open_again_on_interrupt(const std::string& path, int flags, mode_t mode) noexcept {
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY, mode);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

std::string follow_links(const std::string& path) {
  std::error_code ignored;
  const auto target = std::filesystem::weakly_canonical(path, ignored);
  const bool is_link = std::filesystem::is_symlink(path, ignored);
  return is_link && !target.empty() ? target.string() : path;
}

Descriptor open_partial(const std::string& partial, const std::string& path, mode_t mode,
                        Left left) {
  for (;;) {
    Descriptor file{open_again_on_interrupt(partial, O_RDWR | O_CREAT | O_NOFOLLOW, mode)};
    if (!file.is_open()) throw create_error(path, errno);
    if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0)
      throw create_error(path, "another process is writing it");
    if (!is_still_named(file.number(), partial)) continue;
    if (left == Left::removed && ::ftruncate(file.number(), 0) != 0)
      throw create_error(path, errno);
    return file;
  }
}

void sync_folder_of(const std::string& path) {
  const auto parent = std::filesystem::path{path}.parent_path();
  const Descriptor folder{
      open_again_on_interrupt(parent.empty() ? "." : parent.string(), O_RDONLY | O_DIRECTORY, 0)};
  // Some file systems cannot sync a folder; the file itself is safe by then.
  if (folder.is_open()) ::fsync(folder.number());
}

CannotCreateError::CannotCreateError(Message message)
    : std::runtime_error{message.text}, message_{std::move(message)} {}

ClosedPipe::ClosedPipe() : std::runtime_error{"the reader of the output has gone"} {}

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

void write_all(int descriptor, std::string_view text, const std::string& name) {
  while (!text.empty()) {
    const auto n = ::write(descriptor, text.data(), text.size());
    if (n >= 0) {
      text.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno == EPIPE) {
      throw ClosedPipe{};
    } else if (errno != EINTR) {
      throw write_error(name, errno);
    }
  }
}

OutputFile::OutputFile(std::string path, mode_t mode) : path_{std::move(path)} {
  const auto status = status_of(path_);
  if (status && S_ISDIR(status->st_mode)) throw create_error(path_, EISDIR);
  if (status && !S_ISREG(status->st_mode)) {
    descriptor_ = Descriptor{open_again_on_interrupt(path_, O_WRONLY, 0)};
    if (!descriptor_.is_open()) throw create_error(path_, errno);
    return;
  }
  target_ = follow_links(path_);
  const auto partial = target_ + ".partial";
  descriptor_ = open_partial(partial, path_, mode, Left::removed);
  partial_ = partial;
  removed_by_signal_.emplace(partial_);
  // A file that is replaced keeps its mode, but never gives more than was asked for.
  const auto given = status ? status : status_of(partial_);
  if (given) ::fchmod(descriptor_.number(), given->st_mode & mode);
}

OutputFile::~OutputFile() {
  if (!partial_.empty()) ::unlink(partial_.c_str());
}

void OutputFile::write(std::string_view text) { write_all(descriptor_.number(), text, path_); }

void OutputFile::commit() {
  if (partial_.empty()) {
    if (const int error = descriptor_.close()) throw write_error(path_, error);
    return;
  }
  if (::fsync(descriptor_.number()) != 0) throw write_error(path_, errno);
  // Renamed while still open: the lock keeps others off the partial name until it is gone.
  if (::rename(partial_.c_str(), target_.c_str()) != 0) throw write_error(path_, errno);
  partial_.clear();
  removed_by_signal_.reset();
  sync_folder_of(target_);
  if (const int error = descriptor_.close()) throw write_error(path_, error);
}

}  // namespace culprit::cli
