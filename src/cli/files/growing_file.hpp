/// A file that grows as `PATH.partial` and stays when the program ends, so that another run can
/// complete it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/files/descriptor.hpp"
#include "cli/files/destination.hpp"
#include "cli/files/spool.hpp"

namespace culprit::cli {

/// Locked: two processes never write the same one. It gets its name when it is complete.
class GrowingFile {
 public:
  /// What becomes of a partial file that a dead process has left.
  ///
  /// Neither writes into, nor follows, what is not a regular file with one name that belongs to
  /// the user: another user's file, or one with several names, only loses this name.
  enum class Start {
    anew,    ///< one with content is left alone, which is an error: it may be worth hours
    resume,  ///< it is continued
  };

  /// @param path  a regular file, or nothing yet.
  /// @throws CannotCreateError
  GrowingFile(std::string path, mode_t mode, Start start);
  GrowingFile(const GrowingFile&) = delete;
  GrowingFile& operator=(const GrowingFile&) = delete;

  /// Whether there is something beside the place of `path` to be continued.
  [[nodiscard]] static bool is_left(const std::string& path);

  /// Its present content, read from the start. The file must outlive it.
  [[nodiscard]] const csv::Input& content() const noexcept { return *content_; }
  /// Keeps the first `size` bytes; what is appended follows them. @throws IoError
  void keep(std::uint64_t size);
  /// Appends all of `text` or nothing. @throws IoError
  void append(std::string_view text);
  /// Nothing may be appended afterwards. @throws IoError, CannotCreateError
  void commit();
  /// Removes it: its content has become another file. @throws IoError
  void remove();

 private:
  [[nodiscard]] bool create(mode_t mode);
  [[nodiscard]] bool take_over(Start start);

  std::string path_;  ///< as given, for messages
  Destination place_;
  std::string partial_;  ///< in `folder_`
  Descriptor folder_;
  Descriptor descriptor_;
  std::optional<PositionedInput> content_;
  std::uint64_t size_ = 0;
};

}  // namespace culprit::cli
