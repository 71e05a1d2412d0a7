#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "culprit/cli/files.hpp"
#include "partial.hpp"

namespace culprit::cli {
namespace {

/// Reads an open file from its start, whatever its offset is.
class DescriptorInput final : public csv::Input {
 public:
  DescriptorInput(std::string name, int descriptor)
      : name_{std::move(name)}, descriptor_{descriptor} {}

  [[nodiscard]] const std::string& name() const noexcept override { return name_; }

  [[nodiscard]] std::unique_ptr<csv::ByteSource> open() const override {
    class Source final : public csv::ByteSource {
     public:
      explicit Source(const DescriptorInput& input) : input_{input} {}

      std::size_t read(std::span<char> buffer) override {
        for (;;) {
          const auto n = ::pread(input_.descriptor_, buffer.data(), buffer.size(), at_);
          if (n >= 0) {
            at_ += n;
            return static_cast<std::size_t>(n);
          }
          if (errno != EINTR)
            throw IoError{Message{
                .code = "read_failed",
                .text = "file cannot be read: " + std::generic_category().message(errno),
                .place = {input_.name_}}};
        }
      }

     private:
      const DescriptorInput& input_;
      off_t at_ = 0;
    };
    return std::make_unique<Source>(*this);
  }

 private:
  std::string name_;
  int descriptor_;
};

}  // namespace

GrowingFile::GrowingFile(std::string path, mode_t mode, Start start)
    : path_{std::move(path)}, target_{follow_links(path_)}, partial_{target_ + ".partial"} {
  std::error_code ignored;
  if (std::filesystem::is_directory(target_, ignored)) throw create_error(path_, EISDIR);
  descriptor_ = open_partial(partial_, path_, mode,
                             start == Start::anew ? Left::removed : Left::kept);
  content_ = std::make_unique<DescriptorInput>(path_ + ".partial", descriptor_.number());
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
      // Whoever goes on with the file looks for torn lines, too.
    }
    throw;
  }
}

void GrowingFile::commit() {
  if (::fsync(descriptor_.number()) != 0) throw write_error(path_, errno);
  // Renamed while still open: the lock keeps others off the partial name until it is gone.
  if (::rename(partial_.c_str(), target_.c_str()) != 0) throw write_error(path_, errno);
  sync_folder_of(target_);
  if (const int error = descriptor_.close()) throw write_error(path_, error);
}

}  // namespace culprit::cli
