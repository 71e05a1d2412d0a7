/// Where the path of an output leads, and what is there.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

namespace culprit::cli {

/// A folder and a name in it, with all links of the path followed: what is replaced or made.
struct Destination {
  std::string folder;  ///< `.` if the path has none
  std::string name;    ///< empty if the path ends in `/`
  /// What is there; nothing if it is to be made.
  std::optional<struct stat> status;
  /// A device, a pipe or an open file (`/dev/stdout`, `/proc/self/fd/3`), which is written as it
  /// is: there is nothing to replace.
  bool is_stream = false;
  /// Why the path leads nowhere (a circle of links, a folder that may not be searched); 0 = it
  /// does not.
  int error = 0;

  [[nodiscard]] std::string path() const { return folder + '/' + name; }
  [[nodiscard]] bool is_folder() const noexcept {
    return name.empty() || (status && S_ISDIR(status->st_mode));
  }
};

[[nodiscard]] Destination find_destination(const std::string& path);

/// What a batch keeps an unfinished result in.
[[nodiscard]] inline std::string partial_name(const std::string& name) { return name + ".partial"; }

}  // namespace culprit::cli
