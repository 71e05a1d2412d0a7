/// No output may replace what is read, or another output.
#pragma once

#include <sys/types.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "culprit/core/error.hpp"

namespace culprit::cli {

/// A file that a run reads.
struct ReadFile {
  std::string path;              ///< `-` = standard input
  std::string what = "a diary";  ///< `the lexicon`, `the configuration`, `a manifest`, `a part`
};

/// A file that a run writes.
struct WrittenFile {
  std::string option;  ///< `--output`, `--rejects`, `--truth`
  std::string path;    ///< `-` = standard output; empty = none
};

/// Which file a path names: device and inode of what is there, else those of its folder and its
/// name in it. So hard links, symbolic links, `./x`, bind mounts and other ways of writing a path
/// are all the same file. Devices, pipes and folders are no files.
struct FileIdentity {
  dev_t device = 0;
  ino_t inode = 0;
  std::string name = {};  ///< empty = the file is there

  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

/// The identity of every output, to compare with any number of files that are read.
class OutputCheck {
 public:
  explicit OutputCheck(std::span<const WrittenFile> written);

  /// A message for each output that is the file of an earlier one, or where one keeps its
  /// unfinished result.
  [[nodiscard]] const std::vector<Message>& conflicts() const noexcept { return conflicts_; }
  /// A message for each output that would replace `read`. Code `conflict`; names both.
  [[nodiscard]] std::vector<Message> complaints(const ReadFile& read) const;

 private:
  struct Output {
    WrittenFile file;
    std::string partial_path;  ///< `FILE.partial`, which a batch writes first
    std::optional<FileIdentity> identity;
    std::optional<FileIdentity> partial;
  };
  std::vector<Output> outputs_;  ///< only those that are files
  std::vector<Message> conflicts_;
};

/// All of it for a run whose files are known: everything wrong, to be answered with 64.
[[nodiscard]] std::vector<Message> check_outputs(
    std::span<const ReadFile> read, std::span<const WrittenFile> written);

}  // namespace culprit::cli
