#include "cli/files/inputs.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "cli/cli_texts.hpp"
#include "culprit/batch/scope.hpp"

namespace culprit::cli {
namespace {

class PositionedSource final : public csv::ByteSource {
 public:
  explicit PositionedSource(const PositionedInput::ReadAt& read_at) : read_at_{read_at} {}

  std::size_t read(std::span<char> buffer) override {
    const auto n = read_at_(at_, buffer);
    at_ += n;
    return n;
  }

 private:
  const PositionedInput::ReadAt& read_at_;
  std::uint64_t at_ = 0;
};

/// The stream and what has been read of it.
struct Stream {
  int descriptor;
  std::string name;
  Descriptor owned = {};
  std::optional<FileStamp> stamp = FileStamp::of_file(descriptor);
  Spool spool = {};
  bool has_ended = false;
  bool has_changed = false;

  std::size_t read_at(std::uint64_t at, std::span<char> buffer) {
    if (at < spool.size()) return spool.read_at(at, buffer);
    const auto n = has_ended ? 0 : read_some(descriptor, buffer, -1, name);
    spool.append({buffer.data(), n}, name);
    if (n == 0 && !std::exchange(has_ended, true))
      has_changed = stamp && stamp != FileStamp::of_file(descriptor);
    if (has_changed) throw changed_error(name);
    return n;
  }
};

PositionedInput::ReadAt spooled(Stream stream) {
  const auto kept = std::make_shared<Stream>(std::move(stream));
  return [kept](std::uint64_t at, std::span<char> buffer) { return kept->read_at(at, buffer); };
}

class FileSource final : public csv::ByteSource {
 public:
  FileSource(Descriptor file, const std::string& name, const std::optional<FileStamp>& stamp)
      : file_{std::move(file)}, name_{name}, stamp_{stamp} {}

  std::size_t read(std::span<char> buffer) override {
    const auto n = read_some(file_.number(), buffer, -1, name_);
    if (n == 0 && FileStamp::of_path(name_) != stamp_) throw changed_error(name_);
    return n;
  }

 private:
  Descriptor file_;
  std::string name_;
  std::optional<FileStamp> stamp_;
};

/// What is there, in words, unless it is a file or a character device.
std::string_view kind_of(mode_t mode) noexcept {
  if (S_ISFIFO(mode)) return "a named pipe";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISCHR(mode)) return "a device";
  return "a block device";
}

/// A pipe without a name has had its writer from the start.
bool is_nameless_pipe(int file) noexcept {
  struct statfs system {};
  return ::fstatfs(file, &system) == 0 && system.f_type == PIPEFS_MAGIC;
}

bool is_accepted(int file, mode_t mode, Accepted accepted) noexcept {
  if (S_ISREG(mode)) return true;
  if (accepted == Accepted::files || S_ISBLK(mode)) return false;
  return !S_ISFIFO(mode) || accepted == Accepted::any || is_nameless_pipe(file);
}

NoInputError cannot_open(const std::string& path, int error, std::string_view expected) {
  struct stat status {};
  Message message{.code = "cannot_open", .text = {}, .place = {path}};
  if (error == EISDIR) {
    message.code = "is_directory";
    message.text = fmt::format("file is a directory; expected {}", expected);
  } else if (error == ENOENT || error == ENOTDIR) {
    message.code = "no_such_file";
    message.text = fmt::format("file does not exist; expected {}", expected);
  } else if ((error == ENXIO || error == 0) && ::stat(path.c_str(), &status) == 0 &&
             !S_ISREG(status.st_mode)) {
    message.code = "not_a_file";
    message.text = say("irregular_file", kind_of(status.st_mode), expected);
  } else {
    message.text =
        fmt::format("file cannot be opened: {}; expected {}", reason_of(error), expected);
  }
  return NoInputError{{std::move(message)}};
}

}  // namespace

Descriptor make_temporary(const std::string& name) {
  const char* given = ::getenv("TMPDIR");
  int error = ENOENT;
  for (const std::string folder : {given == nullptr ? "" : given, "/tmp", "/var/tmp"}) {
    if (folder.empty()) continue;
    Descriptor file = open_file(AT_FDCWD, folder, O_TMPFILE | O_RDWR, S_IRUSR | S_IWUSR);
    if (file.is_open()) return file;
    // Not every file system knows files without a name.
    auto path = folder + "/culprit-XXXXXX";
    Descriptor named{::mkostemp(path.data(), O_CLOEXEC)};
    error = errno;
    if (!named.is_open()) continue;
    ::unlink(path.c_str());
    return named;
  }
  throw IoError{Message{.code = "no_temporary_file",
      .text = say("no_temporary_file", reason_of(error)),
      .place = {name}}};
}

