/// Whether a file is still what it was.
#pragma once

#include <sys/types.h>
#include <time.h>

#include <cstdint>
#include <optional>
#include <string>

#include "culprit/core/error.hpp"

namespace culprit::cli {

/// What changes when a regular file is written or replaced.
struct FileStamp {
  dev_t device = 0;
  ino_t inode = 0;
  off_t size = 0;
  std::int64_t seconds = 0;  ///< of the last writing
  std::int64_t nanoseconds = 0;

  /// Nothing if it is not a regular file, or without a size: empty, or made up as it is read, as
  /// files of /proc are.
  [[nodiscard]] static std::optional<FileStamp> of_file(int descriptor) noexcept;
  /// Of what has the name now. Nothing also if it is gone.
  [[nodiscard]] static std::optional<FileStamp> of_path(const std::string& path) noexcept;

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// `changed`: what was read of a file may be half of the old and half of the new one.
[[nodiscard]] IoError changed_error(const std::string& name);

}  // namespace culprit::cli
