#include "cli/files/growing_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/cli_texts.hpp"

namespace culprit::cli {
namespace {

/// Whether the open file still has its name: another process may have renamed or removed it.
bool is_still_named(const struct stat& open_file, int folder, const std::string& name) {
  struct stat named {};
  return ::fstatat(folder, name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         named.st_ino == open_file.st_ino && named.st_dev == open_file.st_dev;
}

/// False if another process has it. File systems without locks give no other answer than yes.
bool lock(int descriptor) {
  return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

}  // namespace

GrowingFile::GrowingFile(std::string path, mode_t mode, Start start)
    : path_{std::move(path)},
      place_{find_destination(path_)},
      partial_{partial_name(place_.name)},
      folder_{open_folder(place_, path_)} {
  while (!create(mode) && !take_over(start)) {
  }
  content_.emplace(partial_name(path_), [this](std::uint64_t at, std::span<char> buffer) {
    return read_some(descriptor_.number(), buffer, static_cast<off_t>(at), partial_name(path_));
  });
}

bool GrowingFile::is_left(const std::string& path) {
  struct stat status {};
  return ::lstat(partial_name(find_destination(path).path()).c_str(), &status) == 0;
}

/// False if the name is taken, also by a process that was quicker.
bool GrowingFile::create(mode_t mode) {
  descriptor_ = open_file(folder_.number(), partial_, O_RDWR | O_CREAT | O_EXCL, mode);
  if (!descriptor_.is_open() && errno == EEXIST) return false;
  if (!descriptor_.is_open()) throw create_error(path_, errno);
  if (!lock(descriptor_.number())) throw create_error(path_, "another process is writing it");
  take_over_mode(descriptor_.number(), place_, mode);
  struct stat status {};
  return ::fstat(descriptor_.number(), &status) == 0 &&
         is_still_named(status, folder_.number(), partial_);
}

/// False if there is nothing (any more) that could be taken over.
bool GrowingFile::take_over(Start start) {
  const std::string shown = partial_name(path_);
  // A named pipe must not be waited for, and a link not be followed.
  descriptor_ = open_file(folder_.number(), partial_, O_RDWR | O_NOFOLLOW | O_NONBLOCK);
  if (!descriptor_.is_open() && errno == ENOENT) return false;
  if (!descriptor_.is_open())
    throw create_error(path_, fmt::format("'{}': {}", shown, reason_of(errno)), "remove it");
  struct stat status {};
  if (::fstat(descriptor_.number(), &status) != 0) throw create_error(path_, errno);
  if (!S_ISREG(status.st_mode))
    throw create_error(path_, fmt::format("'{}' is not a regular file", shown), "remove it");
  if (!lock(descriptor_.number())) throw create_error(path_, "another process is writing it");
  if (!is_still_named(status, folder_.number(), partial_)) return false;
  const bool is_own = status.st_uid == ::geteuid() && status.st_nlink == 1;
  if (is_own && start == Start::resume) return true;
  if (is_own && status.st_size > 0)
    throw create_error(path_, fmt::format("'{}' holds what an earlier run has done", shown),
        say("resume_or_remove"));
  if (::unlinkat(folder_.number(), partial_.c_str(), 0) != 0) throw create_error(path_, errno);
  return false;
}

void GrowingFile::keep(std::uint64_t size) {
  const auto end = static_cast<off_t>(size);
  if (::ftruncate(descriptor_.number(), end) != 0 ||
      ::lseek(descriptor_.number(), end, SEEK_SET) != end)
    throw write_error(path_, errno);
  size_ = size;
}

void GrowingFile::append(std::string_view text) {
  try {
    write_all(descriptor_.number(), text, path_);
    size_ += text.size();
  } catch (const IoError&) {
    // What was written of it would be a torn line.
    if (::ftruncate(descriptor_.number(), static_cast<off_t>(size_)) != 0) {
      // `--resume` also looks for torn lines.
    }
    throw;
  }
}

void GrowingFile::commit() {
  if (::fsync(descriptor_.number()) != 0) throw write_error(path_, errno);
  // Renamed while still open: the lock keeps others off the partial name until it is gone.
  rename_in(folder_, partial_, place_.name, path_);
  if (const int error = descriptor_.close()) throw write_error(path_, error);
}

void GrowingFile::remove() {
  if (::unlinkat(folder_.number(), partial_.c_str(), 0) != 0) throw write_error(path_, errno);
}

LineOutput::LineOutput(std::string path, int out, Lines lines)
    : path_{std::move(path)}, out_{out}, lines_{lines} {}

/// A regular file, or one to be made.
bool LineOutput::is_file() const {
  const auto place = find_destination(path_);
  return !path_.empty() && !place.is_stream && !place.is_folder();
}

void LineOutput::begin() {
  if (is_file()) growing_.emplace(path_, anybody_reads, GrowingFile::Start::anew);
  else direct_.emplace(path_, out_);
}

batch::PartialRun LineOutput::go_on(const std::string& header) {
  if (!is_file())
    throw InputError{Message{.code = "not_a_file", .text = say("not_resumable"), .place = {path_}}};
  std::error_code ignored;
  if (!GrowingFile::is_left(path_) && std::filesystem::exists(path_, ignored)) {
    auto whole = batch::find_complete(FileInput{path_}, header);
    is_done_ = whole.has_value();
    if (whole) return *std::move(whole);
  }
  growing_.emplace(path_, anybody_reads, GrowingFile::Start::resume);
  auto left = batch::inspect(growing_->content(), header);
  growing_->keep(left.bytes);
  return left;
}

void LineOutput::append(std::string_view text) {
  if (growing_) return growing_->append(text);
  if (lines_ == Lines::provisional) return spool_.append(text, "standard output");
  direct_->append(text);
}

void LineOutput::finish() {
  if (growing_) growing_->commit();
  if (direct_) direct_->finish();
}

void LineOutput::finish(const Rewrite& rewrite) {
  if (!growing_) {
    const auto read_at = [this](std::uint64_t at, std::span<char> buffer) {
      return spool_.read_at(at, buffer);
    };
    rewrite(PositionedInput{"temporary file", read_at},
        [this](std::string_view text) { direct_->append(text); });
    return finish();
  }
  ResultOutput last{path_, out_};
  rewrite(growing_->content(), [&last](std::string_view text) { last.append(text); });
  last.finish();
  growing_->remove();
}

}  // namespace culprit::cli