void Spool::append(std::string_view bytes, const std::string& name) {
  size_ += bytes.size();
  if (!file_.is_open() && size_ <= most_in_memory) {
    memory_.append(bytes);
    return;
  }
  if (!file_.is_open()) {
    file_ = make_temporary(name);
    write_all(file_.number(), std::exchange(memory_, {}), "temporary file");
  }
  write_all(file_.number(), bytes, "temporary file");
}

std::size_t Spool::read_at(std::uint64_t at, std::span<char> buffer) const {
  if (file_.is_open())
    return read_some(file_.number(), buffer, static_cast<off_t>(at), "temporary file");
  return at < size_ ? memory_.copy(buffer.data(), buffer.size(), at) : 0;
}

std::unique_ptr<csv::ByteSource> PositionedInput::open() const {
  return std::make_unique<PositionedSource>(read_at_);
}

SpooledInput::SpooledInput(const std::string& name, int stream)
    : PositionedInput{name, spooled({.descriptor = stream, .name = name})} {}

SpooledInput::SpooledInput(const std::string& name, Descriptor stream)
    : PositionedInput{name,
          spooled({.descriptor = stream.number(), .name = name, .owned = std::move(stream)})} {}

FileInput::FileInput(std::string path, std::optional<FileStamp> stamp)
    : path_{std::move(path)}, stamp_{stamp} {}

std::unique_ptr<csv::ByteSource> FileInput::open() const {
  // Should a named pipe have taken its place, nothing waits for its writer.
  Descriptor file = open_file(path_, O_RDONLY | O_NONBLOCK);
  if (!file.is_open()) throw read_error(path_, errno);
  const auto stamp = FileStamp::of_file(file.number());
  if (!stamp_) stamp_ = stamp;
  if (stamp != stamp_) throw changed_error(path_);
  return std::make_unique<FileSource>(std::move(file), path_, stamp);
}

std::unique_ptr<csv::Input> open_input(
    const std::string& path, Accepted accepted, std::string_view expected) {
  // A file that may be read is opened once, where its reading begins.
  const auto stamp = FileStamp::of_path(path);
  if (stamp && ::faccessat(AT_FDCWD, path.c_str(), R_OK, AT_EACCESS) == 0)
    return std::make_unique<FileInput>(path, stamp);
  const int wait = accepted == Accepted::any ? 0 : O_NONBLOCK;
  Descriptor file = open_file(path, O_RDONLY | wait);
  struct stat status {};
  if (!file.is_open() || ::fstat(file.number(), &status) != 0)
    throw cannot_open(path, errno, expected);
  if (S_ISDIR(status.st_mode)) throw cannot_open(path, EISDIR, expected);
  if (!is_accepted(file.number(), status.st_mode, accepted)) throw cannot_open(path, 0, expected);
  // A file of /proc has no size and may be another one at the second reading.
  if (wait != 0) ::fcntl(file.number(), F_SETFL, 0);
  return std::make_unique<SpooledInput>(path, std::move(file));
}

std::vector<std::unique_ptr<csv::Input>> open_inputs(
    std::span<const std::string> paths, int standard_input) {
  std::vector<std::unique_ptr<csv::Input>> inputs;
  std::vector<Message> refused;
  for (const auto& path : paths) {
    try {
      inputs.push_back(path == "-" ? std::make_unique<SpooledInput>(path, standard_input)
                                   : open_input(path, Accepted::any));
    } catch (const NoInputError& error) {
      refused.push_back(error.messages().front());
    }
  }
  if (!refused.empty()) throw NoInputError{std::move(refused)};
  return inputs;
}

std::string read_text(const csv::Input& input, std::size_t longest) {
  const auto source = input.open();
  std::string text;
  std::string block(std::size_t{1} << 16, '\0');
  for (std::size_t n = 1; n > 0;) {
    n = source->read(block);
    text.append(block, 0, n);
    if (text.size() > longest)
      throw InputError{Message{
          .code = "too_long", .text = say("too_long", longest >> 20), .place = {input.name()}}};
  }
  return text;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
  }
  return lines;
}

LexiconFile read_lexicon(const std::string& path, std::size_t shown_errors) {
  if (path.empty()) return {};
  const auto input = path == "-" ? std::make_unique<SpooledInput>(path, STDIN_FILENO)
                                 : open_input(path, Accepted::no_wait, "a lexicon");
  const std::string text = read_text(*input);
  return {
      .lexicon = foods::Lexicon::extended(text, path, shown_errors), .hash = batch::hash_of(text)};
}

}  // namespace culprit::cli
