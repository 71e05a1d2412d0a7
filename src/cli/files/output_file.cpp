#include "cli/files/output_file.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/random.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

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

constexpr mode_t for_others = 077;
constexpr std::size_t n_random_letters = 8;

/// The longest name that the folder's file system takes.
std::size_t longest_name(int folder) noexcept {
  const long longest = ::fpathconf(folder, _PC_NAME_MAX);
  return longest > 0 ? static_cast<std::size_t>(longest) : NAME_MAX;
}

std::string random_letters() {
  std::uint64_t bits = 0;
  if (::getrandom(&bits, sizeof bits, GRND_NONBLOCK) != sizeof bits)
    bits = static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count()) *
           static_cast<std::uint64_t>(::getpid());  // O_EXCL is what matters
  std::string letters;
  for (std::size_t i = 0; i < n_random_letters; ++i, bits >>= 5u)
    letters += "abcdefghijklmnopqrstuvwxyz234567"[bits & 31u];
  return letters;
}

/// `.NAME.a1b2c3d4`, with as much of the name as there is room for.
std::string own_name(const std::string& name, std::size_t longest) {
  auto size = std::min(name.size(), longest - std::min(longest, n_random_letters + 2));
  while (
      size < name.size() && size > 0 && (static_cast<unsigned char>(name[size]) & 0xC0u) == 0x80u)
    --size;  // some file systems refuse a torn character
  return '.' + name.substr(0, size) + '.' + random_letters();
}

/// The descriptor of this process that an entry of /proc leads to, or -1.
int own_descriptor(const Destination& place) {
  std::error_code error;
  const auto own = std::filesystem::canonical("/proc/self/fd", error);
  if (error || std::filesystem::canonical(place.folder, error) != own) return -1;
  int number = -1;
  const char* end = place.name.data() + place.name.size();
  return std::from_chars(place.name.data(), end, number).ptr == end ? number : -1;
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

Descriptor open_folder(const Destination& place, const std::string& path) {
  if (place.error != 0) throw create_error(path, place.error);
  if (place.is_folder()) throw create_error(path, EISDIR);
  Descriptor folder = open_file(place.folder, O_PATH | O_DIRECTORY);
  if (!folder.is_open()) throw create_error(path, errno);
  if (place.name.size() > longest_name(folder.number())) throw create_error(path, ENAMETOOLONG);
  return folder;
}

void take_over_mode(int descriptor, const Destination& place, mode_t mode) noexcept {
  if ((mode & for_others) == 0) {
    ::fchmod(descriptor, mode);
    return;
  }
  if (!place.status || place.status->st_uid != ::geteuid()) return;
  mode &= place.status->st_mode;
  // The mode for the group holds only if the new file belongs to the same group.
  if (::fchown(descriptor, static_cast<uid_t>(-1), place.status->st_gid) != 0)
    mode &= ~mode_t{S_IRWXG};
  ::fchmod(descriptor, mode);
}

void rename_in(const Descriptor& folder, const std::string& from, const std::string& to,
    const std::string& path) {
  if (::renameat(folder.number(), from.c_str(), folder.number(), to.c_str()) != 0)
    throw create_error(path, errno);
  // Some file systems cannot sync a folder; the file itself is safe by then.
  const Descriptor readable = open_file(folder.number(), ".", O_RDONLY | O_DIRECTORY);
  if (readable.is_open()) ::fsync(readable.number());
}

OutputFile::OutputFile(std::string path, mode_t mode)
    : path_{std::move(path)}, place_{find_destination(path_)} {
  if (place_.is_stream) open_stream();
  else create(mode);
}

void OutputFile::open_stream() {
  // An open file is written where it stands, as standard output is: opening it anew would begin
  // at its start.
  if (const int number = own_descriptor(place_); number >= 0)
    descriptor_ = Descriptor{::fcntl(number, F_DUPFD_CLOEXEC, 0)};
  else descriptor_ = open_file(place_.path(), O_WRONLY);
  if (!descriptor_.is_open()) throw create_error(path_, errno);
}

void OutputFile::create(mode_t mode) {
  folder_ = open_folder(place_, path_);
  const auto longest = longest_name(folder_.number());
  const mode_t at_first = place_.status ? mode & place_.status->st_mode : mode;
  do {
    own_name_ = own_name(place_.name, longest);
    // The name is registered before the file exists, so no signal can come between. No other
    // process uses it.
    removed_by_signal_.emplace(folder_.number(), own_name_);
    descriptor_ = open_file(folder_.number(), own_name_, O_WRONLY | O_CREAT | O_EXCL, at_first);
  } while (!descriptor_.is_open() && errno == EEXIST);
  if (!descriptor_.is_open()) {
    own_name_.clear();
    throw create_error(path_, errno);
  }
  take_over_mode(descriptor_.number(), place_, mode);
}

OutputFile::~OutputFile() {
  if (!own_name_.empty()) ::unlinkat(folder_.number(), own_name_.c_str(), 0);
}

void OutputFile::write(std::string_view text) { write_all(descriptor_.number(), text, path_); }

void OutputFile::sync() {
  if (own_name_.empty() || std::exchange(is_synced_, true)) return;
  if (::fsync(descriptor_.number()) != 0) throw write_error(path_, errno);
}

void OutputFile::commit() {
  sync();
  if (const int error = descriptor_.close()) throw write_error(path_, error);
  if (own_name_.empty()) return;
  rename_in(folder_, own_name_, place_.name, path_);
  own_name_.clear();
  removed_by_signal_.reset();
}

}  // namespace culprit::cli
