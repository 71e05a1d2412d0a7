#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/files/descriptor_input.hpp"
#include "cli/files/files.hpp"
#include "cli/files/partial.hpp"

namespace culprit::cli {
GrowingFile::GrowingFile(std::string path, mode_t mode, Start start)
    : path_{std::move(path)}, target_{follow_links(path_)}, partial_{target_ + ".partial"} {
  std::error_code ignored;
  if (std::filesystem::is_directory(target_, ignored)) throw create_error(path_, EISDIR);
  descriptor_ =
      open_partial(partial_, path_, mode, start == Start::anew ? Left::removed : Left::kept);
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

void GrowingFile::commit_instead_of(GrowingFile& other) {
  path_ = other.path_;
  target_ = other.target_;
  commit();
  if (::unlink(other.partial_.c_str()) != 0) throw write_error(other.path_, errno);
}

}  // namespace culprit::cli
