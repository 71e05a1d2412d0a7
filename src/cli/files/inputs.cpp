#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "cli/files/files.hpp"

namespace culprit::cli {
namespace {

std::string reason_of(int error) { return std::generic_category().message(error); }

IoError read_error(const std::string& name, int error) {
  return IoError{Message{
      .code = "read_failed", .text = "file cannot be read: " + reason_of(error), .place = {name}}};
}

int open_for_reading(const std::string& path) noexcept {
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

std::size_t read_some(int descriptor, std::span<char> buffer, const std::string& name) {
  for (;;) {
    const auto n = ::read(descriptor, buffer.data(), buffer.size());
    if (n >= 0) return static_cast<std::size_t>(n);
    if (errno != EINTR) throw read_error(name, errno);
  }
}

class FileSource final : public csv::ByteSource {
 public:
  FileSource(Descriptor file, std::string name) : file_{std::move(file)}, name_{std::move(name)} {}

  std::size_t read(std::span<char> buffer) override {
    return read_some(file_.number(), buffer, name_);
  }

 private:
  Descriptor file_;
  std::string name_;
};

/// Why a path is no diary, or nothing. `file` is its open descriptor or -1 with errno `error`.
std::optional<Message> refusal(const std::string& path, int file, int error) {
  struct stat status {};
  if (file >= 0 && ::fstat(file, &status) == 0 && !S_ISDIR(status.st_mode)) return std::nullopt;
  Message message{.code = "cannot_open", .text = {}, .place = {path}};
  if (file >= 0) {
    message.code = "is_directory";
    message.text = "file is a directory; expected a diary";
  } else if (error == ENOENT || error == ENOTDIR) {
    message.code = "no_such_file";
    message.text = "file does not exist; expected a diary";
  } else {
    message.text = "file cannot be opened: " + reason_of(error) + "; expected a diary";
  }
  return message;
}

bool is_regular(int file) noexcept {
  struct stat status {};
  return ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

Descriptor make_temporary(const std::string& name) {
  for (const char* folder : {"/tmp", "/var/tmp"}) {
    const int file = ::open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file >= 0) return Descriptor{file};
    // Not every file system knows files without a name.
    auto path = std::string{folder} + "/culprit-XXXXXX";
    const int named = ::mkostemp(path.data(), O_CLOEXEC);
    if (named >= 0) {
      ::unlink(path.c_str());
      return Descriptor{named};
    }
  }
  throw IoError{Message{.code = "no_temporary_file",
                        .text = fmt::format("temporary file cannot be made: {}; expected to keep "
                                            "the stream in /tmp or /var/tmp",
                                            reason_of(errno)),
                        .place = {name}}};
}

NoInputError::NoInputError(std::vector<Message> messages)
    : std::runtime_error{messages.empty() ? "no message" : messages.front().text},
      messages_{std::move(messages)} {
  if (messages_.empty())
    throw std::invalid_argument("NoInputError: messages is empty, but must not be!");
}

FileInput::FileInput(std::string path) : path_{std::move(path)} {}

std::unique_ptr<csv::ByteSource> FileInput::open() const {
  Descriptor file{open_for_reading(path_)};
  if (!file.is_open()) throw read_error(path_, errno);
  return std::make_unique<FileSource>(std::move(file), path_);
}

/// The stream and what has been read of it.
struct SpooledInput::Spool {
  int stream;
  std::string name;
  Descriptor file = {};
  off_t kept = 0;      ///< bytes in `file`
  bool ended = false;  ///< the stream has no more

  /// Bytes from position `at`, out of the file or, past its end, out of the stream.
  std::size_t read_at(off_t at, std::span<char> buffer) {
    if (at == kept) return ended ? 0 : read_on(buffer);
    const auto size = std::min(buffer.size(), static_cast<std::size_t>(kept - at));
    for (;;) {
      const auto n = ::pread(file.number(), buffer.data(), size, at);
      if (n >= 0) return static_cast<std::size_t>(n);
      if (errno != EINTR) throw read_error(name, errno);
    }
  }

 private:
  std::size_t read_on(std::span<char> buffer) {
    const auto n = read_some(stream, buffer, name);
    ended = n == 0;
    // A reader that has read the file up to here left its offset elsewhere: pread, never read.
    write_all(file.number(), {buffer.data(), n}, "temporary file");
    kept += static_cast<off_t>(n);
    return n;
  }
};

namespace {

class SpooledSource final : public csv::ByteSource {
 public:
  explicit SpooledSource(SpooledInput::Spool& spool) : spool_{&spool} {}

  std::size_t read(std::span<char> buffer) override {
    const auto n = spool_->read_at(at_, buffer);
    at_ += static_cast<off_t>(n);
    return n;
  }

 private:
  SpooledInput::Spool* spool_;
  off_t at_ = 0;
};

}  // namespace

SpooledInput::SpooledInput(std::string name, int stream)
    : name_{name}, spool_{std::make_unique<Spool>(Spool{stream, std::move(name)})} {}

SpooledInput::SpooledInput(std::string name, Descriptor stream)
    : SpooledInput{std::move(name), stream.number()} {
  owned_ = std::move(stream);
}

SpooledInput::~SpooledInput() = default;

std::unique_ptr<csv::ByteSource> SpooledInput::open() const {
  if (!spool_->file.is_open()) spool_->file = make_temporary(name_);
  return std::make_unique<SpooledSource>(*spool_);
}

std::vector<std::unique_ptr<csv::Input>> open_inputs(std::span<const std::string> paths,
                                                     int standard_input) {
  std::vector<std::unique_ptr<csv::Input>> inputs;
  std::vector<Message> refused;
  for (const auto& path : paths) {
    if (path == "-") {
      inputs.push_back(std::make_unique<SpooledInput>(path, standard_input));
      continue;
    }
    Descriptor file{open_for_reading(path)};
    if (auto message = refusal(path, file.number(), errno)) {
      refused.push_back(std::move(*message));
    } else if (is_regular(file.number())) {
      inputs.push_back(std::make_unique<FileInput>(path));
    } else {
      inputs.push_back(std::make_unique<SpooledInput>(path, std::move(file)));
    }
  }
  if (!refused.empty()) throw NoInputError{std::move(refused)};
  return inputs;
}

std::string read_text(const csv::Input& input) {
  constexpr std::size_t longest = std::size_t{64} << 20;
  const auto source = input.open();
  std::string text;
  std::string block(std::size_t{1} << 16, '\0');
  for (std::size_t n = 1; n > 0;) {
    n = source->read(block);
    text.append(block, 0, n);
    if (text.size() > longest)
      throw InputError{Message{.code = "too_long",
                               .text = "text is too long; expected at most 64 MiB",
                               .place = {input.name()}}};
  }
  return text;
}

}  // namespace culprit::cli
