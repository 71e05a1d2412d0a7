/// Files that grow beside their place.
#pragma once

#include <sys/types.h>

#include <string>

#include "cli/files/files.hpp"

namespace culprit::cli {

[[nodiscard]] CannotCreateError create_error(const std::string& path, int error);
[[nodiscard]] IoError write_error(const std::string& name, int error);

/// `open`, again if a signal came.
[[nodiscard]] int open_again_on_interrupt(const std::string& path, int flags, mode_t mode) noexcept;

/// The path itself, or what its links lead to.
[[nodiscard]] std::string follow_links(const std::string& path);

/// What becomes of bytes that a dead process has left in a partial file.
enum class Left { removed, kept };

/// Creates the partial file of `path`, or takes over one that is there, and locks it. Opened for
/// reading and writing. @throws CannotCreateError  also if another process writes it.
[[nodiscard]] Descriptor open_partial(const std::string& partial, const std::string& path,
                                      mode_t mode, Left left);

/// Makes a renaming last: the entry of the folder, too, must reach the disk.
void sync_folder_of(const std::string& path);

}  // namespace culprit::cli
