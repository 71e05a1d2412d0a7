#include "cli/files/destination.hpp"

#include <linux/magic.h>
#include <sys/statfs.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace culprit::cli {
namespace {

/// As many links in a row as Linux follows.
constexpr int most_links = 40;

/// Links of this file system lead to open files, whatever their text says.
bool is_in_proc(const std::string& folder) noexcept {
  struct statfs system {};
  return ::statfs(folder.c_str(), &system) == 0 && system.f_type == PROC_SUPER_MAGIC;
}

Destination split(const std::string& path) {
  Destination found;
  const auto slash = path.rfind('/');
  found.folder = slash == 0 ? "/" : slash == std::string::npos ? "." : path.substr(0, slash);
  found.name = slash == std::string::npos ? path : path.substr(slash + 1);
  return found;
}

}  // namespace

Destination find_destination(const std::string& path) {
  Destination found = split(path);
  struct stat status {};
  for (int links = 0; ::lstat(found.path().c_str(), &status) == 0; ++links) {
    const bool is_in_kernel = is_in_proc(found.folder);
    if (!S_ISLNK(status.st_mode) || is_in_kernel) {
      if (S_ISLNK(status.st_mode)) (void)::stat(found.path().c_str(), &status);
      found.status = status;
      found.is_stream = is_in_kernel || (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode));
      return found;
    }
    std::error_code error;
    const std::filesystem::path target = std::filesystem::read_symlink(found.path(), error);
    found.error = error ? error.value() : links == most_links ? ELOOP : 0;
    if (found.error != 0) return found;
    found = split(target.is_absolute() ? target.string() : found.folder + '/' + target.string());
  }
  if (errno != ENOENT) found.error = errno;
  return found;
}

}  // namespace culprit::cli
