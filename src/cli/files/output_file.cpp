#include "cli/files/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
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

#include "cli/cli_texts.hpp"

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

FileIdentity identity_of(const struct stat& status) {
  return {.device = status.st_dev, .inode = status.st_ino};
}

/// What a standard stream has been redirected to, if that is a file.
std::optional<FileIdentity> identity_of(int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return identity_of(status);
}

std::optional<FileIdentity> identity_of(const Destination& found) {
  if (found.status) {
    if (S_ISREG(found.status->st_mode)) return identity_of(*found.status);
    return std::nullopt;
  }
  struct stat folder {};
  if (::stat(found.folder.c_str(), &folder) == 0)
    return FileIdentity{folder.st_dev, folder.st_ino, found.name};
  std::error_code ignored;  // Nothing can be made there; the path is all there is to compare.
  return FileIdentity{0, 0, std::filesystem::weakly_canonical(found.path(), ignored).string()};
}

std::optional<FileIdentity> identity_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return identity_of(find_destination(path));
  return S_ISREG(status.st_mode) ? std::optional{identity_of(status)} : std::nullopt;
}

bool is_same(const std::optional<FileIdentity>& a, const std::optional<FileIdentity>& b) {
  return a && b && *a == *b;
}

/// `option --output: file 'a.csv'`, or `standard output: file 'a.csv'`.
std::string subject_of(const WrittenFile& file, const std::string& path) {
  return file.path == "-" ? fmt::format("standard output: file '{}'", path)
                          : fmt::format("option {}: file '{}'", file.option, path);
}

/// How else `path` is called, if it is.
std::string alias(const std::string& path, const std::string& other) {
  const auto plain = [](const std::string& p) {
    return std::filesystem::path{p}.lexically_normal();
  };
  if (plain(path) == plain(other)) return {};
  return other == "-" ? ", as standard input" : fmt::format(", as '{}'", other);
}

Message conflict(std::string text) {
  return {.code = "conflict", .text = std::move(text) + "; expected another file"};
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

OutputCheck::OutputCheck(std::span<const WrittenFile> written) {
  for (const auto& file : written) {
    if (file.path.empty()) continue;
    Output output{.file = file, .partial_path = {}, .identity = {}, .partial = {}};
    if (file.path == "-") {
      output.identity = identity_of(STDOUT_FILENO);
    } else {
      const auto found = find_destination(file.path);
      output.identity = identity_of(found);
      if (output.identity && !found.is_stream) {
        output.partial_path = partial_name(file.path);
        output.partial = identity_of(partial_name(found.path()));
      }
    }
    if (!output.identity) continue;
    for (const auto& other : outputs_) {
      const auto& name = other.file.path == "-" ? "standard output" : other.file.option;
      if (is_same(output.identity, other.identity))
        conflicts_.push_back(
            conflict(fmt::format("{} is the file of {}", subject_of(file, file.path), name)));
      else if (is_same(output.identity, other.partial))
        conflicts_.push_back(
            conflict(say("kept_for_unfinished", subject_of(file, file.path), name)));
      else if (is_same(output.partial, other.identity))
        conflicts_.push_back(
            conflict(say("is_file_of", subject_of(file, output.partial_path), name)));
    }
    outputs_.push_back(std::move(output));
  }
}

std::vector<Message> OutputCheck::complaints(const ReadFile& read) const {
  std::vector<Message> messages;
  if (outputs_.empty()) return messages;
  const auto identity = read.path == "-" ? identity_of(STDIN_FILENO) : identity_of(read.path);
  for (const auto& [file, partial_path, place, partial] : outputs_) {
    if (is_same(identity, place)) {
      const auto shown = file.path == "-" ? read.path : file.path;
      messages.push_back(conflict(fmt::format(
          "{} is {} that is read{}", subject_of(file, shown), read.what, alias(shown, read.path))));
    } else if (is_same(identity, partial)) {
      messages.push_back(conflict(say("read_and_kept", subject_of(file, partial_path), read.what,
          alias(partial_path, read.path), file.path)));
    }
  }
  return messages;
}

std::vector<Message> check_outputs(
    std::span<const ReadFile> read, std::span<const WrittenFile> written) {
  const OutputCheck check{written};
  std::vector<Message> messages;
  for (const auto& file : read)
    for (auto& message : check.complaints(file)) messages.push_back(std::move(message));
  messages.insert(messages.end(), check.conflicts().begin(), check.conflicts().end());
  return messages;
}

}  // namespace culprit::cli
