#include "cli/files/spool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

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
      .text = fmt::format("temporary file cannot be made: {}; expected to keep "
                          "the stream in TMPDIR, /tmp or /var/tmp",
          reason_of(error)),
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

}  // namespace culprit::cli
